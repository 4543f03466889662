"""A mini-batch's gradient beside that of all examples: angle, length, signs.

The angle between two vectors u and v has the cosine u.v / (|u| |v|).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import acos, degrees, isfinite, sqrt

import numpy as np

from core.arrays import FloatArray, IntArray
from core.data.images import ImageSet
from core.network.backpropagation import gradient
from core.network.network import Network, targets
from core.network.parameters import Parameters
from core.training.full_gradient import full_gradient

BLOCK = 500


@dataclass(frozen=True)
class Comparison:
    """How a mini-batch's gradient lies to the full one.

    Attributes
    ----------
    examples : how many in the mini-batch
    cosine : -1 to 1; None where one of the two is exactly zero or isn't finite
    length, full_length : Euclidean
    same_way : share of the parameters for which both have the same sign, 0 to 1, of those that
        either wants moved; None where there is none
    compared : how many parameters that are
    """

    examples: int
    cosine: float | None
    length: float
    full_length: float
    same_way: float | None
    compared: int

    @property
    def angle(self) -> float | None:
        """The angle in degrees, 0 to 180."""
        return None if self.cosine is None else degrees(acos(self.cosine))

    @property
    def ratio(self) -> float | None:
        """The mini-batch's length in lengths of the full gradient."""
        known = isfinite(self.length) and isfinite(self.full_length) and self.full_length > 0
        return self.length / self.full_length if known else None


def compare(batch: FloatArray, full: FloatArray, examples: int) -> Comparison:
    """Return how one gradient lies to another, each (n_parameters,).

    Both are divided by their largest component first, so that nothing under- or overflows.
    """
    with np.errstate(all="ignore"):
        moved = (batch != 0) | (full != 0)
        compared = int(np.count_nonzero(moved))
        same = int(np.count_nonzero((np.sign(batch) == np.sign(full)) & moved))
        length, full_length = _length(batch), _length(full)
        cosine = _cosine(batch, full)
    share = same / compared if compared and cosine is not None else None
    return Comparison(examples, cosine, length, full_length, share, compared)


def batch_gradient(network: Network, images: ImageSet, examples: IntArray) -> Parameters:
    """Return the gradient of the mean cost of some examples, in float64, in blocks."""
    network = network.with_parameters(network.parameters.copy(np.float64))
    total = Parameters.zeros(network.architecture.sizes)
    with np.errstate(all="ignore"):
        for start in range(0, len(examples), BLOCK):
            some = examples[start : start + BLOCK]
            part, _ = gradient(network, images.activations(some), targets(images.labels[some]))
            total.vector += part.vector * len(some)
        total.vector /= max(len(examples), 1)
    return total


def compare_batches(
    network: Network,
    images: ImageSet,
    size: int,
    batches: Sequence[IntArray],
    unwanted: Callable[[], bool] | None = None,
) -> Iterator[Comparison]:
    """Yield how each mini-batch lies to the gradient over the first ``size`` images.

    The full gradient's pieces are computed in float32 and added up in float64
    (`core.training.full_gradient`), which moves a cosine by less than a millionth; those of the
    mini-batches are float64 throughout.

    Raises
    ------
    Interrupted
        If ``unwanted`` says so while the full gradient is computed.
    """
    single = network.with_parameters(network.parameters.copy(np.float32))
    full, _ = full_gradient(single, images, size, unwanted)
    for examples in batches:
        own = batch_gradient(network, images, examples)
        yield compare(own.vector, full.vector, len(examples))


def _cosine(u: FloatArray, v: FloatArray) -> float | None:
    """Return the cosine of the angle between two vectors, or None where it has no meaning."""
    large_u, large_v = float(np.abs(u).max(initial=0.0)), float(np.abs(v).max(initial=0.0))
    if not (isfinite(large_u) and isfinite(large_v) and large_u > 0 and large_v > 0):
        return None
    u, v = u / large_u, v / large_v
    cosine = float(u @ v) / sqrt(float(u @ u) * float(v @ v))
    return min(max(cosine, -1.0), 1.0)


def _length(u: FloatArray) -> float:
    largest = float(np.abs(u).max(initial=0.0))
    if not isfinite(largest) or largest == 0:
        return largest
    scaled = u / largest
    return largest * sqrt(float(scaled @ scaled))
