"""A run of stochastic gradient descent, mini-batch by mini-batch.

Shuffle the training images, deal them into mini-batches, take one step for each; when all are
used, shuffle again. Architecture, settings, images and seed decide every bit of it.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from core.arrays import FloatArray
from core.data.images import ImageSet
from core.errors import UsageError
from core.network.architecture import Architecture
from core.network.initializers import initial_parameters
from core.network.network import Network
from core.network.parameters import Parameters
from core.storage.session import Session
from core.training.batches import BLOCK, ShuffledImages
from core.training.divergence import reason_of
from core.training.edits import require_fitting
from core.training.records import Diverged, Divergence, MiniBatchRecord, Snapshot
from core.training.settings import (
    TrainingSettings,
    check_batch_size,
    check_learning_rate,
)
from core.training.sgd_step import SgdStep
from core.training.suggestions import rate_after_divergence


class SgdRun:
    """Stochastic gradient descent in float32.

    The learning rate and the batch size may be changed between two steps.

    Raises
    ------
    UsageError
        If the settings ask for more images than there are.
    """

    def __init__(
        self, architecture: Architecture, settings: TrainingSettings, images: ImageSet
    ) -> None:
        if settings.train_size > len(images):
            raise UsageError(
                f"training on {settings.train_size:,} images: there are only {len(images):,}"
            )
        self.architecture = architecture
        self._settings = settings
        self._images = images
        rng, _ = generators(settings.seed)
        self._start(initial_parameters(architecture, rng).copy(np.float32).frozen())

    def _start(self, initial: Parameters) -> None:
        """Go to the step 0 of these initial parameters."""
        _, order_rng = generators(self._settings.seed)
        self.initial = initial
        self.step_count = 0
        self._shuffled = ShuffledImages(self._images, self._settings.train_size, order_rng)
        self._sgd = SgdStep(self.architecture, initial.copy())
        self.set_learning_rate(self._settings.learning_rate)

    @property
    def settings(self) -> TrainingSettings:
        """The settings of the next step."""
        return self._settings

    @property
    def epoch(self) -> int:
        """The epoch of the last step made, from 1; 0 before the first."""
        return self._shuffled.epoch

    @property
    def batches_per_epoch(self) -> int:
        """Mini-batches in an epoch at the present batch size, the short last one included."""
        return -(-self._settings.train_size // self._settings.batch_size)

    @property
    def at_epoch_end(self) -> bool:
        """Whether the last step used the last image of its epoch."""
        return self.epoch > 0 and self._shuffled.exhausted

    @property
    def network(self) -> Network:
        """The network as it is now, in float32, read-only."""
        return Network(self.architecture, self._sgd.parameters.frozen())

    def set_learning_rate(self, learning_rate: float) -> None:
        """Use another learning rate from the next step on, or raise UsageError."""
        check_learning_rate(learning_rate)
        self._settings = replace(self._settings, learning_rate=learning_rate)
        self._eta = np.array(learning_rate, np.float32)

    def set_batch_size(self, batch_size: int) -> None:
        """Use another batch size from the next step on, or raise UsageError."""
        check_batch_size(batch_size, self._settings.train_size)
        self._settings = replace(self._settings, batch_size=batch_size)

    def rewind(self) -> None:
        """Go back to step 0: the same initial parameters, the same order of images to come."""
        self._start(self.initial)

    def replace_parameters(self, parameters: Parameters) -> Snapshot:
        """Go on from other parameters, bit for bit; order, epoch and chance stay as they are.

        Raises
        ------
        UsageError
            If they don't fit the network or aren't finite float32 numbers.
        """
        require_fitting(parameters, self.architecture.sizes)
        self._sgd.parameters.vector[:] = parameters.vector
        no_nudges = Parameters.zeros(self.architecture.sizes, np.float32).frozen()
        return Snapshot(self.step_count, self.epoch, self._sgd.parameters.frozen(), no_nudges)

    def step(self, with_snapshot: bool = False) -> MiniBatchRecord:
        """Make one step, w <- w - eta dC/dw over the next mini-batch, and return its record.

        Raises
        ------
        Diverged
            If cost or gradient isn't finite: the step isn't made, the parameters stay good.
        """
        places = self._shuffled.next_batch(self._settings.batch_size)
        with np.errstate(all="ignore"):
            cost = self._compute(places)
            sizes = self._sgd.gradient_sizes()
            if not math.isfinite(cost + np.add.reduce(sizes)):
                raise Diverged(self._divergence(cost))
            self._sgd.descend(self._eta)
        self._shuffled.position = places.stop
        self.step_count += 1
        return self._record(places, cost, sizes, with_snapshot)

    def snapshot(self) -> Snapshot:
        """Return the network as it is now and the nudges that led here."""
        downhill = 0 - self._sgd.gradient.vector
        downhill.setflags(write=False)
        nudges = Parameters(downhill, self.architecture.sizes)
        return Snapshot(self.step_count, self.epoch, self._sgd.parameters.frozen(), nudges)

    def to_session(self, dataset_sha256: str) -> Session:
        """Return everything that is needed to go on later, bit for bit."""
        return Session(
            architecture=self.architecture,
            parameters=self._sgd.parameters.frozen(),
            initial=self.initial,
            settings=self._settings,
            step=self.step_count,
            epoch=self.epoch,
            order=self._shuffled.order,
            position=self._shuffled.position,
            generator_state=self._shuffled.state,
            dataset_sha256=dataset_sha256,
        )

    @classmethod
    def from_session(cls, session: Session, images: ImageSet) -> SgdRun:
        """Return the run that a session was made of, to go on with its next step."""
        run = cls(session.architecture, session.settings, images)
        run._start(session.initial.frozen())
        run._sgd.parameters.vector[:] = session.parameters.vector
        run.step_count = session.step
        run._shuffled.restore(
            session.epoch, session.order, session.position, session.generator_state
        )
        return run

    def _compute(self, places: range) -> float:
        """Compute the gradient over places of the order; return the mean cost there."""
        total = len(places)
        cost = self._sgd.compute(*self._shuffled.arrays(places[:BLOCK]), total)
        for start in range(BLOCK, total, BLOCK):
            part = places[start : start + BLOCK]
            cost += self._sgd.add(*self._shuffled.arrays(part), total)
        return cost

    def _record(
        self, places: range, cost: float, sizes: FloatArray, with_snapshot: bool
    ) -> MiniBatchRecord:
        sizes.setflags(write=False)
        examples = self._shuffled.order[places.start : places.stop]
        snapshot = self.snapshot() if with_snapshot else None
        return MiniBatchRecord(self.step_count, self.epoch, cost, sizes, examples, snapshot)

    def _divergence(self, cost: float) -> Divergence:
        """Describe the step that can't be made."""
        step = self.step_count + 1
        rate = self._settings.learning_rate
        better = rate_after_divergence(rate, self.architecture)
        reason = reason_of(step, self.epoch, cost, rate, better)
        self._sgd.gradient.vector[:] = 0
        return Divergence(step, self.epoch, reason, self.snapshot())


def generators(seed: int) -> list[np.random.Generator]:
    """Return two independent generators of a seed: of initial parameters, of the order."""
    return [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(2)]
