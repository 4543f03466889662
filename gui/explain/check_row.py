"""The button that has the numbers checked, and what the check found."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

EXPLAINED = "Compare the derivatives with finite differences of the cost"


class CheckRow(QWidget):
    """Asks for a check and shows its result, with a sign that needs no colour."""

    requested = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton("Check numbers")
        self.button.setToolTip(EXPLAINED)
        self._result = QLabel()
        self._result.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(self.button)
        layout.addWidget(self._result, 1)
        self.button.clicked.connect(self.requested)

    @property
    def result(self) -> str:
        """The result shown, or an empty text."""
        return self._result.text()

    def clear(self) -> None:
        """Forget the result: it was that of other numbers."""
        self._show("", "muted")

    def set_checking(self) -> None:
        """Say that the check is at work, and ask for no second one meanwhile."""
        self._show("checking …", "muted")
        self.button.setEnabled(False)

    def set_result(self, text: str, good: bool) -> None:
        """Show a result."""
        self._show(f"{'✓' if good else '✗'} {text}", "good" if good else "warning")

    def _show(self, text: str, role: str) -> None:
        self.button.setEnabled(True)
        self._result.setText(text)
        self._result.setProperty("role", role)
        style = self._result.style()
        if style is not None:
            style.polish(self._result)
