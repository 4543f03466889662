"""The trainer: a run of gradient descent in a thread of its own, behind Qt signals.

Two threads work here. One makes the steps: it takes commands from a queue between two mini-batches
and, while nothing is due, sleeps in that queue, so that every command acts at once. The other
measures frozen networks; numpy gives up the interpreter lock for nearly all of that, so the run
goes on meanwhile. Results come back through the same queue: all signals are emitted by the first
thread, in the order in which things happened.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue

from PyQt6.QtCore import QObject, pyqtSignal
from threadpoolctl import threadpool_limits

from core.data.images import Dataset
from core.errors import NudgesError
from core.network.architecture import Architecture
from core.storage.session import Session
from core.training.engine import Listeners, TrainingEngine
from core.training.measures import Interrupted
from core.training.measuring import MeasureJob, carry_out
from core.training.pacing import check_speed
from core.training.settings import TrainingSettings, check_batch_size, check_learning_rate

log = logging.getLogger(__name__)

CLOSE_SECONDS = 2.0
Command = Callable[[], object]


class Trainer(QObject):
    """Trains away from the thread of the window.

    Every method returns at once. Signals are emitted in the trainer's thread: a plain connection
    brings them to the window's event loop; whoever needs every mini-batch connects with
    ``DirectConnection`` and does no more than append the record.
    """

    batch_finished = pyqtSignal(object)  # MiniBatchRecord, after every mini-batch
    measured = pyqtSignal(object)  # Measure of the test images
    epoch_finished = pyqtSignal(object)  # EpochRecord
    running_changed = pyqtSignal(bool)
    restarted = pyqtSignal(object)  # Snapshot with which a new, rewound or loaded run starts
    diverged = pyqtSignal(object)  # Divergence
    failed = pyqtSignal(str)  # what went wrong, once; the run is paused
    session_captured = pyqtSignal(object)  # Session

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: SimpleQueue[Command] = SimpleQueue()
        self._jobs: SimpleQueue[MeasureJob | None] = SimpleQueue()
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []
        self._train_size = TrainingSettings().train_size
        self._engine = TrainingEngine(self._listeners(), self._jobs.put)

    @property
    def running(self) -> bool:
        """Whether mini-batches follow by themselves at this moment."""
        return self._engine.running

    def begin(
        self, architecture: Architecture, settings: TrainingSettings, dataset: Dataset
    ) -> None:
        """Replace the run by a new one, paused at step 0; `restarted` follows."""
        self._train_size = settings.train_size
        self._do(partial(self._engine.begin, architecture, settings, dataset))

    def resume(self, session: Session, dataset: Dataset) -> None:
        """Replace the run by a saved one, paused where it was left; `restarted` follows."""
        self._train_size = session.settings.train_size
        self._do(partial(self._engine.resume, session, dataset))

    def start(self) -> None:
        """Let mini-batches follow until `pause`."""
        self._do(self._engine.start)

    def pause(self) -> None:
        """Make no more mini-batches."""
        self._do(self._engine.pause)

    def run_batches(self, count: int) -> None:
        """Make that many mini-batches, then pause."""
        self._do(partial(self._engine.run_batches, count))

    def run_epoch(self) -> None:
        """Make the mini-batches that are left of the epoch (or all of the next), then pause."""
        self._do(self._engine.run_epoch)

    def rewind(self) -> None:
        """Go back to the same initial parameters, and pause; `restarted` follows."""
        self._do(self._engine.rewind)

    def set_learning_rate(self, learning_rate: float) -> None:
        """Use another learning rate from the next mini-batch on, or raise UsageError."""
        check_learning_rate(learning_rate)
        self._do(partial(self._engine.set_learning_rate, learning_rate))

    def set_batch_size(self, batch_size: int) -> None:
        """Use another batch size from the next mini-batch on, or raise UsageError."""
        check_batch_size(batch_size, self._train_size)
        self._do(partial(self._engine.set_batch_size, batch_size))

    def set_speed(self, batches_per_second: float | None) -> None:
        """Make that many mini-batches a second; None is as fast as it goes."""
        check_speed(batches_per_second)
        self._do(partial(self._engine.set_speed, batches_per_second))

    def request_snapshot(self) -> None:
        """Let the next record carry the network; single and slow steps always do."""
        self._do(self._engine.request_snapshot)

    def capture_session(self) -> None:
        """Ask for all that is needed to go on later; `session_captured` follows."""
        self._do(self._engine.capture_session)

    def synchronize(self, seconds: float = 5.0) -> bool:
        """Wait until all commands so far are carried out; return whether they were in time."""
        if self._closing.is_set():
            return False
        done = threading.Event()
        self._do(done.set)
        return done.wait(seconds)

    def close(self) -> bool:
        """End the threads for good; return whether they ended within two seconds."""
        self._closing.set()
        self._commands.put(_nothing)
        self._jobs.put(None)
        deadline = time.monotonic() + CLOSE_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        return not self._threads

    def _listeners(self) -> Listeners:
        return Listeners(
            batch_finished=self.batch_finished.emit,
            measured=self.measured.emit,
            epoch_finished=self.epoch_finished.emit,
            running_changed=self.running_changed.emit,
            restarted=self.restarted.emit,
            diverged=self.diverged.emit,
            failed=self.failed.emit,
            session_captured=self.session_captured.emit,
        )

    def _do(self, command: Command) -> None:
        """Hand a command to the thread that trains, which starts with the first one."""
        if self._closing.is_set():
            return
        if not self._threads:
            self._threads = [
                threading.Thread(target=self._train, name="training", daemon=True),
                threading.Thread(target=self._measure, name="measuring", daemon=True),
            ]
            for thread in self._threads:
                thread.start()
        self._commands.put(command)

    def _train(self) -> None:
        """Take turns until the trainer closes; whatever is raised is told, and the run paused."""
        threadpool_limits(limits=1, user_api="blas")
        while not self._closing.is_set():
            self._take_turn()

    def _take_turn(self) -> None:
        """Carry out a command or, when none comes in time, the next mini-batch."""
        try:
            command = self._next_command(self._engine.waiting_time())
            if command is None:
                self._engine.advance()
            else:
                command()
                self._engine.measure_if_due()
        except Exception as error:
            self._fail(error)

    def _next_command(self, seconds: float | None) -> Command | None:
        """Wait that long (None: for ever) for a command."""
        if seconds == 0 and self._commands.empty():
            return None
        try:
            return self._commands.get(timeout=seconds)
        except Empty:
            return None

    def _measure(self) -> None:
        """Carry out measurements, one after the other, until the trainer closes."""
        while (job := self._jobs.get()) is not None:
            self._carry_out(job)

    def _carry_out(self, job: MeasureJob) -> None:
        """Make one measurement and hand its result to the thread that trains."""
        try:
            result = carry_out(job, partial(self._unwanted, job))
            self._commands.put(partial(self._engine.accept, result))
        except Interrupted:
            return
        except Exception as error:
            self._commands.put(partial(self._engine.give_up, job))
            self._commands.put(partial(self._fail, error))

    def _unwanted(self, job: MeasureJob) -> bool:
        return self._closing.is_set() or job.generation != self._engine.generation

    def _fail(self, error: Exception) -> None:
        """Tell what went wrong: a user's error in its words, anything else by its type."""
        if isinstance(error, NudgesError):
            self._engine.fail(str(error))
            return
        log.error("training failed", exc_info=error)
        self._engine.fail(describe(error))


def describe(error: Exception) -> str:
    """Return one line about an error that no user caused."""
    if isinstance(error, MemoryError):
        return "there is not enough memory for this network: choose smaller layers"
    return f"training paused by an internal error: {type(error).__name__}: {error}"


def _nothing() -> None:
    """Wake the thread that trains."""
