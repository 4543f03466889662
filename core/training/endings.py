"""How a training run ends: a rule stops it, or it diverged and goes back.

Each of these is said with the numbers that it was judged by. Whether it has converged is told by
`core.training.convergence`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.errors import UsageError
from core.training.records import Divergence

RECENT, MUCH_MORE = 100, 3.0
MOST_EPOCHS = 100_000
MOST_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Progress:
    """How far a run has come.

    Attributes
    ----------
    epochs : that have been finished since the run was set going
    seconds : likewise, while it ran
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
    accuracy : over the test images at least so much, 0 to 1
    cost : over the test images at most so much
    epochs, seconds : at least so many, since the run was last set going

    Raises
    ------
    UsageError
        If a value is out of range; the message names value and limit.
    """

    accuracy: float | None = None
    cost: float | None = None
    epochs: int | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        checks = (
            (check_stop_accuracy, self.accuracy),
            (check_stop_cost, self.cost),
            (check_stop_epochs, self.epochs),
            (check_stop_seconds, self.seconds),
        )
        for check, value in checks:
            if value is not None:
                check(value)

    @property
    def any(self) -> bool:
        """Whether there is any rule."""
        return self != StopRules()

    def reasons(self, progress: Progress) -> dict[str, str]:
        """Return, by the names of the rules that are met, why the run is to stop."""
        limits = (
            ("accuracy", progress.accuracy, 1, "test accuracy {:.2%}: {:.2%} was asked for"),
            ("cost", progress.cost, -1, "test cost {:.4g}: {:.4g} was asked for"),
            ("epochs", progress.epochs, 1, epochs_words(progress.epochs, self.epochs)),
            ("seconds", progress.seconds, 1, "{:.0f} s of training: {:.0f} s were asked for"),
        )
        found = {}
        for name, value, sign, words in limits:
            limit = getattr(self, name)
            if limit is not None and value is not None and sign * value >= sign * limit:
                found[name] = words.format(value, limit)
        return found

    def reason(self, progress: Progress) -> str | None:
        """Return why the run is to stop, with the numbers; None while it is to go on."""
        return next(iter(self.reasons(progress).values()), None)


def check_stop_accuracy(value: float) -> None:
    """Raise UsageError unless an accuracy to stop at is above 0 and at most 1."""
    if not 0 < value <= 1:
        raise UsageError(f"accuracy {100 * value:g} %: choose a number above 0, at most 100")


def check_stop_cost(value: float) -> None:
    """Raise UsageError unless a cost to stop at is a finite number from 0 on."""
    if not (math.isfinite(value) and value >= 0):
        raise UsageError(f"cost {value:g}: choose a number that isn't below 0")


def epochs_words(done: int, asked: int | None) -> str:
    """Return that epochs are done which were asked for."""
    many = f"{done:,} epoch is done" if done == 1 else f"{done:,} epochs are done"
    wished = "1 was asked for" if asked == 1 else f"{asked or 0:,} were asked for"
    return f"{many}: {wished}"


def check_stop_epochs(value: float) -> None:
    """Raise UsageError unless epochs to stop after are 1 to 100,000."""
    if not 1 <= value <= MOST_EPOCHS:
        raise UsageError(f"{value:,} epochs: choose a whole number from 1 to {MOST_EPOCHS:,}")


def check_stop_seconds(value: float) -> None:
    """Raise UsageError unless a time to stop after is above 0 and at most a week of seconds."""
    if not 0 < value <= MOST_SECONDS:
        raise UsageError(f"{value:g} s: choose a number above 0, at most {MOST_SECONDS:,}")


@dataclass(frozen=True)
class WayBack:
    """Where to go on after a divergence.

    Attributes
    ----------
    step : the last one before the cost left what it had been
    learning_rate : half of the one that was too large
    """

    step: int
    learning_rate: float


def way_back(
    divergence: Divergence,
    learning_rate: float,
    steps: FloatArray,
    costs: FloatArray,
    first_step: int = 0,
) -> WayBack:
    """Return the offer to go back to a good step with half the learning rate.

    The last finite parameters are seldom good: weights grow for some steps before they overflow.
    So the way leads before the last mini-batches whose cost is above three times what was usual:
    the median of the last hundred, or the very first cost where that is less.

    Parameters
    ----------
    steps, costs : (n,) of the mini-batches made, in order; a cost is that before its step
    first_step : the earliest step to which one can go
    """
    made = steps < divergence.step
    steps, costs = steps[made], costs[made]
    step = divergence.snapshot.step
    if len(costs):
        usual = min(float(np.median(costs[-RECENT:])), float(costs[0]))
        good = np.flatnonzero(costs <= MUCH_MORE * usual)
        step = int(steps[good[-1] if len(good) else 0]) - 1
    return WayBack(max(first_step, step), learning_rate / 2)
