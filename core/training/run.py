"""A run of stochastic gradient descent, mini-batch by mini-batch.

Shuffle the training images, deal them into mini-batches, take one step for each; when all are
used, shuffle again. Architecture, settings, images and seed decide every bit of it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.arrays import frozen
from core.data.images import ImageSet
from core.errors import UsageError
from core.network.architecture import Architecture
from core.network.initializers import initial_parameters
from core.network.network import Network
from core.network.parameters import Parameters
from core.storage.session import Session
from core.training.batches import ShuffledImages
from core.training.bundles import Bundle
from core.training.compiled_steps import CompiledSteps, steps_of
from core.training.descent import Descent
from core.training.divergence import reason_of
from core.training.edits import require_fitting
from core.training.large_batch import LargeBatch, most_at_once
from core.training.made import Made
from core.training.plain_steps import PlainSteps
from core.training.records import Diverged, Divergence, MiniBatchRecord, Snapshot
from core.training.run_state import RunState
from core.training.settings import (
    TrainingSettings,
    check_batch_size,
    check_learning_rate,
)
from core.training.sgd_step import SgdStep
from core.training.suggestions import rate_after_divergence

NO_VELOCITY: tuple[int, Parameters | None] = (-1, None)  # step and velocity after it
TURN_SECONDS = 0.004  # of steps between two looks at what else is to be done, about


class SgdRun:
    """Stochastic gradient descent in float32.

    The learning rate and the batch size may be changed between two steps; a large mini-batch that
    has been begun is begun again then.

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
        self._sgd = SgdStep(self.architecture, initial)
        self._steps_in_use: PlainSteps | CompiledSteps | None = None
        self._large: LargeBatch | None = None
        self._descent = Descent(self._sgd, self._settings.momentum, self._settings.l2)
        self._last_velocity = NO_VELOCITY
        self._change_rate = 1.0
        self._most_at_once = most_at_once(self.architecture)
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
    def batches_left_in_epoch(self) -> int:
        """Mini-batches to the end of the epoch, or of the next one where it is at its end."""
        if self._shuffled.exhausted:
            return self.batches_per_epoch
        left = self._settings.train_size - self._shuffled.position
        return -(-left // self._settings.batch_size)

    @property
    def at_epoch_end(self) -> bool:
        """Whether the last step used the last image of its epoch."""
        return self.epoch > 0 and self._shuffled.exhausted

    @property
    def network(self) -> Network:
        """The network as it is now, in float32, read-only."""
        return Network(self.architecture, self._sgd.weights.unfolded())

    @property
    def learning_rate(self) -> float:
        """The learning rate of the present epoch: that of the settings, less what has decayed."""
        return self._settings.learning_rate_in(self.epoch)

    @property
    def steps_in_a_turn(self) -> int:
        """How many steps take about four milliseconds, at least 1."""
        return max(1, int(TURN_SECONDS / self.seconds_of_a_step))

    @property
    def seconds_of_a_step(self) -> float:
        """How long a step takes, about."""
        return self._steps.seconds_of_a_step(self._settings.batch_size)

    def set_learning_rate(self, learning_rate: float) -> None:
        """Use another learning rate from the next step on, or raise UsageError."""
        check_learning_rate(learning_rate)
        self._settings = replace(self._settings, learning_rate=learning_rate)
        self._use_rate_of_epoch()

    def set_batch_size(self, batch_size: int) -> None:
        """Use another batch size from the next step on, or raise UsageError."""
        check_batch_size(batch_size, self._settings.train_size)
        self._settings = replace(self._settings, batch_size=batch_size)
        self._large = None

    def use(self, settings: TrainingSettings) -> None:
        """Use other settings from the next step on, or raise UsageError.

        The velocity goes on with another momentum. Without one it is lost with the next step: what
        is taken back before that has changed nothing.
        """
        self.require_usable(settings)
        now, self._settings = self._settings, settings
        if (settings.momentum, settings.l2) != (now.momentum, now.l2):
            self._descend_with(settings)
        self._use_rate_of_epoch()

    def require_usable(self, settings: TrainingSettings) -> None:
        """Raise UsageError if settings have another seed or other images than this run."""
        now = self._settings
        if (settings.seed, settings.train_size) != (now.seed, now.train_size):
            raise UsageError(
                f"seed {settings.seed} and {settings.train_size:,} images: a run keeps those that"
                f" it began with, {now.seed} and {now.train_size:,}; begin a new run"
            )

    def _descend_with(self, settings: TrainingSettings) -> None:
        """Use another momentum or penalty."""
        velocity = self._descent.saved_velocity()
        if velocity is not None:
            self._last_velocity = self.step_count, velocity
        self._descent = Descent(self._sgd, settings.momentum, settings.l2)
        step, velocity = self._last_velocity
        if step == self.step_count:
            self._descent.restore_velocity(velocity)

    def state(self) -> RunState:
        """Return all that decides how the run goes on."""
        velocity, shuffled = self._descent.velocity, self._shuffled
        return RunState(
            step=self.step_count,
            settings=self._settings,
            weights=frozen(self._sgd.weights.vector),
            velocity=None if velocity is None else frozen(velocity.vector),
            epoch=shuffled.epoch,
            position=shuffled.position,
            began=shuffled.began,
        )

    def restore(self, state: RunState) -> None:
        """Go to a state of this run, or of one of the same network, images and seed."""
        self._shuffled.go_to(state.epoch, state.position, state.began)
        self.use(state.settings)
        self._sgd.weights.vector[:] = state.weights
        self._sgd.change.vector[:] = 0
        if self._descent.velocity is not None and state.velocity is not None:
            self._descent.velocity.vector[:] = state.velocity
        self.step_count = state.step
        self._last_velocity = NO_VELOCITY
        self._change_rate = self._rate

    def retrace(self, count: int) -> None:
        """Make steps that have been made before, and tell nothing of them."""
        last = self.step_count + count
        large = self._settings.batch_size > self._most_at_once
        with np.errstate(all="ignore"):
            while self.step_count < last:
                if large:
                    self._advance_large()
                else:
                    self._make(last - self.step_count)

    def rewind(self) -> None:
        """Go back to step 0: the same initial parameters, the same order of images to come."""
        self._start(self.initial)

    def replace_parameters(self, parameters: Parameters) -> Snapshot:
        """Go on from other parameters, bit for bit; order, epoch and chance stay as they are.

        So does the velocity, if there is one. A large mini-batch under way is begun again.

        Raises
        ------
        UsageError
            If they don't fit the network or aren't finite float32 numbers.
        """
        require_fitting(parameters, self.architecture.sizes)
        self._sgd.weights.assign(parameters)
        self._large = None
        no_nudges = Parameters.zeros(self.architecture.sizes, np.float32).frozen()
        return Snapshot(self.step_count, self.epoch, self._sgd.weights.unfolded(), no_nudges)

    def step(self, with_snapshot: bool = False) -> MiniBatchRecord:
        """Make one step, w <- w - eta dC/dw over the next mini-batch, and return its record.

        Raises
        ------
        Diverged
            If cost or gradient isn't finite: the step isn't made, the parameters stay good.
        """
        (record,) = self.steps(1)
        return record._replace(snapshot=self.snapshot()) if with_snapshot else record

    def steps(self, most: int) -> list[MiniBatchRecord]:
        """Make at most so many steps, at least one, none beyond the end of the epoch.

        Raises
        ------
        Diverged
            As `step`, if that is so of the first. Where it is so of a later one, the records of
            those before it are returned, and the next call raises.
        """
        while True:
            bundle = self.advance(most)
            if bundle:
                return list(bundle)

    def advance(self, most: int = 1) -> Bundle:
        """Do as `steps`, but stop after some milliseconds of one large mini-batch.

        The bundle is empty then; the next call goes on with it.
        """
        with np.errstate(all="ignore"):
            if self._settings.batch_size > self._most_at_once:
                return self._bundle(self._advance_large())
            return self._bundle(self._make(most))

    def snapshot(self) -> Snapshot:
        """Return the network as it is now and the nudges that led here."""
        nudges = self._sgd.change.unfolded(1 / self._change_rate)
        return Snapshot(self.step_count, self.epoch, self._sgd.weights.unfolded(), nudges)

    def to_session(self, dataset_sha256: str) -> Session:
        """Return everything that is needed to go on later, bit for bit."""
        return Session(
            architecture=self.architecture,
            parameters=self._sgd.weights.unfolded(),
            initial=self.initial,
            settings=self._settings,
            step=self.step_count,
            epoch=self.epoch,
            order=self._shuffled.order,
            position=self._shuffled.position,
            generator_state=self._shuffled.state,
            dataset_sha256=dataset_sha256,
            velocity=self._descent.saved_velocity(),
        )

    @classmethod
    def from_session(cls, session: Session, images: ImageSet) -> SgdRun:
        """Return the run that a session was made of, to go on with its next step."""
        run = cls(session.architecture, session.settings, images)
        run._start(session.initial.frozen())
        run._sgd.weights.assign(session.parameters)
        run._descent.restore_velocity(session.velocity)
        run.step_count = session.step
        run._shuffled.restore(
            session.epoch, session.order, session.position, session.generator_state
        )
        run._use_rate_of_epoch()
        return run

    @property
    def _steps(self) -> PlainSteps | CompiledSteps:
        """What makes steps; chosen with the first one, since compiled code takes time to load."""
        if self._steps_in_use is None:
            self._steps_in_use = steps_of(self._sgd, self._shuffled, self._images)
        return self._steps_in_use

    def _make(self, most: int) -> Made:
        """Make at most so many steps, and no more after one that can't be made."""
        self._begin_epoch_if_due()
        batch_size, rate = self._settings.batch_size, self._change_rate
        made = self._steps.make(most, batch_size, rate, self._descent)
        self._shuffled.position = made.stop
        self.step_count += len(made)
        if made.refused is not None:
            self._refuse(made, made.refused)
        return made

    def _advance_large(self) -> Made:
        """Take in the next part of a large mini-batch; make its step where that was the last."""
        self._begin_epoch_if_due()
        if self._large is None:
            places = self._shuffled.next_batch(self._settings.batch_size)
            factor = -self._change_rate / len(places)
            self._large = LargeBatch(self._sgd, places, factor, self._most_at_once)
        large, places = self._large, self._large.places
        if not large.take_in_part(self._shuffled):
            return Made.of(places.start, places.start, len(places), [], [])
        self._large = None
        squares = self._sgd.squares()
        made = Made.of(places.start, places.stop, len(places), [large.cost], [squares])
        if not (np.isfinite(made.costs).all() and np.isfinite(made.squares).all()):
            raise Diverged(self._divergence(large.cost / len(places)))
        self._descent.apply()
        self._shuffled.position = places.stop
        self.step_count += 1
        return made

    def _begin_epoch_if_due(self) -> None:
        """Shuffle where all images are used."""
        if self._shuffled.exhausted:
            self._shuffled.shuffle()
            if self._settings.decay:
                self._use_rate_of_epoch()
        self._change_rate = self._rate

    def _use_rate_of_epoch(self) -> None:
        """Let the next steps go as far as settings and epoch say."""
        self._rate = self.learning_rate
        self._descent.set_learning_rate(self._rate)
        self._large = None

    def _bundle(self, made: Made) -> Bundle:
        """Return what is told of the last steps."""
        rate, order = self._change_rate, self._shuffled.order
        return made.bundle(self.step_count, self.epoch, order, rate)

    def _refuse(self, made: Made, cost: float) -> None:
        """Raise Diverged, unless steps before have yet to be told: then it happens again."""
        if not len(made):
            raise Diverged(self._divergence(cost))
        self._sgd.change.vector[:] = 0

    def _divergence(self, cost: float) -> Divergence:
        """Describe the step that can't be made."""
        step = self.step_count + 1
        rate = self._change_rate
        better = rate_after_divergence(rate, self.architecture)
        reason = reason_of(
            step, self.epoch, cost, rate, better, self._settings.momentum, self._settings.l2
        )
        self._sgd.change.vector[:] = 0
        return Divergence(step, self.epoch, reason, self.snapshot())


def generators(seed: int) -> list[np.random.Generator]:
    """Return two independent generators of a seed: of initial parameters, of the order."""
    return [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(2)]
