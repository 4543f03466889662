"""The gradient over a whole set of images: what full gradient descent goes by.

The images are taken in pieces of a few milliseconds. Each piece is computed in float32, as fast as
a training step; the pieces are added up in float64, so that sixty thousand small numbers lose
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from core.arrays import FloatArray
from core.data.images import ImageSet
from core.network.network import Network
from core.network.parameters import Parameters
from core.training.batches import TARGETS, ImageGatherer
from core.training.large_batch import most_at_once
from core.training.measures import Interrupted
from core.training.sgd_step import SgdStep


def full_gradient(
    network: Network,
    images: ImageSet,
    size: int | None = None,
    unwanted: Callable[[], bool] | None = None,
) -> tuple[Parameters, float]:
    """Return the gradient of the mean cost of the first ``size`` images (all), and that cost.

    Between two pieces it asks whether the result is still wanted.

    Returns
    -------
    gradient : float64, not finite where a piece is not
    cost : mean cost of an example

    Raises
    ------
    Interrupted
        If it is not.
    """
    size = len(images) if size is None else size
    step = SgdStep(network.architecture, network.parameters)
    total = np.zeros(step.change.vector.size)
    cost = 0.0
    with np.errstate(all="ignore"):
        for x, y in pieces(images, size, most_at_once(network.architecture)):
            if unwanted is not None and unwanted():
                raise Interrupted
            cost += float(step.compute(x, y, 1.0))
            np.add(total, step.change.vector, total)
    return step.change.unfold(total / size), cost / size


def pieces(images: ImageSet, size: int, at_once: int) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Yield x, (k, 785), and y, (10, k), of so many images after another, in their order."""
    gatherer = ImageGatherer(images.pixels)
    for start in range(0, size, at_once):
        piece = slice(start, min(start + at_once, size))
        yield gatherer.gather(piece), TARGETS[images.labels[piece]].T
