"""Deal the training images out in a shuffled order, epoch after epoch."""

from __future__ import annotations

from typing import Any

import numpy as np

from core.arrays import FloatArray, IntArray
from core.data.images import ImageSet
from core.network.network import targets

BLOCK = 500


class ShuffledImages:
    """The first ``size`` training images in the order of the current epoch.

    Inputs are turned into float32 activations in blocks, so that a mini-batch is a view into one.

    Attributes
    ----------
    epoch : from 1; 0 before the first is shuffled
    order : read-only places in the training set; empty before the first epoch
    position : how many of the order are used
    """

    def __init__(self, images: ImageSet, size: int, rng: np.random.Generator) -> None:
        self._pixels, self._labels = images.pixels[:size], images.labels[:size]
        self._rng = rng
        self.size = size
        self.epoch = 0
        self.order = empty_order()
        self.position = 0
        self._inputs = np.zeros((BLOCK, images.pixels.shape[1]), np.float32)
        self._targets = np.zeros((BLOCK, 10), np.float32)
        self._block = range(0)

    @property
    def exhausted(self) -> bool:
        """Whether every image of the current epoch is used, or none is shuffled yet."""
        return self.position >= len(self.order)

    @property
    def state(self) -> dict[str, Any]:
        """The generator's state, from which all later epochs follow."""
        return dict(self._rng.bit_generator.state)

    def restore(self, epoch: int, order: IntArray, position: int, state: dict[str, Any]) -> None:
        """Go to a place that was read before from the attributes and the state."""
        self._rng.bit_generator.state = state
        self._set_order(np.array(order, np.int32))
        self.epoch, self.position = epoch, position

    def shuffle(self) -> None:
        """Begin the next epoch."""
        self._set_order(self._rng.permutation(self.size).astype(np.int32))
        self.epoch += 1
        self.position = 0

    def next_batch(self, batch_size: int) -> range:
        """Return the next mini-batch as a range of the order; the last may be shorter."""
        if self.exhausted:
            self.shuffle()
        return range(self.position, min(self.position + batch_size, self.size))

    def arrays(self, part: range) -> tuple[FloatArray, FloatArray]:
        """Return inputs x, (k, 784), and targets y, (k, 10), of at most BLOCK places of the order.

        They are views that the next call may overwrite.
        """
        if part.start < self._block.start or part.stop > self._block.stop:
            self._fill(part.start)
        first = part.start - self._block.start
        rows = slice(first, first + len(part))
        return self._inputs[rows], self._targets[rows]

    def _fill(self, start: int) -> None:
        """Gather the block that begins at a place of the order."""
        self._block = range(start, min(start + BLOCK, self.size))
        chosen = self.order[self._block.start : self._block.stop]
        inputs = self._inputs[: len(chosen)]
        inputs[:] = self._pixels[chosen]
        np.divide(inputs, np.float32(255), out=inputs)
        self._targets[: len(chosen)] = targets(self._labels[chosen], np.float32)

    def _set_order(self, order: IntArray) -> None:
        order.setflags(write=False)
        self.order = order
        self._block = range(0)


def empty_order() -> IntArray:
    """Return the order before the first epoch."""
    order = np.zeros(0, np.int32)
    order.setflags(write=False)
    return order
