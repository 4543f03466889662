"""The window as a picture, without a display: what the verb `render` does."""

from __future__ import annotations

import os
import sys

from PyQt6.QtCore import QBuffer, QByteArray, QIODevice
from PyQt6.QtGui import QPixmap
from PyQt6.QtWidgets import QApplication

from core.data.images import Dataset
from core.data.mnist import load_mnist
from core.errors import UsageError
from core.storage.atomic import write_atomically
from core.storage.session import Session, load_session
from core.training.measures import measure
from core.verbs.arguments import RenderOptions
from gui.application import Program
from gui.main_window import SMALLEST_SIZE
from gui.perspectives import NAMES
from gui.theme import Mode, Theme
from gui.widgets import typesetting


def render(options: RenderOptions) -> None:
    """Draw the window with one example at one step into a PNG file.

    Raises
    ------
    UsageError
        If perspective, index or step are out of range.
    NudgesError
        If the session or the data can't be read, or the picture not be written.
    """
    require_perspective(options.perspective)
    require_size(options.width, options.height)
    session = None if options.session is None else load_session(options.session)
    dataset = load_mnist()
    dataset.named(options.set_name).checked(options.index)
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    typesetting.prepare()
    app = QApplication(sys.argv[:1])
    theme = Theme(Mode(options.theme))
    theme.apply()
    program = Program(theme)
    try:
        show_run(program, dataset, session)
        program.chooser.choose(options.set_name, options.index)
        program.stage.set_perspective(options.perspective)
        program.stage.go_to_step(options.step)
        picture = picture_of(app, program, options.width, options.height)
        content = encoded(picture)
        del picture
    finally:
        program.dispose()
    write_atomically(options.out, lambda file: file.write(content))


def show_run(program: Program, dataset: Dataset, session: Session | None) -> None:
    """Show a run as it is, with the measure of its network, without taking it up."""
    program.training.still = True
    program.use(dataset, session)
    network = program.explain.network
    if network is not None:
        step, epoch = (session.step, session.epoch) if session is not None else (0, 0)
        program.training_panel.add_measure(measure(network, dataset.test, step, epoch))


def require_perspective(name: str) -> None:
    """Raise UsageError unless there is a perspective of that name."""
    if name not in NAMES:
        raise UsageError(f"perspective {name!r}: choose one of {', '.join(NAMES)}")


def require_size(width: int, height: int) -> None:
    """Raise UsageError if the window can't be as small as that."""
    if width < SMALLEST_SIZE.width() or height < SMALLEST_SIZE.height():
        smallest = f"{SMALLEST_SIZE.width()}x{SMALLEST_SIZE.height()}"
        raise UsageError(f"size {width}x{height}: the window is at least {smallest}")


def picture_of(app: QApplication, program: Program, width: int, height: int) -> QPixmap:
    """Return the window's picture at a size, after everything in it has settled."""
    window = program.window
    window.resize(width, height)
    window.arrange(window.size())
    window.show()
    program.training_panel.prepare()
    for _ in range(3):  # panels ask for their layout one after the other
        app.processEvents()
    program.view.settle()
    return window.grab()


def encoded(picture: QPixmap) -> bytes:
    """Return a picture as the content of a PNG file."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return content.data()
