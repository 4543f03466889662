"""Lines as light: the sums of all lines over each pixel, fast.

`EdgeRaster.build` works out once, for all lines between two columns, which pixels they cover and
how much (`coverage.py`), and sorts it by pixel; that depends on the layout alone. Drawing other
values is then a sum of light x coverage for each pixel, positive and negative light apart.

How the sums are made fast: a table holds each line's light at each of a few levels of coverage,
as one complex number (positive light + i negative light). Pixels are grouped by how many lines
cross them; a group of n pixels under c lines is a (c, n) array of places in that table, so one
`take` and one sum down its columns give the light of all n. `build` is a function of plain arrays:
it may run in another thread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, IntArray
from gui.network_view.coverage import Entries, Lines, strips

Colors = NDArray[np.uint32]
ColorOf = Callable[[FloatArray], Colors]

LEVELS = 32  # of coverage, so that one gather fetches light x coverage
MANY_LINES = 2048
LEVELS_OF_MANY = 16  # the table of many lines should still fit into the processor's cache
MANY_ENTRIES = 4_000_000  # from here on places are kept in 4 bytes, not 8
BLOCK = 65_536  # places summed at a time: their light stays in the cache
EXACT_COUNTS = 24  # pixels under more lines than this share groups, padded with no light
COARSER = 1.25  # how much higher each of those groups is than the one before


class EdgeRaster:
    """Which pixels the lines between two columns cover, ready to be lit again and again."""

    def __init__(self, blocks: list[_Group], count: int, levels: int) -> None:
        none = np.empty(0, np.intp)
        self.pixels = np.concatenate([none, *(pixels for _, pixels in blocks)])  # each once, flat
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
        for entries in strips(lines, width, height, levels):
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


_Group = tuple[IntArray, IntArray]  # (lines, pixels) places in the table, and (pixels,) pixels


def _grouped(entries: Entries) -> Iterator[tuple[int, _Group]]:
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
