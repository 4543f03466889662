"""The curves of a run: cost of every mini-batch, its running mean, cost and accuracy on images.

Every number is kept; a picture is made from the lowest and highest of what a column of pixels
shows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from core.arrays import FloatArray, IntArray
from core.training.bundles import Bundle
from core.training.extremes import Points
from core.training.records import EpochRecord, Measure, MiniBatchRecord
from core.training.saved_curves import MOST_BATCHES, SavedCurves
from core.training.segment import Drawing, Part, Segment


class CurveData:
    """The curves along one branch of a run, from its start or from where it was resumed.

    They consist of segments, one after the other, of which each counts up to a step. The run may
    stand at an earlier step than the last: what `steps`, `costs`, `means`, `count` and
    `newest_test` say is as it was there.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything: the run has been replaced or rewound."""
        self.follow([(Segment(), math.inf)])

    def follow(self, parts: Sequence[tuple[Segment, float]]) -> None:
        """Be the curves along segments, each up to a step; stand at their end."""
        self._parts = list(parts)
        self.tests: dict[int, Measure] = {}
        self.trains: dict[int, Measure] = {}
        for segment, until in self._parts:
            self.tests |= {step: m for step, m in segment.tests.items() if step <= until}
            self.trains |= {step: m for step, m in segment.trains.items() if step <= until}
        self._here = 0.0
        self.count = 0  # of the mini-batches, those up to where the run stands
        self.go_to(self.last_step)

    @property
    def steps(self) -> FloatArray:
        """(n,) step of every mini-batch up to here."""
        return self._joined(0, self.count, Segment.steps)

    @property
    def costs(self) -> FloatArray:
        """(n,) mean cost of every mini-batch, before its step."""
        return self.costs_between(0, self.count)

    @property
    def means(self) -> FloatArray:
        """(n,) mean of the costs of a mini-batch and the 99 before it (of those there are)."""
        return self._joined(0, self.count, Segment.means)

    @property
    def mean(self) -> float | None:
        """The running mean here, None where no mini-batch has been made."""
        return self.values_at(self.count - 1)[2] if self.count else None

    @property
    def known(self) -> int:
        """How many mini-batches are known, before or after here."""
        return sum(self._lengths())

    @property
    def here(self) -> float:
        """The step at which the run stands."""
        return self._here

    @property
    def _now(self) -> float:
        """The last step of which measures are those of the past: all where nothing is ahead."""
        return self._here if self.count < self.known else math.inf

    @property
    def last_step(self) -> float:
        """The last step that is known, however far back the run stands."""
        known = self.known
        return float(self.step_at(known - 1)) if known else 0.0

    def go_to(self, step: float) -> None:
        """Stand at a step; nothing is forgotten."""
        self._here = step
        self.count = self.count_until(step)

    def count_until(self, step: float) -> int:
        """Return how many of the mini-batches known are not after a step."""
        return sum(segment.count_until(min(until, step)) for segment, until in self._parts)

    def append(self, records: Iterable[MiniBatchRecord]) -> None:
        """Add mini-batches, in their order."""
        if isinstance(records, Bundle):
            self.extend(records.steps, records.costs, records.gradient_sizes)
            return
        new = [(record.step, record.cost) for record in records]
        self.extend(*np.array(new, float).reshape(-1, 2).T)

    def extend(
        self,
        steps: FloatArray | IntArray,
        costs: FloatArray,
        gradients: FloatArray | None = None,
    ) -> None:
        """Come by mini-batches in their order; those that were not known are added."""
        if len(steps):
            self._parts[-1][0].extend(steps, costs, gradients)
            self.go_to(float(steps[-1]))

    def add_measure(self, measure: Measure) -> None:
        """Add a measure of the test images; one of the same step is replaced."""
        self.tests[measure.step] = measure

    def add_epoch(self, record: EpochRecord) -> None:
        """Add the measures at the end of an epoch."""
        self.tests[record.step] = record.test
        self.trains[record.step] = record.train

    def as_now(self) -> CurveData:
        """Return the curves as they are; it may be saved in a thread while these go on growing."""
        now = CurveData()
        now._parts = list(self._parts)
        now.tests, now.trains = dict(self.tests), dict(self.trains)
        now._here, now.count = self._here, self.count
        return now

    def saved(self, last_step: float = math.inf) -> SavedCurves:
        """Return the curves up to a step as a session keeps them."""
        count = min(self.count, self.count_until(last_step))
        first = max(0, count - MOST_BATCHES)
        measures = [*self.tests.values(), *self.trains.values()]
        known = [measure for measure in measures if measure.step <= last_step]
        steps = self._joined(first, count, Segment.steps)
        costs, gradients = self.costs_between(first, count), self._newest_gradients(first, count)
        return SavedCurves.of(steps, costs, known, gradients)

    def restore(self, saved: SavedCurves) -> None:
        """Show the curves of a session in place of all others; its run's records may follow."""
        self.follow([(Segment.restored(saved), math.inf)])

    def at(self, step: float) -> int | None:
        """Return the place of the mini-batch that is nearest to a step, None if there is none."""
        known, after = self.known, self.count_until(step)
        if not known or not after:
            return 0 if known else None
        if after == known:
            return known - 1
        nearer_before = step - self.step_at(after - 1) < self.step_at(after) - step
        return after - 1 if nearer_before else after

    def step_at(self, place: int) -> int:
        """Return the step at a place, before or after here."""
        part, there = self._find(place)
        return part.step_at(there)

    def values_at(self, place: int) -> tuple[int, float, float]:
        """Return step, cost and running mean at a place, before or after here."""
        part, there = self._find(place)
        cost, mean = part.costs(there, there + 1)[0], part.means(there, there + 1)[0]
        return part.step_at(there), float(cost), float(mean)

    def gradients_at(self, place: int) -> FloatArray:
        """Return the (L,) lengths of the gradient at a place; (0,) where they aren't known."""
        part, there = self._find(place)
        return part.gradients.at(there)

    def gradients_between(self, start: int, stop: int) -> FloatArray:
        """Return those (n, L) at places from start to before stop that are known."""
        rows = [part.gradients.rows(*piece) for part, *piece in self._pieces(start, stop)]
        known = [each for each in rows if len(each)]
        return np.concatenate(known) if known else np.zeros((0, 0))

    def _newest_gradients(self, start: int, stop: int) -> FloatArray:
        """Return those (k, L) of the newest of these mini-batches, back to one without."""
        newest: list[FloatArray] = []
        for part, first, last in reversed(list(self._pieces(start, stop))):
            rows = part.gradients.rows(first, last)
            newest.insert(0, rows)
            if len(rows) < last - first:
                break
        known = [each for each in newest if len(each)]
        return np.concatenate(known) if known else np.zeros((0, 0))

    def mean_at(self, step: float) -> float:
        """Return the running mean of the mini-batch nearest to a step, nan if there is none."""
        place = self.at(step)
        return math.nan if place is None else self.values_at(place)[2]

    def costs_between(self, start: int, stop: int) -> FloatArray:
        """Return the costs at places from start to before stop."""
        return self._joined(start, stop, Segment.costs)

    def first_and_newest(self, count: int) -> tuple[FloatArray, FloatArray]:
        """Return steps and costs of the first mini-batch and of so many newest ones up to here."""
        newest = max(0, self.count - count)
        ranges = [(0, min(1, newest)), (newest, self.count)]
        steps = [self._joined(*each, Segment.steps) for each in ranges]
        return np.concatenate(steps), np.concatenate([self.costs_between(*e) for e in ranges])

    def between(self, first: float, last: float) -> tuple[int, int]:
        """Return the places up to here of a range of steps, and one more on each side."""
        start, stop = self.count_until(first) - 1, self.count_until(last) + 1
        return min(max(0, start), self.count), min(stop, self.count)

    def drawn_costs(self, start: int, stop: int, columns: int) -> Points:
        """Return steps and costs from a place to before another as a picture shows them."""
        return self._drawn(start, stop, columns, Segment.drawn_costs)

    def drawn_means(self, start: int, stop: int, columns: int) -> Points:
        """Return steps and running means from a place to before another, likewise."""
        return self._drawn(start, stop, columns, Segment.drawn_means)

    def drawn_gradients(self, layer: int, start: int, stop: int, columns: int) -> Points:
        """Return steps and running means of the length of a layer's gradient, likewise."""

        def draw(part: Segment, first: int, last: int, share: int) -> Points:
            return part.drawn_gradients(layer, first, last, share)

        return self._drawn(start, stop, columns, draw)

    def drawn_ahead(self, columns: int) -> Points:
        """Return steps and running means of the mini-batches that have come after here, likewise.

        They begin with the one here, so that the line goes on.
        """
        return self.drawn_means(*self.ahead, columns)

    @property
    def ahead(self) -> tuple[int, int]:
        """The places of what has come after here, and of the one here before them."""
        known = self.known
        return (known if self.count == known else max(0, self.count - 1)), known

    def _lengths(self) -> list[int]:
        """Return how many mini-batches count of each part."""
        return [segment.count_until(until) for segment, until in self._parts]

    def _find(self, place: int) -> tuple[Segment, int]:
        """Return the segment in which a place is, and the place in it."""
        for segment, start, stop in self._pieces(place, place + 1):
            if start < stop:
                return segment, start
        raise IndexError(place)

    def _pieces(self, start: int, stop: int) -> Iterator[tuple[Segment, int, int]]:
        """Yield the segments of a range of places, and its places in each."""
        base = 0
        for (segment, _), length in zip(self._parts, self._lengths(), strict=True):
            first, last = max(start - base, 0), min(stop - base, length)
            if first < last:
                yield segment, first, last
            base += length

    def _joined(self, start: int, stop: int, part: Part) -> FloatArray:
        """Return some numbers of every segment in a range of places, one after the other."""
        parts = [part(*piece) for piece in self._pieces(start, stop)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _drawn(self, start: int, stop: int, columns: int, draw: Drawing) -> Points:
        """Return the points of every segment; each has columns by its length."""
        pieces = list(self._pieces(start, stop))
        if not pieces:
            return np.zeros(0), np.zeros(0)
        shares = [max(1, columns * (last - first) // (stop - start)) for _, first, last in pieces]
        parts = [draw(*piece, share) for piece, share in zip(pieces, shares, strict=True)]
        steps, values = zip(*parts, strict=True)
        return np.concatenate(steps), np.concatenate(values)

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


def measured_points(measures: Iterable[Measure], name: str) -> tuple[FloatArray, FloatArray]:
    """Return the steps of measures and their "cost" or "accuracy", ordered by step."""
    ordered = sorted(measures, key=lambda measure: measure.step)
    steps = np.array([measure.step for measure in ordered], float)
    return steps, np.array([getattr(measure, name) for measure in ordered], float)


def change_points(measures: Iterable[Measure], layer: int) -> tuple[FloatArray, FloatArray]:
    """Return the steps of measures and how far a layer, from 0, had come from the start."""
    known = [measure for measure in measures if len(measure.changes) > layer]
    ordered = sorted(known, key=lambda measure: measure.step)
    steps = np.array([measure.step for measure in ordered], float)
    return steps, np.array([measure.changes[layer] for measure in ordered], float)
