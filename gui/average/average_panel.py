"""The page of the average: what streams in, the table of wishes, its arithmetic, how it settles."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.average.columns import Order
from core.average.streaming import Rows
from gui.average.settling_curve import SettlingCurve
from gui.average.wish_grid import WishGrid
from gui.theme import Theme
from gui.widgets.card import Card
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.elided import ElidedLabel
from gui.widgets.icon_button import IconButton
from gui.widgets.segments import Segments
from gui.widgets.signed_scale import SignedScale

EXAMPLES, DIGITS, SETTLING = "Examples", "By digit", "Settling"
ERROR, DEVIATION = "± standard error", "± spread"
COUNTS = ("1", "10", "100", "1k", "10k", "all")
SPEEDS = {"slow": 0.25, "normal": 0.6, "fast": 2.0}  # factors of ten a second
ROW_COUNTS = ("8 rows", "12 rows", "20 rows")
MARGIN = 16


class AveragePanel(QWidget):
    """Shows the table of wishes, and asks for examples, parameters and orders."""

    shown = pyqtSignal()
    left = pyqtSignal()
    count_wanted = pyqtSignal(str)  # one of COUNTS

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = ElidedLabel()
        self.count.setProperty("role", "title")
        self.play = IconButton(theme, "play", "Let examples stream in", role="primary")
        self.one = QPushButton("+1")
        self.one.setToolTip("One more example")
        self.counts = {text: QPushButton(text) for text in COUNTS}
        self.speed = ChoiceBox(theme, list(SPEEDS), "speed of the stream")
        self.speed.set_chosen("normal")
        self.view = Segments((EXAMPLES, DIGITS, SETTLING))
        self.rows = ChoiceBox(theme, [kind.value for kind in Rows], "which parameters")
        self.row_count = ChoiceBox(theme, ROW_COUNTS, "how many parameters")
        self.order = ChoiceBox(theme, [order.value for order in Order], "order of the examples")
        self.earlier = IconButton(theme, "back", "Examples before these")
        self.later = IconButton(theme, "forward", "Examples after these")
        self.grid = WishGrid(theme)
        self.scale = SignedScale(theme)
        self.arithmetic = QLabel()
        self.walk = QPushButton("Walk through it")
        self.parameter = ChoiceBox(theme, [], "which parameter's mean")
        self.spread = Segments((ERROR, DEVIATION))
        self.curve = SettlingCurve(theme)
        self._card = Card(theme)
        self.settling = QWidget()
        self._lay_out()
        self.show_view(EXAMPLES)
        for text, button in self.counts.items():
            button.clicked.connect(partial(self.count_wanted.emit, text))

    def set_size(self, size: int) -> None:
        """Offer no more examples than there are."""
        for text, most in zip(COUNTS[:-1], (1, 10, 100, 1000, 10_000), strict=True):
            self.counts[text].setEnabled(most <= size)
        self.counts[COUNTS[-1]].setToolTip(f"All {size:,} training images")

    def set_playing(self, playing: bool) -> None:
        """Offer to pause what plays."""
        name = ("pause", "Pause the stream") if playing else ("play", "Let examples stream in")
        self.play.set_icon(*name)

    def show_view(self, view: str) -> None:
        """Show the table, or the curve of one parameter's mean."""
        settling = view == SETTLING
        self.settling.setVisible(settling)
        self.grid.setVisible(not settling)
        self.scale.setVisible(not settling)
        for widget in (self.earlier, self.later, self.order):
            widget.setVisible(view == EXAMPLES)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 8, MARGIN, 12)
        layout.setSpacing(8)
        layout.addWidget(self.count)
        layout.addLayout(self._stream_row())
        layout.addLayout(self._choice_row())
        layout.addWidget(self.grid)
        layout.addLayout(self._below_grid())
        self._prepare_words()
        self._lay_out_curve()
        words = QWidget()
        line = row(self.arithmetic, self.walk, stretch=self.arithmetic)
        line.setContentsMargins(0, 0, 0, 0)
        words.setLayout(line)
        self._card.add(words)
        layout.addWidget(self._card)
        layout.addWidget(self.settling, 1)
        layout.addStretch(0)
        self.setMinimumWidth(320)

    def _lay_out_curve(self) -> None:
        """Put the curve below the choice of its parameter and of its band."""
        layout = QVBoxLayout(self.settling)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.parameter, self.spread, stretch=self.parameter))
        layout.addWidget(self.curve, 1)

    def _stream_row(self) -> QHBoxLayout:
        buttons = [self.one, *self.counts.values()]
        for button in buttons:
            button.setStyleSheet("padding: 4px 6px; min-width: 20px;")
        line = row(self.play, *buttons, self.speed)
        line.addStretch(1)
        return line

    def _choice_row(self) -> QHBoxLayout:
        self.view.setStyleSheet("QPushButton { padding: 3px 4px; }")
        for box in (self.rows, self.row_count, self.order):
            box.setMinimumContentsLength(11 if box is self.order else 4)
            box.setSizeAdjustPolicy(
                ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.row_count.setMinimumContentsLength(6)
        self.row_count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return row(self.view, self.rows, self.row_count, stretch=self.rows)

    def _below_grid(self) -> QHBoxLayout:
        for button in (self.earlier, self.later):
            button.setFixedSize(28, 28)
            button.setStyleSheet("padding: 0; min-height: 0;")
        return row(self.earlier, self.later, self.order, self.scale, stretch=self.scale)

    def _prepare_words(self) -> None:
        self.arithmetic.setWordWrap(True)
        self.arithmetic.setMinimumHeight(48)
        self.arithmetic.setTextFormat(Qt.TextFormat.RichText)
        self.arithmetic.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.walk.setToolTip("Open it in the perspective One example (double click on a cell)")
        self.spread.setStyleSheet("QPushButton { padding: 2px 6px; }")

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent | None) -> None:
        super().hideEvent(event)
        self.left.emit()


def row(*widgets: QWidget, stretch: QWidget | None = None) -> QHBoxLayout:
    """Return widgets side by side; one may take the room that is left."""
    line = QHBoxLayout()
    line.setSpacing(4)
    for widget in widgets:
        line.addWidget(widget, 1 if widget is stretch else 0)
    return line
