"""What happens while training, one small turn after another; it knows neither thread nor screen.

`core.training.trainer` calls it from a thread of its own: a command when there is one, else
`advance` when `waiting_time` has passed.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.data.images import Dataset
from core.errors import UsageError
from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.storage.session import Session
from core.training.bundles import Bundle
from core.training.endings import StopRules
from core.training.history import MEMORY, History
from core.training.measure_schedule import MeasureSchedule
from core.training.measuring import MeasureJob, MeasureResult
from core.training.pacing import Pace
from core.training.records import (
    Branches,
    Diverged,
    Moved,
    Replaced,
    Stopped,
)
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from core.training.stopping import Stopping

Tell = Callable[[object], object]


@dataclass(frozen=True)
class Listeners:
    """Whom the engine tells what; the names and values are those of `Trainer`'s signals."""

    bundle_finished: Callable[[Bundle], object]
    measured: Tell
    answered: Tell
    epoch_finished: Tell
    running_changed: Tell
    restarted: Tell
    replaced: Tell
    moved: Tell
    branched: Tell
    stopped: Tell
    diverged: Tell
    failed: Tell
    session_captured: Tell


class TrainingEngine:
    """Makes the steps of a run at a pace and asks for measures of it.

    Attributes
    ----------
    running : whether mini-batches follow by themselves
    generation : counts the runs and rewinds, so that a measure of a former one is recognised
    """

    def __init__(
        self,
        listeners: Listeners,
        measure_later: Callable[[MeasureJob], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell = listeners
        self._measure_later = measure_later
        self._clock = clock
        self._pace = Pace()
        self._stopping = Stopping()
        self._measures = MeasureSchedule()
        self._run: SgdRun | None = None
        self._history: History | None = None
        self._history_id = ""
        self._history_memory = MEMORY
        self._branches_told: tuple[str, int, int] = "", 0, 0  # history, branch, version
        self._dataset: Dataset | None = None
        self._wants_snapshot = False
        self.running = False
        self.generation = 0
        self._forget()

    def _forget(self) -> None:
        """Forget all that belongs to one stretch of a run from its start on."""
        self._batches_left: int | None = None
        self._stops_at_epoch_end = False
        self._train_seconds = 0.0
        self._examples = 0
        self._measures.forget()
        self._stopping.forget()

    # Commands

    def begin(
        self, architecture: Architecture, settings: TrainingSettings, dataset: Dataset
    ) -> None:
        """Replace the run by a new one, at its step 0 and paused."""
        self._replace(SgdRun(architecture, settings, dataset.train), dataset)

    def resume(self, session: Session, dataset: Dataset) -> None:
        """Replace the run by a saved one, where it was left, and paused."""
        run = SgdRun.from_session(session, dataset.train)
        saved = session.history
        memory = self._history_memory
        history = None if saved is None else History.resumed(run, saved, dataset.train, memory)
        self._replace(run, dataset, history)

    def start(self) -> None:
        """Let mini-batches follow until a pause."""
        self._go(None, stops_at_epoch_end=False)

    def run_batches(self, count: int) -> None:
        """Make that many mini-batches, then pause."""
        self._go(count, stops_at_epoch_end=False)

    def run_epoch(self) -> None:
        """Make the mini-batches to the end of the epoch (the next, at its end), then pause."""
        self._go(None, stops_at_epoch_end=True)

    def pause(self) -> None:
        """Make no more mini-batches."""
        if self.running:
            self.running = False
            self._tell.running_changed(False)

    def rewind(self) -> None:
        """Go back to step 0 of the same run, and pause; where it began is known, it is kept."""
        if self._run is None or self._history is None or self._dataset is None:
            return
        if self._history.first_step == 0:
            self._history.rewind()
            self._restarted()
        else:
            self._run.rewind()
            self._replace(self._run, self._dataset)

    def go_to(self, step: int, branch: int | None = None) -> None:
        """Pause, and go to a step of a branch (None: of this one), or raise UsageError."""
        history = self._history
        if history is None:
            raise UsageError("there is no run yet in which one could go to another step")
        self.pause()
        snapshot = history.go_to(step, branch)
        self.generation += 1
        self._forget()
        record = history.arrival
        if record is not None and record.step != snapshot.step:
            record = None
        here = history.run.settings, history.branch.id, record
        self._tell.moved(Moved(snapshot, *here))
        self._tell_branches()

    def step_back(self) -> None:
        """Pause, and take back one mini-batch, or raise UsageError where there is none."""
        self.go_to(-1 if self._run is None else self._run.step_count - 1)

    def replace_parameters(self, parameters: Parameters, at_step: int | None = None) -> None:
        """Pause, and go on from other parameters where nothing else has changed meanwhile.

        Raises
        ------
        UsageError
            If there is no run, the run isn't at the step, or the parameters can't be used.
        """
        run, history = self._run, self._history
        if run is None or history is None:
            raise UsageError("there is no run yet whose parameters could be changed")
        self.pause()
        if at_step is not None and run.step_count != at_step:
            raise UsageError(
                f"training has gone on from step {at_step:,} to step {run.step_count:,}: nothing"
                " has been changed; look at the network as it is now, and try again"
            )
        snapshot = history.replace_parameters(parameters)
        self._measures.replace_parameters()
        self._tell_branches()
        self._tell.replaced(Replaced(snapshot))

    def set_learning_rate(self, learning_rate: float) -> None:
        """Use another learning rate from the next mini-batch on."""
        if self._history is not None:
            self._history.set_learning_rate(learning_rate)
            self._tell_branches()

    def set_batch_size(self, batch_size: int) -> None:
        """Use another batch size from the next mini-batch on."""
        if self._history is not None:
            self._history.set_batch_size(batch_size)
            self._tell_branches()

    def set_descent(self, momentum: float, l2: float, decay: float) -> None:
        """Use another momentum, L2 penalty and decay from the next mini-batch on."""
        if self._history is not None:
            settings = self._history.run.settings
            self._history.use(replace(settings, momentum=momentum, l2=l2, decay=decay))
            self._tell_branches()

    def set_stop_rules(self, rules: StopRules) -> None:
        """Pause by itself where one of these rules is met, in this run and those to come."""
        self._stopping.set_rules(rules)

    def set_speed(self, batches_per_second: float | None) -> None:
        """Make that many mini-batches a second; None is as fast as it goes."""
        self._pace.set_speed(batches_per_second, self._clock())

    def set_history_memory(self, memory: int) -> None:
        """Let the history take so many bytes, of this run and of all to come."""
        self._history_memory = memory
        if self._history is not None:
            self._history.set_memory(memory)

    def request_snapshot(self) -> None:
        """Let the next record carry the network."""
        self._wants_snapshot = True

    def capture_session(self, with_history: bool = False) -> None:
        """Tell all that is needed to go on later, bit for bit."""
        if self._run is None or self._dataset is None or self._history is None:
            return
        session = self._run.to_session(self._dataset.sha256)
        if with_history:
            session = replace(session, history=self._history.saved())
        self._tell.session_captured(session)

    # Turns

    def waiting_time(self) -> float | None:
        """Return the seconds until the next mini-batch is due; None is until the next command."""
        if not self.running:
            return None
        now = self._clock()
        wait, left = self._pace.wait(now), self._stopping.seconds_left(now)
        return wait if left is None else min(wait, left)

    def advance(self, turn: bool = False) -> None:
        """Make one mini-batch and tell all that follows from it.

        Parameters
        ----------
        turn : as many as take some milliseconds, where there are as many to make and nothing is to
            be shown between them; of a mini-batch that takes longer, a part
        """
        run, history = self._run, self._history
        if run is None or history is None or self._stop_if_due(run):
            return
        try:
            bundle = self._timed_steps(history, turn)
        except Diverged as error:
            self._tell.diverged(error.divergence)
            self.pause()
            return
        if not bundle:
            return
        self._pace.made_one(self._clock())
        self._tell_branches()
        self._tell.bundle_finished(bundle)
        at_epoch_end = run.at_epoch_end
        if at_epoch_end:
            self._stopping.epoch_ended()
        self._count_down(run, len(bundle))
        self._stop_if_due(run)
        if at_epoch_end:
            self._end_epoch(run)
        self.measure_if_due()

    def measure_if_due(self) -> None:
        """Ask for test cost and accuracy of the newest parameters, four times a second at most."""
        run, dataset, now = self._run, self._dataset, self._clock()
        if run is None or dataset is None:
            return
        if self._measures.is_due(run.step_count, self.running, now):
            self._measures.begin(run.step_count, now)
            self._measure_later(self._measure_of(run, dataset))

    def accept(self, result: MeasureResult) -> None:
        """Tell what was measured, unless the run has been replaced since."""
        job = result.job
        if job.generation != self.generation:
            return
        outdated = self._measures.outdated and job.train is None
        self.give_up(job)
        if outdated:
            return
        self._tell.answered(result.answers)
        self._tell.measured(result.test)
        if (epoch := result.epoch_record()) is not None:
            self._tell.epoch_finished(epoch)
        self._stopping.measured(result.test)
        if self._run is not None:
            self._stop_if_due(self._run)

    def give_up(self, job: MeasureJob) -> None:
        """Wait no longer for the result of a job."""
        if job.generation != self.generation:
            return
        if job.train is None:
            self._measures.end(self._clock())
        else:
            self._measures.end_epoch(self._clock())

    def _go(self, batches: int | None, *, stops_at_epoch_end: bool) -> None:
        if self._run is None:
            return
        self._batches_left = batches
        self._stops_at_epoch_end = stops_at_epoch_end
        if not self.running:
            now = self._clock()
            self._pace.start(now)
            self._stopping.begin(now)
            self.running = True
            self._tell.running_changed(True)

    def _replace(self, run: SgdRun, dataset: Dataset, history: History | None = None) -> None:
        self._run, self._dataset = run, dataset
        self._history = history or History(run, dataset.train, self._history_memory)
        self._history_id = uuid.uuid4().hex
        self._restarted()

    def _restarted(self) -> None:
        """Begin a stretch of a run: pause, make older measures worthless, tell the first state."""
        self.pause()
        self.generation += 1
        self._forget()
        if self._run is not None:
            self._tell_branches()
            self._tell.restarted(self._run.snapshot())

    def _tell_branches(self) -> None:
        """Tell all branches if one has been begun or changed, or if the run is on another one."""
        history = self._history
        if history is None:
            return
        now = self._history_id, history.branch.id, history.version
        if now != self._branches_told:
            self._branches_told = now
            self._tell.branched(Branches(history.branch.id, history.branches, self._history_id))

    def _timed_steps(self, history: History, turn: bool) -> Bundle:
        """Make the steps of one turn and add their time to that of their epoch."""
        run = history.run
        count = self._steps_without_snapshot(run) if turn else 0
        with_snapshot = self._snapshot_due(max(1, count))
        begin = time.perf_counter()
        bundle = history.advance(max(1, count))
        while not (bundle or turn):
            bundle = history.advance()
        self._train_seconds += time.perf_counter() - begin
        self._examples += len(bundle.examples)
        if with_snapshot and bundle:
            bundle = replace(bundle, snapshots={len(bundle) - 1: run.snapshot()})
            self._wants_snapshot = False
        return bundle

    def _steps_without_snapshot(self, run: SgdRun) -> int:
        """Return how many mini-batches may be made at once before one that carries the network."""
        if self._wants_snapshot or self._pace.batches_per_second is not None:
            return 0
        if self._batches_left is None:
            return run.steps_in_a_turn
        return min(run.steps_in_a_turn, self._batches_left - 1)

    def _snapshot_due(self, count: int) -> bool:
        """Return whether the last of so many mini-batches is to carry the network."""
        return self._wants_snapshot or self._pace.slow or self._batches_left == count

    def _end_epoch(self, run: SgdRun) -> None:
        """Ask for the epoch's measures if they are due, over the training images used as well."""
        dataset, now = self._dataset, self._clock()
        if dataset is None or not self._measures.is_epoch_due(self.running, now):
            return
        self._measures.begin_epoch(run.step_count, now)
        job = replace(
            self._measure_of(run, dataset),
            train=dataset.train,
            train_size=run.settings.train_size,
            train_seconds=self._train_seconds,
            examples=self._examples,
        )
        self._train_seconds, self._examples = 0.0, 0
        self._measure_later(job)

    def _measure_of(self, run: SgdRun, dataset: Dataset) -> MeasureJob:
        """Return the job that measures the newest parameters on the test images."""
        branch = 0 if self._history is None else self._history.branch.id
        return MeasureJob(
            self.generation,
            run.network,
            dataset.test,
            run.step_count,
            run.epoch,
            branch=branch,
            initial=run.initial,
        )

    def _stop_if_due(self, run: SgdRun) -> bool:
        """Pause where a rule says so, and tell which; return whether it is so."""
        reason = self._stopping.reason(self._clock()) if self.running else None
        if reason is None:
            return False
        self._tell.stopped(Stopped(run.step_count, run.epoch, reason))
        self.pause()
        return True

    def _count_down(self, run: SgdRun, made: int) -> None:
        """Pause where the mini-batches or the epoch that were asked for are done."""
        if self._batches_left is not None:
            self._batches_left -= made
        if self._batches_left == 0 or (self._stops_at_epoch_end and run.at_epoch_end):
            self.pause()

    def fail(self, message: str) -> None:
        """Tell once what went wrong, and pause."""
        self._tell.failed(message)
        self.pause()
