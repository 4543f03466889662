"""What the table of wishes shows: heads, rows, cells and means, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import floor, isfinite, log10

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QImage

from core.arrays import FloatArray
from gui.widgets.numbers import MINUS, SUPERSCRIPTS, TIMES, compact, scientific

LEAST = 0.005  # in the unit; less would be written as zero
SHARE = 95  # per cent of the sizes are within full colour


@dataclass(frozen=True)
class Head:
    """What stands over a column.

    label : a digit
    below : a word under it
    picture : the example, where the column is one
    spoken : all of it in words
    """

    label: str
    below: str = ""
    picture: QImage | None = None
    spoken: str = ""


@dataclass(frozen=True)
class GridContent:
    """The table.

    Attributes
    ----------
    heads : one for each column
    names : one for each row
    values : (rows, columns); not a number where there is none
    means, errors : (rows,), the last column: the mean and its standard error
    mean_head : the two lines over it
    scale : the size of a value in full colour
    mean_scale : likewise in the last column
    power : numbers are written in units of ten to this power
    """

    heads: tuple[Head, ...] = ()
    names: tuple[str, ...] = ()
    values: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    means: FloatArray = field(default_factory=lambda: np.zeros(0))
    errors: FloatArray = field(default_factory=lambda: np.zeros(0))
    mean_head: tuple[str, str] = ("mean", "")
    scale: float = 0.0
    mean_scale: float = 0.0
    power: int = 0

    @property
    def unit(self) -> str:
        """The unit of all numbers, such as ×10⁻³; nothing where it is 1."""
        return f"{TIMES}10{str(self.power).translate(SUPERSCRIPTS)}" if self.power else ""

    def is_framed_like(self, other: GridContent) -> bool:
        """Return whether all that stands above and beside the cells is the same."""
        return (
            self.heads == other.heads
            and self.names == other.names
            and (self.unit, self.note) == (other.unit, other.note)
        )

    def is_filled_like(self, other: GridContent) -> bool:
        """Return whether all cells are the same, but for the last column."""
        return (self.scale, self.power) == (other.scale, other.power) and np.array_equal(
            self.values, other.values, equal_nan=True
        )

    @property
    def note(self) -> str:
        """What a sign without a number means, where there is one."""
        tiny = is_tiny(np.append(self.values, self.means), self.power).any()
        return f"+ − alone: below {LEAST}" if tiny else ""

    def value_at(self, row: int, column: int) -> float:
        """Return the value of a cell; the column after the last is the mean."""
        if column >= len(self.heads):
            return float(self.means[row])
        return float(self.values[row, column])

    def words_at(self, cell: tuple[int, int]) -> str:
        """Return what a cell says; row -1 is that of the heads, column -1 that of the names."""
        row, column = cell
        if row < 0:
            return self.heads[column].spoken if 0 <= column < len(self.heads) else ""
        if column < 0:
            return self.names[row]
        number = self.spoken(self.value_at(row, column))
        if column >= len(self.heads):
            return f"{self.names[row]}: mean {number}"
        return f"{self.names[row]}, {self.heads[column].spoken}: {number}"

    def written(self, value: float) -> str:
        """Return a value in the unit, with its sign; the sign alone where it is very small."""
        return in_unit(value, self.power)

    def shorter(self, value: float) -> tuple[str, ...]:
        """Return how else a value can be written in the unit, each truly, the best first."""
        return shorter_in_unit(value, self.power)

    def spoken(self, value: float) -> str:
        """Return a value with its unit, however small it is."""
        if is_tiny(np.array(value), self.power):
            return (MINUS if value < 0 else "+") + compact(abs(value))
        return f"{self.written(value)} {self.unit}".strip()


def is_tiny(values: FloatArray, power: int) -> NDArray[np.bool_]:
    """Return which values aren't zero and would be written as zero in units of ten to a power."""
    sizes = np.abs(values) / 10.0**power
    return (sizes > 0) & (sizes < LEAST)


def in_unit(value: float, power: int, signed: bool = True) -> str:
    """Return a number in units of ten to a power: +1.23, −12.3, +123; 0 for exactly zero.

    Of what would be rounded to zero the sign is left, or without signs what it is below.
    """
    if not isfinite(value):
        return "–"
    if value == 0:
        return "0"
    scaled = value / 10.0**power
    size = abs(scaled)
    decimals = 0 if size >= 99.95 else 1 if size >= 9.995 else 2
    sign = (MINUS if scaled < 0 else "+") if signed else ""
    if size < LEAST:
        return sign or f"<{2 * LEAST}"
    return f"{sign}{size:.{decimals}f}"


def shorter_in_unit(value: float, power: int, signed: bool = True) -> tuple[str, ...]:
    """Return shorter ways of writing a number that `in_unit` writes: −12.3 as −12, −9123 as −9×10³.

    None of them rounds to zero, and none is a sign alone: that says that a number is very small.
    """
    size = abs(value) / 10.0**power
    if not isfinite(size) or size < LEAST:
        return ()
    sign = (MINUS if value < 0 else "+") if signed else ""
    rounded = [f"{size:.{decimals}f}" for decimals in (1, 0)]
    rounded = [text for text in rounded if float(text) and size < 99.95]
    return tuple(sign + text for text in (*rounded, scientific(size, 1)))


def scale_of(values: FloatArray) -> float:
    """Return the size that most of some values don't exceed; 0 where all are exactly 0."""
    sizes = np.abs(values[np.isfinite(values) & (values != 0)])
    return float(np.percentile(sizes, SHARE)) if sizes.size else 0.0


def power_for(scale: float) -> int:
    """Return the power of ten, a multiple of three, in which a scale is 1 to 1,000."""
    if scale <= 0 or not isfinite(scale):
        return 0
    return 3 * floor(log10(scale) / 3)
