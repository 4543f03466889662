"""States kept on the way to where one stands, so that the next few steps back are short ways.

They lie the closer together the nearer they are to the end of the way: from every place on it, the
way from the state before is an eighth of what was left to go, or a few steps.
"""

from __future__ import annotations

from collections import deque

from core.training.keyframes import Keyframes
from core.training.run_state import RunState

CLOSEST = 16  # mini-batches between two states at least: they are made again in a millisecond
PART = 8  # of the way that is left, between two states
SHARE = 1 / 16  # of the memory of a history


def next_stop(step: int, goal: int) -> int:
    """Return the next step on the way from a step to a later one whose state is worth keeping."""
    return min(goal, step + max(CLOSEST, (goal - step) // PART))


class Nearby(Keyframes):
    """States of the last ways, by branch and step; the ones kept first go first.

    Parameters
    ----------
    limit : bytes that they may take
    """

    def __init__(self, limit: float) -> None:
        super().__init__()
        self._limit = limit
        self._order: deque[tuple[int, int]] = deque()

    def add(self, branch: int, state: RunState) -> None:
        """Keep a state, and forget the oldest where they take too much."""
        if state.step not in self.steps(branch):
            self._order.append((branch, state.step))
            super().add(branch, state)
        self.set_limit(self._limit)

    def set_limit(self, limit: float) -> None:
        """Take no more than so many bytes from now on."""
        self._limit = limit
        while self._order and self.nbytes > limit:
            branch, step = self._order.popleft()
            self._keep_only(branch, [each for each in self.steps(branch) if each != step])
