"""The page of dealing: the epoch's deck, the mini-batch that is next, its gradient's angle."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from core.average.comparing import Comparison
from gui.average.angle_dial import AngleDial
from gui.average.average_panel import MARGIN, row
from gui.average.cosine_plot import CosinePlot
from gui.average.cosine_strip import CosineStrip
from gui.average.deck_picture import DeckPicture
from gui.theme import Theme
from gui.widgets.batch_pictures import BatchPictures
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.elided import ElidedLabel
from gui.widgets.numbers import TIMES, compact, fixed, percent, whole

SIZES = ("10", "100", "1000")
FIGURES = ("angle", "cosine", "length", "same way")
TIPS = (
    "between this mini-batch's gradient and that of all examples",
    "1: the same direction; 0: at right angles; below 0: against it",
    "of this mini-batch's gradient, in lengths of the full one",
    "share of the parameters pulled the same way, of all that either pulls",
)


class DealingPanel(QWidget):
    """Shows an epoch as it is dealt; asks for the comparison of many mini-batches."""

    shown = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel()
        self.title.setProperty("role", "title")
        self.place = ElidedLabel()
        self.place.setProperty("role", "muted")
        self.deck = DeckPicture(theme)
        self.pictures = BatchPictures(theme)
        self.dial = AngleDial(theme)
        self.figures = {name: labelled("value") for name in FIGURES}
        self.arithmetic = labelled("faint")
        self.course = ElidedLabel()
        self.course.setProperty("role", "heading")
        self.plot = CosinePlot(theme)
        self.compare = QPushButton("Compare 20 mini-batches of")
        self.hand_size = ChoiceBox(theme, SIZES, "examples in a mini-batch that is compared")
        self.hand_size.set_chosen("100")
        self.strip = CosineStrip(theme)
        self.found = labelled("muted")
        self._lay_out()

    def show_comparison(self, found: Comparison | None) -> None:
        """Write how the mini-batch's gradient lies; None is not known yet."""
        if found is None:
            self.dial.clear()
            texts: tuple[str, ...] = ("–",) * len(FIGURES)
        else:
            self.dial.set_angle(found.angle, found.ratio)
            texts = figures_of(found)
        for label, text in zip(self.figures.values(), texts, strict=True):
            label.setText(text)
        self.arithmetic.setText("" if found is None else arithmetic_of(found))
        compared = "" if found is None else f": {whole(found.compared)} parameters"
        self.figures["same way"].setToolTip(TIPS[-1] + compared)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 8, MARGIN, 12)
        layout.setSpacing(8)
        self.compare.setToolTip(
            "20 mini-batches dealt from this epoch's pictures, at the network of the start and at"
            " that of now; the run isn't changed"
        )
        for label in (self.arithmetic, self.found):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.RichText)
        self.course.setText("COSINE BY EPOCH")
        for item in (self.title, self.place, self.deck, self.pictures):
            layout.addWidget(item)
        layout.addLayout(self._figures())
        layout.addLayout(self._dial_and_course(), 1)
        layout.addWidget(self.arithmetic)
        layout.addLayout(row(self.compare, self.hand_size, self.found, stretch=self.found))
        layout.addWidget(self.strip)
        self.setMinimumWidth(320)

    def _figures(self) -> QGridLayout:
        """Return the four numbers side by side, each under its name."""
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        for column, (name, tip) in enumerate(zip(FIGURES, TIPS, strict=True)):
            head = labelled("muted")
            head.setText(name)
            for line, label in enumerate((head, self.figures[name])):
                label.setToolTip(tip)
                grid.addWidget(label, line, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _dial_and_course(self) -> QHBoxLayout:
        """Return the two arrows of now, and beside them the cosines since the page was opened."""
        course = QVBoxLayout()
        course.setSpacing(2)
        course.addWidget(self.course)
        course.addWidget(self.plot, 1)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.dial, 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(course, 1)
        return beside

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent | None) -> None:
        super().hideEvent(event)
        self.left.emit()


def figures_of(found: Comparison) -> tuple[str, ...]:
    """Return the four numbers as they are written."""
    angle, cosine, ratio, same = found.angle, found.cosine, found.ratio, found.same_way
    return (
        "–" if angle is None else f"{fixed(angle, 1)}°",
        "–" if cosine is None else fixed(cosine, 3),
        "–" if ratio is None else f"{fixed(ratio, 2)} ×",
        "–" if same is None else percent(same),
    )


def arithmetic_of(found: Comparison) -> str:
    """Return how the cosine comes about, with the numbers in it."""
    if found.cosine is None:
        return "One of the two gradients is exactly 0 or not finite: there is no angle."
    lengths = found.length * found.full_length
    return (
        "cos = g<sub>batch</sub> · g<sub>all</sub> / (|g<sub>batch</sub>| |g<sub>all</sub>|) = "
        f"{compact(found.cosine * lengths)} / ({compact(found.length)} {TIMES} "
        f"{compact(found.full_length)}) = <b>{fixed(found.cosine)}</b>"
    )


def labelled(role: str) -> QLabel:
    """Return an empty label of a role."""
    label = QLabel()
    label.setProperty("role", role)
    return label
