"""The page of the digits: built, fed with answers, and its images opened in the walk."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSlot
from PyQt6.QtWidgets import QWidget

from gui.main_window import scrolling
from gui.perspectives import ONE_EXAMPLE
from gui.program.parts import Parts
from gui.training.digits_panel import DigitsPanel


class DigitsWiring(QObject):
    """Brings the newest answers to the page, and its images to the walk."""

    def __init__(self, parts: Parts, panel: DigitsPanel) -> None:
        super().__init__(panel)
        self._parts = parts
        self._panel = panel
        parts.answers.changed.connect(self._show)
        parts.training.running_changed.connect(self._follow)
        parts.chooser.changed.connect(self._take_images)
        panel.image_chosen.connect(self._open)
        self._images: object = None
        self._take_images()

    @pyqtSlot()
    def _take_images(self) -> None:
        """Take the test images, where they are others than before."""
        dataset = self._parts.dataset
        if dataset is not None and dataset is not self._images:
            self._images = dataset
            self._panel.set_images(dataset.test)
            self._show()

    @pyqtSlot()
    def _show(self) -> None:
        self._panel.set_answers(self._parts.answers.newest)

    @pyqtSlot()
    def _follow(self) -> None:
        self._panel.set_running(self._parts.training.running)

    @pyqtSlot(int)
    def _open(self, index: int) -> None:
        """Walk through one of the images."""
        self._parts.chooser.choose("test", index)
        self._parts.stage.set_perspective(ONE_EXAMPLE)


def digits_page(parts: Parts) -> QWidget:
    """Return the page."""
    panel = DigitsPanel(parts.theme)
    DigitsWiring(parts, panel)
    return scrolling(panel)
