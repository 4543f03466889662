"""The page of the digits: accuracy of each, which is taken for which, and the images of a cell."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from core.data.images import ImageSet
from core.training.confusion import Answers, Confusion
from gui.theme import Theme
from gui.timers import single_shot
from gui.training.digit_matrix import Cell, DigitMatrix, words_of
from gui.training.labels import heading, labelled
from gui.widgets.elided import ElidedLabel
from gui.widgets.fitting import FittingLabel
from gui.widgets.numbers import percent, whole
from gui.widgets.thumbnails import Thumbnails

MILLISECONDS = 500
NOTHING = "The network's answers are counted as soon as they are measured."
INVITATION = (
    "Rows are labels, columns answers. Open a cell to see its images.",
    "Rows are labels, columns answers. Open a cell.",
    "rows: labels, columns: answers",
)
LINE = 16


class DigitsPanel(QWidget):
    """Shows the newest answers, twice a second at most; `image_chosen` is a test image to open.

    The images of a cell stay those of the step at which it was opened while the run goes on, so
    that none slips away under the pointer.
    """

    image_chosen = pyqtSignal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: ImageSet | None = None
        self._answers: Answers | None = None
        self._confusion: Confusion | None = None
        self._opened: Cell | None = None
        self._running = False
        self.title = labelled("", "title")
        self.matrix = DigitMatrix(theme)
        self.line = FittingLabel(*INVITATION)
        self.strip_title = ElidedLabel()
        self.strip = Thumbnails(theme, "images of the cell")
        self._timer = single_shot(self, MILLISECONDS, self._catch_up)
        self._stale = True
        self._lay_out()
        self._connect()

    @property
    def confusion(self) -> Confusion | None:
        """The counts that are shown."""
        return self._confusion

    def set_images(self, images: ImageSet) -> None:
        """Take the test images that answers are to."""
        self._images = images
        self._forget()

    def set_answers(self, answers: Answers | None) -> None:
        """Take newer answers, or None: a run has begun and nothing is measured."""
        self._answers, self._stale = answers, True
        if answers is None:
            self._forget()
        if not self._timer.isActive():
            self._catch_up()

    @pyqtSlot(bool)
    def set_running(self, running: bool) -> None:
        """Let the open cell's images follow the run only while it rests."""
        self._running = running
        if not running:
            self._fill_strip()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 8)
        layout.setSpacing(8)
        for line in (self.line, self.strip_title):
            line.setProperty("role", "faint")
            line.setFixedHeight(LINE)
        for widget in (heading("TEST IMAGES BY DIGIT"), self.title, self.matrix, self.line):
            layout.addWidget(widget)
        layout.addWidget(self.strip_title)
        layout.addWidget(self.strip, 1000)
        layout.addStretch(1)
        self.strip.setMinimumHeight(76)
        self.setMinimumWidth(264)
        self._show_strip(False)

    def _connect(self) -> None:
        self.matrix.reached.connect(self._describe)
        self.matrix.chosen.connect(self.open_cell)
        self.strip.chosen.connect(self.image_chosen)
        self.strip.reached.connect(self._name_image)

    @pyqtSlot(int, int)
    def open_cell(self, label: int, answer: int) -> None:
        """Show the images of a label that got an answer; once more closes them."""
        cell = (label, answer)
        self._opened = None if cell == self._opened else cell
        self.matrix.set_opened(self._opened)
        self._fill_strip()

    def _forget(self) -> None:
        """Show no counts and no images: those there were are of another run."""
        self._confusion, self._opened = None, None
        self.matrix.set_opened(None)
        self._fill_strip()
        self._stale = True

    @pyqtSlot()
    def _catch_up(self) -> None:
        if self._stale and self.isVisible():
            self._write()
            if self._confusion is not None:  # the first counts needn't wait
                self._timer.start()

    def _write(self) -> None:
        """Count the newest answers and show them."""
        self._stale = False
        answers, images = self._answers, self._images
        if answers is None or images is None or len(answers.answers) != len(images):
            self._confusion = None
        else:
            self._confusion = Confusion.of(images.labels, answers.answers)
        self.matrix.set_confusion(self._confusion)
        self.title.setText(self._title())
        if not self._running:
            self._fill_strip()

    def _title(self) -> str:
        if self._confusion is None or self._answers is None:
            return "No answers yet"
        share = percent(self._confusion.accuracy, 2)
        return f"{share} right at step {whole(self._answers.step)}"

    @pyqtSlot(object)
    def _describe(self, cell: Cell | None) -> None:
        """Say what the cell under pointer or keys counts."""
        if self._confusion is None:
            self.line.set_forms(NOTHING)
        elif cell is None:
            self.line.set_forms(*INVITATION)
        else:
            self.line.set_forms(words_of(self._confusion, cell))

    def _fill_strip(self) -> None:
        """Show the images of the cell that is open, as they are answered now."""
        self._show_strip(self._opened is not None and self._confusion is not None)
        if self._opened is None or self._confusion is None or self._images is None:
            self.strip.set_pictures((), None)
            return
        found = self._confusion.images_in(*self._opened).tolist()
        if found != list(self.strip.numbers):
            self.strip.set_pictures(found, self._images.picture)
        self._name_image(None)

    def _show_strip(self, shown: bool) -> None:
        self.strip_title.setVisible(shown)
        self.strip.setVisible(shown)

    @pyqtSlot(object)
    def _name_image(self, number: int | None) -> None:
        """Say which images are shown, or which one is pointed at."""
        if self._opened is None or self._answers is None:
            return
        label, answer = self._opened
        what = f"{label} answered {answer}: {whole(len(self.strip.numbers))} images"
        end = " · choose one to open it" if number is None else f" · test image {number}"
        self.strip_title.setText(what + end)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self._catch_up()
