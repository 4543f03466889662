"""Steps made one after the other by numpy: of wide networks, or where nothing can be compiled."""

from __future__ import annotations

import math

import numpy as np

from core.training.batches import ShuffledImages
from core.training.descent import Descent
from core.training.made import Made
from core.training.sgd_step import SgdStep


class PlainSteps:
    """Makes steps of mini-batches that are taken in at once."""

    def __init__(self, sgd: SgdStep, shuffled: ShuffledImages) -> None:
        self._sgd = sgd
        self._shuffled = shuffled

    def seconds_of_a_step(self, batch_size: int) -> float:
        """Return how long a step takes, about."""
        parameters = self._sgd.architecture.parameter_count
        return 3e-5 + 1e-9 * parameters + 2.4e-10 * parameters * batch_size

    def make(self, most: int, batch_size: int, rate: float, descent: Descent) -> Made:
        """Make at most so many steps of the present epoch, and none after one that can't be made.

        The images' position is left where it is.
        """
        shuffled, sgd = self._shuffled, self._sgd
        apply = sgd.apply if descent.plain else descent.apply
        costs: list[np.float32] = []
        lengths: list[list[np.float32]] = []
        start = stop = shuffled.position
        refused = None
        while len(costs) < most and stop < shuffled.size:
            end = min(stop + batch_size, shuffled.size)
            x, y = shuffled.arrays(stop, end)
            cost = sgd.compute(x, y, -rate / len(x))
            squares = sgd.squares()
            if not (math.isfinite(cost) and all(map(math.isfinite, squares))):
                refused = float(cost) / len(x)
                break
            apply()
            stop = end
            costs.append(cost)
            lengths.append(squares)
        return Made.of(start, stop, batch_size, costs, lengths, refused)
