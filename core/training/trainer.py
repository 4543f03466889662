"""The trainer: a run of gradient descent beside the window, behind Qt signals.

The run lives in a process of its own (`core.training.remote`), so that neither it nor the window
ever waits for the other's interpreter lock; or, where there can't be one, in a thread of this
process (`core.training.loop`). Nobody but this module knows which.
"""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QObject, pyqtSignal

from core.data.images import Dataset
from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.storage.session import Session
from core.training.bundles import Bundle
from core.training.endings import StopRules
from core.training.engine import Listeners
from core.training.loop import TrainingLoop
from core.training.pacing import check_speed
from core.training.remote import RemoteLoop
from core.training.settings import (
    TrainingSettings,
    check_batch_size,
    check_decay,
    check_l2,
    check_learning_rate,
    check_momentum,
)


class Trainer(QObject):
    """Trains away from the thread of the window.

    Every method returns at once. Signals are emitted in a thread of the trainer's: a plain
    connection brings them to the window's event loop; whoever needs every mini-batch connects with
    ``DirectConnection`` and does no more than append the record.

    Parameters
    ----------
    process : whether to train in a process of its own, which is faster beside a window; a thread
        of this process begins sooner
    """

    batch_finished = pyqtSignal(object)  # MiniBatchRecord, after every mini-batch
    bundle_finished = pyqtSignal(object)  # Bundle: the same, many at once, at far less cost
    measured = pyqtSignal(object)  # Measure of the test images
    answered = pyqtSignal(object)  # Answers to the test images, before each measure of them
    epoch_finished = pyqtSignal(object)  # EpochRecord, of each epoch that there is time to measure
    running_changed = pyqtSignal(bool)
    restarted = pyqtSignal(object)  # Snapshot with which a new, rewound or loaded run starts
    replaced = pyqtSignal(object)  # Replaced: parameters were set by hand
    moved = pyqtSignal(object)  # Moved: the run is at another step of its history
    branched = pyqtSignal(object)  # Branches: a future was begun, or returned to
    stopped = pyqtSignal(object)  # Stopped: a rule has ended the run
    diverged = pyqtSignal(object)  # Divergence
    failed = pyqtSignal(str)  # what went wrong, once; the run is paused
    session_captured = pyqtSignal(object)  # Session

    def __init__(self, parent: QObject | None = None, *, process: bool = True) -> None:
        super().__init__(parent)
        self._train_size = TrainingSettings().train_size
        self._loop = self._remote_loop() if process else TrainingLoop(self._listeners())

    @property
    def running(self) -> bool:
        """Whether mini-batches follow by themselves at this moment."""
        return self._loop.running

    def prepare(self) -> None:
        """Do now what would hold up the first command."""
        self._loop.prepare()

    def begin(
        self, architecture: Architecture, settings: TrainingSettings, dataset: Dataset
    ) -> None:
        """Replace the run by a new one, paused at step 0; `restarted` follows."""
        self._train_size = settings.train_size
        self._loop.do("begin", architecture, settings, dataset)

    def resume(self, session: Session, dataset: Dataset) -> None:
        """Replace the run by a saved one, paused where it was left; `restarted` follows."""
        self._train_size = session.settings.train_size
        self._loop.do("resume", replace(session, curves=None), dataset)

    def start(self) -> None:
        """Let mini-batches follow until `pause`."""
        self._loop.do("start")

    def pause(self) -> None:
        """Make no more mini-batches."""
        self._loop.do("pause")

    def run_batches(self, count: int) -> None:
        """Make that many mini-batches, then pause."""
        self._loop.do("run_batches", count)

    def run_epoch(self) -> None:
        """Make the mini-batches that are left of the epoch (or all of the next), then pause."""
        self._loop.do("run_epoch")

    def rewind(self) -> None:
        """Go back to the same initial parameters, and pause; `restarted` follows."""
        self._loop.do("rewind")

    def go_to(self, step: int, branch: int | None = None) -> None:
        """Pause, and go to a step of a branch (None: of this one), bit for bit; `moved` follows.

        A step that isn't in the history is refused by `failed`.
        """
        self._loop.do("go_to", step, branch)

    def step_back(self) -> None:
        """Pause, and take back one mini-batch; `moved` follows, or `failed` at the first step."""
        self._loop.do("step_back")

    def replace_parameters(self, parameters: Parameters, at_step: int | None = None) -> None:
        """Pause, and go on from these float32 parameters, bit for bit; `replaced` follows.

        Order, epoch and chance stay as they are. What can't be used is refused by `failed`:
        parameters of another shape or such that aren't finite, and, where a step is named, a run
        that isn't there any more.
        """
        self._loop.do("replace_parameters", parameters, at_step)

    def set_learning_rate(self, learning_rate: float) -> None:
        """Use another learning rate from the next mini-batch on, or raise UsageError."""
        check_learning_rate(learning_rate)
        self._loop.do("set_learning_rate", learning_rate)

    def set_batch_size(self, batch_size: int) -> None:
        """Use another batch size from the next mini-batch on, or raise UsageError."""
        check_batch_size(batch_size, self._train_size)
        self._loop.do("set_batch_size", batch_size)

    def set_descent(self, momentum: float, l2: float, decay: float) -> None:
        """Use another momentum, L2 penalty and decay from the next mini-batch on.

        Raises
        ------
        UsageError
            If one of them is out of range.
        """
        check_momentum(momentum)
        check_l2(l2)
        check_decay(decay)
        self._loop.do("set_descent", momentum, l2, decay)

    def set_stop_rules(self, rules: StopRules) -> None:
        """Pause where one of these rules is met, in this run and those to come; `stopped` tells."""
        self._loop.do("set_stop_rules", rules)

    def set_speed(self, batches_per_second: float | None) -> None:
        """Make that many mini-batches a second; None is as fast as it goes."""
        check_speed(batches_per_second)
        self._loop.do("set_speed", batches_per_second)

    def set_history_memory(self, memory: int) -> None:
        """Let the history of this run, and of all to come, take so many bytes."""
        self._loop.do("set_history_memory", memory)

    def request_snapshot(self) -> None:
        """Let the next record carry the network; single and slow steps always do."""
        self._loop.do("request_snapshot")

    def capture_session(self, with_history: bool = False) -> None:
        """Ask for all that is needed to go on later; `session_captured` follows.

        Parameters
        ----------
        with_history : whether for the way that led here, too, which is megabytes more
        """
        self._loop.do("capture_session", with_history)

    def synchronize(self, seconds: float = 5.0) -> bool:
        """Wait until all commands so far are carried out; return whether they were in time."""
        return self._loop.synchronize(seconds)

    def close(self) -> bool:
        """End threads and process for good; return whether they ended within two seconds."""
        return self._loop.close()

    def _remote_loop(self) -> RemoteLoop | TrainingLoop:
        return RemoteLoop(self._listeners())

    def _tell_bundle(self, bundle: Bundle) -> None:
        """Tell of many mini-batches; each by itself only where somebody listens to that."""
        self.bundle_finished.emit(bundle)
        if self.receivers(self.batch_finished):
            for record in bundle.records():
                self.batch_finished.emit(record)

    def _listeners(self) -> Listeners:
        return Listeners(
            bundle_finished=self._tell_bundle,
            measured=self.measured.emit,
            answered=self.answered.emit,
            epoch_finished=self.epoch_finished.emit,
            running_changed=self.running_changed.emit,
            restarted=self.restarted.emit,
            replaced=self.replaced.emit,
            moved=self.moved.emit,
            branched=self.branched.emit,
            stopped=self.stopped.emit,
            diverged=self.diverged.emit,
            failed=self.failed.emit,
            session_captured=self.session_captured.emit,
        )
