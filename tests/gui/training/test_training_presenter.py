"""The presenter between a trainer that is played by the test and the real panels."""

import numpy as np
import pytest
from PyQt6.QtCore import QObject, pyqtSignal

from core.data.images import Dataset
from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.storage.session import Session
from core.training.bundles import Bundle
from core.training.records import Divergence, MiniBatchRecord, Snapshot
from core.training.settings import TrainingSettings
from gui.network_view.at_rest import choose_shown, scene_at_rest
from gui.training.descend_panel import DescendPanel
from gui.training.pace import LONGEST_REPLAY
from gui.training.record_feed import RecordFeed
from gui.training.training_panel import TrainingPanel
from gui.training.training_presenter import TrainingPresenter

SIZES = (784, 3, 10)


class PlayedTrainer(QObject):
    """Notes what it is asked for; a test tells what happens."""

    batch_finished = pyqtSignal(object)
    measured = pyqtSignal(object)
    epoch_finished = pyqtSignal(object)
    running_changed = pyqtSignal(bool)
    restarted = pyqtSignal(object)
    replaced = pyqtSignal(object)
    moved = pyqtSignal(object)
    branched = pyqtSignal(object)
    diverged = pyqtSignal(object)
    failed = pyqtSignal(str)
    session_captured = pyqtSignal(object)

    def __init__(self):
        super().__init__()
        self.asked = []

    def __getattr__(self, name):
        def note(*arguments):
            self.asked.append((name, *arguments))

        return note


def random_parameters(seed, sizes=SIZES):
    count = Architecture(sizes).parameter_count
    return Parameters(np.random.default_rng(seed).normal(size=count).astype(np.float32), sizes)


def snapshot_at(step, sizes=SIZES):
    return Snapshot(step, 1, random_parameters(step, sizes), random_parameters(step + 99, sizes))


def record(step, snapshot=None):
    return MiniBatchRecord(step, 1, 1.0 / step, np.ones(2, np.float32), np.arange(10), snapshot)


class Scenery:
    """The presenter with all around it."""

    def __init__(self, theme, images):
        self.trainer, self.feed = PlayedTrainer(), RecordFeed()
        self.panel, self.descend = TrainingPanel(theme), DescendPanel(theme)
        self.presenter = TrainingPresenter(self.trainer, self.feed, self.panel, self.descend)
        self.presenter.architecture = Architecture(SIZES)
        self.presenter.settings = TrainingSettings(train_size=200)
        self.presenter.set_dataset(Dataset(images, images, "made up"))
        self.networks, self.moved = [], []
        self.presenter.network_changed.connect(self.networks.append)
        self.presenter.scene_changed.connect(
            lambda: self.moved.append(self.presenter.replay.alpha_shown)
        )
        self.trainer.asked.clear()

    def make(self, *records):
        for each in records:
            restarts = isinstance(each, Snapshot)
            self.feed.append(each if restarts else Bundle.of([each]))
        self.presenter.advance(0.016)


@pytest.fixture
def scenery(theme, images, qtbot):
    scenery = Scenery(theme, images)
    qtbot.addWidget(scenery.panel)
    qtbot.addWidget(scenery.descend)
    return scenery


def test_records_go_to_the_curves_in_order(scenery):
    scenery.make(record(1), record(2), record(3))

    np.testing.assert_array_equal(scenery.panel.data.steps, [1, 2, 3])


def test_while_it_runs_at_full_speed_each_frame_asks_for_a_network(scenery):
    scenery.trainer.running_changed.emit(True)
    scenery.make()

    assert ("request_snapshot",) in scenery.trainer.asked


def test_of_many_networks_in_a_frame_only_the_last_is_shown(scenery):
    last = snapshot_at(3)

    scenery.make(record(1, snapshot_at(1)), record(2), record(3, last), record(4))

    (network,) = scenery.networks
    assert network.parameters is last.parameters
    assert scenery.presenter.replay.alpha_shown == 1  # at full speed nothing is replayed


def test_a_network_that_may_not_be_drawn_yet_is_shown_in_the_next_frame(scenery):
    waiting = snapshot_at(2)
    scenery.feed.append(Bundle.of([record(2, waiting)]))

    scenery.presenter.advance(0.016, picture=False)
    assert (scenery.networks, list(scenery.panel.data.steps)) == ([], [2])
    scenery.presenter.advance(0.016)

    assert scenery.networks[0].parameters is waiting.parameters


def test_a_network_that_waited_is_not_shown_after_a_rewind(scenery):
    start = snapshot_at(0)
    scenery.feed.append(Bundle.of([record(2, snapshot_at(2))]))
    scenery.presenter.advance(0.016, picture=False)

    scenery.make(start)
    scenery.make()

    assert [network.parameters for network in scenery.networks] == [start.parameters]


def test_a_pause_takes_what_is_left_and_asks_for_the_network(scenery):
    scenery.trainer.running_changed.emit(True)
    scenery.feed.append(Bundle.of([record(1)]))

    scenery.trainer.running_changed.emit(False)

    assert list(scenery.panel.data.steps) == [1]
    assert ("capture_session",) in scenery.trainer.asked
    assert not scenery.presenter.moving


def paused_at(step):
    """Return what the trainer captures at a pause."""
    parameters = random_parameters(step)
    order = np.zeros(0, np.int32)
    return Session(
        Architecture(), parameters, parameters, TrainingSettings(), step, 0, order, 0, {}, ""
    )


def tell_pause(scenery, session):
    """Tell it as the trainer does: the feed has it before the signal arrives."""
    scenery.feed.append(session)
    scenery.trainer.session_captured.emit(session)


def test_the_network_of_a_pause_is_shown(scenery):
    scenery.make(record(7))
    paused = paused_at(7)

    tell_pause(scenery, paused)

    assert scenery.networks[-1].parameters is paused.parameters


def test_the_network_of_a_pause_is_not_shown_after_a_rewind(scenery):
    scenery.make(record(7))
    scenery.make(start := snapshot_at(0))

    tell_pause(scenery, paused_at(7))

    assert scenery.networks[-1].parameters is start.parameters


def test_a_record_of_a_run_of_another_shape_is_not_shown(scenery):
    scenery.make(record(1, snapshot_at(1, (784, 4, 4, 10))))

    assert scenery.networks == []
    assert scenery.presenter.replayed is None


def test_a_restart_forgets_the_run_before(scenery):
    scenery.presenter.set_speed(1.0)
    scenery.make(record(1, snapshot_at(1)))

    scenery.make(start := snapshot_at(0))

    assert len(scenery.panel.data.steps) == 0
    assert scenery.presenter.replayed is None
    assert not scenery.presenter.moving
    assert scenery.networks[-1].parameters is start.parameters


def test_a_mini_batch_by_hand_is_replayed_from_start_to_end(scenery):
    scenery.presenter.run_batch()
    assert scenery.trainer.asked[-1] == ("run_batches", 1)
    scenery.make(record(1, snapshot_at(1)))

    for _ in range(20):
        scenery.presenter.advance(LONGEST_REPLAY / 10)

    assert scenery.moved == sorted(scenery.moved)
    assert len(set(scenery.moved)) > 9
    assert scenery.presenter.replay.alpha_shown == 1
    assert not scenery.presenter.moving


def test_with_reduced_motion_nothing_is_replayed(scenery):
    scenery.presenter.reduced_motion = True
    scenery.presenter.run_batch()

    scenery.make(record(1, snapshot_at(1)))

    assert scenery.presenter.replay.alpha_shown == 1
    assert len(scenery.networks) == 1


@pytest.mark.parametrize(("speed", "slow"), [(None, False), (1.0, True), (5.0, True), (60, False)])
def test_only_slow_mini_batches_are_replayed(scenery, speed, slow):
    scenery.presenter.set_speed(speed)
    scenery.make(record(1, snapshot_at(1)))

    assert (scenery.presenter.replay.alpha_shown < 1) == slow


def test_at_rest_the_picture_is_the_network_itself(scenery):
    snapshot = snapshot_at(1)
    architecture = Architecture(SIZES)
    activations = tuple(np.zeros(size) for size in SIZES)
    shown = choose_shown(architecture, activations[0])
    rest = scene_at_rest(snapshot.parameters, activations, architecture, shown)
    assert scenery.presenter.scene(rest) is rest

    scenery.presenter.run_batch()
    scenery.make(record(1, snapshot))

    assert scenery.presenter.scene(rest) is not rest


def test_run_and_pause_take_turns(scenery):
    scenery.presenter.toggle()
    scenery.trainer.running_changed.emit(True)
    scenery.presenter.toggle()

    asked = [name for name, *_ in scenery.trainer.asked]
    assert [name for name in asked if name in ("start", "pause")] == ["start", "pause"]


def test_a_learning_rate_out_of_range_is_refused_and_not_used(scenery):
    refused = []
    scenery.presenter.refused.connect(refused.append)

    scenery.presenter.set_learning_rate(-1.0)

    (message,) = refused
    assert "-1" in message
    assert scenery.trainer.asked == []
    assert scenery.presenter.settings.learning_rate == 1.0


def test_a_new_learning_rate_and_batch_size_reach_the_run(scenery):
    scenery.presenter.set_learning_rate(0.5)
    scenery.presenter.set_batch_size(20)

    assert scenery.trainer.asked == [("set_learning_rate", 0.5), ("set_batch_size", 20)]


def test_divergence_is_shown_after_the_records_before_it(scenery):
    scenery.feed.append(Bundle.of([record(1)]))

    scenery.trainer.diverged.emit(Divergence(2, 1, "the cost became infinite", snapshot_at(1)))

    assert list(scenery.panel.data.steps) == [1]
    assert scenery.panel.warning.text == "The cost became infinite."
    scenery.trainer.running_changed.emit(False)
    assert scenery.panel.status.state.text() == "diverged"


def test_a_failure_is_passed_on_in_its_words(scenery, qtbot):
    with qtbot.waitSignal(scenery.presenter.refused) as told:
        scenery.trainer.failed.emit("there is not enough memory")

    assert told.args == ["there is not enough memory"]
