"""The menu of the network's picture: copy it, or save it as PNG or SVG, as shown or for print."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PyQt6.QtCore import QBuffer, QByteArray, QIODevice, pyqtSignal
from PyQt6.QtGui import QGuiApplication, QImage
from PyQt6.QtWidgets import QMenu, QWidget

from core.errors import NudgesError
from core.storage.atomic import write_atomically
from gui.messages import Messages
from gui.network_view.network_view import NetworkView
from gui.network_view.picture import picture_of
from gui.network_view.svg import svg_of
from gui.theme import Mode, Theme

SCALES = (1, 2, 3, 4)


@dataclass(frozen=True)
class PictureOrder:
    """A picture that is wanted: ``kind`` is copy, png or svg; ``scale`` in pixels per pixel."""

    kind: str
    for_print: bool = False
    scale: int = 2


class PictureMenu(QMenu):
    """Offers what can be done with the picture of the network."""

    ordered = pyqtSignal(object)  # PictureOrder

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for for_print, words in ((False, ""), (True, " for print")):
            self._offer(self, f"Copy picture{words}", PictureOrder("copy", for_print))
            sizes = self.addMenu(f"Save as PNG{words}")
            for scale in SCALES if sizes is not None else ():
                title = f"{scale}×   {width * scale} × {height * scale}"
                self._offer(sizes, title, PictureOrder("png", for_print, scale))
            self._offer(self, f"Save as SVG{words}…", PictureOrder("svg", for_print))
            if not for_print:
                self.addSeparator()

    def _offer(self, menu: QMenu | None, title: str, order: PictureOrder) -> None:
        action = None if menu is None else menu.addAction(title)
        if action is not None:
            action.triggered.connect(partial(self._order, order))

    def _order(self, order: PictureOrder, _checked: bool = False) -> None:
        self.ordered.emit(order)


def deliver(
    order: PictureOrder,
    view: NetworkView,
    theme: Theme,
    messages: Messages,
    name: str = "network",
) -> None:
    """Make the picture of what a view shows, at its size, and copy it, or save it by a name."""
    if view.scene is None:
        return
    size = view.width(), view.height()
    look = Theme(Mode.PRINT, view) if order.for_print else theme
    if order.kind == "svg":
        save(svg_of(look, view.scene, *size), "svg", messages, name)
        return
    image = picture_of(look, view.scene, *size, order.scale)
    if order.kind == "png":
        save(png_of(image), "png", messages, name)
        return
    clipboard = QGuiApplication.clipboard()
    if clipboard is not None:
        clipboard.setImage(image)
        messages.notice("Picture copied")


def save(data: bytes, suffix: str, messages: Messages, name: str = "network") -> None:
    """Ask where to write a picture, and write it."""
    pattern = f"{suffix.upper()} pictures (*.{suffix})"
    path = messages.file_to_save("Save the picture", f"{name}.{suffix}", pattern)
    if path is None:
        return
    try:
        write_atomically(path, lambda file: file.write(data))
    except NudgesError as error:
        messages.error(str(error))
    else:
        messages.notice(f"Picture saved: {path.name}")


def png_of(image: QImage) -> bytes:
    """Return an image as the content of a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return content.data()
