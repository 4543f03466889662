import threading

import numpy as np
import pytest
from PyQt6.QtCore import QCoreApplication, Qt

from core.errors import UsageError
from core.network.architecture import Architecture
from core.training import trainer as module
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

SMALL = Architecture((784, 6, 10))
SETTINGS = TrainingSettings(train_size=205)


@pytest.fixture
def trainer(qapp):
    trainer = Trainer()
    yield trainer
    assert trainer.close()


@pytest.fixture
def begun(qtbot, trainer, dataset):
    with qtbot.waitSignal(trainer.restarted):
        trainer.begin(SMALL, SETTINGS, dataset)
    return trainer


def collect(trainer):
    """Return a list that every mini-batch is appended to, in the trainer's thread."""
    records = []
    trainer.batch_finished.connect(records.append, Qt.ConnectionType.DirectConnection)
    return records


def test_there_is_a_signal_for_every_mini_batch_in_order(qtbot, begun):
    records = collect(begun)
    with qtbot.waitSignals([begun.running_changed] * 2):
        begun.run_batches(500)
    assert [record.step for record in records] == list(range(1, 501))


def test_a_queued_receiver_gets_every_mini_batch_too(qtbot, begun):
    records = []
    begun.batch_finished.connect(records.append)
    begun.run_batches(300)
    qtbot.waitUntil(lambda: len(records) == 300)
    assert [record.step for record in records] == list(range(1, 301))


def test_mini_batches_are_made_in_another_thread(qtbot, begun):
    idents = []

    def note(_record):
        idents.append(threading.get_ident())

    begun.batch_finished.connect(note, Qt.ConnectionType.DirectConnection)
    with qtbot.waitSignals([begun.running_changed] * 2):
        begun.run_batches(1)
    assert idents != [threading.get_ident()]


def test_an_epoch_ends_with_its_measures(qtbot, begun):
    with qtbot.waitSignal(begun.epoch_finished) as blocker:
        begun.run_epoch()
    (epoch,) = blocker.args
    assert (epoch.epoch, epoch.step) == (1, 21)
    assert (epoch.train.set_name, epoch.test.set_name) == ("train", "test")


def test_a_new_run_is_measured_at_step_zero(qtbot, trainer, dataset):
    with qtbot.waitSignal(trainer.measured) as blocker:
        trainer.begin(SMALL, SETTINGS, dataset)
    assert blocker.args[0].step == 0


def test_pauses_do_not_change_the_bits(qtbot, begun, dataset):
    for count in (1, 7, 12, 30):
        with qtbot.waitSignals([begun.running_changed] * 2):
            begun.run_batches(count)
    with qtbot.waitSignal(begun.session_captured) as blocker:
        begun.capture_session()
    straight = SgdRun(SMALL, SETTINGS, dataset.train)
    for _ in range(50):
        straight.step()
    session = blocker.args[0]
    assert session.parameters.vector.tobytes() == straight.network.parameters.vector.tobytes()


def test_a_pause_stops_a_run_at_full_speed(qtbot, begun, monkeypatch):
    monkeypatch.setattr("core.training.engine.MOST_EPOCHS_TO_MEASURE", 10**9)  # it never waits
    with qtbot.waitSignal(begun.batch_finished):
        begun.start()
    with qtbot.waitSignal(begun.running_changed, check_params_cb=lambda running: not running):
        begun.pause()
    assert not begun.running


def test_a_command_acts_at_once_where_the_next_mini_batch_is_long_away(qtbot, begun):
    begun.set_speed(0.01)
    with qtbot.waitSignal(begun.batch_finished):
        begun.start()
    with qtbot.waitSignal(begun.running_changed, timeout=1000):
        begun.pause()


def test_a_faster_speed_ends_a_long_wait(qtbot, begun):
    begun.set_speed(0.01)
    with qtbot.waitSignal(begun.batch_finished):
        begun.start()
    with qtbot.waitSignal(begun.batch_finished, timeout=1000):
        begun.set_speed(None)


def test_beginning_while_running_replaces_the_run(qtbot, begun, dataset):
    begun.start()
    with qtbot.waitSignal(begun.restarted) as blocker:
        begun.begin(Architecture((784, 10)), SETTINGS, dataset)
    assert blocker.args[0].parameters.sizes == (784, 10)
    assert not begun.running


def test_divergence_is_told_with_the_last_good_parameters(qtbot, trainer, dataset):
    settings = TrainingSettings(learning_rate=1000, train_size=205)
    trainer.begin(Architecture((784, 6, 10), "leaky_relu"), settings, dataset)
    with qtbot.waitSignal(trainer.diverged) as blocker:
        trainer.start()
    assert np.isfinite(blocker.args[0].snapshot.parameters.vector).all()
    qtbot.waitUntil(lambda: not trainer.running)


def test_values_out_of_range_are_refused_where_they_are_given(begun):
    with pytest.raises(UsageError, match="learning rate"):
        begun.set_learning_rate(float("nan"))
    with pytest.raises(UsageError, match="206 examples"):
        begun.set_batch_size(206)
    with pytest.raises(UsageError, match="speed"):
        begun.set_speed(0)


def test_an_error_in_the_thread_is_told_once_and_the_next_run_works(
    qtbot, trainer, dataset, monkeypatch, caplog
):
    failures = []
    trainer.failed.connect(failures.append)
    trainer.begin(SMALL, SETTINGS, dataset)
    with monkeypatch.context() as broken:
        broken.setattr(SgdRun, "step", None)
        with qtbot.waitSignal(trainer.failed):
            trainer.start()
        qtbot.waitUntil(lambda: not trainer.running)
    with qtbot.waitSignal(trainer.batch_finished):
        trainer.run_batches(1)
    assert len(failures) == 1
    assert "TypeError" in failures[0]


def test_a_user_s_error_is_told_in_its_own_words(qtbot, trainer, dataset):
    with qtbot.waitSignal(trainer.failed) as blocker:
        trainer.begin(SMALL, TrainingSettings(), dataset)
    assert blocker.args[0] == "training on 60,000 images: there are only 205"


def test_a_failing_measurement_is_told_and_training_goes_on(
    qtbot, trainer, dataset, monkeypatch, caplog
):
    monkeypatch.setattr(module, "carry_out", None)
    with qtbot.waitSignal(trainer.failed):
        trainer.begin(SMALL, SETTINGS, dataset)
    with qtbot.waitSignal(trainer.batch_finished):
        trainer.run_batches(1)


def start_nothing(trainer):
    pass


def run_at_full_speed(trainer):
    trainer.start()


def wait_for_a_slow_step(trainer):
    trainer.set_speed(0.01)
    trainer.start()


def measure_an_epoch(trainer):
    trainer.run_epoch()


@pytest.mark.parametrize(
    "activity", [start_nothing, run_at_full_speed, wait_for_a_slow_step, measure_an_epoch]
)
def test_closing_at_any_moment_leaves_no_thread(qtbot, begun, activity):
    activity(begun)
    QCoreApplication.processEvents()
    assert begun.close()
    assert begun.close()
    assert {"training", "measuring"}.isdisjoint(t.name for t in threading.enumerate())


def test_synchronizing_waits_until_the_run_has_begun(trainer, dataset):
    snapshots = []
    trainer.restarted.connect(snapshots.append, Qt.ConnectionType.DirectConnection)
    trainer.begin(SMALL, SETTINGS, dataset)
    assert trainer.synchronize()
    assert len(snapshots) == 1


def test_a_trainer_that_was_never_used_has_no_thread_to_close(trainer):
    assert trainer.close()
    trainer.start()
    assert "training" not in [thread.name for thread in threading.enumerate()]
