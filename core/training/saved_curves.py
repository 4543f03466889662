"""The curves of a run as arrays, the way a session file keeps them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import starmap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import ByteArray, FloatArray, IntArray, frozen
from core.training.records import Measure

SETS = ("test", "train")
NONE: FloatArray = frozen(np.zeros((0, 0), np.float32))
MOST_BATCHES = 4_000_000
MOST_MEASURES = 200_000


@dataclass(frozen=True, eq=False)
class SavedMeasures:
    """Measures, each array (m,) and read-only; their names and units are those of `Measure`.

    Attributes
    ----------
    sets : the place of the measured set's name in `SETS`
    changes : (m, L), nan where they aren't known; (m, 0) where none is
    """

    sets: ByteArray
    steps: IntArray
    epochs: IntArray
    costs: FloatArray
    accuracies: FloatArray
    examples: IntArray
    changes: FloatArray = field(default_factory=lambda: NONE)

    @classmethod
    def of(cls, measures: Iterable[Measure]) -> SavedMeasures:
        """Return measures as arrays, ordered by step, without those of an infinite cost.

        Of more than `MOST_MEASURES` the newest are kept.
        """
        finite = (measure for measure in measures if math.isfinite(measure.cost))
        rows = sorted(finite, key=lambda measure: measure.step)[-MOST_MEASURES:]
        return cls(
            sets=column([SETS.index(row.set_name) for row in rows], np.uint8),
            steps=column([row.step for row in rows], np.int64),
            epochs=column([row.epoch for row in rows], np.int64),
            costs=column([row.cost for row in rows], np.float64),
            accuracies=column([row.accuracy for row in rows], np.float64),
            examples=column([row.examples for row in rows], np.int64),
            changes=changes_of(rows),
        )

    def measures(self) -> list[Measure]:
        """Return the measures, ordered by step."""
        columns = (self.steps, self.epochs, self.costs, self.accuracies, self.examples)
        names = [SETS[place] for place in self.sets]
        table = self.changes.tolist() if self.changes.size else [()] * len(names)
        changes = map(known_of, table)
        branches = [0] * len(names)
        rows = zip(names, *(each.tolist() for each in columns), branches, changes, strict=True)
        return list(starmap(Measure, rows))


@dataclass(frozen=True, eq=False)
class SavedCurves:
    """All curves of a run; what is drawn of them is computed from these arrays.

    Attributes
    ----------
    steps : (n,) int64, the step of every mini-batch; they increase
    costs : (n,) float64, its mean cost before the step
    measures : of test and training images
    gradients : (k, L) float32, the lengths of each layer's gradient at the newest k mini-batches
    """

    steps: IntArray
    costs: FloatArray
    measures: SavedMeasures
    gradients: FloatArray = field(default_factory=lambda: NONE)

    @classmethod
    def of(
        cls,
        steps: FloatArray,
        costs: FloatArray,
        measures: Iterable[Measure],
        gradients: FloatArray = NONE,
    ) -> SavedCurves:
        """Return curves as they are saved: of more than `MOST_BATCHES` the newest are kept."""
        return cls(
            steps=column(steps[-MOST_BATCHES:], np.int64),
            costs=column(costs[-MOST_BATCHES:], np.float64),
            measures=SavedMeasures.of(measures),
            gradients=column(gradients[-MOST_BATCHES:], np.float32),
        )


def known_of(changes: list[float]) -> tuple[float, ...]:
    """Return a row of changes, or nothing where they aren't known."""
    return () if any(map(math.isnan, changes)) else tuple(changes)


def changes_of(rows: list[Measure]) -> FloatArray:
    """Return the (m, L) changes of measures; nan for those that have none."""
    depth = max((len(row.changes) for row in rows), default=0)
    unknown = (math.nan,) * depth
    table = [row.changes if len(row.changes) == depth else unknown for row in rows]
    return frozen(np.array(table, np.float64).reshape(len(rows), depth))


def column(values: list[Any] | FloatArray, dtype: type[np.generic]) -> NDArray[Any]:
    """Return values as a read-only array of its own memory."""
    return frozen(np.asarray(values, dtype))
