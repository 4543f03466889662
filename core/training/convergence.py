"""Whether a run has converged: its cost is flat over long stretches, and its gradient small.

The gradient of a mini-batch stays large to the end, as ten images never agree; what shrinks is
its mean over all images. That one is measured, and only where the cost is flat.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.arrays import FloatArray
from core.data.images import ImageSet
from core.network.network import Network
from core.training.full_gradient import full_gradient
from core.training.settings import TrainingSettings

STRETCHES = 3
LEAST_STRETCH = 1000  # mini-batches
FLAT = 0.01  # share by which the mean cost may differ from one stretch to the next
SMALL_GRADIENT = 0.05  # of the gradient's length at the initial parameters


def stretch_of(settings: TrainingSettings) -> int:
    """Return the mini-batches of a stretch: whole epochs, so that each has the same images."""
    epoch = -(-settings.train_size // settings.batch_size)
    return -(-LEAST_STRETCH // epoch) * epoch


@dataclass(frozen=True)
class Flatness:
    """The mean costs of the last stretches.

    Attributes
    ----------
    means : of a mini-batch in each of three stretches, the newest last
    stretch : mini-batches in each
    """

    means: tuple[float, ...]
    stretch: int

    @property
    def falls(self) -> tuple[float, ...]:
        """The share of the cost that went from stretch to stretch; negative where it rose."""
        return tuple((old - new) / old if old else 0.0 for old, new in pairwise(self.means))

    @property
    def flat(self) -> bool:
        """Whether the cost neither fell nor rose by more than 1 %, twice."""
        return all(abs(fall) <= FLAT for fall in self.falls)


def flatness(costs: FloatArray, stretch: int) -> Flatness | None:
    """Return how flat the curve of costs is, newest last; None before three stretches are made."""
    if len(costs) < STRETCHES * stretch:
        return None
    rows = np.asarray(costs[-STRETCHES * stretch :], float).reshape(STRETCHES, stretch)
    return Flatness(tuple(rows.mean(axis=1).tolist()), stretch)


@dataclass(frozen=True)
class Convergence:
    """What cost and gradient say about whether more mini-batches would help.

    Attributes
    ----------
    flatness : of the cost
    gradient, first_gradient : length of the gradient over the training images used, now and at
        the initial parameters
    images : how many these are
    """

    flatness: Flatness
    gradient: float
    first_gradient: float
    images: int

    @property
    def gradient_share(self) -> float:
        """The gradient's length as a share of what it was at first."""
        return self.gradient / self.first_gradient if self.first_gradient else 0.0

    @property
    def reached(self) -> bool:
        """Whether the cost is flat and the gradient small."""
        return self.flatness.flat and self.gradient_share <= SMALL_GRADIENT

    @property
    def words(self) -> str:
        """The numbers in a sentence."""
        means = ", ".join(f"{mean:.4g}" for mean in self.flatness.means)
        return (
            f"the mean cost was {means} in the last three stretches of {self.flatness.stretch:,}"
            f" mini-batches, and the gradient of all {self.images:,} images has"
            f" {self.gradient_share:.1%} of its length at the start ({self.gradient:.2g} of"
            f" {self.first_gradient:.2g})"
        )


def gradient_length(
    network: Network,
    images: ImageSet,
    settings: TrainingSettings,
    unwanted: Callable[[], bool] | None = None,
) -> float:
    """Return the Euclidean length of the gradient over the images trained on, with its penalty.

    Raises
    ------
    Interrupted
        If the result is no longer wanted, which is asked every few milliseconds.
    """
    gradient, _ = full_gradient(network, images, settings.train_size, unwanted)
    gradient = gradient.copy()
    for slopes, weights in zip(gradient.weights, network.parameters.weights, strict=True):
        np.add(slopes, settings.l2 * weights, slopes)
    return float(np.linalg.norm(gradient.vector))
