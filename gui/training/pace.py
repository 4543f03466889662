"""How fast the run goes, and with it whether each mini-batch's backward pass can be watched."""

from __future__ import annotations

SLOW = 5.0  # up to so many mini-batches a second, each one's backward pass is played
SHORTEST_REPLAY, LONGEST_REPLAY = 0.15, 2.4  # seconds
PART_REPLAYED = 0.85  # of the time between two mini-batches


class Pace:
    """The speed that was chosen, unless a single mini-batch was asked for by hand.

    Attributes
    ----------
    speed : mini-batches a second, or None: as fast as it goes
    by_hand : whether the mini-batch under way was asked for by itself
    """

    def __init__(self) -> None:
        self.speed: float | None = None
        self.by_hand = False

    @property
    def slow(self) -> bool:
        """Whether each mini-batch is shown with its backward pass."""
        return self.by_hand or (self.speed is not None and self.speed <= SLOW)

    @property
    def replay_seconds(self) -> float:
        """How long a backward pass is played."""
        if self.by_hand or self.speed is None:
            return LONGEST_REPLAY
        return min(max(PART_REPLAYED / self.speed, SHORTEST_REPLAY), LONGEST_REPLAY * 4)
