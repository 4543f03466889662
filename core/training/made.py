"""Steps that have just been made, and the records that are written of them.

A step of a small mini-batch takes some forty microseconds: what can be computed for many steps at
once is left until they are made.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from core.arrays import IntArray
from core.training.records import MiniBatchRecord


@dataclass(frozen=True)
class Made:
    """Steps of one epoch that have been made: what their records are written of.

    Attributes
    ----------
    places : of the order, one range for each step
    costs : summed over the examples of each
    squares : squared length of the change of each layer, likewise
    """

    places: list[range] = field(default_factory=list)
    costs: list[np.float32] = field(default_factory=list)
    squares: list[list[np.float32]] = field(default_factory=list)

    def records(
        self, last_step: int, epoch: int, order: IntArray, rate: float
    ) -> list[MiniBatchRecord]:
        """Return the records of at least one step.

        Parameters
        ----------
        last_step : the number of the last one
        order : of the epoch: places in the training set
        rate : the learning rate; a change divided by it is as long as the mean gradient
        """
        sizes = np.sqrt(np.array(self.squares, np.float32)) / np.float32(rate)
        sizes.setflags(write=False)
        steps = range(last_step - len(sizes) + 1, last_step + 1)
        rows = zip(steps, self.costs, sizes, self.places, strict=True)
        return [
            MiniBatchRecord(
                step, epoch, float(cost) / len(places), row, order[places.start : places.stop]
            )
            for step, cost, row, places in rows
        ]
