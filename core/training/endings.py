"""How a training run ends: it has converged, a rule stops it, or it diverged and goes back.

Each of these is said with the numbers that it was judged by.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.training.records import Divergence

WINDOW = 1000  # mini-batches in each of the two stretches that are compared
FLAT = 0.005  # share by which the mean cost of the newer stretch may differ
SMALL_GRADIENT = 0.1  # of the gradient's mean size in the first mini-batches


@dataclass(frozen=True)
class Convergence:
    """What the newest mini-batches say about whether more of them would help.

    Attributes
    ----------
    before, now : mean cost of a mini-batch over the last stretch but one, and the last
    gradient_share : mean size of the gradient over the last stretch / at the start of the run
    window : mini-batches in a stretch
    """

    before: float
    now: float
    gradient_share: float
    window: int

    @property
    def fall(self) -> float:
        """The share of the cost that went from stretch to stretch; negative where it rose."""
        return (self.before - self.now) / self.before if self.before else 0.0

    @property
    def reached(self) -> bool:
        """Whether the cost is flat and the gradient small."""
        return abs(self.fall) <= FLAT and self.gradient_share <= SMALL_GRADIENT

    @property
    def words(self) -> str:
        """The numbers in a line."""
        return (
            f"mean cost {self.before:.4g}, then {self.now:.4g}, over {self.window:,} mini-batches"
            f" each; gradient {self.gradient_share:.1%} of what it was at first"
        )


def convergence(
    costs: FloatArray, gradient_sizes: FloatArray, first_size: float, window: int = WINDOW
) -> Convergence | None:
    """Return how flat the curve is, None before two stretches have been made.

    Parameters
    ----------
    costs : (n,) of mini-batches of one size, newest last
    gradient_sizes : (n,) Euclidean length of each one's mean gradient over all layers
    first_size : mean of these lengths in the first mini-batches of the run
    """
    if len(costs) < 2 * window:
        return None
    before, now = costs[-2 * window : -window].mean(), costs[-window:].mean()
    size = float(gradient_sizes[-window:].mean())
    share = size / first_size if first_size else 0.0
    return Convergence(float(before), float(now), share, window)


@dataclass(frozen=True)
class Progress:
    """How far a run has come.

    Attributes
    ----------
    epochs : that have been finished
    seconds : of training
    accuracy, cost : over the test images, where they have been measured; accuracy from 0 to 1
    """

    epochs: int
    seconds: float
    accuracy: float | None = None
    cost: float | None = None


@dataclass(frozen=True)
class StopRules:
    """When a run is to pause by itself; None is never.

    Attributes
    ----------
    accuracy : at least so much, 0 to 1
    cost : at most so much
    epochs, seconds : at least so many
    """

    accuracy: float | None = None
    cost: float | None = None
    epochs: int | None = None
    seconds: float | None = None

    def reason(self, progress: Progress) -> str | None:
        """Return why the run is to stop, with the numbers; None while it is to go on."""
        limits = (
            (self.accuracy, progress.accuracy, 1, "test accuracy {:.2%}: {:.2%} was asked for"),
            (self.cost, progress.cost, -1, "test cost {:.4g}: {:.4g} was asked for"),
            (self.epochs, progress.epochs, 1, "{:,} epochs are done: {:,} were asked for"),
            (self.seconds, progress.seconds, 1, "{:.0f} s of training: {:.0f} s were asked for"),
        )
        for limit, value, sign, words in limits:
            if limit is not None and value is not None and sign * value >= sign * limit:
                return words.format(value, limit)
        return None


@dataclass(frozen=True)
class WayBack:
    """Where to go on after a divergence.

    Attributes
    ----------
    step : the last one with finite values
    learning_rate : half of the one that was too large
    words : what happened, and what is offered
    """

    step: int
    learning_rate: float
    words: str


def way_back(divergence: Divergence, learning_rate: float) -> WayBack:
    """Return the offer to go back to the last good step with half the learning rate."""
    step, half = divergence.snapshot.step, learning_rate / 2
    words = f"{divergence.reason}; or go back to step {step:,} with {half:g}"
    return WayBack(step, half, words)


def gradient_lengths(sizes: FloatArray) -> FloatArray:
    """Return (n,) lengths of whole gradients from the (n, L) lengths of their layers' parts."""
    return np.sqrt(np.square(sizes).sum(axis=1))
