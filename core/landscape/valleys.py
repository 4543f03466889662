"""Where training ends from several random starts, and what lies between two ends.

Another start settles elsewhere. How far apart the ends are says little of how different the
networks are: hidden neurons may change places without changing a single answer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import numpy as np

from core.arrays import FloatArray, frozen
from core.data.images import Dataset
from core.landscape.costs import PlaneCosts
from core.landscape.grid import GoOn
from core.landscape.line import costs_along
from core.landscape.plane import Plane
from core.landscape.sample import sample_of
from core.network.architecture import Architecture
from core.progress import Progress
from core.training.full_gradient import full_gradient
from core.training.measures import Interrupted, measure
from core.training.records import Diverged
from core.training.run import SgdRun
from core.training.settings import TrainingSettings

STRETCH = 8  # epochs; the cost after a single one goes up and down by more than it falls
SETTLED = 0.01  # a stretch whose mean cost is lower by less than this share is the last
BETWEEN_POINTS = 41


@dataclass(frozen=True)
class Descent:
    """What one start is asked for: it is made by `descend`, here or in another process."""

    architecture: Architecture
    settings: TrainingSettings
    most_epochs: int


@dataclass(frozen=True)
class WayDown:
    """How far a start has come.

    Attributes
    ----------
    costs : mean cost over the run's training images at first and after each epoch so far
    """

    seed: int
    costs: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Valley:
    """Where a start has ended.

    Attributes
    ----------
    vector : (n,) float32, the parameters
    costs : mean cost over the run's training images at first and after each epoch
    gradient_size : length of the gradient over the same images
    settled : whether the last epochs hardly lowered the cost; else the limit of epochs was reached
    problem : why the run ended early, where it diverged
    """

    seed: int
    steps: int
    vector: FloatArray
    costs: tuple[float, ...]
    test_cost: float
    train_accuracy: float
    test_accuracy: float
    gradient_size: float
    settled: bool
    problem: str = ""

    @property
    def epochs(self) -> int:
        """How many epochs were made."""
        return len(self.costs) - 1

    @property
    def cost(self) -> float:
        """The mean cost over the training images at the end."""
        return self.costs[-1]


def descend(descent: Descent, progress: Progress, dataset: Dataset) -> Valley | None:
    """Train from one start until its cost has settled, or to the limit of epochs.

    Tells a `WayDown` after each epoch. It repeats bit for bit from its settings. None if it is
    given up.
    """
    run = SgdRun(descent.architecture, descent.settings, dataset.train)
    costs: list[float] = []
    settled, problem = False, ""
    try:
        costs.append(cost_of(run, dataset, progress))
        for epoch in range(descent.most_epochs):
            if not run_epoch(run, progress, epoch / descent.most_epochs, descent.most_epochs):
                return None
            costs.append(cost_of(run, dataset, progress))
            progress.tell(WayDown(descent.settings.seed, tuple(costs)))
            settled = has_settled(costs)
            if settled:
                break
    except Diverged as error:
        problem = str(error)
    except Interrupted:
        return None
    return valley_of(run, dataset, tuple(costs), settled, problem)


def cost_of(run: SgdRun, dataset: Dataset, progress: Progress) -> float:
    """Return the mean cost of a run's network over the run's training images.

    Raises
    ------
    Interrupted
        If it is given up.
    """
    size = run.settings.train_size
    return measure(run.network, dataset.train, 0, 0, size, unwanted(progress)).cost


def has_settled(costs: Sequence[float]) -> bool:
    """Return whether the last stretch's mean cost is hardly lower than that of the one before.

    Parameters
    ----------
    costs : at first and after each epoch
    """
    if len(costs) <= 2 * STRETCH:
        return False
    before, now = fmean(costs[-2 * STRETCH : -STRETCH]), fmean(costs[-STRETCH:])
    return before - now < SETTLED * before


def run_epoch(run: SgdRun, progress: Progress, share: float, epochs: int) -> bool:
    """Make the mini-batches of an epoch; return False if it is given up.

    Raises
    ------
    Diverged
        If a step isn't finite.
    """
    whole = run.batches_left_in_epoch
    last = run.step_count + whole
    while run.step_count < last:
        run.advance(min(run.steps_in_a_turn, last - run.step_count))
        left = (last - run.step_count) / whole
        if not progress.report(share + (1 - left) / epochs):
            return False
    return True


def valley_of(
    run: SgdRun, dataset: Dataset, costs: tuple[float, ...], settled: bool, problem: str
) -> Valley:
    """Measure where a run has ended."""
    size = run.settings.train_size
    train = measure(run.network, dataset.train, run.step_count, run.epoch, size)
    test = measure(run.network, dataset.test, run.step_count, run.epoch)
    gradient, _ = full_gradient(run.network, dataset.train, size)
    return Valley(
        seed=run.settings.seed,
        steps=run.step_count,
        vector=frozen(run.network.parameters.vector),
        costs=costs if not problem else (*costs, train.cost),
        test_cost=test.cost,
        train_accuracy=train.accuracy,
        test_accuracy=test.accuracy,
        gradient_size=float(np.linalg.norm(gradient.vector)),
        settled=settled,
        problem=problem,
    )


def unwanted(progress: Progress) -> Callable[[], bool]:
    """Return a function that says whether nobody wants a result any more."""

    def asked() -> bool:
        return progress.cancelled

    return asked


def descents(
    architecture: Architecture, settings: TrainingSettings, starts: int, most_epochs: int
) -> list[Descent]:
    """Return the descents from seeds 0 to starts - 1, each with the settings of a run."""
    each = [replace(settings, seed=seed) for seed in range(starts)]
    return [Descent(architecture, one, most_epochs) for one in each]


def distances(vectors: list[FloatArray]) -> FloatArray:
    """Return how far each of k ends is from each, (k, k)."""
    if not vectors:
        return np.zeros((0, 0))
    ends = np.stack([vector.astype(float) for vector in vectors])
    return np.stack([np.linalg.norm(ends - end, axis=1) for end in ends])


@dataclass(frozen=True, eq=False)
class Between:
    """The cost along the straight line from one end to another.

    Attributes
    ----------
    shares : (count,), how far along the line, 0 to 1
    train, test : (count,) costs
    names : which images they are measured on
    """

    first: int
    second: int
    shares: FloatArray
    train: FloatArray
    test: FloatArray
    names: tuple[str, str]

    @property
    def top(self) -> int:
        """The place of the highest training cost; not the first or last, if there is a barrier."""
        return int(np.argmax(np.where(np.isfinite(self.train), self.train, -np.inf)))

    @property
    def barrier(self) -> float:
        """How far the training cost rises above its higher end; 0 where it doesn't."""
        ends = max(float(self.train[0]), float(self.train[-1]))
        return max(0.0, float(self.train[self.top]) - ends)


def between(
    architecture: Architecture, first: Valley, second: Valley, dataset: Dataset, go_on: GoOn
) -> Between | None:
    """Return the cost on the straight line between two ends, or None if it is given up."""
    here = first.vector.astype(float)
    line = Plane(here, second.vector.astype(float) - here, np.zeros_like(here))
    shares = frozen(np.arange(BETWEEN_POINTS) / (BETWEEN_POINTS - 1))
    samples = [sample_of(images) for images in (dataset.train, dataset.test)]
    found = []
    for done, sample in enumerate(samples):
        costs = PlaneCosts(architecture, line, sample)
        values = costs_along(costs, shares, half_of(go_on, done))
        if values is None:
            return None
        found.append(values)
    names = samples[0].name, samples[1].name
    return Between(first.seed, second.seed, shares, found[0], found[1], names)


def way(
    architecture: Architecture, first: Valley, second: Valley, progress: Progress, dataset: Dataset
) -> Between | None:
    """Return the cost on the line between two ends, as work for a process of its own."""
    return between(architecture, first, second, dataset, progress.report)


def half_of(go_on: GoOn, done: int) -> GoOn:
    """Return what tells the progress of one of two halves."""

    def told(share: float) -> bool:
        return go_on((done + share) / 2)

    return told
