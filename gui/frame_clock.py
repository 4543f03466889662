"""The clock of all motion: it ticks while something moves, and rests otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal, pyqtSlot

FRAME_MILLISECONDS = 16
LONGEST_TICK = 0.1


class FrameClock(QObject):
    """Emit `ticked` with the seconds since the last frame, at most once a frame.

    Who moves something keeps the clock running under a name of its own and releases it at the
    end. After a pause of the whole process (a suspended laptop, a blocked window) the next tick
    counts as a tenth of a second at most, so that nothing catches up in a burst.
    """

    ticked = pyqtSignal(float)

    def __init__(
        self, parent: QObject | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._last = now()
        self._owners: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME_MILLISECONDS)
        self._timer.timeout.connect(self.tick)

    @property
    def running(self) -> bool:
        """Whether anybody needs frames."""
        return self._timer.isActive()

    def keep_running(self, owner: str, needed: bool) -> None:
        """Tick while any owner needs it."""
        if needed:
            self._owners.add(owner)
        else:
            self._owners.discard(owner)
        if self._owners and not self.running:
            self._last = self._now()
            self._timer.start()
        elif not self._owners:
            self._timer.stop()

    @pyqtSlot()
    def tick(self) -> None:
        """Tell how much time has passed since the last frame."""
        now = self._now()
        elapsed = min(max(now - self._last, 0.0), LONGEST_TICK)
        self._last = now
        self.ticked.emit(elapsed)
