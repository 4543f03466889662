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

    Its length is n, and what it holds are records, which are made as they are asked for.

    Attributes
    ----------
    steps, epochs, costs : (n,), as in `MiniBatchRecord`; costs in float32 as they were computed
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

    @classmethod
    def join(cls, bundles: Sequence[Bundle]) -> Bundle:
        """Return bundles that follow one another, at least one, as one."""
        if len(bundles) == 1:
            return bundles[0]
        starts = np.cumsum([0, *(len(bundle.examples) for bundle in bundles)])
        places = np.cumsum([0, *map(len, bundles)])
        parts = list(zip(starts.tolist(), places.tolist(), bundles, strict=False))
        return cls(
            steps=_joined([bundle.steps for bundle in bundles]),
            epochs=_joined([bundle.epochs for bundle in bundles]),
            costs=_joined([bundle.costs for bundle in bundles]),
            gradient_sizes=_joined([bundle.gradient_sizes for bundle in bundles]),
            examples=_joined([bundle.examples for bundle in bundles]),
            ends=_joined([start + bundle.ends for start, _, bundle in parts]),
            snapshots={
                first + place: snapshot
                for _, first, bundle in parts
                for place, snapshot in bundle.snapshots.items()
            },
        )

    def __len__(self) -> int:
        return len(self.steps)

    def __iter__(self) -> Iterator[MiniBatchRecord]:
        return self.records()

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
    """Collects bundles for about ten milliseconds and hands them on as one.

    Whoever has something else to say, or is about to wait, calls `flush` before.
    """

    def __init__(
        self, hand_on: Callable[[Bundle], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._hand_on = hand_on
        self._clock = clock
        self._bundles: list[Bundle] = []
        self._due = 0.0

    def add(self, bundle: Bundle) -> None:
        """Take a bundle."""
        now = self._clock()
        if not self._bundles:
            self._due = now + BUNDLE_SECONDS
        self._bundles.append(bundle)
        if now >= self._due:
            self.flush()

    def before_waiting(self, seconds: float | None) -> None:
        """Hand on what there is, unless the next record will come as soon as that."""
        if seconds is None or seconds > BUNDLE_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Hand on what there is."""
        if self._bundles:
            bundles, self._bundles = self._bundles, []
            self._hand_on(Bundle.join(bundles))


def _joined(arrays: list[np.ndarray]) -> np.ndarray:
    """Return arrays one after the other, read-only."""
    return _frozen(np.concatenate(arrays))


def _frozen(array: np.ndarray) -> np.ndarray:
    """Make an array that nobody else holds read-only."""
    array.setflags(write=False)
    return array
