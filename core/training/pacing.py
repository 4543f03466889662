"""When the next mini-batch is due, at a chosen number of mini-batches a second."""

from __future__ import annotations

from core.errors import UsageError

CATCH_UP_SECONDS = 0.05
FASTEST_WITH_SNAPSHOTS = 30.0


class Pace:
    """The pace of a run; times are seconds of a clock that never goes back.

    A run that was held up makes good for at most 50 ms: after a computer slept, or the clock
    jumped, there is no burst.
    """

    def __init__(self) -> None:
        self.batches_per_second: float | None = None
        self._due = 0.0

    @property
    def slow(self) -> bool:
        """Whether it is slow enough to show every single mini-batch."""
        speed = self.batches_per_second
        return speed is not None and speed <= FASTEST_WITH_SNAPSHOTS

    def set_speed(self, batches_per_second: float | None, now: float) -> None:
        """Use another pace; None is as fast as it goes."""
        check_speed(batches_per_second)
        self.batches_per_second = batches_per_second
        if batches_per_second is not None:
            self._due = min(self._due, now + 1 / batches_per_second)

    def start(self, now: float) -> None:
        """Make the next mini-batch due at once."""
        self._due = now

    def made_one(self, now: float) -> None:
        """Put the next mini-batch one interval after the one that was due."""
        if self.batches_per_second is None:
            self._due = now
            return
        earliest = now - CATCH_UP_SECONDS
        self._due = max(self._due, earliest) + 1 / self.batches_per_second

    def wait(self, now: float) -> float:
        """Return the seconds until the next mini-batch, 0 if it is due."""
        if self.batches_per_second is None:
            return 0.0
        return max(0.0, self._due - now)


def check_speed(batches_per_second: float | None) -> None:
    """Raise UsageError unless a speed is None or from 0.001 to 1,000,000 mini-batches a second."""
    if batches_per_second is not None and not 0.001 <= batches_per_second <= 1e6:
        raise UsageError(
            f"speed {batches_per_second:g}: choose 0.001 to 1,000,000 mini-batches a second"
        )
