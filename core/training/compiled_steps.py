"""Steps made one after the other in compiled code: see `core.training.kernels`.

At ten examples a step, numpy's calls cost more than the arithmetic in them.
"""

from __future__ import annotations

import numpy as np

from core.data.images import PIXELS, ImageSet
from core.network.architecture import Architecture
from core.network.network import Network
from core.network.parameters import Parameters
from core.training.batches import ShuffledImages
from core.training.compiled import functions_of, is_compiled, kernels
from core.training.compiled_answers import CompiledAnswers
from core.training.descent import Descent
from core.training.made import Made
from core.training.padded import PaddedParameters
from core.training.plain_steps import PlainSteps
from core.training.sgd_step import SgdStep
from core.training.sparse_images import SparseImages


def steps_of(
    sgd: SgdStep, shuffled: ShuffledImages, images: ImageSet
) -> PlainSteps | CompiledSteps:
    """Return what makes the steps of a network fastest."""
    if is_compiled(sgd.architecture):
        return CompiledSteps(sgd, shuffled, images)
    return PlainSteps(sgd, shuffled)


class CompiledSteps:
    """Makes steps of mini-batches that are taken in at once.

    Parameters
    ----------
    sgd : whose parameters and change are read and written; numpy's form of them is the one kept
    """

    def __init__(self, sgd: SgdStep, shuffled: ShuffledImages, images: ImageSet) -> None:
        architecture = sgd.architecture
        self._sgd = sgd
        self._shuffled = shuffled
        self._images = images
        self._weights, self._change, self._velocity = (
            PaddedParameters(architecture.sizes) for _ in range(3)
        )
        self._functions = functions_of(architecture)

    def seconds_of_a_step(self, batch_size: int) -> float:
        """Return how long a step takes, about."""
        parameters = self._sgd.architecture.parameter_count
        return 2e-6 + 3e-10 * parameters + (6e-7 + 9e-11 * parameters) * batch_size

    def make(self, most: int, batch_size: int, rate: float, descent: Descent) -> Made:
        """Make at most so many steps of the present epoch, and none after one that can't be made.

        The images' position is left where it is.
        """
        start, size = self._shuffled.position, self._shuffled.size
        most = min(most, -(-(size - start) // batch_size))
        costs = np.zeros(most, np.float32)
        squares = np.zeros((most, self._sgd.architecture.depth), np.float32)
        self._weights.take(self._sgd.weights)
        if descent.velocity is not None:
            self._velocity.take(descent.velocity)
        made = self._run(most, batch_size, rate, descent, costs, squares)
        self._weights.give(self._sgd.weights)
        self._change.give(self._sgd.change)
        if descent.velocity is not None:
            self._velocity.give(descent.velocity)
        stop = min(start + made * batch_size, size)
        refused = None
        if made < most:
            refused = float(costs[made]) / (min(stop + batch_size, size) - stop)
        return Made(start, stop, batch_size, costs[:made], squares[:made], refused)

    def _run(
        self,
        most: int,
        batch_size: int,
        rate: float,
        descent: Descent,
        costs: np.ndarray,
        squares: np.ndarray,
    ) -> int:
        """Call the compiled loop; return how many steps it made."""
        found = kernels()
        assert found is not None  # or there would be no such object
        sparse, shuffled, padded = SparseImages.of(self._images), self._shuffled, self._weights
        return found.make_steps(
            sparse.starts, sparse.columns, sparse.values, sparse.labels,
            shuffled.order, shuffled.position, batch_size, most,
            padded.sizes, padded.widths, padded.offsets, *self._functions,
            padded.vector, self._change.vector, self._velocity.vector,
            np.float32(rate), np.float32(descent.momentum), np.float32(descent.shrinking),
            costs, squares,
        )  # fmt: skip


def prepare() -> None:
    """Load the compiled code; compile it first, in some six seconds, where that was never done."""
    if kernels() is None:
        return
    pixels = np.zeros((1, PIXELS), np.uint8)
    images = ImageSet("train", pixels, np.zeros(1, np.uint8))
    architecture = Architecture()
    sgd = SgdStep(architecture, Parameters.zeros(architecture.sizes, np.float32))
    shuffled = ShuffledImages(images, 1, np.random.default_rng(0))
    shuffled.shuffle()
    CompiledSteps(sgd, shuffled, images).make(1, 1, 1.0, Descent(sgd, 0, 0))
    CompiledAnswers(Network(architecture, sgd.weights.unfolded()), images)(slice(0, 1))


def prepare_images(architecture: Architecture, images: ImageSet) -> None:
    """List the lit pixels of images, where steps of such a network are made from these."""
    if is_compiled(architecture):
        SparseImages.of(images)


if __name__ == "__main__":
    prepare()
