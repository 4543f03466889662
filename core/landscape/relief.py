"""What a grid of costs looks like: a smooth surface between its points, light on it, contours."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, IntArray

BoolArray = NDArray[np.bool_]

LOG_RATIO = 8.0  # of the highest to the lowest cost, above which height is the logarithm of cost
LIGHT_FROM, LIGHT_ABOVE = np.deg2rad(315.0), np.deg2rad(45.0)
STEEPNESS = 1.6  # heights of the whole range, in widths of the picture
CONTOURS = 10


@dataclass(frozen=True)
class CostScale:
    """How a cost becomes a height from 0 to 1: linear, or by its logarithm.

    Fixed while surfaces are compared: the same cost then has the same colour.
    """

    low: float
    high: float
    log: bool

    @classmethod
    def of(cls, low: float, high: float) -> CostScale:
        """Return the scale for costs between two limits."""
        if not (np.isfinite(low) and np.isfinite(high)):
            return cls(0.0, 1.0, False)
        if high <= low:
            return cls(low - 0.5, low + 0.5, False)
        return cls(low, high, low > 0 and high / low > LOG_RATIO)

    def height(self, costs: FloatArray) -> FloatArray:
        """Return heights of costs of any shape, cut off at 0 and 1; NaN where none is finite."""
        with np.errstate(all="ignore"):
            if self.log:
                whole = np.log(self.high / self.low)
                heights = np.log(np.maximum(costs, self.low) / self.low) / whole
            else:
                heights = (costs - self.low) / (self.high - self.low)
        return np.where(np.isfinite(costs), np.clip(heights, 0, 1), np.nan)

    def levels(self, most: int = CONTOURS) -> list[float]:
        """Return round costs within the scale at which contours are drawn."""
        return log_levels(self.low, self.high) if self.log else even_levels(self, most)


def even_levels(scale: CostScale, most: int) -> list[float]:
    """Return multiples of a round number between the ends of a scale, at most about so many."""
    width = (scale.high - scale.low) / most
    power = 10.0 ** floor(log10(width))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= width * (1 - 1e-9))
    return [step * k for k in range(ceil(scale.low / step), floor(scale.high / step) + 1)]


def log_levels(low: float, high: float) -> list[float]:
    """Return 1, 1.5, 2, 3, 5 and 7 times powers of ten between two positive costs."""
    powers = range(floor(log10(low)), ceil(log10(high)) + 1)
    levels = [float(f"{m}e{power}") for power in powers for m in (1, 1.5, 2, 3, 5, 7)]
    return [level for level in levels if low <= level <= high]


def smooth(values: FloatArray, shape: tuple[int, int]) -> FloatArray:
    """Return (rows, columns) values between those of a grid, by cubic interpolation.

    It goes exactly through the grid's points (Catmull and Rom, 1974). Where a neighbouring point
    isn't finite, neither is the result.
    """
    rows = interpolated(np.asarray(values, float), shape[0])
    return interpolated(np.ascontiguousarray(rows.T), shape[1]).T


def interpolated(values: FloatArray, count: int) -> FloatArray:
    """Return (count, m) values at even places between the rows of (n, m) values."""
    last = len(values) - 1
    places = np.linspace(0, last, count)
    base = np.minimum(places.astype(int), last - 1)
    t = (places - base)[:, None]
    before, here, there, beyond = (
        values[np.clip(base + offset, 0, last)] for offset in (-1, 0, 1, 2)
    )
    before = np.where(np.isfinite(before), before, here)
    beyond = np.where(np.isfinite(beyond), beyond, there)
    slope_here, slope_there = (there - before) / 2, (beyond - here) / 2
    with np.errstate(invalid="ignore"):
        return (
            here
            + t * slope_here
            + t**2 * (3 * (there - here) - 2 * slope_here - slope_there)
            + t**3 * (2 * (here - there) + slope_here + slope_there)
        )


def hillshade(heights: FloatArray) -> FloatArray:
    """Return how brightly a surface is lit from the upper left, 0 to 1, 0.707 where it is level.

    Lambert's law: the cosine of the angle between the light and the surface's normal. Row 0 is at
    the top of the picture; heights of 0 to 1 rise `STEEPNESS` widths of the picture.
    """
    scale = STEEPNESS * heights.shape[1] / 4
    down, right = np.gradient(heights)
    normal = np.stack([-right * scale, down * scale, np.ones_like(heights)])
    light = np.array(
        [
            np.cos(LIGHT_ABOVE) * np.sin(LIGHT_FROM),
            np.cos(LIGHT_ABOVE) * np.cos(LIGHT_FROM),
            np.sin(LIGHT_ABOVE),
        ]
    )
    lit = np.tensordot(light, normal, 1) / np.linalg.norm(normal, axis=0)
    return np.clip(lit, 0, 1)


def contour(values: FloatArray, level: float) -> FloatArray:
    """Return the line on which values of a grid have a level, as (k, 2, 2) pieces.

    Marching squares: each cell of four points is cut where its sides pass the level, by linear
    interpolation. A piece is two points (column, row), in grid units. Cells with a corner that
    isn't finite have none; in a saddle, the mean of the corners decides.
    """
    corners = np.stack([values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1]])
    high = (corners >= level).sum(axis=0)
    finite = np.isfinite(corners).all(axis=0)
    rows, columns = np.nonzero(finite & (high > 0) & (high < 4))
    cut = corners[:, rows, columns]
    above = cut >= level
    case = above[0] * 8 + above[1] * 4 + above[2] * 2 + above[3]
    found = [np.zeros((0, 2, 2))]
    for sides, chosen in _pieces(case, cut.mean(axis=0) >= level):
        here = rows[chosen], columns[chosen]
        ends = [_crossing(side, *here, cut[:, chosen], level) for side in sides]
        found.append(np.stack(ends, axis=1))
    return np.concatenate(found)


TOP, RIGHT, LOW, LEFT = range(4)
CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))  # column and row, clockwise from the upper left
SINGLE = {
    (TOP, LEFT): (8, 7),
    (TOP, RIGHT): (4, 11),
    (RIGHT, LOW): (2, 13),
    (LEFT, LOW): (1, 14),
    (LEFT, RIGHT): (3, 12),
    (TOP, LOW): (6, 9),
}


def _pieces(case: IntArray, middle_above: BoolArray) -> list[tuple[tuple[int, int], BoolArray]]:
    """Return pairs of sides that a piece joins, each with the cells in which it does."""
    pieces: list[tuple[tuple[int, int], BoolArray]] = [
        (sides, np.isin(case, cases)) for sides, cases in SINGLE.items()
    ]
    middle_below = np.logical_not(middle_above)
    rising, falling = ((TOP, LEFT), (RIGHT, LOW)), ((TOP, RIGHT), (LEFT, LOW))
    for number, when_above, otherwise in ((10, falling, rising), (5, rising, falling)):
        here = case == number
        pieces += [(sides, here & middle_above) for sides in when_above]
        pieces += [(sides, here & middle_below) for sides in otherwise]
    return pieces


def _crossing(
    side: int, rows: IntArray, columns: IntArray, corners: FloatArray, level: float
) -> FloatArray:
    """Return where the level passes a side of cells, (k, 2); ``corners`` are their values."""
    first, second = side, (side + 1) % 4
    low, high = corners[first], corners[second]
    share = (level - low) / (high - low)
    x = columns + CORNERS[first][0] + share * (CORNERS[second][0] - CORNERS[first][0])
    y = rows + CORNERS[first][1] + share * (CORNERS[second][1] - CORNERS[first][1])
    return np.stack([x, y], axis=1)
