"""The examples that have streamed in: what is computed, and what of it is shown."""

from __future__ import annotations

from core.average.running import Average, RunningAverage
from core.average.streaming import Begun, More, StreamTask
from core.average.wishes import Wishes, joined
from core.explain.places import Place

AT_ONCE = 10_000  # examples taken into the mean at once, some milliseconds


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
        self._parts: list[Wishes] = []
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
        if len(self._parts) > 1:
            self._parts = [joined(self._parts, len(self.places))]
        return self._parts[0] if self._parts else joined([], len(self.places))

    @property
    def behind(self) -> bool:
        """Whether examples are computed that should be shown and aren't."""
        return self.count < min(self.target, self._computed)

    def begin(self, begun: Begun) -> None:
        """Show another network's wishes, or those for other parameters."""
        self.task, self.places = begun.task, begun.places
        self._parts, self._computed = [begun.wishes], len(begun.wishes)
        self._running = begun.running

    def forget(self) -> None:
        """Show nothing, until other wishes begin; how many are shown then is kept."""
        self.task, self.places = None, ()
        self._parts, self._computed, self._running = [], 0, RunningAverage(0)

    def extend(self, more: More) -> None:
        """Take further examples of the same network; others are left out."""
        if more.task is self.task:
            self._parts.append(more.wishes)
            self._computed += len(more.wishes)

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
        self._running.add(self.wishes.part(self.count, stop))
        return True
