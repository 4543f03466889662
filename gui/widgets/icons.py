"""The program's own icons: SVG files drawn in ``currentColor`` and tinted by the theme."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PyQt6.QtCore import QByteArray, QRectF, Qt
from PyQt6.QtGui import QIcon, QPainter, QPixmap
from PyQt6.QtSvg import QSvgRenderer

from gui.theme import Theme

ICON_FOLDER = Path(__file__).parent.parent.parent / "resources" / "icons"
SIZES = (16, 20, 24, 32, 48, 64)
PROGRAM_SIZES = (16, 24, 32, 48, 64, 128, 256)


def icon(name: str, theme: Theme, color: str = "text") -> QIcon:
    """Return an icon in one of the theme's colours, greyed where its button is disabled.

    It keeps that colour: ask again when the theme has changed, as `IconButton` does.
    """
    result = QIcon()
    tints = ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, "text_faint"))
    for mode, tint in tints:
        for size in SIZES:
            pixmap = rendered(name, size, theme.color(tint).name())
            result.addPixmap(pixmap, mode)
    return result


def program_icon() -> QIcon:
    """Return the program's icon, in its own colours."""
    result = QIcon()
    for size in PROGRAM_SIZES:
        result.addPixmap(rendered("nudges", size, "#ffffff"))
    return result


def rendered(name: str, size: int, color: str) -> QPixmap:
    """Return an icon of size x size pixels with ``currentColor`` replaced by #rrggbb."""
    renderer = QSvgRenderer(QByteArray(source(name).replace("currentColor", color).encode()))
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


@lru_cache(maxsize=64)
def source(name: str) -> str:
    """Return the SVG text of an icon."""
    return (ICON_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
