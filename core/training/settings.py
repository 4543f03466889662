"""The settings of a training run, apart from the network's architecture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from core.errors import UsageError

HIGHEST_LEARNING_RATE = 1000.0
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

    Raises
    ------
    UsageError
        If a value is out of range; the message names value and limit.
    """

    learning_rate: float = 1.0
    batch_size: int = 10
    seed: int = 0
    train_size: int = MOST_EXAMPLES

    def __post_init__(self) -> None:
        check_train_size(self.train_size)
        check_learning_rate(self.learning_rate)
        check_batch_size(self.batch_size, self.train_size)
        check_seed(self.seed)


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
