"""Mini-batches measured against all examples: the next one of a run, or many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from core.arrays import IntArray
from core.average.comparing import Comparison, compare_batches
from core.average.deck import Deck
from core.data.images import Dataset, ImageSet
from core.network.network import Network
from core.progress import Progress
from core.storage.session import Session
from core.training.measures import Interrupted

HANDS = 20


@dataclass(frozen=True, eq=False)
class DealTask:
    """What is measured.

    Attributes
    ----------
    network : the run's, before it takes the next step
    images : the training set
    deck : the run's epoch at that moment
    step : mini-batches made so far
    size : of many mini-batches to compare at once; 0 measures the run's next one alone
    seed : of the dealing of many
    first : the network at the run's start, beside which many are compared as well; None where
        that is the network of now
    """

    network: Network
    images: ImageSet
    deck: Deck
    step: int
    size: int = 0
    seed: int = 0
    first: Network | None = None

    @classmethod
    def of(cls, session: Session, images: ImageSet, size: int = 0, seed: int = 0) -> DealTask:
        """Return the task for a run as it stands."""
        network = Network(session.architecture, session.parameters)
        first = Network(session.architecture, session.initial) if size and session.step else None
        return cls(network, images, Deck.of(session), session.step, size, seed, first)

    def batches(self) -> list[IntArray]:
        """Return the mini-batches to measure.

        Raises
        ------
        UsageError
            If there are fewer images than one takes.
        """
        if not self.size:
            return [self.deck.next_batch]
        rng = np.random.default_rng([self.seed, self.step, self.size])
        return self.deck.hands(HANDS, self.size, rng)


@dataclass(frozen=True, eq=False)
class Dealt:
    """What has been measured of a task so far.

    Attributes
    ----------
    comparisons : at the network of now
    at_first : the same mini-batches at the run's start
    """

    task: DealTask
    comparisons: tuple[Comparison, ...]
    at_first: tuple[Comparison, ...] = ()

    def of(self, task: DealTask) -> Dealt:
        """Return the same as measured of the whole task."""
        return replace(self, task=task)

    @property
    def cosines(self) -> list[float]:
        """The cosines that are known."""
        return cosines_of(self.comparisons)

    @property
    def first_cosines(self) -> list[float]:
        """Those at the run's start."""
        return cosines_of(self.at_first)

    @property
    def undefined(self) -> int:
        """How many have no angle, since a gradient is exactly zero or not finite."""
        return len(self.comparisons) - len(self.cosines)

    @property
    def middle(self) -> float | None:
        """The median of the cosines."""
        return median(self.cosines) if self.cosines else None

    @property
    def first_middle(self) -> float | None:
        """The median of those at the run's start."""
        return median(self.first_cosines) if self.first_cosines else None


def cosines_of(comparisons: Sequence[Comparison]) -> list[float]:
    """Return the cosines of those that have one."""
    return [each.cosine for each in comparisons if each.cosine is not None]


def measure(task: DealTask, tell: Callable[[object], bool]) -> None:
    """Tell a `Dealt` after each mini-batch, until ``tell`` returns False; the start comes first.

    Raises
    ------
    Interrupted
        If it is given up while the full gradient is computed.
    UsageError
        If there are fewer images than one mini-batch takes.
    """
    batches, size = task.batches(), len(task.deck)
    at_first: list[Comparison] = []
    if task.first is not None:
        for each in compare_batches(task.first, task.images, size, batches, lambda: not tell(None)):
            at_first.append(each)
            if not tell(Dealt(task, (), tuple(at_first))):
                return
    found: list[Comparison] = []
    for each in compare_batches(task.network, task.images, size, batches, lambda: not tell(None)):
        found.append(each)
        if not tell(Dealt(task, tuple(found), tuple(at_first))):
            return


def measure_in(task: DealTask, progress: Progress, dataset: Dataset) -> None:
    """Measure a task without images on the training images, as work for another process.

    It tells what `measure` does, likewise without images, and ends as soon as nobody wants it.

    Raises
    ------
    UsageError
        If there are fewer images than one mini-batch takes.
    """

    def tell(value: object) -> bool:
        if isinstance(value, Dealt):
            return progress.tell(value.of(task))
        return not progress.cancelled

    with suppress(Interrupted):
        measure(replace(task, images=dataset.train), tell)


def without_images(task: DealTask) -> DealTask:
    """Return a task without its images, to be sent to where they are already."""
    return replace(task, images=task.images.emptied())
