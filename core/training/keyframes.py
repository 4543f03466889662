"""States of a run that are kept, from which all steps between them can be made again.

When they no longer fit their memory they are thinned: the further a state is from where the run
is now, the further it may be from its neighbours. Where branches leave and where epochs end they
are kept longest.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Collection, Mapping

from core.training.run_state import RunState

FILLED = 0.9  # of its memory, after thinning: it is seldom done then
COARSER = 1.2
COARSEST = 1.0  # gap per age; beyond it, nothing is left to be thinned
LEAST = 4  # states that are kept in any case
SHARE_OF_EPOCH_ENDS = 0.25  # of the memory, at the most
YOUNG = 2000  # steps: so far back, states lie as close together as right behind


class Keyframes:
    """The states that are kept, by branch and step."""

    def __init__(self) -> None:
        self._states: dict[int, dict[int, RunState]] = {}
        self._steps: dict[int, list[int]] = {}
        self._nbytes = 0

    @property
    def nbytes(self) -> int:
        """The memory that they take."""
        return self._nbytes

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(map(len, self._states.values()))

    def steps(self, branch: int) -> list[int]:
        """Return the steps of a branch whose states are kept, in their order."""
        return list(self._steps.get(branch, ()))

    def until(self, branch: int, step: float) -> list[RunState]:
        """Return the states of a branch that are kept, up to a step, in their order."""
        return [self._states[branch][each] for each in self.steps(branch) if each <= step]

    def add(self, branch: int, state: RunState) -> None:
        """Keep a state of a branch, unless one of this step is kept."""
        states = self._states.setdefault(branch, {})
        if state.step not in states:
            states[state.step] = state
            insort(self._steps.setdefault(branch, []), state.step)
            self._nbytes += state.nbytes

    def last(self, branch: int, step: int) -> RunState | None:
        """Return the last state of a branch that isn't after a step."""
        steps = self._steps.get(branch, [])
        place = bisect_right(steps, step)
        return self._states[branch][steps[place - 1]] if place else None

    def thin(self, limit: int, now: Mapping[int, int], pinned: Collection[tuple[int, int]]) -> None:
        """Let the states take less than so many bytes; the pinned ones stay whatever they take.

        Parameters
        ----------
        now : for each branch, the step from which the age of its states is counted
        pinned : branch and step
        """
        each = self._nbytes / max(1, self.count)
        most = max(LEAST, int(FILLED * limit / each))
        must = self._to_keep(most, pinned)
        ratio = 1 / most
        while self.count > most and ratio < COARSEST:
            for branch, steps in self._steps.items():
                self._keep_only(branch, spaced(steps, now[branch], must[branch], ratio))
            ratio *= COARSER

    def _to_keep(self, most: int, pinned: Collection[tuple[int, int]]) -> dict[int, set[int]]:
        """Return for each branch the steps that stay: pinned ones, and epochs' ends if few."""
        must: dict[int, set[int]] = {branch: set() for branch in self._steps}
        for branch, step in pinned:
            must.setdefault(branch, set()).add(step)
        ends = [
            (branch, step)
            for branch, states in self._states.items()
            for step, state in states.items()
            if state.at_epoch_end
        ]
        if len(ends) <= SHARE_OF_EPOCH_ENDS * most:
            for branch, step in ends:
                must[branch].add(step)
        return must

    def _keep_only(self, branch: int, kept: list[int]) -> None:
        """Forget all other states of a branch."""
        states = self._states[branch]
        self._states[branch] = {step: states[step] for step in kept}
        gone = states.keys() - self._states[branch].keys()
        self._nbytes -= sum(states[step].nbytes for step in gone)
        self._steps[branch] = kept


def spaced(steps: list[int], now: int, must: Collection[int], ratio: float) -> list[int]:
    """Return those of the steps that lie far enough from the one before: a ratio of their age.

    Parameters
    ----------
    steps : in their order
    must : steps that are returned in any case
    """
    kept: list[int] = []
    for step in steps:
        gap = ratio * (abs(now - step) + YOUNG)
        if step in must or not kept or step - kept[-1] >= gap:
            kept.append(step)
    return kept
