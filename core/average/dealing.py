"""Mini-batches measured against all examples: the next one of a run, or many at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np

from core.arrays import IntArray
from core.average.comparing import Comparison, compare_batches
from core.average.deck import Deck
from core.data.images import ImageSet
from core.network.network import Network
from core.storage.session import Session

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
    """

    network: Network
    images: ImageSet
    deck: Deck
    step: int
    size: int = 0
    seed: int = 0

    @classmethod
    def of(cls, session: Session, images: ImageSet, size: int = 0, seed: int = 0) -> DealTask:
        """Return the task for a run as it stands."""
        network = Network(session.architecture, session.parameters)
        return cls(network, images, Deck.of(session), session.step, size, seed)

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
    """What has been measured of a task so far."""

    task: DealTask
    comparisons: tuple[Comparison, ...]

    @property
    def cosines(self) -> list[float]:
        """The cosines that are known."""
        return [each.cosine for each in self.comparisons if each.cosine is not None]

    @property
    def undefined(self) -> int:
        """How many have no angle, since a gradient is exactly zero or not finite."""
        return len(self.comparisons) - len(self.cosines)

    @property
    def middle(self) -> float | None:
        """The median of the cosines."""
        return median(self.cosines) if self.cosines else None


def measure(task: DealTask, tell: Callable[[object], bool]) -> None:
    """Tell a `Dealt` after each mini-batch, until ``tell`` returns False.

    Raises
    ------
    Interrupted
        If it is given up while the full gradient is computed.
    UsageError
        If there are fewer images than one mini-batch takes.
    """
    found: list[Comparison] = []
    batches = task.batches()
    size = len(task.deck)
    for each in compare_batches(task.network, task.images, size, batches, lambda: not tell(None)):
        found.append(each)
        if not tell(Dealt(task, tuple(found))):
            return
