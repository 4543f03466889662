"""Where the steps of a timeline lie: as far apart as their names need, parts of a step closer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gui.widgets.timeline_names import LEAST_GAP

CLOSEST = 5.0  # two steps of one name, in pixels, where names are short of room
HALVINGS = 40


@dataclass(frozen=True)
class Places:
    """Where each step lies, and the middle of those that it shares a name with, in pixels."""

    steps: tuple[float, ...]
    middles: tuple[float, ...]

    def x_of(self, position: float) -> float:
        """Return where a position lies: 2.5 is half-way from step 2 to step 3."""
        last = len(self.steps) - 1
        if last < 1:
            return self.steps[0]
        index = min(max(int(position), 0), last - 1)
        before, after = self.steps[index], self.steps[index + 1]
        return before + (after - before) * (position - index)

    def position_at(self, x: float) -> float:
        """Return the position that lies at a place, that of an end beyond it."""
        for index, (before, after) in enumerate(pairwise(self.steps)):
            if x < after:
                return index + max(x - before, 0.0) / (after - before)
        return len(self.steps) - 1.0


def places_of(names: Sequence[str], widths: Sequence[float], left: float, length: float) -> Places:
    """Return places along a line: a named step and the nameless ones after it share a part of it.

    Parameters
    ----------
    names : what is written below each step, "" below those that belong to one before
    widths : how wide each name is
    left, length : from where, and how long the line is
    """
    if not names:
        return Places((left,), (left,))
    begins = [i for i, name in enumerate(names) if name or i == 0]
    counts = [after - before for before, after in pairwise([*begins, len(names)])]
    shares = shares_of([widths[i] + LEAST_GAP for i in begins], counts, length)
    steps: list[float] = []
    middles: list[float] = []
    for share, count in zip(shares, counts, strict=True):
        steps += [left + share * (i + 0.5) / count for i in range(count)]
        middles += [left + share / 2] * count
        left += share
    return Places(tuple(steps), tuple(middles))


def shares_of(needs: Sequence[float], counts: Sequence[int], length: float) -> list[float]:
    """Return how much of a line each name gets: what it needs, and what its steps need.

    Where all names fit, what is left goes to those with many steps; else all names give way alike.
    """

    def shared(names: float, apart: float) -> list[float]:
        return [max(need * names, n * apart) for need, n in zip(needs, counts, strict=True)]

    if sum(shared(1.0, CLOSEST)) <= length:
        apart = _largest(lambda apart: sum(shared(1.0, apart)) <= length, CLOSEST, length)
        return shared(1.0, apart)
    names = _largest(lambda names: sum(shared(names, CLOSEST)) <= length, 0.0, 1.0)
    found = shared(names, CLOSEST)
    squeeze = min(length / sum(found), 1.0)  # so short a line that not even the steps have room
    return [share * squeeze for share in found]


def _largest(fits: Callable[[float], bool], low: float, high: float) -> float:
    """Return the largest number that fits, between one that does and one that may not."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low
