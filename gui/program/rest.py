"""What is done to the network of a run that is at rest."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSlot

from gui.program.parts import Parts

VISITING = "The picture shows a place of the map, not the run's network: go back first."


class Rest(QObject):
    """Pauses the run, and does something as soon as the network shown is the run's."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._parts = parts
        self._training = parts.training
        self._then: Callable[[], None] | None = None
        parts.training.settled.connect(self._go_on)
        parts.training.restarted.connect(self._wait_no_more)
        parts.trainer.failed.connect(self._wait_no_more)

    def then(self, do: Callable[[], None]) -> None:
        """Do something, now or as soon as the run has paused; the newest order counts.

        Nothing is done to the run while the picture shows a place of a map in its stead.
        """
        if self._parts.visiting:
            self._parts.notice(VISITING)
        elif self._training.at_rest:
            do()
        else:
            self._then = do
            self._training.pause()

    @pyqtSlot()
    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    @pyqtSlot()
    def _wait_no_more(self) -> None:
        """Drop what was to be done to a network that is not there any more."""
        self._then = None
