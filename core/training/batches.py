"""Deal the training images out in a shuffled order, epoch after epoch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.arrays import ByteArray, FloatArray, IntArray
from core.data.images import WHITE, ImageSet
from core.network.architecture import INPUTS, OUTPUTS
from core.network.network import targets

BLOCK = 160  # in float32 half a megabyte, which stays in the processor's cache
MOST_BLOCKS = 4  # a run deals in two sizes: the usual one and that of an epoch's last mini-batch
Pair = tuple[FloatArray, FloatArray]
TARGETS = targets(np.arange(10), np.float32)
TARGETS.setflags(write=False)


class ImageGatherer:
    """Makes what the hot loop takes in of chosen images, in an array made once.

    Parameters
    ----------
    pixels : (n, 784) uint8 array
    """

    def __init__(self, pixels: ByteArray) -> None:
        self._pixels = pixels
        self._make_room(0)

    def gather(self, chosen: IntArray | slice) -> FloatArray:
        """Return the images as `SgdStep.compute` wants them: (k, 785) float32, 0 to 255.

        It is a view that the next call overwrites.
        """
        pixels = self._pixels[chosen] if isinstance(chosen, slice) else self.pixels_of(chosen)
        if len(pixels) > len(self._inputs):
            self._make_room(len(pixels))
        inputs = self._inputs[: len(pixels)]
        np.copyto(inputs[:, :-1], pixels)
        return inputs

    def pixels_of(self, chosen: IntArray) -> ByteArray:
        """Return the pixels of images that lie here and there, (k, 784), until the next call."""
        if len(chosen) > len(self._bytes):
            self._make_room(len(chosen))
        return np.take(self._pixels, chosen, 0, self._bytes[: len(chosen)], "clip")

    def _make_room(self, count: int) -> None:
        """Make the arrays for so many images."""
        self._bytes = np.zeros((count, self._pixels.shape[1]), np.uint8)
        self._inputs = np.full((count, self._pixels.shape[1] + 1), WHITE, np.float32)


class Block:
    """Room for some mini-batches of one size, in arrays made once.

    Attributes
    ----------
    room : how many mini-batches
    pairs : for each its inputs x, (k, 785), and targets y, (10, k): views
    """

    def __init__(self, batch: int) -> None:
        self.room = max(1, BLOCK // batch)
        self._inputs = np.full((self.room * batch, INPUTS + 1), WHITE, np.float32)
        self._targets = np.zeros((self.room, OUTPUTS, batch), np.float32)
        self.pairs = list(
            zip(self._inputs.reshape(self.room, batch, -1), self._targets, strict=True)
        )

    def fill(self, pixels: ByteArray, labels: IntArray) -> None:
        """Write whole mini-batches of images, (n, 784) and (n,)."""
        np.copyto(self._inputs[: len(pixels), :-1], pixels)
        batch = self._targets.shape[2]
        columns = TARGETS[labels].reshape(-1, batch, OUTPUTS)
        np.copyto(self._targets[: len(columns)], columns.swapaxes(1, 2))


@dataclass(frozen=True, eq=False)
class EpochStart:
    """What the order of an epoch can be made of again: some bytes in place of 240 kB.

    Attributes
    ----------
    state : the generator's, before it shuffled; after that where the order is held
    order : of an epoch that was begun by another run; None where the state makes it
    """

    state: dict[str, Any]
    order: IntArray | None = None


class ShuffledImages:
    """The first ``size`` training images in the order of the current epoch.

    Images are gathered as bytes and turned into float32 a block at a time, so that a mini-batch is
    a view into one.

    Attributes
    ----------
    epoch : from 1; 0 before the first is shuffled
    order : read-only places in the training set; empty before the first epoch
    position : how many of the order are used
    began : what the order can be made of again
    """

    def __init__(self, images: ImageSet, size: int, rng: np.random.Generator) -> None:
        self._gatherer = ImageGatherer(images.pixels[:size])
        self._labels = images.labels[:size]
        self._rng = rng
        self.size = size
        self._blocks: dict[int, Block] = {}
        self._pairs: dict[tuple[int, int], Pair] = {}
        self.epoch = 0
        self.position = 0
        self._set_order(empty_order())
        self.began = EpochStart(self.state, self.order)

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
        self.began = EpochStart(state, self.order)

    def go_to(self, epoch: int, position: int, began: EpochStart) -> None:
        """Go to a place of this run, whose epoch began so."""
        if began is not self.began:
            self._rng.bit_generator.state = began.state
            self._set_order(self._permutation() if began.order is None else began.order)
            self.began = began
        self.epoch, self.position = epoch, position

    def shuffle(self) -> None:
        """Begin the next epoch."""
        self.began = EpochStart(self.state)
        self._set_order(self._permutation())
        self.epoch += 1
        self.position = 0

    def next_batch(self, batch_size: int) -> range:
        """Return the next mini-batch as a range of the order; the last may be shorter."""
        position = self.position
        if position >= len(self.order):
            self.shuffle()
            position = 0
        return range(position, min(position + batch_size, self.size))

    def arrays(self, start: int, stop: int) -> Pair:
        """Return inputs x, (k, 785), and targets y, (10, k), of the places start to stop.

        They are what `SgdStep.compute` wants; the next call may overwrite them. Mini-batches of the
        same size are always one of the same few pairs of arrays.
        """
        pair = self._pairs.get((start, stop))
        if pair is None:
            self._fill(start, stop - start)
            pair = self._pairs[start, stop]
        return pair

    def _fill(self, start: int, batch: int) -> None:
        """Gather as many whole mini-batches as a block holds, at least one."""
        block = self._blocks.get(batch)
        if block is None:
            if len(self._blocks) >= MOST_BLOCKS:
                self._blocks.clear()
            block = self._blocks[batch] = Block(batch)
        many = max(1, min(block.room, (self.size - start) // batch))
        chosen = self.order[start : start + many * batch]
        block.fill(self._gatherer.pixels_of(chosen), self._labels[chosen])
        stops = range(start + batch, start + many * batch + 1, batch)
        self._pairs = {
            (stop - batch, stop): pair for stop, pair in zip(stops, block.pairs, strict=False)
        }

    def _permutation(self) -> IntArray:
        return self._rng.permutation(self.size).astype(np.int32)

    def _set_order(self, order: IntArray) -> None:
        order.setflags(write=False)
        self.order = order
        self._pairs.clear()


def empty_order() -> IntArray:
    """Return the order before the first epoch."""
    order = np.zeros(0, np.int32)
    order.setflags(write=False)
    return order
