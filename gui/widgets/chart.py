"""What a chart shows: curves over one horizontal scale, as plain values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from gui.widgets.chart_scale import Scale, percents, short

Written = Callable[[float], str]


@dataclass(frozen=True, eq=False)
class Line:
    """A curve.

    Attributes
    ----------
    x, y : (n,) arrays, x ascending
    color : name of a colour of the theme
    low, high : (n,) arrays, the spread at each point; None where there is none
    faint : whether it stands behind, as an earlier one to compare with
    dashed : whether the line is broken
    """

    name: str
    x: FloatArray
    y: FloatArray
    color: str
    low: FloatArray | None = None
    high: FloatArray | None = None
    faint: bool = False
    dashed: bool = False


@dataclass(frozen=True, eq=False)
class Chart:
    """What is shown.

    Attributes
    ----------
    y_range : ends of the vertical scale; None for those of the values, 0 among them
    log_x : whether the horizontal scale is logarithmic; points at 0 or below are left out
    x_ticks : values written below; none for round ones
    stairs : whether a value holds until the next x, as in a histogram
    """

    lines: tuple[Line, ...] = ()
    x_name: str = ""
    y_name: str = ""
    y_range: tuple[float, float] | None = (0.0, 1.0)
    log_x: bool = False
    x_ticks: tuple[float, ...] = ()
    write_x: Written = short
    write_y: Written = percents
    stairs: bool = False
    empty: str = ""
    scales: tuple[Scale, Scale] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scales", (self._x_scale(), self._y_scale()))

    def visible(self, line: Line) -> NDArray[np.bool_]:
        """Return which points of a line have a place, as an array of truths."""
        there = np.isfinite(line.x) & np.isfinite(line.y)
        return there & (line.x > 0) if self.log_x else there

    def places(self) -> FloatArray:
        """Return every x at which a line has a point, ascending."""
        lines = [line.x[self.visible(line)] for line in self.lines]
        return np.unique(np.concatenate(lines)) if lines else np.zeros(0)

    def values_at(self, place: float) -> list[tuple[Line, float]]:
        """Return each line with its value nearest to an x."""
        found = []
        for line in self.lines:
            there = self.visible(line)
            if there.any():
                nearest = np.abs(line.x[there] - place).argmin()
                found.append((line, float(line.y[there][nearest])))
        return found

    def _x_scale(self) -> Scale:
        values = [line.x[self.visible(line)] for line in self.lines]
        values.append(np.array(self.x_ticks))
        every = np.concatenate(values) if values else np.zeros(0)
        if not len(every):
            return Scale(1.0, 10.0, self.log_x)
        low, high = float(every.min()), float(every.max())
        if low == high:
            high = low * 10 if self.log_x else low + 1
        return Scale(low if self.log_x else min(0.0, low), high, self.log_x)

    def _y_scale(self) -> Scale:
        if self.y_range is not None:
            return Scale(*self.y_range)
        tops = [line.y[self.visible(line)].max(initial=0.0) for line in self.lines]
        return Scale(0.0, 1.05 * float(max(tops, default=0.0)) or 1.0)
