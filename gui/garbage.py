"""Garbage is looked for in the window's thread alone, and not among what lives as long as it.

Python looks for garbage wherever something is made, in any thread. A widget that is found there
would be taken apart outside its own thread, which ends the process. And to look through all that
the window consists of takes longer than a frame.
"""

from __future__ import annotations

import gc

from PyQt6.QtCore import QObject, QTimer, pyqtSlot

LOOK_MILLISECONDS = 100
FREEZE_MILLISECONDS = 2000  # once all panels are there


class GarbageCollector(QObject):
    """Collects garbage by a timer, about as often as Python would, for as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MILLISECONDS)
        QTimer.singleShot(FREEZE_MILLISECONDS, self.spare_what_is_there)

    @pyqtSlot()
    def look(self) -> None:
        """Collect the oldest generation that is due, and with it the younger ones."""
        collect_what_is_due()

    @pyqtSlot()
    def spare_what_is_there(self) -> None:
        """Look no more at anything that exists by now.

        To collect first would hold up the window, and there is next to nothing to collect yet.
        """
        if self._timer.isActive():
            gc.freeze()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()


def collect_what_is_due() -> int:
    """Collect in this thread what Python would collect by now; return how much it was."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(
            zip(gc.get_count(), gc.get_threshold(), strict=True)
        )
        if 0 < threshold < count
    ]
    return gc.collect(due[-1]) if due else 0
