"""A number that opens its arithmetic: by a click, or by Tab and Enter."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QLabel, QWidget

from gui.theme import Theme

CHOOSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class OpeningNumber(QLabel):
    """Shows a number; `chosen` says that its arithmetic is asked for, where it has one."""

    chosen = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._opening = False

    def set_opening(self, opening: bool) -> None:
        """Say whether there is arithmetic to be opened."""
        if opening == self._opening:
            return
        self._opening = opening
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if opening else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription("press Enter for its arithmetic" if opening else "")
        if opening:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self.update()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton or not self._opening:
            super().mousePressEvent(event)
            return
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and Qt.Key(event.key()) in CHOOSING_KEYS and self._opening:
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the number, in a frame while it has the focus."""
        super().paintEvent(event)
        if not self._opening:
            return
        painter = QPainter(self)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("highlight"), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
