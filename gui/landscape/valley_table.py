"""The ends of several starts, a row each, and how far they are from each other."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from core.arrays import FloatArray
from core.landscape.valleys import Valley
from gui.landscape.labels import line
from gui.widgets.numbers import compact, percent

HEADS = (
    "start",
    "epochs",
    "training\ncost",
    "unseen\ncost",
    "training\naccuracy",
    "unseen\naccuracy",
    "gradient",
)
SPOKEN = (
    "the seed of the first parameters",
    "passes over the training images; … means that the limit came before the cost settled",
    "mean cost over the training images",
    "mean cost over the 10,000 unseen images",
    "share of right answers on the training images",
    "share of right answers on unseen images",
    "length of the gradient over the training images",
)
NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ValleyTable(QWidget):
    """Shows a row for each start: how far it is, or where it has ended."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._rows: list[list[QLabel]] = []
        for column, (name, spoken) in enumerate(zip(HEADS, SPOKEN, strict=True)):
            label = self._label(0, column, "faint")
            self._grid.setAlignment(label, Qt.AlignmentFlag.AlignBottom)
            label.setText(name)
            label.setToolTip(spoken)
            self._grid.setColumnStretch(column, 1)

    @property
    def texts(self) -> list[list[str]]:
        """What stands in the rows."""
        return [[label.text() for label in row] for row in self._rows]

    def begin(self, seeds: list[int]) -> None:
        """Show a row for each seed, and nothing in it yet."""
        for row in self._rows:
            for label in row:
                label.hide()  # it may stay for a while, over the new one
                label.deleteLater()
        self._rows = []
        for place, seed in enumerate(seeds, 1):
            row = [self._label(place, column, "text") for column in range(len(HEADS))]
            row[0].setText(f"seed {seed}")
            row[1].setText("waits")
            self._rows.append(row)

    def set_share(self, place: int, share: float) -> None:
        """Say how far a start is, as a share of the epochs that it may take."""
        self._rows[place][1].setText(percent(share))

    def set_words(self, place: int, text: str) -> None:
        """Say in a word why a row has no numbers."""
        self._rows[place][1].setText(text)

    def set_valley(self, place: int, valley: Valley) -> None:
        """Show where a start has ended."""
        for label, text in zip(self._rows[place], cells_of(valley), strict=True):
            label.setText(text)
            label.setToolTip(valley.problem)

    def _label(self, row: int, column: int, role: str) -> QLabel:
        label = line(role)
        label.setAlignment(NUMBER if column else Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(label, row, column)
        return label


class DistanceTable(QWidget):
    """Shows how far each end is from each; a cell chooses the line between two of them."""

    pair_chosen = pyqtSignal(int, int)  # places of two ends

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(4)
        self._widgets: list[QWidget] = []
        self.buttons: dict[tuple[int, int], QPushButton] = {}

    def set_distances(self, names: list[str], distances: FloatArray) -> None:
        """Show the distances above the diagonal: the others are the same."""
        for widget in self._widgets:
            widget.hide()
            widget.deleteLater()
        self._widgets, self.buttons = [], {}
        for place, name in enumerate(names):
            if place:
                head = line("faint", name)
                head.setAlignment(Qt.AlignmentFlag.AlignCenter)
                self._put(head, 0, place)
            if place < len(names) - 1:
                self._put(line("faint", name), place + 1, 0)
            for other in range(place + 1, len(names)):
                button = self._button(place, other, names, float(distances[place, other]))
                self._put(button, place + 1, other)

    def choose(self, first: int, second: int) -> None:
        """Mark the pair that is shown."""
        for pair, button in self.buttons.items():
            button.setChecked(pair == (first, second))

    def _button(self, first: int, second: int, names: list[str], distance: float) -> QPushButton:
        button = QPushButton(compact(distance))
        button.setProperty("role", "tab")
        button.setCheckable(True)
        button.setStyleSheet("QPushButton { padding: 2px 4px; }")
        button.setAccessibleName(f"from {names[first]} to {names[second]}: distance {distance:.4g}")
        button.setToolTip(f"Show the cost on the way from {names[first]} to {names[second]}")
        button.clicked.connect(partial(self.pair_chosen.emit, first, second))
        self.buttons[first, second] = button
        return button

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        self._widgets.append(widget)
        self._grid.addWidget(widget, row, column)


def cells_of(valley: Valley) -> list[str]:
    """Return the texts of a row; an end that hasn't settled has an ellipsis at its epochs."""
    state = "diverged" if valley.problem else f"{valley.epochs}{'' if valley.settled else ' …'}"
    return [
        f"seed {valley.seed}",
        state,
        compact(valley.cost),
        compact(valley.test_cost),
        percent(valley.train_accuracy, 1),
        percent(valley.test_accuracy, 1),
        compact(valley.gradient_size, 2),
    ]
