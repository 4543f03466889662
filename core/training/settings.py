"""The settings of a training run, apart from the network's architecture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.errors import UsageError

HIGHEST_LEARNING_RATE = 1000.0
HIGHEST_L2 = 1.0
MOST_EXAMPLES = 60_000
SEEDS = 2**32


@dataclass(frozen=True)
class TrainingSettings:
    """What a run needs beside architecture and data: with them, a seed decides every bit of it.

    Attributes
    ----------
    learning_rate : eta, how far a step goes along the mean nudges of its mini-batch
    batch_size : examples in a mini-batch
    seed : of the initial parameters and of the order of the examples
    train_size : how many of the training images are used, from the first one on
    momentum : mu, how much of the last step's change the next one keeps: v <- mu v - eta dC/dw,
        then w <- w + v
    l2 : lambda; each step also goes along -lambda w, as if half of lambda times the sum of the
        squared weights were part of the cost. Weights only: biases are left alone, and the costs
        that are told don't hold it
    decay : share of the learning rate that is lost with each epoch: in epoch e, from 1, it is
        eta (1 - decay)^(e - 1)

    Raises
    ------
    UsageError
        If a value is out of range; the message names value and limit.
    """

    learning_rate: float = 1.0
    batch_size: int = 10
    seed: int = 0
    train_size: int = MOST_EXAMPLES
    momentum: float = 0.0
    l2: float = 0.0
    decay: float = 0.0

    def __post_init__(self) -> None:
        check_train_size(self.train_size)
        check_learning_rate(self.learning_rate)
        check_batch_size(self.batch_size, self.train_size)
        check_seed(self.seed)
        check_momentum(self.momentum)
        check_l2(self.l2)
        check_decay(self.decay)

    def learning_rate_in(self, epoch: int) -> float:
        """Return the learning rate of an epoch, counted from 1: eta (1 - decay)^(epoch - 1)."""
        return float(self.learning_rate * (1 - self.decay) ** max(0, epoch - 1))


def check_learning_rate(value: float) -> None:
    """Raise UsageError unless a learning rate is a finite number above 0 and not above 1000."""
    if not (math.isfinite(value) and 0 < value <= HIGHEST_LEARNING_RATE):
        raise UsageError(
            f"learning rate {value:g}: choose a number above 0, at most {HIGHEST_LEARNING_RATE:g}"
        )


def check_batch_size(value: int, train_size: int) -> None:
    """Raise UsageError unless a mini-batch has at least one example and at most all of them."""
    if not 1 <= value <= train_size:
        raise UsageError(
            f"mini-batch of {value:,} examples: choose a whole number from 1 to {train_size:,}, "
            "the number of training images"
        )


def check_seed(value: int) -> None:
    """Raise UsageError unless a seed fits into 32 bits."""
    if not 0 <= value < SEEDS:
        raise UsageError(f"seed {value}: choose a whole number from 0 to {SEEDS - 1}")


def check_train_size(value: int) -> None:
    """Raise UsageError unless there are that many training images."""
    if not 1 <= value <= MOST_EXAMPLES:
        raise UsageError(
            f"training on {value:,} images: choose a whole number from 1 to {MOST_EXAMPLES:,}"
        )


def check_momentum(value: float) -> None:
    """Raise UsageError unless a momentum is from 0, which is none, to below 1."""
    if not 0 <= value < 1:
        raise UsageError(f"momentum {value:g}: choose a number from 0 (none) to below 1")


def check_l2(value: float) -> None:
    """Raise UsageError unless the L2 penalty is from 0, which is none, to 1."""
    if not 0 <= value <= HIGHEST_L2:
        raise UsageError(f"L2 penalty {value:g}: choose a number from 0 (none) to {HIGHEST_L2:g}")


def check_decay(value: float) -> None:
    """Raise UsageError unless the decay of the learning rate is from 0, none, to below 1."""
    if not 0 <= value < 1:
        raise UsageError(f"decay {value:g}: choose a number from 0 (none) to below 1")
