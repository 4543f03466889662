"""Steps that have just been made, and what is told of them.

A step of a small mini-batch takes some twenty microseconds: what can be computed for many steps at
once is left until they are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray
from core.training.bundles import Bundle


@dataclass(frozen=True, eq=False)
class Made:
    """Steps of one epoch that have been made: what is told of them is written of.

    Attributes
    ----------
    start, stop : the places of the order that they used, all mini-batches together
    batch_size : examples of each; an epoch's last mini-batch may have fewer
    costs : (n,) float32, summed over the examples of each
    squares : (n, L) float32, squared length of the change of each layer
    refused : mean cost of the step after them, which can't be made, as it isn't finite; None where
        there is no such step
    """

    start: int
    stop: int
    batch_size: int
    costs: FloatArray
    squares: FloatArray
    refused: float | None = None

    @classmethod
    def of(
        cls,
        start: int,
        stop: int,
        batch_size: int,
        costs: Sequence[float | np.float32],
        squares: Sequence[Sequence[np.float32]],
        refused: float | None = None,
    ) -> Made:
        """Return steps whose numbers are in lists."""
        depth = len(squares[0]) if squares else 0
        lengths = np.array(squares, np.float32).reshape(len(costs), depth)
        return cls(start, stop, batch_size, np.array(costs, np.float32), lengths, refused)

    def __len__(self) -> int:
        return len(self.costs)

    def bundle(self, last_step: int, epoch: int, order: IntArray, rate: float) -> Bundle:
        """Return what there is to tell of the steps.

        Parameters
        ----------
        last_step : the number of the last one
        order : of the epoch: places in the training set, read-only
        rate : the learning rate; a change divided by it is as long as the mean gradient
        """
        starts = np.arange(self.start, self.stop, self.batch_size)
        stops = np.minimum(starts + self.batch_size, self.stop)
        steps = np.arange(last_step - len(self) + 1, last_step + 1)
        bundle = Bundle(
            steps=steps,
            epochs=np.full_like(steps, epoch),
            costs=np.divide(self.costs, stops - starts, dtype=np.float32),
            gradient_sizes=np.sqrt(self.squares) / np.float32(rate),
            examples=order[self.start : self.stop],
            ends=stops - self.start,
            snapshots={},
        )
        for array in (steps, bundle.epochs, bundle.costs, bundle.gradient_sizes, bundle.ends):
            array.setflags(write=False)
        return bundle
