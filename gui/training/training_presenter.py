"""Training's story: keeps the controls, the curves and the network shown in step with the run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.data.images import Dataset
from core.errors import UsageError
from core.network.architecture import Architecture
from core.network.network import Network
from core.network.parameters import Parameters
from core.storage.session import Session
from core.training.records import Divergence, MiniBatchRecord, Moved, Snapshot
from core.training.saved_curves import SavedCurves
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from gui.network_view.scene import Scene
from gui.training.descend_panel import DescendPanel
from gui.training.pace import Pace
from gui.training.record_feed import RecordFeed
from gui.training.replay import Replay
from gui.training.training_panel import TrainingPanel


class TrainingPresenter(QObject):
    """Connects a `Trainer` with the panel below, the panel at the right, and the picture.

    `network_changed` carries a `Network` to show; `scene_changed` says that a replay moved on.
    """

    network_changed = pyqtSignal(object)
    scene_changed = pyqtSignal()
    running_changed = pyqtSignal()
    replay_changed = pyqtSignal()  # another mini-batch can be replayed, or none
    learning_rate_changed = pyqtSignal(float)
    begun = pyqtSignal()  # a run of other settings
    restarted = pyqtSignal()  # a run is at its beginning, new, rewound or opened
    advanced = pyqtSignal()  # mini-batches have been made
    replaced = pyqtSignal(object)  # Snapshot: parameters were set by hand, and are shown
    moved = pyqtSignal(object)  # Moved: the run is at another step, and is shown there
    settled = pyqtSignal()  # the run has paused, and its network is the one shown
    slow_motion_begun = pyqtSignal()
    refused = pyqtSignal(str)

    def __init__(
        self,
        trainer: Trainer,
        feed: RecordFeed,
        panel: TrainingPanel,
        descend: DescendPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.trainer = trainer
        self.feed = feed
        self.panel = panel
        self.descend = descend
        self.architecture = Architecture()
        self.settings = TrainingSettings()
        self.dataset: Dataset | None = None
        self.running = False
        self.still = False  # a picture of the window is made: the run is shown, not taken up
        self.reduced_motion = False
        self.replay = Replay(self.architecture.depth)
        self._pace = Pace()
        self._step = 0  # of the newest record
        self._settled = False
        self._unseen: MiniBatchRecord | None = None  # its network waits for the next frame
        self._resumed: Session | None = None
        self._connect()

    @property
    def moving(self) -> bool:
        """Whether the window needs frames for this."""
        return self.running or self.replay.moving

    @property
    def replayed(self) -> Snapshot | None:
        """The network after the mini-batch that can be replayed, and its nudges."""
        return self.replay.snapshot

    @property
    def slow(self) -> bool:
        """Whether each mini-batch is shown with its backward pass."""
        return self._pace.slow

    @property
    def step(self) -> int:
        """How many mini-batches the run has made, as far as is known here."""
        return self._step

    @property
    def at_rest(self) -> bool:
        """Whether the run is paused and its network was told, even if a map's place is visited."""
        return self._settled and not self.running

    def set_dataset(self, dataset: Dataset) -> None:
        """Train on these images, from the start."""
        self.dataset = dataset
        self.descend.set_images(dataset.train)
        self.begin(self.architecture, self.settings)

    @pyqtSlot(object, object)
    def begin(self, architecture: Architecture, settings: TrainingSettings) -> None:
        """Begin a new run."""
        self._resumed = None
        self._show_run(architecture, settings)
        if self.dataset is not None and not self.still:
            self.trainer.begin(architecture, settings, self.dataset)
        self.learning_rate_changed.emit(settings.learning_rate)
        self.begun.emit()

    def resume(self, session: Session, dataset: Dataset) -> None:
        """Go on with a saved run and its curves, paused where it was left."""
        self.dataset = dataset
        self._resumed = session
        self.replay.forget(session.architecture.depth)
        self.descend.set_images(dataset.train)
        self._show_run(session.architecture, session.settings)
        self.panel.clear()
        self._show_place(session.step, session.epoch)
        if not self.still:
            self.trainer.resume(session, dataset)
        self.learning_rate_changed.emit(session.settings.learning_rate)
        self.begun.emit()

    def curves_of(self, session: Session) -> Callable[[], SavedCurves] | None:
        """Return what reads, in any thread, the curves that have led to a session of the run.

        The feed holds every record up to the session's step when the trainer hands it over, and
        may hold more. A session of a run that has been replaced since stays without.
        """
        self._take_records()
        now = (self.architecture, self.settings.seed, self.settings.train_size)
        if now != (session.architecture, session.settings.seed, session.settings.train_size):
            return None
        return partial(self.panel.data.as_now().saved, session.step)

    def scene(self, rest: Scene) -> Scene:
        """Return the picture of descent: the network at rest, or a mini-batch's nudges on it."""
        return self.replay.scene(rest)

    def advance(self, seconds: float, *, picture: bool = True) -> None:
        """Let a frame's time pass: take the new records, move the replay on.

        picture : whether the network may be drawn in this frame while training isn't slow
        """
        self._take_records(picture=picture or self.slow)
        if self.running and not self.slow:
            self.trainer.request_snapshot()
        self.replay.advance(seconds)

    @pyqtSlot()
    def toggle(self) -> None:
        """Run, or pause."""
        if self.running:
            self.pause()
        else:
            self.start()

    @pyqtSlot()
    def start(self) -> None:
        """Let mini-batches follow."""
        self._pace.by_hand = False
        if self.slow:
            self.slow_motion_begun.emit()
        self.trainer.start()

    @pyqtSlot()
    def run_batch(self) -> None:
        """Make one mini-batch and play its backward pass."""
        self._pace.by_hand = True
        self.slow_motion_begun.emit()
        self.trainer.run_batches(1)

    @pyqtSlot()
    def run_epoch(self) -> None:
        """Make what is left of the epoch."""
        self._pace.by_hand = False
        self.trainer.run_epoch()

    @pyqtSlot()
    def pause(self) -> None:
        """Make no more mini-batches."""
        self.trainer.pause()

    @pyqtSlot()
    def rewind(self) -> None:
        """Go back to the same initial parameters."""
        self.trainer.rewind()

    @pyqtSlot(float)
    def set_learning_rate(self, learning_rate: float) -> None:
        """Use another learning rate from the next mini-batch on."""
        self._change(learning_rate=learning_rate)

    @pyqtSlot(int)
    def set_batch_size(self, batch_size: int) -> None:
        """Use another batch size from the next mini-batch on."""
        self._change(batch_size=batch_size)

    def change_descent(self, momentum: float, l2: float, decay: float) -> None:
        """Use another momentum, L2 penalty and decay from the next mini-batch on."""
        self._change(momentum=momentum, l2=l2, decay=decay)

    @pyqtSlot(object)
    def set_speed(self, batches_per_second: float | None) -> None:
        """Make so many mini-batches a second; None is as fast as it goes."""
        self._pace.speed = batches_per_second
        self._pace.by_hand = False
        self.trainer.set_speed(batches_per_second)

    def _connect(self) -> None:
        trainer, panel = self.trainer, self.panel
        self.replay.moved.connect(self.scene_changed)
        panel.run_requested.connect(self.begin)
        panel.start_requested.connect(self.start)
        panel.pause_requested.connect(self.pause)
        panel.batch_requested.connect(self.run_batch)
        panel.epoch_requested.connect(self.run_epoch)
        panel.rewind_requested.connect(self.rewind)
        panel.learning_rate_changed.connect(self.set_learning_rate)
        panel.batch_size_changed.connect(self.set_batch_size)
        panel.speed_changed.connect(self.set_speed)
        trainer.measured.connect(self._look)
        trainer.epoch_finished.connect(self._look)
        trainer.restarted.connect(self._look)
        trainer.replaced.connect(self._look)
        trainer.moved.connect(self._look)
        trainer.branched.connect(self._look)
        trainer.running_changed.connect(self._set_running)
        trainer.diverged.connect(self._diverged)
        trainer.failed.connect(self.refused)
        trainer.session_captured.connect(self._look)

    def _take_records(self, *, picture: bool = True) -> None:
        news = self.feed.drain()
        self.panel.follow(news.items)
        if news.leads_elsewhere:
            self._unseen, picture = None, True
        if news.restart is not None:
            self._begin_again(news.restart)
        if news.moved is not None:
            self._show_moved(news.moved)
        newest = news.newest
        if newest is not None:
            self._step = newest.step
            self.descend.set_record(newest)
            self.advanced.emit()
        self._unseen = news.newest_with_snapshot or self._unseen
        if self._unseen is not None and picture:
            shown, self._unseen = self._unseen, None
            self._show(shown)
        if news.replaced is not None:
            self._show_replaced(news.replaced)
        if news.captured is not None:
            self._show_paused(news.captured)

    def _show_replaced(self, snapshot: Snapshot) -> None:
        """Show what was set by hand, unless mini-batches have been made since."""
        if snapshot.step == self._step and snapshot.parameters.sizes == self.architecture.sizes:
            self._show_network(snapshot.parameters)
            self.replaced.emit(snapshot)

    def _show_moved(self, moved: Moved) -> None:
        """Show the run as it was at another step: network, settings, the mini-batch before."""
        snapshot = moved.snapshot
        if snapshot.parameters.sizes != self.architecture.sizes:
            return
        self._step = snapshot.step
        self._show_settings(moved.settings)
        self.descend.clear()
        if moved.record is not None:
            self.descend.set_record(moved.record)
        self.replay.stand_after(None if moved.record is None else snapshot)
        self.replay_changed.emit()
        self._settled = True
        self._show_network(snapshot.parameters)
        self.moved.emit(moved)

    def _show_run(self, architecture: Architecture, settings: TrainingSettings) -> None:
        """Show the network and the settings of another run."""
        self.architecture, self.settings = architecture, settings
        self.panel.show_run(architecture, settings)
        self.descend.set_settings(settings)

    def _show_settings(self, settings: TrainingSettings) -> None:
        """Show the settings of the next step, and tell nobody but those who show them too."""
        self.panel.show_settings(settings)
        self.panel.network.set_learning_rate(settings.learning_rate)
        if settings != self.settings:
            self.settings = settings
            self.descend.set_settings(settings)
            self.learning_rate_changed.emit(settings.learning_rate)

    def _begin_again(self, snapshot: Snapshot) -> None:
        """Forget what was shown of the run before."""
        self._show_place(snapshot.step, snapshot.epoch)
        self.descend.clear()
        self._step = snapshot.step
        self.replay.forget(self.architecture.depth)
        self.replay_changed.emit()
        self._show_network(snapshot.parameters)
        self._settled = True
        self.restarted.emit()

    def _show_place(self, step: int, epoch: int) -> None:
        """Show curves and numbers of a run's beginning: those of a session, or none."""
        self.panel.clear_numbers()
        self.panel.show_place(step, epoch)
        session = self._resumed
        if session is not None and session.curves is not None and session.step == step:
            self.panel.restore(session.curves)

    def _show(self, record: MiniBatchRecord) -> None:
        """Show the network of a record, with its backward pass if there is time for that.

        A record of a run that is being replaced by one of another shape is left out.
        """
        assert record.snapshot is not None
        if record.snapshot.parameters.sizes != self.architecture.sizes:
            return
        if self.slow and not self.reduced_motion:
            self.replay.play(record.snapshot, self._pace.replay_seconds)
        else:
            self.replay.stand_after(record.snapshot)
        self.replay_changed.emit()
        self._show_network(record.snapshot.parameters)

    def _show_network(self, parameters: Parameters) -> None:
        """Tell the run's network, unless it is that of a run which is being replaced."""
        if parameters.sizes == self.architecture.sizes:
            self.network_changed.emit(Network(self.architecture, parameters))

    @pyqtSlot(bool)
    def _set_running(self, running: bool) -> None:
        self.running = running
        self._settled = False
        self.panel.set_running(running)
        if not running:
            self._take_records()
            self.trainer.capture_session()
        self.running_changed.emit()

    def _show_paused(self, session: Session) -> None:
        """Show the network with which the run has paused: its last record may carry none."""
        if not self.running and session.step == self._step:
            self._show_network(session.parameters)
            self._settled = True
            self.settled.emit()

    @pyqtSlot(object)
    def _look(self, _news: object) -> None:
        """Take what has come: the clock may rest."""
        self._take_records()

    @pyqtSlot(object)
    def _diverged(self, divergence: Divergence) -> None:
        self._take_records()
        self.panel.show_divergence(divergence)

    def _change(self, **changes: float) -> None:
        """Pass changed settings on, unless they are out of range."""
        try:
            self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        except UsageError as error:
            self.refused.emit(str(error))
            return
        self.descend.set_settings(self.settings)
        if "learning_rate" in changes:
            self.trainer.set_learning_rate(self.settings.learning_rate)
            self.learning_rate_changed.emit(self.settings.learning_rate)
        if "momentum" in changes:
            now = self.settings
            self.trainer.set_descent(now.momentum, now.l2, now.decay)
        if "batch_size" in changes:
            self.trainer.set_batch_size(self.settings.batch_size)
