"""The button that has the numbers checked, and what the check found."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
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
        self._checking = False
        self.button.clicked.connect(self._ask)

    @property
    def result(self) -> str:
        """The result shown, or an empty text."""
        return self._result.text()

    def clear(self) -> None:
        """Forget the result: it was that of other numbers."""
        self._show("", "muted")

    def set_checking(self) -> None:
        """Say that the check is at work, and ask for no second one meanwhile.

        The button stays enabled: one that is disabled would pass the focus on to another.
        """
        self._show("checking …", "muted")
        self._checking = True

    def set_result(self, text: str, good: bool) -> None:
        """Show a result."""
        self._show(f"{'✓' if good else '✗'} {text}", "good" if good else "warning")

    @pyqtSlot()
    def _ask(self) -> None:
        if not self._checking:
            self.requested.emit()

    def _show(self, text: str, role: str) -> None:
        self._checking = False
        self._result.setText(text)
        self._result.setProperty("role", role)
        style = self._result.style()
        if style is not None:
            style.polish(self._result)
