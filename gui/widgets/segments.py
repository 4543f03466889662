"""A row of buttons of which exactly one is chosen: tabs without pages."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtGui import QFont, QFontMetrics, QShowEvent
from PyQt6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QWidget


class Segments(QWidget):
    """Shows names side by side; the arrow keys and the mouse choose one."""

    chosen = pyqtSignal(str)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for name in names:
            layout.addWidget(self._add(name))
        self.set_chosen(names[0])
        self._group.buttonClicked.connect(self._emit)

    @property
    def current(self) -> str:
        """The name that is chosen."""
        return next(name for name, button in self._buttons.items() if button.isChecked())

    @property
    def names(self) -> tuple[str, ...]:
        """All names, in their order."""
        return tuple(self._buttons)

    def set_chosen(self, name: str) -> None:
        """Choose a name without telling anyone."""
        self._buttons[name].setChecked(True)

    def button(self, name: str) -> QPushButton:
        """Return the button of a name, to give it a tooltip or to disable it."""
        return self._buttons[name]

    def _add(self, name: str) -> QPushButton:
        button = QPushButton(name)
        button.setProperty("role", "tab")
        button.setCheckable(True)
        button.setAccessibleName(name)
        self._group.addButton(button)
        self._buttons[name] = button
        return button

    @pyqtSlot(QAbstractButton)
    def _emit(self, button: QAbstractButton) -> None:
        self.chosen.emit(button.text())

    def showEvent(self, event: QShowEvent | None) -> None:
        """Give each name the room that it takes in bold, which Qt's size hint doesn't know of."""
        super().showEvent(event)
        for name, button in self._buttons.items():
            bold = button.font()
            bold.setWeight(QFont.Weight.DemiBold)
            more = QFontMetrics(bold).horizontalAdvance(name)
            more -= button.fontMetrics().horizontalAdvance(name)
            button.setMinimumWidth(button.sizeHint().width() + max(more, 0))
