"""A number of each layer for every mini-batch: how long its part of the gradient was."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.training.extremes import Extremes, Places
from core.training.long_series import LongSeries
from core.training.running_mean import MEAN_OVER, running_means


class LayerSeries:
    """The series of all layers, from some mini-batch of a segment on.

    Curves that come out of a session file may be without them: then they begin where the run goes
    on.

    Attributes
    ----------
    begins : the place in the segment of the first mini-batch that is known
    before : (n, L) of the mini-batches before it, 99 at most: running means count them
    """

    def __init__(self) -> None:
        self.begins = 0
        self.before: FloatArray = np.zeros((0, 0))
        self._layers: list[LongSeries] = []
        self._mean_extremes: list[Extremes] = []

    @property
    def depth(self) -> int:
        """How many layers there are; 0 as long as nothing is known."""
        return len(self._layers)

    def extend(self, place: int, rows: FloatArray) -> None:
        """Add those (n, L) of the mini-batches from a place in the segment on."""
        if not self._layers and len(rows):
            self.begins = place
            self._layers = [LongSeries() for _ in range(rows.shape[1])]
            columns = self.before.T if len(self.before) else [np.zeros(0)] * rows.shape[1]
            parts = zip(self._layers, columns, strict=True)
            self._mean_extremes = [Extremes(_Means(series, before)) for series, before in parts]
        assert not self._layers or place == self.begins + len(self._layers[0])
        for series, column in zip(self._layers, rows.T, strict=True):
            series.extend(column)

    def rows(self, start: int, stop: int) -> FloatArray:
        """Return the (k, L) numbers at places from start to before stop, without the unknown."""
        first, last = max(0, start - self.begins), max(0, stop - self.begins)
        columns = [series.read(first, last) for series in self._layers]
        return np.stack(columns, axis=1) if columns else np.zeros((0, 0))

    def at(self, place: int) -> FloatArray:
        """Return the (L,) numbers at a place of the segment; (0,) where they aren't known."""
        there = place - self.begins
        if not self._layers or not 0 <= there < len(self._layers[0]):
            return np.zeros(0)
        return np.concatenate([series.read(there, there + 1) for series in self._layers])

    def drawn_means(self, layer: int, start: int, stop: int, columns: int) -> Places:
        """Return running means of a layer, from 0, as a picture of so many columns shows them."""
        if layer >= self.depth:
            return np.zeros(0, int), np.zeros(0)
        first = max(0, start - self.begins)
        found = self._mean_extremes[layer].thinned(first, max(first, stop - self.begins), columns)
        return found[0] + self.begins, found[1]


class _Means:
    """Reads running means of a series; the first ones count what was before it."""

    def __init__(self, series: LongSeries, before: FloatArray) -> None:
        self._series = series
        self._before = before

    def __call__(self, start: int, stop: int) -> FloatArray:
        first, missing = max(0, start - MEAN_OVER + 1), max(0, MEAN_OVER - 1 - start)
        known = self._series.read(first, stop)
        before = self._before[-missing:] if missing else self._before[:0]
        known_before = np.concatenate([before, known[: start - first]])
        return running_means(known_before, known[start - first :])
