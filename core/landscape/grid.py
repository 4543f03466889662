"""Costs on a grid of a plane: a coarse one first, then one with a point between each two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, frozen
from core.landscape.costs import PlaneCosts

COARSEST = 11
STAGES = 3  # 11, 21, 41 points a side
GoOn = Callable[[float], bool]


@dataclass(frozen=True)
class Extent:
    """Which part of a plane is seen: its middle and how far it reaches to each side."""

    middle: tuple[float, float] = (0.0, 0.0)
    reach: tuple[float, float] = (1.0, 1.0)

    def axis(self, which: int, count: int) -> FloatArray:
        """Return so many coordinates from end to end; an odd count has the middle itself."""
        steps = np.arange(count) - (count - 1) / 2
        return self.middle[which] + steps * (self.reach[which] / ((count - 1) / 2))

    def scaled(self, factor: float) -> Extent:
        """Return the same middle with another reach."""
        return Extent(self.middle, (self.reach[0] * factor, self.reach[1] * factor))

    def holds(self, a: float, b: float) -> bool:
        """Return whether a point is within."""
        away = (abs(a - self.middle[0]), abs(b - self.middle[1]))
        return away[0] <= self.reach[0] and away[1] <= self.reach[1]


@dataclass(frozen=True, eq=False)
class Grid:
    """Costs at the points of a grid.

    Attributes
    ----------
    costs : (count, count) array; rows go along b, from its lowest, columns along a
    """

    extent: Extent
    costs: FloatArray

    @property
    def count(self) -> int:
        """Points a side."""
        return len(self.costs)

    @property
    def lowest(self) -> float:
        """The smallest finite cost; NaN where none is finite."""
        return float(self._finite().min()) if self._finite().size else float("nan")

    @property
    def highest(self) -> float:
        """The largest finite cost; NaN where none is finite."""
        return float(self._finite().max()) if self._finite().size else float("nan")

    @property
    def gaps(self) -> int:
        """How many points have a cost that isn't finite."""
        return int(self.costs.size - self._finite().size)

    def _finite(self) -> FloatArray:
        return self.costs[np.isfinite(self.costs)]


def grids(costs: PlaneCosts, extent: Extent, go_on: GoOn, stages: int = STAGES) -> Iterator[Grid]:
    """Yield ever finer grids; a point that has been computed keeps its value.

    ``go_on`` is called with the share of all points that is done; where it returns False, nothing
    more is yielded.
    """
    final = finer(COARSEST, stages - 1) ** 2
    known: FloatArray | None = None
    for stage in range(stages):
        count = finer(COARSEST, stage)
        values = np.full((count, count), np.nan)
        wanted = np.ones((count, count), bool)
        if known is not None:
            values[::2, ::2] = known
            wanted[::2, ::2] = False
        done = count * count - int(wanted.sum())
        a_axis, b_axis = extent.axis(0, count), extent.axis(1, count)
        for row, columns in enumerate(wanted):
            if not go_on(done / final):
                return
            for column in np.flatnonzero(columns):
                values[row, column] = costs.at(float(a_axis[column]), float(b_axis[row]))
            done += int(columns.sum())
        known = values
        yield Grid(extent, frozen(values))


def finer(count: int, times: int) -> int:
    """Return how many points a side has when one was put between each two, so many times."""
    return (count - 1) * 2**times + 1
