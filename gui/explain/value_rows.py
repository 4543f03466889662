"""Values of the inspector: a word at the left, a number at the right, and what is still to come."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, pyqtSlot
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from gui.explain.particulars import Quantity
from gui.theme import Theme
from gui.widgets.fitting import FittingLabel

MOST = 7
ROOM_FOR_TWO = 280  # width from which values stand in two columns
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class ValueRows(QWidget):
    """Shows quantities in two columns, or in one where it is narrow.

    What the walk hasn't reached takes a whole row below the others, for the words that say when
    it comes.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values = tuple(Value(theme) for _ in range(MOST))
        self._places: tuple[tuple[int, int, int], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._waiting: tuple[bool, ...] = ()

    def set_quantities(self, quantities: tuple[Quantity, ...]) -> None:
        """Show quantities, at most seven."""
        for place, value in enumerate(self.values):
            value.set_quantity(quantities[place] if place < len(quantities) else None)
        self._waiting = tuple(bool(quantity.missing) for quantity in quantities)
        self._arrange()

    def _arrange(self) -> None:
        """Put the values into their places, where these have changed."""
        columns = 2 if self.width() >= ROOM_FOR_TWO else 1
        places = places_of(self._waiting, columns)
        if places == self._places:
            return
        self._places = places
        for value, (row, column, span) in zip(self.values, places, strict=False):
            self._grid.addWidget(value, row, column, 1, span)
        for column in (0, 1):
            self._grid.setColumnStretch(column, int(column < columns))

    def minimumSizeHint(self) -> QSize:
        """Let itself be made so narrow that one column has to do."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._arrange()


def places_of(waiting: tuple[bool, ...], columns: int) -> tuple[tuple[int, int, int], ...]:
    """Return row, column and span of each value: those that wait stand in rows of their own."""
    places: list[tuple[int, int, int]] = []
    known = waiting.count(False)
    seen, below = 0, -(-known // columns)
    for waits in waiting:
        if waits:
            places.append((below, 0, columns))
            below += 1
        else:
            places.append((seen // columns, seen % columns, 1))
            seen += 1
    return tuple(places)


class Value(QWidget):
    """A word at the left and a number at the right, or faint words in the number's place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.word, self.number, self.waiting = QLabel(), QLabel(), FittingLabel()
        self.word.setProperty("role", "muted")
        self.waiting.setProperty("role", "faint")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.number.setTextInteractionFlags(SELECTABLE)
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.word)
        layout.addWidget(self.number, 1)
        layout.addWidget(self.waiting, 1)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_quantity(self, quantity: Quantity | None) -> None:
        """Show a quantity, or keep the place empty."""
        self.setVisible(quantity is not None)
        if quantity is None:
            return
        self.word.setText(quantity.word)
        self.word.setToolTip(quantity.spoken)
        self.number.setText(quantity.number)
        self.number.setAccessibleName(quantity.aloud)
        self.number.setVisible(not quantity.missing)
        self.waiting.set_forms(*quantity.forms)
        self.waiting.setVisible(bool(quantity.missing))

    @pyqtSlot()
    def _restyle(self) -> None:
        for label in (self.word, self.number):
            label.setFont(self._theme.font(12))
