"""The examples that have streamed in: what is computed, and what of it is shown."""

from __future__ import annotations

import time

import numpy as np

from core.average.running import Average, RunningAverage
from core.average.streaming import Begun, More, StreamTask
from core.average.wishes import Wishes, joined
from core.explain.places import Place

AT_ONCE, PIECE = 4_000, 500  # examples taken into the mean at once, and in one go
LONGEST = 0.004  # seconds that this may take


class WishStream:
    """Holds the wishes of one network, of which the first `count` are in the mean.

    Attributes
    ----------
    task : of which they are
    target : how many should be shown; they follow as they are computed
    """

    def __init__(self) -> None:
        self.task: StreamTask | None = None
        self.places: tuple[Place, ...] = ()
        self.target = 1
        self._wishes = joined([], 0)  # room for all
        self._computed = 0
        self._running = RunningAverage(0)

    @property
    def count(self) -> int:
        """How many examples are shown."""
        return self._running.count

    @property
    def size(self) -> int:
        """How many examples there are."""
        return 0 if self.task is None else len(self.task.examples)

    @property
    def average(self) -> Average:
        """Their average."""
        return self._running.average

    @property
    def running(self) -> RunningAverage:
        """Their average, with the course of its settling."""
        return self._running

    @property
    def wishes(self) -> Wishes:
        """The wishes computed so far, of which the first `count` are shown."""
        return self._wishes.part(0, self._computed)

    @property
    def behind(self) -> bool:
        """Whether examples are computed that should be shown and aren't."""
        return self.count < min(self.target, self._computed)

    def begin(self, begun: Begun) -> None:
        """Show another network's wishes, or those for other parameters."""
        self.task, self.places = begun.task, begun.places
        self._running, self._computed = begun.running, 0
        examples, labels = begun.task.examples, begun.task.images.labels
        values = np.empty((len(examples), len(begun.places)))
        self._wishes = Wishes(examples, labels[examples].astype(np.int64), values)
        self._take(begun.wishes)

    def forget(self) -> None:
        """Show nothing, until other wishes begin; how many are shown then is kept."""
        self.task, self.places = None, ()
        self._wishes, self._computed, self._running = joined([], 0), 0, RunningAverage(0)

    def extend(self, more: More) -> None:
        """Take further examples of the same network; others are left out."""
        if more.task is self.task:
            self._take(more.wishes)

    def aim(self, count: int) -> None:
        """Show so many examples; fewer than are shown begins again from the first."""
        self.target = max(count, 1) if self.task is None else min(max(count, 1), self.size)
        if self.target < self.count:
            self._running = RunningAverage(len(self.places))

    def catch_up(self) -> bool:
        """Take some of what is computed into the mean; return whether anything has changed."""
        if not self.behind:
            return False
        stop = min(self.target, self._computed, self.count + AT_ONCE)
        end = time.perf_counter() + LONGEST
        while self.count < stop and time.perf_counter() < end:
            self._running.add(self.wishes.part(self.count, min(self.count + PIECE, stop)))
        return True

    def _take(self, wishes: Wishes) -> None:
        """Write wishes after those that are there."""
        stop = self._computed + len(wishes)
        self._wishes.values[self._computed : stop] = wishes.values
        self._computed = stop
