"""Which pixels lines cover, and how much: entries for every pixel of every line, in sorted strips.

An anti-aliased line covers a pixel by ``width / 2 + 1/2 - distance``, held between 0 and 1, with
the distance from the pixel's centre to the line's middle. Coverage is told apart in a few levels.
An entry is one whole number: the pixel in its upper bits, below them the line and the level, so
that sorting the numbers sorts by pixel.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray

CHUNK = 400_000  # entries worked out at a time


@dataclass(frozen=True)
class Lines:
    """Lines from every source to every target, in pixels; line j * sources + k runs from k to j.

    sources : (k, 2) and targets : (j, 2) arrays of x and y; all sources have one x, all targets
    another, to their right. ends : how much of both ends may be left out, because a neuron's disc
    covers it.
    """

    sources: FloatArray
    targets: FloatArray
    width: float
    ends: tuple[float, float] = (0.0, 0.0)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.sources) * len(self.targets)

    @property
    def span(self) -> tuple[float, float]:
        """The x of the sources and of the targets."""
        if not self.count:
            return 0.0, 0.0
        return float(self.sources[0, 0]), float(self.targets[0, 0])


@dataclass(frozen=True)
class Strip:
    """Some pixel columns of a picture, and the levels of coverage told apart in it."""

    first: int
    columns: int
    width: int
    height: int
    levels: int

    def pixels(self, places: IntArray) -> IntArray:
        """Return the picture's pixels at places of the strip, counted row by row within it."""
        rows, columns = np.divmod(places.astype(np.intp), self.columns)
        return rows * self.width + self.first + columns


@dataclass(frozen=True)
class Entries:
    """Sorted numbers: the strip's pixel above so many bits, below them line * levels + level."""

    strip: Strip
    numbers: IntArray
    bits: int


def strips(lines: Lines, width: int, height: int, levels: int) -> Iterator[Entries]:
    """Yield, a strip of pixel columns at a time, an entry for every pixel a line covers."""
    left, right = lines.span
    first, last = max(0, int(np.ceil(left - 0.5))), min(width, int(np.ceil(right - 0.5)))
    if not lines.count or last <= first or right - left < 1:
        return
    groups = _by_steepness(lines)
    per_column = sum(group.rows * len(group.lines) for group in groups)
    step = max(1, CHUNK // per_column)
    for start in range(first, last, step):
        strip = Strip(start, min(step, last - start), width, height, levels)
        bits = (lines.count * (levels + 1)).bit_length()
        found = [_covered(lines, group, strip, bits) for group in groups]
        yield Entries(strip, np.sort(np.concatenate(found)), bits)


@dataclass(frozen=True)
class _Steepness:
    """Lines of about one steepness: each covers at most ``rows`` pixels of a pixel column."""

    lines: IntArray
    rows: int
    starts: FloatArray  # y of their sources
    slopes: FloatArray
    lengthening: FloatArray  # of a distance across the line, where it is measured vertically
    reach: FloatArray  # how far from its middle, vertically, a line covers anything


def _by_steepness(lines: Lines) -> list[_Steepness]:
    """Sort the lines into groups which look at equally many rows."""
    left, right = lines.span
    starts = np.tile(lines.sources[:, 1], len(lines.targets)).astype(np.float32)
    ends = np.repeat(lines.targets[:, 1], len(lines.sources)).astype(np.float32)
    slopes = (ends - starts) / np.float32(right - left)
    lengthening = np.sqrt(1 + slopes**2)
    reach = np.float32(lines.width / 2 + 0.5) * lengthening
    rows = np.ceil(2 * reach)
    rows = np.where(rows <= 8, rows, np.ceil(np.exp2(np.ceil(np.log2(rows) * 2) / 2))).astype(int)
    chosen = [np.flatnonzero(rows == count) for count in np.unique(rows)]
    return [
        _Steepness(
            group,
            int(rows[group[0]]),
            *(x[group] for x in (starts, slopes)),
            *(x[group] for x in (lengthening, reach)),
        )
        for group in chosen
    ]


def _covered(lines: Lines, group: _Steepness, strip: Strip, bits: int) -> IntArray:
    """Return the entries of a group of lines within a strip."""
    left, right = lines.span
    along = (strip.first + np.arange(strip.columns) + 0.5 - left).astype(np.float32)
    middle = group.starts[:, None] + group.slopes[:, None] * along
    top = np.ceil(middle - group.reach[:, None] - np.float32(0.5))
    near, far = (end / group.lengthening[:, None] for end in lines.ends)
    seen = (along >= near) & (along <= (right - left) - far)
    levels, full = np.float32(strip.levels), np.float32(lines.width / 2 + 0.5)
    steepness = levels / group.lengthening[:, None]
    in_row_0 = _numbers_in_row_0(group, strip, bits)
    row_step = in_row_0.dtype.type(strip.columns << bits)
    found = []
    for row in range(group.rows):
        rows = top + np.float32(row)
        level = np.abs(rows + np.float32(0.5) - middle)
        level *= -steepness
        level += full * levels + np.float32(0.5)
        kept = np.flatnonzero(seen & (level >= 1) & (rows >= 0) & (rows < strip.height))
        numbers = rows.ravel()[kept].astype(row_step.dtype) * row_step
        numbers += in_row_0.ravel()[kept]
        numbers += np.minimum(level.ravel()[kept], levels).astype(row_step.dtype)
        found.append(numbers)
    return np.concatenate(found)


def _numbers_in_row_0(group: _Steepness, strip: Strip, bits: int) -> IntArray:
    """Return the numbers of entries in the topmost row at level 0, (lines, columns).

    They take 4 bytes each where all of the strip's numbers fit into that: sorting them is faster.
    """
    small = bits < 32 and strip.columns * strip.height < 1 << (32 - bits)
    number: type = np.uint32 if small else np.uint64
    places = group.lines.astype(number) * number(strip.levels + 1)
    return places[:, None] + np.arange(strip.columns, dtype=number) * number(1 << bits)
