"""Scales of a chart: where a value lies between two ends, and which round values are written."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from gui.widgets.numbers import THIN, compact, whole

ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
THOUSAND, MILLION = 1e3, 1e6


@dataclass(frozen=True)
class Scale:
    """A scale from one value to another, even or logarithmic (then both are above 0)."""

    low: float
    high: float
    logarithmic: bool = False

    def share(self, values: FloatArray) -> FloatArray:
        """Return where values lie: 0 at the low end, 1 at the high one."""
        low, high = self.low, self.high
        if self.logarithmic:
            values, low, high = np.log10(values), math.log10(low), math.log10(high)
        return (values - low) / ((high - low) or 1.0)

    def ticks(self, most: int) -> list[float]:
        """Return round values within the scale, about as many as there is room for."""
        if self.logarithmic:
            return self._powers(most)
        step = round_step((self.high - self.low) / max(1, most))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [number * step for number in range(first, last + 1)]

    def _powers(self, most: int) -> list[float]:
        first = math.ceil(math.log10(self.low) - 1e-9)
        last = math.floor(math.log10(self.high) + 1e-9)
        every = max(1, math.ceil((last - first + 1) / max(1, most)))
        return [10.0**power for power in range(first, last + 1, every)]


def round_step(value: float) -> float:
    """Return the next of 1, 2, 2.5, 5, 10 times a power of ten that isn't below a value."""
    if not (math.isfinite(value) and value > 0):
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(power * each for each in ROUND if power * each >= value * (1 - 1e-9))


def short(value: float) -> str:
    """Return a number as an axis writes it: 0.5, 2,000, 60k, 1.2M."""
    if abs(value) >= MILLION:
        return f"{compact(value / MILLION, 3 if value % MILLION else 1)}M"
    if abs(value) >= 10 * THOUSAND:
        return f"{value / THOUSAND:,.0f}k"
    if value == round(value):
        return whole(round(value))
    return f"{value:.3g}"


def percents(value: float) -> str:
    """Return a share as an axis writes it: 0.5 is 50 %."""
    return f"{100 * value:.0f}{THIN}%"
