"""How many mini-batches are made a second, over the last second or two."""

from __future__ import annotations

from collections import deque

WINDOW_SECONDS = 2.0


class Rate:
    """Counts events as they are told of; times are seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._counts: deque[tuple[float, int]] = deque()

    def count(self, events: int, now: float) -> None:
        """Note that so many events happened since the last call."""
        self._counts.append((now, events))
        while now - self._counts[0][0] > WINDOW_SECONDS and len(self._counts) > 2:
            self._counts.popleft()

    def per_second(self, now: float) -> float | None:
        """Return events a second, None where too little is known."""
        if len(self._counts) < 2:
            return None
        first = self._counts[0][0]
        last = self._counts[-1][0]
        if last <= first:
            return None
        return sum(events for time, events in self._counts if time > first) / (last - first)
