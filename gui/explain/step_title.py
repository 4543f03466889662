"""The line over the network: which step of how many, and its title."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QMouseEvent, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.widgets.two_lines import TwoLineLabel

LEAST, ROOM_FOR_NUMBER, ROOM_FOR_WORDS = 64, 140, 360
OPENS = " ▾"


class StepTitle(QWidget):
    """Shows "Step 9 of 13" and the title of that step; a click asks for the list of steps."""

    steps_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = QLabel()
        self._place = (0, 0)  # which step, of how many
        self._number.setProperty("role", "muted")
        self._title = TwoLineLabel()
        self._title.setProperty("role", "title")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._number)
        layout.addWidget(self._title, 1)

    @property
    def text(self) -> str:
        """The whole line."""
        number, count = self._place
        words = f"Step {number} of {count}" if count else ""
        return f"{words} {self._title.text()}".strip()

    def set_step(self, number: int, count: int, title: str) -> None:
        """Show a step, counted from 1."""
        self._place = number, count
        self._number.setToolTip("All steps (Ctrl+G)")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._show(title)

    def set_title(self, title: str) -> None:
        """Show a title without a number, where the view has no steps."""
        self._place = 0, 0
        self.unsetCursor()
        self._show(title)

    def _show(self, title: str) -> None:
        self._title.setText(title)
        self._fit()
        self.setAccessibleName(self.text)

    def _fit(self) -> None:
        """Shorten the number where it would take the title's room, or leave it out."""
        number, count = self._place
        long = self.width() >= ROOM_FOR_WORDS
        words = f"Step {number} of {count}" if long else f"{number} / {count}"
        last = f"Step {count} of {count}" if long else f"{count} / {count}"
        widest = self._number.fontMetrics().horizontalAdvance(f"{last}{OPENS}")
        self._number.setMinimumWidth(widest if count else 0)  # the title stays where it is
        self._number.setText(f"{words}{OPENS}" if count else "")
        self._number.setVisible(bool(count) and self.width() >= ROOM_FOR_NUMBER)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, super().minimumSizeHint().height())

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and self._place[1]:
            self.steps_wanted.emit()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fit()
