"""What a picture of a long series needs: the lowest and the highest of every few numbers.

A line that is so many pixels wide looks like all its points if each column of pixels shows its
lowest and its highest one. With those of every 64 numbers known beforehand, a picture of millions
takes as long as one of thousands.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, IntArray

BLOCK = 64
AT_ONCE = 1 << 17  # numbers read together while catching up

Read = Callable[[int, int], FloatArray]
Points = tuple[FloatArray, FloatArray]  # across and up, in the order in which a line joins them
Places = tuple[IntArray, FloatArray]  # in the series, and the values there


class Extremes:
    """The lowest and the highest number of every block of a series that grows.

    Parameters
    ----------
    read : returns the series' numbers from a place to before another
    """

    def __init__(self, read: Read) -> None:
        self._read = read
        self._blocks = 0
        self._low, self._high = _Grown(), _Grown()

    def thinned(self, start: int, stop: int, columns: int) -> Places:
        """Return the lowest and highest numbers of so many columns, from start to before stop.

        Few numbers are returned whole. At most two points a column, and four at the ends.
        """
        first, last = -(-start // BLOCK), stop // BLOCK
        if last - first < 2 * columns:
            return self._thinned_numbers(start, stop, columns)
        self._catch_up(last)
        ends = (start, first * BLOCK), (last * BLOCK, stop)
        before, after = (self._thinned_numbers(*end, 1) for end in ends)
        parts = [before, self._thinned_blocks(first, last, columns), after]
        places, values = zip(*parts, strict=True)
        return np.concatenate(places), np.concatenate(values)

    def _thinned_numbers(self, start: int, stop: int, columns: int) -> Places:
        """Return the points from the numbers themselves."""
        values = self._read(start, stop)
        places: IntArray = np.arange(start, start + len(values))
        if len(values) <= 2 * columns:
            return places, values
        chosen = thinned_places(values, columns)
        return places[chosen], values[chosen]

    def _thinned_blocks(self, first: int, last: int, columns: int) -> Places:
        """Return the points from the extremes of whole blocks."""
        size = -(-(last - first) // columns)
        starts = np.arange(first, last, size)
        lows = self._low.extremes(starts, last, size, np.argmin)
        highs = self._high.extremes(starts, last, size, np.argmax)
        places = np.concatenate([lows[0], highs[0]])
        order = np.argsort(places, kind="stable")
        return places[order], np.concatenate([lows[1], highs[1]])[order]

    def _catch_up(self, blocks: int) -> None:
        """Know so many blocks."""
        while self._blocks < blocks:
            stop = min(blocks, self._blocks + AT_ONCE // BLOCK)
            rows = self._read(self._blocks * BLOCK, stop * BLOCK).reshape(-1, BLOCK)
            self._low.extend(rows, rows.argmin(axis=1))
            self._high.extend(rows, rows.argmax(axis=1))
            self._blocks = stop


class _Grown:
    """One number of every block, and where in it that is."""

    def __init__(self) -> None:
        self._values = GrowingArray(np.float32)
        self._offsets = GrowingArray(np.uint8)

    def extend(self, rows: FloatArray, places: IntArray) -> None:
        """Add the numbers at a place in each row."""
        self._values.extend(np.take_along_axis(rows, places[:, None], axis=1)[:, 0])
        self._offsets.extend(places)

    def extremes(
        self, starts: IntArray, last: int, size: int, choose: Callable[..., IntArray]
    ) -> Places:
        """Return of each group of blocks the number chosen; they end before the last block."""
        values = self._values.values
        whole = (last - starts[0]) // size
        stop = starts[0] + whole * size
        chosen = starts[:whole] + choose(values[starts[0] : stop].reshape(whole, size), axis=1)
        if stop < last:
            chosen = np.append(chosen, stop + choose(values[stop:last]))
        return chosen * BLOCK + self._offsets.values[chosen].astype(int), values[chosen]


class GrowingArray:
    """Numbers that are added at the end; adding n of them takes time in proportion to n.

    A number takes the small form as long as that loses nothing, and eight bytes from then on.
    """

    def __init__(self, dtype: DTypeLike) -> None:
        self._store: FloatArray = np.zeros(64, dtype)
        self._length = 0

    @property
    def values(self) -> FloatArray:
        """All numbers so far, read-only."""
        view = self._store[: self._length]
        view.setflags(write=False)
        return view

    def extend(self, numbers: FloatArray | IntArray) -> None:
        """Add numbers at the end."""
        end = self._length + len(numbers)
        if end > len(self._store):
            larger = np.zeros(max(end, 3 * len(self._store) // 2), self._store.dtype)
            larger[: self._length] = self._store[: self._length]
            self._store = larger
        with np.errstate(all="ignore"):
            changed = numbers.astype(self._store.dtype) != numbers
        if changed.any():
            self._store = self._store.astype(float)
        self._store[self._length : end] = numbers
        self._length = end


def thinned(x: FloatArray, y: FloatArray, columns: int) -> Points:
    """Return the lowest and highest point of each of so many columns, in the order of x."""
    if len(x) <= 2 * columns:
        return x, y
    chosen = thinned_places(y, columns)
    return x[chosen], y[chosen]


def thinned_places(values: FloatArray, columns: int) -> IntArray:
    """Return the places of the lowest and highest of each of so many columns, in their order."""
    size = -(-len(values) // columns)
    whole = len(values) // size * size
    places = extremes(values[:whole].reshape(-1, size))
    rest = extremes(values[whole:].reshape(1, -1)) + whole if whole < len(values) else places[:0]
    return np.sort(np.concatenate([places, rest]))


def extremes(rows: FloatArray) -> IntArray:
    """Return the places of each row's lowest and highest value, counted over all rows."""
    starts = np.arange(len(rows)) * rows.shape[1]
    return np.concatenate([starts + rows.argmin(axis=1), starts + rows.argmax(axis=1)])
