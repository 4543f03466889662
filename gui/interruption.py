"""Ctrl+C and a request to end, from outside: they close the window as its user would."""

from __future__ import annotations

import signal

from PyQt6.QtCore import QObject, QTimer, pyqtSlot
from PyQt6.QtWidgets import QWidget

WAKE_MILLISECONDS = 200


class Interruption(QObject):
    """Closes the window on SIGINT and SIGTERM, and knows the exit code that they ask for.

    Python runs signal handlers only between two of its own instructions, so a slow timer wakes
    it while Qt waits. A handler may run in the midst of a paint event: it only takes a note, and
    the timer closes the window.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.exit_code = 0
        self._window = window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._wake)
        self._timer.start(WAKE_MILLISECONDS)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._end)

    @pyqtSlot()
    def _wake(self) -> None:
        """Close the window if a signal asked for it; if none did, being called is enough."""
        if self.exit_code:
            self._window.close()

    def _end(self, number: int, _frame: object) -> None:
        self.exit_code = 128 + number
