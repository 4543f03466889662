"""Lines as light: which pixels every line covers, worked out once, and their sums, fast.

An anti-aliased line covers a pixel by ``width / 2 + 1/2 - distance``, held between 0 and 1, with
the distance from the pixel's centre to the line's middle. That depends on the layout alone.
`EdgeRaster.build` works it out for all lines between two columns and sorts it by pixel; drawing
other values is then a sum of light x coverage for each pixel, positive and negative light apart.

How the sums are made fast: a table holds each line's light at each of a few levels of coverage,
as one complex number (positive light + i negative light). Pixels are grouped by how many lines
cross them; a group of n pixels under c lines is a (c, n) array of places in that table, so one
`take` and one sum down its columns give the light of all n. `build` is a function of plain arrays:
it may run in another thread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, IntArray

Colors = NDArray[np.uint32]
ColorOf = Callable[[FloatArray], Colors]

LEVELS = 32  # of coverage, so that one gather fetches light x coverage
MANY_LINES = 2048
LEVELS_OF_MANY = 16  # the table of many lines should still fit into the processor's cache
MANY_ENTRIES = 4_000_000  # from here on places are kept in 4 bytes, not 8
BLOCK = 65_536  # places summed at a time: their light stays in the cache
CHUNK = 400_000  # entries worked out at a time
EXACT_COUNTS = 24  # pixels under more lines than this share groups, padded with no light
COARSER = 1.25  # how much higher each of those groups is than the one before


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


class EdgeRaster:
    """Which pixels the lines between two columns cover, ready to be lit again and again."""

    def __init__(self, blocks: list[_Group], count: int, levels: int) -> None:
        none = np.empty(0, np.intp)
        self.pixels = np.concatenate([none, *(pixels for _, pixels in blocks)])  # each once, flat
        self.line_count = count
        self._blocks = [places for places, _ in blocks]
        self._coverages = np.arange(levels + 1, dtype=np.float32) / levels
        self._table = np.zeros((count, levels + 1), np.complex64)
        self._single_blocks = sum(len(block) == 1 for block in self._blocks)  # they come first
        self._colors = np.zeros(len(self.pixels), np.uint32)
        self._light = np.zeros(len(self.pixels), np.complex64)
        self._gathered = np.empty(max((b.size for b in self._blocks), default=0), np.complex64)

    @classmethod
    def build(cls, lines: Lines, width: int, height: int) -> EdgeRaster:
        """Work out and sort what the lines cover of a picture of width x height pixels."""
        levels = LEVELS if lines.count <= MANY_LINES else LEVELS_OF_MANY
        groups: dict[int, list[_Group]] = defaultdict(list)
        for entries in _strips(lines, width, height, levels):
            for count, group in _grouped(entries):
                groups[count].append(group)
        size = sum(places.size for parts in groups.values() for places, _ in parts)
        index_type = np.intp if size < MANY_ENTRIES else np.int32
        blocks = [block for key in sorted(groups) for block in _joined(groups[key], index_type)]
        return cls(blocks, lines.count, levels)

    @property
    def entry_count(self) -> int:
        """How many pairs of a pixel and a line there are."""
        return sum(block.size for block in self._blocks)

    def light(self, values: FloatArray) -> FloatArray:
        """Return the light of each pixel of ``pixels``: a (pixels, 2) array, good until next time.

        values : the signed light of each line, 1 for full light, all finite. Column 0 holds the
        sums of positive light, column 1 those of negative light, both >= 0.
        """
        self._fill_table(values)
        self._add_up(self._blocks, self._light)
        return self._light.view(np.float32).reshape(-1, 2)

    def colors(self, values: FloatArray, color_of: ColorOf) -> Colors:
        """Return the colour of each pixel of ``pixels``, good until next time.

        color_of : what makes a (n,) array of colours of a (n, 2) array of light. Most pixels are
        under one line alone: their colours are those of the table, and nothing is added up.
        """
        self._fill_table(values)
        single = self._single_blocks if self._table.size < len(self.pixels) else 0
        start = self._color_single(color_of, single) if single else 0
        light = self._light[start:]
        self._add_up(self._blocks[single:], light)
        self._colors[start:] = color_of(light.view(np.float32).reshape(-1, 2))
        return self._colors

    def _fill_table(self, values: FloatArray) -> None:
        """Work out light x coverage for each line and each level of coverage."""
        signed = np.ravel(values).astype(np.float32)
        light = np.empty(len(signed), np.complex64)
        light.real, light.imag = np.maximum(signed, 0), np.maximum(-signed, 0)
        np.multiply(light[:, None], self._coverages, out=self._table)

    def _color_single(self, color_of: ColorOf, blocks: int) -> int:
        """Colour the pixels under one line each; return how many there are."""
        table = color_of(self._table.ravel().view(np.float32).reshape(-1, 2)).copy()
        start = 0
        for block in self._blocks[:blocks]:
            end = start + block.size
            np.take(table, block[0], out=self._colors[start:end], mode="clip")
            start = end
        return start

    def _add_up(self, blocks: list[IntArray], light: NDArray[np.complex64]) -> None:
        """Sum light x coverage over the lines of each pixel."""
        table, start = self._table.ravel(), 0
        for block in blocks:
            gathered = self._gathered[: block.size].reshape(block.shape)
            np.take(table, block, out=gathered, mode="clip")
            end = start + block.shape[1]
            sums = light[start:end].view(np.float32)
            np.add.reduce(gathered.view(np.float32), axis=0, out=sums)
            start = end


def _strips(lines: Lines, width: int, height: int, levels: int) -> Iterator[_Entries]:
    """Yield, a strip of pixel columns at a time, an entry for every pixel a line covers."""
    left, right = lines.span
    first, last = max(0, int(np.ceil(left - 0.5))), min(width, int(np.ceil(right - 0.5)))
    if not lines.count or last <= first or right - left < 1:
        return
    groups = _by_steepness(lines)
    per_column = sum(group.rows * len(group.lines) for group in groups)
    step = max(1, CHUNK // per_column)
    for start in range(first, last, step):
        strip = _Strip(start, min(step, last - start), width, height, levels)
        bits = (lines.count * (levels + 1)).bit_length()
        found = [_covered(lines, group, strip, bits) for group in groups]
        yield _Entries(strip, np.sort(np.concatenate(found)), bits)


@dataclass(frozen=True)
class _Strip:
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
class _Entries:
    """Sorted numbers: the strip's pixel above so many bits, below them line * levels + level."""

    strip: _Strip
    numbers: IntArray
    bits: int


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


def _covered(lines: Lines, group: _Steepness, strip: _Strip, bits: int) -> IntArray:
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


def _numbers_in_row_0(group: _Steepness, strip: _Strip, bits: int) -> IntArray:
    """Return the numbers of entries in the topmost row at level 0, (lines, columns).

    They take 4 bytes each where all of the strip's numbers fit into that: sorting them is faster.
    """
    small = bits < 32 and strip.columns * strip.height < 1 << (32 - bits)
    number: type = np.uint32 if small else np.uint64
    places = group.lines.astype(number) * number(strip.levels + 1)
    return places[:, None] + np.arange(strip.columns, dtype=number) * number(1 << bits)


_Group = tuple[IntArray, IntArray]  # (lines, pixels) places in the table, and (pixels,) pixels


def _grouped(entries: _Entries) -> Iterator[tuple[int, _Group]]:
    """Yield, for a strip's sorted entries, the pixels that equally many lines cross."""
    numbers, bits = entries.numbers, entries.numbers.dtype.type(entries.bits)
    pixel_of_entry = numbers >> bits
    places = (numbers & numbers.dtype.type((1 << entries.bits) - 1)).astype(np.int32)
    starts = np.flatnonzero(pixel_of_entry[1:] != pixel_of_entry[:-1]) + 1
    starts = np.concatenate([[0] if len(numbers) else [], starts]).astype(np.intp)
    counts = np.diff(starts, append=len(numbers))
    pixels = entries.strip.pixels(pixel_of_entry[starts])
    heights = _block_heights(int(counts.max(initial=0)))[counts]
    for height in np.flatnonzero(np.bincount(heights)):
        group = np.flatnonzero(heights == height)
        steps = np.arange(height)[:, None]
        found = places.take(starts[group] + steps, mode="clip")
        if height > EXACT_COUNTS:
            found[steps >= counts[group]] = 0  # place 0 has no light
        yield int(height), (found, pixels[group])


def _block_heights(most: int) -> IntArray:
    """Return how high the block is for pixels under 0, 1, 2 ... ``most`` lines."""
    counts = np.arange(most + 1)
    steps = np.log(np.maximum(counts, 1) / EXACT_COUNTS) / np.log(COARSER)
    coarse = np.ceil(EXACT_COUNTS * COARSER ** np.ceil(steps))
    return np.where(counts <= EXACT_COUNTS, counts, coarse).astype(int)


def _joined(groups: list[_Group], index_type: type) -> Iterator[_Group]:
    """Yield blocks of a handy size from the groups of all strips."""
    places = np.concatenate([group[0] for group in groups], axis=1)
    pixels = np.concatenate([group[1] for group in groups]).astype(np.intp)
    step = max(1, BLOCK // len(places))
    for start in range(0, len(pixels), step):
        block: IntArray = np.ascontiguousarray(places[:, start : start + step], dtype=index_type)
        yield block, pixels[start : start + step]
