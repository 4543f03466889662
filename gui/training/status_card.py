"""Where the run is: its state, step, epoch, cost, accuracy and speed."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QGridLayout, QWidget

from gui.theme import Theme
from gui.training.labels import labelled, muted_label, set_look
from gui.widgets.card import Card
from gui.widgets.numbers import TIMES, compact

ROWS = ("step", "epoch", "cost", "test cost", "accuracy", "batches/s")
NOTHING = "–"


class StatusCard(Card):
    """A small table of the run's numbers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.state = labelled("paused", "muted")
        self.values = {name: labelled(NOTHING, "") for name in ROWS}
        table = QWidget()
        layout = QGridLayout(table)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.state, 0, 0, 1, 2)
        for row, (name, value) in enumerate(self.values.items(), 1):
            layout.addWidget(muted_label(name), row, 0)
            layout.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)
        layout.setRowStretch(len(ROWS) + 1, 1)
        self.add(table)

    def set_state(self, state: str, role: str = "muted") -> None:
        """Show "running", "paused" or "diverged", in the look of a role."""
        self.state.setText(state)
        set_look(self.state, "role", role)

    def set_value(self, name: str, text: str) -> None:
        """Show another number."""
        self.values[name].setText(text)

    def clear(self) -> None:
        """Show no number."""
        for value in self.values.values():
            value.setText(NOTHING)


def short(value: float) -> str:
    """Return a number in three figures, or in two with a power of ten, which needs more room."""
    text = compact(value)
    return compact(value, 2) if TIMES in text else text
