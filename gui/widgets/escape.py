"""Escape as it reaches a window: pressed where nothing that has the focus made use of it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QWidget


class EscapeWatcher(QObject):
    """Tells when Escape comes to a window, and lets the window have it all the same."""

    pressed = pyqtSignal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take note of Escape; every event goes on."""
        if watched is self._window and isinstance(event, QKeyEvent):
            press = event.type() == QEvent.Type.KeyPress
            if press and event.key() == Qt.Key.Key_Escape:
                self.pressed.emit()
        return False
