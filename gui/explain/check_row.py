"""The button that has the numbers checked, and what the check found."""

from __future__ import annotations

from math import floor

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.widgets.numbers import percent

CHECKING = "checking …"
LONG, SHORT, STOP = "Check numbers", "Check", "Stop"
EXPLAINED = "Compare all that the walk shows with finite differences of the cost"


class CheckRow(QWidget):
    """Shows a check's result, with a sign that needs no colour; hidden before there is one.

    Its button stands elsewhere, where it always finds room.
    """

    requested = pyqtSignal()
    cancelled = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(LONG)
        self.button.setToolTip(EXPLAINED)
        self._result = QLabel()
        self._result.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 8)
        layout.addWidget(self._result, 1)
        self.button.setStyleSheet("padding: 1px 8px; min-height: 16px;")
        self._checking = self._short = False
        self.hide()
        self.button.clicked.connect(self._ask)

    @property
    def result(self) -> str:
        """The result shown, or an empty text."""
        return self._result.text()

    def clear(self) -> None:
        """Forget the result: it was that of other numbers."""
        self._show("", "muted")

    def set_short(self, short: bool) -> None:
        """Take one word for the button where there is little room."""
        self._short = short
        self._name_button()

    def set_checking(self) -> None:
        """Say that the check is at work, and offer to give it up."""
        self._show(CHECKING, "muted")
        self._checking = True
        self._name_button()

    def set_progress(self, fraction: float) -> None:
        """Say how far the check is, while it is at work."""
        if self._checking:
            self._result.setText(f"{CHECKING} {percent(floor(100 * fraction) / 100)}")

    def set_result(self, text: str, good: bool) -> None:
        """Show a result."""
        self._show(f"{'✓' if good else '✗'} {text}", "good" if good else "warning")

    @pyqtSlot()
    def _ask(self) -> None:
        if self._checking:
            self.cancelled.emit()
        else:
            self.requested.emit()

    def _name_button(self) -> None:
        """Offer to check, or to stop checking."""
        self.button.setText(STOP if self._checking else SHORT if self._short else LONG)
        self.button.setAccessibleName(STOP if self._checking else LONG)

    def _show(self, text: str, role: str) -> None:
        self._checking = False
        self._name_button()
        self._result.setText(text)
        self.setVisible(bool(text))
        self._result.setProperty("role", role)
        style = self._result.style()
        if style is not None:
            style.polish(self._result)
