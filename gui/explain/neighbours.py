"""Two buttons that lead from a neuron to the one before it and to the next, round and round."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from gui.theme import Theme
from gui.widgets.icon_button import IconButton


class Neighbours(QWidget):
    """Asks for a neighbour of one of several neurons; hidden where it is alone."""

    asked = pyqtSignal(int)  # the index of the neuron

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index, self._count = 0, 0
        self.before = small_button(theme, "back", "The neuron before", "Ctrl+Up")
        self.after = small_button(theme, "forward", "The next neuron", "Ctrl+Down")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.before)
        layout.addWidget(self.after)
        self.before.clicked.connect(self._ask_before)
        self.after.clicked.connect(self._ask_after)

    def set_place(self, index: int, count: int) -> None:
        """Stand at one of so many neurons."""
        self._index, self._count = index, count
        self.setVisible(count > 1)

    @pyqtSlot()
    def _ask_before(self) -> None:
        self.asked.emit((self._index - 1) % self._count)

    @pyqtSlot()
    def _ask_after(self) -> None:
        self.asked.emit((self._index + 1) % self._count)


def small_button(theme: Theme, name: str, spoken: str, keys: str) -> IconButton:
    """Return a button as high as a line of text; its tooltip names the keys that do the same."""
    button = IconButton(theme, name, spoken)
    button.setToolTip(f"{spoken} ({keys})")
    button.setFixedSize(24, 24)
    button.setStyleSheet("padding: 0; min-height: 0;")
    return button
