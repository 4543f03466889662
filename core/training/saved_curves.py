"""The curves of a run as arrays, the way a session file keeps them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.arrays import ByteArray, FloatArray, IntArray, frozen
from core.training.records import Measure

SETS = ("test", "train")
MOST_BATCHES = 4_000_000
MOST_MEASURES = 200_000


@dataclass(frozen=True, eq=False)
class SavedMeasures:
    """Measures, each array (m,) and read-only; their names and units are those of `Measure`.

    Attributes
    ----------
    sets : the place of the measured set's name in `SETS`
    """

    sets: ByteArray
    steps: IntArray
    epochs: IntArray
    costs: FloatArray
    accuracies: FloatArray
    examples: IntArray

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
        )

    def measures(self) -> list[Measure]:
        """Return the measures, ordered by step."""
        columns = (self.steps, self.epochs, self.costs, self.accuracies, self.examples)
        names = [SETS[place] for place in self.sets]
        rows = zip(names, *(column.tolist() for column in columns), strict=True)
        return [Measure(*row) for row in rows]


@dataclass(frozen=True, eq=False)
class SavedCurves:
    """All curves of a run; what is drawn of them is computed from these arrays.

    Attributes
    ----------
    steps : (n,) int64, the step of every mini-batch; they increase
    costs : (n,) float64, its mean cost before the step
    measures : of test and training images
    """

    steps: IntArray
    costs: FloatArray
    measures: SavedMeasures

    @classmethod
    def of(cls, steps: FloatArray, costs: FloatArray, measures: Iterable[Measure]) -> SavedCurves:
        """Return curves as they are saved: of more than `MOST_BATCHES` the newest are kept."""
        return cls(
            steps=column(steps[-MOST_BATCHES:], np.int64),
            costs=column(costs[-MOST_BATCHES:], np.float64),
            measures=SavedMeasures.of(measures),
        )


def column(values: list[Any] | FloatArray, dtype: type[np.generic]) -> NDArray[Any]:
    """Return values as a read-only array of its own memory."""
    return frozen(np.asarray(values, dtype))
