"""The clock of all motion: it ticks while something moves, and rests otherwise.

What changes seldom (words, tables, plots) takes turns with what moves: a frame that draws one of
them draws no new picture of the network, so that no frame takes as long as all of them together.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PyQt6.QtCore import QObject, Qt, QTimer, pyqtSignal, pyqtSlot

FRAME_MILLISECONDS = 16
LONGEST_TICK = 0.1

Draw = Callable[[], None]
InTurn = Callable[[Draw], None]  # lets something be drawn when its turn has come


def at_once(draw: Draw) -> None:
    """Draw without waiting for a turn: for a panel without a clock."""
    draw()


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
        self._waiting: list[Draw] = []
        self.turn_taken = False  # by something that has waited: this frame is its own
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
            self._draw_all_that_waits()

    def in_turn(self, draw: Draw) -> None:
        """Draw in the next frame in which nothing else has its turn; at once while at rest."""
        if not self.running:
            draw()
        elif draw not in self._waiting:
            self._waiting.append(draw)

    @pyqtSlot()
    def tick(self) -> None:
        """Tell how much time has passed since the last frame."""
        now = self._now()
        elapsed = min(max(now - self._last, 0.0), LONGEST_TICK)
        self._last = now
        self.turn_taken = bool(self._waiting)
        if self.turn_taken:
            self._waiting.pop(0)()
        self.ticked.emit(elapsed)
        self.turn_taken = False

    def _draw_all_that_waits(self) -> None:
        while self._waiting:
            self._waiting.pop(0)()
