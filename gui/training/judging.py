"""What is judged off the window's thread: the gradient over all images, neurons that are idle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np

from core.data.images import Dataset
from core.network.initializers import initial_parameters
from core.network.network import Network
from core.training.convergence import Convergence, Flatness, gradient_length
from core.training.idle_neurons import layers_health
from core.training.run import generators
from core.training.settings import TrainingSettings


class Work(Protocol):
    """A job as its work sees it: whether anybody still wants the result."""

    @property
    def cancelled(self) -> bool:
        """Whether nobody does."""


@dataclass(frozen=True)
class Judged:
    """A result of work beside the window, and the run that it is of, by its number."""

    run: int
    result: object


def start_key(network: Network, settings: TrainingSettings) -> object:
    """Return what decides the gradient at the initial parameters."""
    return network.architecture, settings.seed, settings.train_size, settings.l2


def measure_gradient(
    found: Flatness,
    network: Network,
    settings: TrainingSettings,
    dataset: Dataset,
    first: float | None,
    run: int,
    job: Work,
) -> Judged:
    """Compare the gradient over all images with that at the initial parameters, in a job."""
    unwanted: Callable[[], bool] = partial(getattr, job, "cancelled")
    if first is None:
        rng, _ = generators(settings.seed)
        initial = initial_parameters(network.architecture, rng).copy(np.float32).frozen()
        start = Network(network.architecture, initial)
        first = gradient_length(start, dataset.train, settings, unwanted)
    now = gradient_length(network, dataset.train, settings, unwanted)
    return Judged(run, Convergence(found, now, first, settings.train_size))


def judge_neurons(network: Network, dataset: Dataset, size: int, run: int, _job: Work) -> Judged:
    """Look at the neurons of all hidden layers over some training images, in a job."""
    x = dataset.train.activations(slice(0, size), np.float32)
    with np.errstate(all="ignore"):
        return Judged(run, layers_health(network, x))
