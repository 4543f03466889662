"""What a training run tells: frozen records of read-only arrays, safe to keep and to share.

A record is written once, in the thread that trains, and read anywhere for ever after.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from core.arrays import FloatArray, IntArray
from core.errors import DivergedError
from core.network.parameters import Parameters
from core.training.branches import Branch
from core.training.settings import TrainingSettings


@dataclass(frozen=True)
class Snapshot:
    """The network at one step.

    Attributes
    ----------
    step : mini-batches made since the start; 0 is the untrained network
    epoch : the epoch to which that mini-batch belongs, from 1; 0 before the first
    parameters : after the step
    nudges : minus the gradient of the mini-batch's mean cost before the step; all zero where no
        step led here. Without momentum and L2 the change made is learning rate x nudges; with them
        it is the velocity, in which earlier nudges live on and weights shrink (`Descent`)
    """

    step: int
    epoch: int
    parameters: Parameters
    nudges: Parameters


@dataclass(frozen=True)
class Replaced:
    """Parameters that were set by hand, between two mini-batches.

    Attributes
    ----------
    snapshot : the network as it is now; its nudges are zero, as no mini-batch led here
    """

    snapshot: Snapshot


@dataclass(frozen=True)
class Moved:
    """The run has gone to another step of its history, and paused there.

    Attributes
    ----------
    snapshot : the network at that step
    settings : of the next step
    branch : of which the step is
    record : of the mini-batch that led there, None at the first step
    """

    snapshot: Snapshot
    settings: TrainingSettings
    branch: int
    record: MiniBatchRecord | None = None


@dataclass(frozen=True)
class Branches:
    """All futures of a run.

    Attributes
    ----------
    current : the branch that the run is on
    branches : in the order of their making, as they are now
    history : names the history they are of; a new run's is another one
    """

    current: int
    branches: tuple[Branch, ...]
    history: str = ""


class MiniBatchRecord(NamedTuple):
    """One mini-batch step: a tuple, as there are tens of thousands a second of them.

    Attributes
    ----------
    step, epoch : both counted from 1
    cost : mean cost of the mini-batch's examples before the step
    gradient_sizes : (L,) array, Euclidean length of the mean gradient of layers 1 to L
    examples : (batch,) array, places in the training set
    snapshot : the network after the step, where one was asked for
    """

    step: int
    epoch: int
    cost: float
    gradient_sizes: FloatArray
    examples: IntArray
    snapshot: Snapshot | None = None


@dataclass(frozen=True)
class Measure:
    """Cost and accuracy over a set of images.

    Attributes
    ----------
    set_name : "train" or "test"
    cost : mean cost of an example
    accuracy : share of the images whose answer is their label, 0 to 1
    examples : how many images
    branch : the one that the run was on
    changes : how far weights and biases of layers 1 to L had come from the start of the run, as a
        Euclidean length; empty where that isn't known
    """

    set_name: str
    step: int
    epoch: int
    cost: float
    accuracy: float
    examples: int
    branch: int = 0
    changes: tuple[float, ...] = ()


@dataclass(frozen=True)
class EpochRecord:
    """The end of an epoch: every training image has been used once more.

    Attributes
    ----------
    epoch : from 1
    step : mini-batches made since the start of the run
    train_seconds : time spent in steps alone since the record before, measuring and waiting left
        out; beside a window that is more than an epoch where epochs are short
    examples_per_second : examples of that time / train_seconds
    """

    epoch: int
    step: int
    train: Measure
    test: Measure
    train_seconds: float
    examples_per_second: float


@dataclass(frozen=True)
class Stopped:
    """The run has paused by itself, as a rule asked for.

    Attributes
    ----------
    step, epoch : of the last step made
    reason : the rule that is met, with its numbers
    """

    step: int
    epoch: int
    reason: str


@dataclass(frozen=True)
class Divergence:
    """A step that could not be made, because a value was no longer finite.

    Attributes
    ----------
    step, epoch : of the step that was not applied
    reason : what became infinite, why, and what to try
    snapshot : the last good parameters
    """

    step: int
    epoch: int
    reason: str
    snapshot: Snapshot


class Diverged(DivergedError):
    """Raised by a run in place of a step that isn't finite; carries the `Divergence`."""

    def __init__(self, divergence: Divergence) -> None:
        super().__init__(divergence.reason)
        self.divergence = divergence
