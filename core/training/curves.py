"""The curves of a run: cost of every mini-batch, its running mean, cost and accuracy on images.

Every number is kept; `thinned` leaves out only what a picture of a certain width can't show.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, IntArray
from core.training.bundles import Bundle
from core.training.records import EpochRecord, Measure, MiniBatchRecord
from core.training.saved_curves import SavedCurves

MEAN_OVER = 100


class GrowingArray:
    """Numbers that are added at the end; adding n of them takes time in proportion to n.

    A number takes four bytes as long as that loses nothing, and eight from then on: there are
    tens of millions of them after ten minutes at full speed.

    Parameters
    ----------
    dtype : the form of four bytes, float32 or int32
    rounded : whether they stay in it though they are rounded
    """

    def __init__(self, dtype: DTypeLike = np.float32, *, rounded: bool = False) -> None:
        self._store: FloatArray = np.zeros(1024, dtype)
        self._rounded = rounded
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
        added = np.asarray(numbers, float)
        end = self._length + len(added)
        if end > len(self._store):
            larger = np.zeros(max(end, 3 * len(self._store) // 2), self._store.dtype)
            larger[: self._length] = self._store[: self._length]
            self._store = larger
        if self._loses(added):
            self._store = self._store.astype(float)
        self._store[self._length : end] = added
        self._length = end

    def _loses(self, added: FloatArray) -> bool:
        """Return whether numbers would not come out as they went in."""
        if self._rounded or self._store.dtype == added.dtype:
            return False
        with np.errstate(all="ignore"):
            return bool((added.astype(self._store.dtype) != added).any())


class CurveData:
    """The curves along one branch of a run, from its start or from where it was resumed.

    The run may stand at an earlier step than the last: what `steps`, `costs`, `means` and
    `newest_test` say is as it was there, and `ahead` is what has come after it.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything: the run has been replaced or rewound."""
        self._steps, self._costs = GrowingArray(np.int32), GrowingArray()
        self._means = GrowingArray(rounded=True)
        self._count = 0  # of the mini-batches, those up to where the run stands
        self._here = 0.0
        self.tests: dict[int, Measure] = {}
        self.trains: dict[int, Measure] = {}

    @property
    def steps(self) -> FloatArray:
        """(n,) step of every mini-batch up to here."""
        return self._steps.values[: self._count]

    @property
    def costs(self) -> FloatArray:
        """(n,) mean cost of every mini-batch, before its step."""
        return self._costs.values[: self._count]

    @property
    def means(self) -> FloatArray:
        """(n,) mean of the costs of a mini-batch and the 99 before it (of those there are)."""
        return self._means.values[: self._count]

    @property
    def ahead(self) -> tuple[FloatArray, FloatArray]:
        """Steps and running means of the mini-batches that have come after here, if any.

        They begin with the one here, so that the line goes on.
        """
        if self._count == len(self._steps):
            return self._steps.values[:0], self._means.values[:0]
        start = max(0, self._count - 1)
        return self._steps.values[start:], self._means.values[start:]

    @property
    def here(self) -> float:
        """The step at which the run stands."""
        return self._here

    @property
    def _now(self) -> float:
        """The last step of which measures are those of the past: all where nothing is ahead."""
        return self._here if self._count < len(self._steps) else math.inf

    @property
    def last_step(self) -> float:
        """The last step that is known, however far back the run stands."""
        return float(self._steps.values[-1]) if len(self._steps) else 0.0

    @property
    def all_means(self) -> tuple[FloatArray, FloatArray]:
        """Steps and running means of all mini-batches that are known."""
        return self._steps.values, self._means.values

    def go_to(self, step: float) -> None:
        """Stand at a step; nothing is forgotten."""
        self._here = step
        self._count = int(np.searchsorted(self._steps.values, step, side="right"))

    def append(self, records: Iterable[MiniBatchRecord]) -> None:
        """Add mini-batches, in their order."""
        if isinstance(records, Bundle):
            self.extend(records.steps.astype(float), records.costs)
            return
        new = [(record.step, record.cost) for record in records]
        self.extend(*np.array(new, float).reshape(-1, 2).T)

    def extend(self, steps: FloatArray, costs: FloatArray) -> None:
        """Come by mini-batches in their order; those that were not known are added."""
        if not len(steps):
            return
        known = int(np.searchsorted(steps, self.last_step, side="right"))
        self._add(steps[known:], costs[known:])
        self.go_to(float(steps[-1]))

    def _add(self, steps: FloatArray, costs: FloatArray) -> None:
        """Add mini-batches and the running means there."""
        if not len(steps):
            return
        before = self._costs.values[max(0, len(self._costs) - MEAN_OVER + 1) :].copy()
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
        steps = self._steps.values
        if not len(steps):
            return None
        place = int(np.searchsorted(steps, step))
        if place == len(steps):
            return place - 1
        if place and step - steps[place - 1] < steps[place] - step:
            return place - 1
        return place

    def values_at(self, place: int) -> tuple[int, float, float]:
        """Return step, cost and running mean at a place, before or after here."""
        step, cost = self._steps.values[place], self._costs.values[place]
        return int(step), float(cost), float(self._means.values[place])

    @property
    def newest_test(self) -> Measure | None:
        """The measure of the test images at the last step measured, not after here."""
        known = [step for step in self.tests if step <= self._now]
        return self.tests[max(known)] if known else None

    @property
    def last_test(self) -> Measure | None:
        """The measure of the test images at the last step measured, before or after here."""
        return self.tests[max(self.tests)] if self.tests else None

    def tests_so_far(self) -> list[Measure]:
        """Return the measures of the test images up to here."""
        return [measure for step, measure in self.tests.items() if step <= self._now]

    def trains_so_far(self) -> list[Measure]:
        """Return the measures of the training images up to here."""
        return [measure for step, measure in self.trains.items() if step <= self._now]

    def tests_ahead(self) -> list[Measure]:
        """Return the measures of the test images after here, and the one before them."""
        ahead = [measure for step, measure in self.tests.items() if step > self._now]
        newest = self.newest_test
        return ahead if newest is None or not ahead else [newest, *ahead]

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
