"""The curves of a run: cost of every mini-batch, its running mean, cost and accuracy on images.

Every number is kept; `thinned` leaves out only what a picture of a certain width can't show.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from core.arrays import FloatArray, IntArray
from core.training.records import EpochRecord, Measure, MiniBatchRecord
from core.training.saved_curves import SavedCurves

MEAN_OVER = 100


class GrowingArray:
    """Numbers that are added at the end; adding n of them takes time in proportion to n."""

    def __init__(self) -> None:
        self._store = np.zeros(1024)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def values(self) -> FloatArray:
        """All numbers so far, read-only."""
        view = self._store[: self._length]
        view.setflags(write=False)
        return view

    def extend(self, numbers: Sequence[float] | FloatArray) -> None:
        """Add numbers at the end."""
        end = self._length + len(numbers)
        if end > len(self._store):
            larger = np.zeros(max(end, 2 * len(self._store)))
            larger[: self._length] = self._store[: self._length]
            self._store = larger
        self._store[self._length : end] = numbers
        self._length = end


class CurveData:
    """The curves of one run, from its start or from where it was resumed."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything: the run has been replaced or rewound."""
        self._steps, self._costs, self._means = GrowingArray(), GrowingArray(), GrowingArray()
        self.tests: dict[int, Measure] = {}
        self.trains: dict[int, Measure] = {}

    @property
    def steps(self) -> FloatArray:
        """(n,) step of every mini-batch."""
        return self._steps.values

    @property
    def costs(self) -> FloatArray:
        """(n,) mean cost of every mini-batch, before its step."""
        return self._costs.values

    @property
    def means(self) -> FloatArray:
        """(n,) mean of the costs of a mini-batch and the 99 before it (of those there are)."""
        return self._means.values

    def append(self, records: Iterable[MiniBatchRecord]) -> None:
        """Add mini-batches, in their order."""
        new = [(record.step, record.cost) for record in records]
        self.extend(*np.array(new, float).reshape(-1, 2).T)

    def extend(self, steps: FloatArray, costs: FloatArray) -> None:
        """Add mini-batches in their order, and the running means there."""
        if not len(steps):
            return
        before = self.costs[max(0, len(self._costs) - MEAN_OVER + 1) :].copy()
        self._steps.extend(steps)
        self._costs.extend(costs)
        self._means.extend(running_means(before, costs))

    def add_measure(self, measure: Measure) -> None:
        """Add a measure of the test images; one of the same step is replaced."""
        self.tests[measure.step] = measure

    def add_epoch(self, record: EpochRecord) -> None:
        """Add the measures at the end of an epoch."""
        self.tests[record.step] = record.test
        self.trains[record.step] = record.train

    def saved(self, last_step: float = math.inf) -> SavedCurves:
        """Return the curves up to a step as a session keeps them."""
        count = int(np.searchsorted(self.steps, last_step, side="right"))
        measures = [*self.tests.values(), *self.trains.values()]
        known = [measure for measure in measures if measure.step <= last_step]
        return SavedCurves.of(self.steps[:count], self.costs[:count], known)

    def restore(self, saved: SavedCurves) -> None:
        """Show the curves of a session in place of all others; its run's records may follow."""
        self.clear()
        self.extend(saved.steps.astype(float), saved.costs)
        for measure in saved.measures.measures():
            kept = self.tests if measure.set_name == "test" else self.trains
            kept[measure.step] = measure

    def at(self, step: float) -> int | None:
        """Return the place of the mini-batch that is nearest to a step, None if there is none."""
        if not len(self._steps):
            return None
        place = int(np.searchsorted(self.steps, step))
        if place == len(self._steps):
            return place - 1
        if place and step - self.steps[place - 1] < self.steps[place] - step:
            return place - 1
        return place

    @property
    def newest_test(self) -> Measure | None:
        """The measure of the test images at the last step measured."""
        return self.tests[max(self.tests)] if self.tests else None

    def test_at(self, step: float) -> Measure | None:
        """Return the measure of the test images that is nearest to a step."""
        return min(self.tests.values(), key=lambda m: abs(m.step - step), default=None)

    def between(self, first: float, last: float) -> slice:
        """Return the places of the mini-batches in a range of steps, and one more on each side."""
        start, stop = np.searchsorted(self.steps, [first, last])
        return slice(max(0, int(start) - 1), int(stop) + 1)


def measured_points(measures: Iterable[Measure], name: str) -> tuple[FloatArray, FloatArray]:
    """Return the steps of measures and their "cost" or "accuracy", ordered by step."""
    ordered = sorted(measures, key=lambda measure: measure.step)
    steps = np.array([measure.step for measure in ordered], float)
    return steps, np.array([getattr(measure, name) for measure in ordered], float)


def running_means(before: FloatArray, values: FloatArray) -> FloatArray:
    """Return for each value the mean of it and the 99 before it, those in ``before`` included.

    Each mean is added up afresh, so that one huge value doesn't leave a rounding error behind.
    """
    known = np.concatenate([before, values])
    missing = MEAN_OVER - 1 - len(before)
    sums = np.convolve(np.concatenate([np.zeros(missing), known]), np.ones(MEAN_OVER), "valid")
    counts = np.minimum(np.arange(len(before) + 1, len(known) + 1), MEAN_OVER)
    return sums / counts


def thinned(x: FloatArray, y: FloatArray, columns: int) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and highest point of each of so many columns, in the order of x.

    Drawn as a line that many pixels wide, it looks like all points together.
    """
    if len(x) <= 2 * columns:
        return x, y
    size = -(-len(x) // columns)
    whole = len(x) // size * size
    places = extremes(y[:whole].reshape(-1, size))
    rest = extremes(y[whole:].reshape(1, -1)) + whole if whole < len(x) else places[:0]
    chosen: IntArray = np.sort(np.concatenate([places, rest]))
    return x[chosen], y[chosen]


def extremes(rows: FloatArray) -> IntArray:
    """Return the places of each row's lowest and highest value, counted over all rows."""
    starts = np.arange(len(rows)) * rows.shape[1]
    return np.concatenate([starts + rows.argmin(axis=1), starts + rows.argmax(axis=1)])
