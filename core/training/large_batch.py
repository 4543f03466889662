"""A mini-batch too large for one turn: its gradient is the sum of those of its parts.

Between two parts there is time for what else is to be done. The parts depend on nothing but the
network's shape, so that a run stays the same, bit for bit, however often it is held up.
"""

from __future__ import annotations

import numpy as np

from core.network.architecture import Architecture
from core.training.batches import ShuffledImages
from core.training.sgd_step import SgdStep

MOST_EXAMPLES = 500
LEAST_EXAMPLES = 10
WORK = 25_000_000  # parameters times examples: some milliseconds


def most_at_once(architecture: Architecture) -> int:
    """Return how many examples a network takes in at once."""
    return min(MOST_EXAMPLES, max(LEAST_EXAMPLES, WORK // architecture.parameter_count))


class LargeBatch:
    """The step of one mini-batch while its parts are taken in.

    Parameters
    ----------
    places : of the order, those of the whole mini-batch
    factor : of the sum of the examples' gradients, as in `SgdStep.compute`

    Attributes
    ----------
    cost : summed over the examples taken in
    """

    def __init__(self, sgd: SgdStep, places: range, factor: float, part_size: int) -> None:
        self._sgd = sgd
        self.places = places
        self._factor = factor
        self._part_size = part_size
        self._next = places.start
        self._sum = np.zeros_like(sgd.change.vector)
        self.cost = 0.0

    def take_in_part(self, images: ShuffledImages) -> bool:
        """Add the next part; return whether it was the last and the change is that of them all."""
        stop = min(self._next + self._part_size, self.places.stop)
        x, y = images.arrays(self._next, stop)
        self.cost += float(self._sgd.compute(x, y, self._factor))
        np.add(self._sum, self._sgd.change.vector, self._sum)
        self._next = stop
        if stop < self.places.stop:
            return False
        self._sgd.change.vector[:] = self._sum
        return True
