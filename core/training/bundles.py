"""Many records as a few arrays: what a hundred mini-batches cost on their way to another process.

A record by itself is a dozen small objects, and to take them apart and put them together again
costs more than the step that they tell of.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.arrays import FloatArray, IntArray
from core.training.records import MiniBatchRecord, Snapshot

BUNDLE_SECONDS = 0.01


@dataclass(frozen=True, eq=False)
class Bundle:
    """The records of n mini-batches of one run, in order; arrays are read-only.

    Attributes
    ----------
    steps, epochs, costs : (n,), as in `MiniBatchRecord`
    gradient_sizes : (n, L)
    examples : those of all mini-batches, one after the other
    ends : (n,), where each mini-batch's examples end
    snapshots : by place in the bundle, where there is one
    """

    steps: IntArray
    epochs: IntArray
    costs: FloatArray
    gradient_sizes: FloatArray
    examples: IntArray
    ends: IntArray
    snapshots: dict[int, Snapshot]

    @classmethod
    def of(cls, records: Sequence[MiniBatchRecord]) -> Bundle:
        """Return at least one record as a bundle."""
        steps, epochs, costs, sizes, examples, snapshots = zip(*records, strict=True)
        return cls(
            steps=_frozen(np.array(steps)),
            epochs=_frozen(np.array(epochs)),
            costs=_frozen(np.array(costs)),
            gradient_sizes=_frozen(np.concatenate(sizes).reshape(len(records), -1)),
            examples=_frozen(np.concatenate(examples)),
            ends=_frozen(np.cumsum(list(map(len, examples)))),
            snapshots={
                place: snapshot for place, snapshot in enumerate(snapshots) if snapshot is not None
            },
        )

    @property
    def last(self) -> MiniBatchRecord:
        """The record of the last mini-batch."""
        return self.record(len(self.steps) - 1)

    @property
    def newest_with_snapshot(self) -> MiniBatchRecord | None:
        """The last record that carries the network, or None."""
        return self.record(max(self.snapshots)) if self.snapshots else None

    def record(self, place: int) -> MiniBatchRecord:
        """Return the record at a place from 0; its arrays are views into the bundle's."""
        start = int(self.ends[place - 1]) if place else 0
        return MiniBatchRecord(
            int(self.steps[place]),
            int(self.epochs[place]),
            float(self.costs[place]),
            self.gradient_sizes[place],
            self.examples[start : self.ends[place]],
            self.snapshots.get(place),
        )

    def records(self) -> Iterator[MiniBatchRecord]:
        """Yield the records; their arrays are views into the bundle's."""
        places = pairwise([0, *self.ends.tolist()])
        numbers = zip(self.steps.tolist(), self.epochs.tolist(), self.costs.tolist(), strict=True)
        snapshot_at = self.snapshots.get
        rows = zip(numbers, self.gradient_sizes, places, strict=True)
        for place, ((step, epoch, cost), sizes, (start, end)) in enumerate(rows):
            yield MiniBatchRecord(
                step, epoch, cost, sizes, self.examples[start:end], snapshot_at(place)
            )


class Bundler:
    """Collects records for about ten milliseconds and hands them on as a bundle.

    Whoever has something else to say, or is about to wait, calls `flush` before.
    """

    def __init__(
        self, hand_on: Callable[[Bundle], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._hand_on = hand_on
        self._clock = clock
        self._records: list[MiniBatchRecord] = []
        self._due = 0.0

    def add(self, record: MiniBatchRecord) -> None:
        """Take a record."""
        now = self._clock()
        if not self._records:
            self._due = now + BUNDLE_SECONDS
        self._records.append(record)
        if now >= self._due:
            self.flush()

    def before_waiting(self, seconds: float | None) -> None:
        """Hand on what there is, unless the next record will come as soon as that."""
        if seconds is None or seconds > BUNDLE_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Hand on what there is."""
        if self._records:
            records, self._records = self._records, []
            self._hand_on(Bundle.of(records))


def _frozen(array: np.ndarray) -> np.ndarray:
    """Make an array that nobody else holds read-only."""
    array.setflags(write=False)
    return array
