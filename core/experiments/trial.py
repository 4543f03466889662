"""One trial: a new network, trained for so many steps on some of the images, then measured.

Everything follows from the trial's seed and repeat: which images, which of their labels are
shuffled, the initial parameters and the order. So trials can be made in any order, and at the
same time. They are carried out by `core/experiments/trial_run.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import UsageError
from core.network.architecture import Architecture

MOST_STEPS = 1_000_000
MOST_REPEATS = 20


@dataclass(frozen=True)
class Recipe:
    """What all trials of an experiment have in common.

    Attributes
    ----------
    steps : mini-batches in each trial
    repeats : trials with the same conditions, each with another network and other images
    """

    architecture: Architecture
    steps: int = 15_000
    repeats: int = 3
    batch_size: int = 10
    learning_rate: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        require_between("steps", self.steps, 1, MOST_STEPS)
        require_between("repeats", self.repeats, 1, MOST_REPEATS)


@dataclass(frozen=True)
class Trial:
    """One trial of an experiment.

    Attributes
    ----------
    count : training images that are used
    shuffled : share of their labels that are dealt out again among themselves, 0 to 1
    repeat : from 0; another one has other chance throughout
    """

    recipe: Recipe
    count: int
    shuffled: float = 0.0
    repeat: int = 0


@dataclass(frozen=True)
class TrialResult:
    """What came out of a trial.

    Attributes
    ----------
    train_accuracy, train_cost : on the images it learnt, with the labels it learnt
    test_accuracy, test_cost : on the test set, with its true labels
    missing : digits that no training image shows
    problem : why there is no result, or why training ended early; empty if all went well
    """

    trial: Trial
    train_accuracy: float = float("nan")
    train_cost: float = float("nan")
    test_accuracy: float = float("nan")
    test_cost: float = float("nan")
    missing: tuple[int, ...] = ()
    problem: str = ""


def require_between(what: str, value: float, least: float, most: float) -> None:
    """Raise UsageError unless a value is within its limits."""
    if not least <= value <= most:
        raise UsageError(f"{what} {value:g}: choose a number from {least:,} to {most:,}")
