import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QCoreApplication, Qt

from core.data.images import Dataset, ImageSet
from core.errors import UsageError
from core.network.architecture import Architecture
from core.training import child, compiled_steps, remote
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

SMALL = Architecture((784, 6, 10))
SETTINGS = TrainingSettings(train_size=205)
OURS = {"training", "measuring", "commands", "records"}
ROOT = Path(__file__).parents[3]


def pid_of(trainer):
    return trainer._loop.pid


def kill(trainer):
    os.kill(pid_of(trainer), signal.SIGKILL)


def threads():
    """Return the names of the trainer's threads that are alive."""
    return OURS & {thread.name for thread in threading.enumerate()}


def open_files():
    """Return how many files and pipes this process has open."""
    gc.collect()
    return sum(1 for _ in Path("/proc/self/fd").iterdir()) if sys.platform == "linux" else 0


@pytest.fixture(scope="module", autouse=True)
def compiled_code():
    """Load it once, so that no thread is closed while it still does that."""
    compiled_steps.prepare()


@pytest.fixture(params=["process", "thread"])
def way(request):
    return request.param


@pytest.fixture
def trainer(qapp, way):
    trainer = Trainer(process=way == "process")
    yield trainer
    assert trainer.close()
    assert multiprocessing.active_children() == []
    assert not threads()


@pytest.fixture
def failures(trainer):
    """Return a list of everything that fails."""
    failures = []
    trainer.failed.connect(failures.append)
    return failures


in_a_process = pytest.mark.parametrize("way", ["process"])


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


def test_bundles_tell_of_every_mini_batch_in_order_whether_or_not_records_are_heard(qtbot, begun):
    bundles, direct = [], Qt.ConnectionType.DirectConnection
    begun.bundle_finished.connect(bundles.append, direct)
    with qtbot.waitSignals([begun.running_changed] * 2):
        begun.run_batches(300)
    records = collect(begun)
    with qtbot.waitSignals([begun.running_changed] * 2):
        begun.run_batches(200)
    told = [record for bundle in bundles for record in bundle.records()]
    assert [record.step for record in told] == list(range(1, 501))
    assert [contents(record) for record in told[300:]] == [contents(each) for each in records]


def test_records_are_those_of_a_run_in_this_thread_to_the_last_bit(qtbot, begun, dataset):
    begun.set_batch_size(7)
    begun.set_speed(30)  # slow enough that every record carries the network
    records, run = collect(begun), SgdRun(SMALL, SETTINGS, dataset.train)
    run.set_batch_size(7)
    with qtbot.waitSignals([begun.running_changed] * 2):
        begun.run_batches(3)
    begun.set_speed(None)
    with qtbot.waitSignals([begun.running_changed] * 2):
        begun.run_batches(60)
    assert all(record.snapshot is not None for record in records[:3])
    assert [record.snapshot is not None for record in records[3:]] == [False] * 59 + [True]
    for record in records:
        assert contents(record) == contents(run.step(record.snapshot is not None))


def contents(record):
    """Return everything that a record says as numbers, text and bytes."""
    arrays = [record.gradient_sizes, record.examples]
    if record.snapshot is not None:
        arrays += [record.snapshot.parameters.vector, record.snapshot.nudges.vector]
    assert not any(array.flags.writeable for array in arrays)
    described = [(array.dtype, array.shape, array.tobytes()) for array in arrays]
    return record.step, record.epoch, record.cost, *described


def test_what_is_told_comes_after_the_records_before_it(qtbot, begun):
    told = []
    direct = Qt.ConnectionType.DirectConnection
    begun.batch_finished.connect(told.append, direct)
    begun.running_changed.connect(told.append, direct)
    begun.restarted.connect(told.append, direct)
    begun.run_batches(25)
    begun.rewind()
    assert begun.synchronize()
    kinds = [type(thing).__name__ for thing in told]
    end = ["MiniBatchRecord"] * (len(kinds) - 3) + ["bool", "Snapshot"]
    assert kinds == ["bool", *end]
    steps = [thing.step for thing in told[1:-2]]
    assert steps == list(range(1, len(steps) + 1))


def test_a_session_goes_on_in_another_trainer_with_the_same_bits(qtbot, begun, dataset, way):
    begun.run_batches(30)
    with qtbot.waitSignal(begun.session_captured) as blocker:
        begun.capture_session()
    first = blocker.args[0]
    assert not first.order.flags.writeable
    other = Trainer(process=way == "process")
    with qtbot.waitSignal(other.restarted) as blocker:
        other.resume(first, dataset)
    assert blocker.args[0].step == first.step
    with qtbot.waitSignals([other.running_changed] * 2):
        other.run_batches(50 - first.step)
    with qtbot.waitSignal(other.session_captured) as blocker:
        other.capture_session()
    assert other.close()
    straight = SgdRun(SMALL, SETTINGS, dataset.train)
    for _ in range(50):
        straight.step()
    session = blocker.args[0]
    assert session.step == 50
    assert session.parameters.vector.tobytes() == straight.network.parameters.vector.tobytes()


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


def test_pauses_and_snapshots_do_not_change_the_bits(qtbot, begun, dataset):
    for count in (1, 7, 12, 30):
        begun.request_snapshot()
        with qtbot.waitSignals([begun.running_changed] * 2):
            begun.run_batches(count)
    with qtbot.waitSignal(begun.session_captured) as blocker:
        begun.capture_session()
    straight = SgdRun(SMALL, SETTINGS, dataset.train)
    for _ in range(50):
        straight.step()
    session = blocker.args[0]
    assert session.parameters.vector.tobytes() == straight.network.parameters.vector.tobytes()


def test_a_pause_stops_a_run_at_full_speed(qtbot, begun):
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


def test_an_error_while_training_is_told_once_and_the_next_run_works(
    qtbot, trainer, dataset, failures, caplog
):
    labels = np.full(205, 77, np.uint8)  # there is no such digit
    wrong = Dataset(ImageSet("train", dataset.train.pixels, labels), dataset.test, "wrong")
    trainer.begin(SMALL, SETTINGS, wrong)
    with qtbot.waitSignal(trainer.failed):
        trainer.start()
    qtbot.waitUntil(lambda: not trainer.running)
    trainer.begin(SMALL, SETTINGS, dataset)
    with qtbot.waitSignal(trainer.batch_finished):
        trainer.run_batches(1)
    assert len(failures) == 1
    assert "IndexError" in failures[0]


def test_a_user_s_error_is_told_in_its_own_words(qtbot, trainer, dataset):
    with qtbot.waitSignal(trainer.failed) as blocker:
        trainer.begin(SMALL, TrainingSettings(), dataset)
    assert blocker.args[0] == "training on 60,000 images: there are only 205"


def test_a_failing_measurement_is_told_and_training_goes_on(qtbot, trainer, dataset, caplog):
    nothing = ImageSet("test", np.zeros((0, 784), np.uint8), np.zeros(0, np.uint8))
    with qtbot.waitSignal(trainer.failed) as blocker:
        trainer.begin(SMALL, SETTINGS, Dataset(dataset.train, nothing, "no test images"))
    assert "ZeroDivisionError" in blocker.args[0]
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
def test_closing_at_any_moment_leaves_nothing(qtbot, begun, activity):
    activity(begun)
    QCoreApplication.processEvents()
    assert begun.close()
    assert begun.close()
    assert not threads()
    assert multiprocessing.active_children() == []


def test_synchronizing_waits_until_the_run_has_begun(trainer, dataset):
    snapshots = []
    trainer.restarted.connect(snapshots.append, Qt.ConnectionType.DirectConnection)
    trainer.begin(SMALL, SETTINGS, dataset)
    assert trainer.synchronize()
    assert len(snapshots) == 1


def test_a_trainer_that_was_never_used_has_no_thread_to_close(trainer):
    assert trainer.close()
    trainer.start()
    assert not threads()


# A process of its own


@in_a_process
def test_the_run_is_in_another_process_that_is_prepared_ahead(trainer):
    trainer.prepare()
    assert trainer.synchronize()
    assert pid_of(trainer) not in (None, os.getpid())


@in_a_process
def test_a_killed_process_is_told_once_and_the_next_run_works(qtbot, begun, dataset, failures):
    with qtbot.waitSignal(begun.batch_finished):
        begun.start()
    with qtbot.waitSignals([begun.failed, begun.running_changed]):
        kill(begun)
    assert not begun.running
    begun.capture_session()
    assert begun.synchronize()
    with qtbot.waitSignal(begun.restarted):
        begun.begin(SMALL, SETTINGS, dataset)
    records = collect(begun)
    with qtbot.waitSignals([begun.running_changed] * 2):
        begun.run_batches(3)
    assert [record.step for record in records] == [1, 2, 3]
    assert len(failures) == 1
    assert "signal 9" in failures[0]
    assert "rewind" in failures[0]


@in_a_process
def test_a_killed_process_can_be_rewound_with_all_that_was_set(qtbot, begun, dataset):
    begun.set_batch_size(41)
    begun.set_speed(None)
    assert begun.synchronize()
    with qtbot.waitSignal(begun.failed):
        kill(begun)
    with qtbot.waitSignal(begun.restarted) as blocker:
        begun.rewind()
    initial = SgdRun(SMALL, SETTINGS, dataset.train).initial
    assert blocker.args[0].parameters.vector.tobytes() == initial.vector.tobytes()
    with qtbot.waitSignal(begun.batch_finished) as blocker:
        begun.run_batches(1)
    assert len(blocker.args[0].examples) == 41


@in_a_process
def test_a_run_that_is_lost_is_not_gone_on_with_silently(qtbot, begun, failures):
    with qtbot.waitSignal(begun.failed):
        kill(begun)
    with qtbot.waitSignal(begun.failed):
        begun.start()
    assert "no run to go on with" in failures[1]


@in_a_process
def test_a_process_that_is_killed_as_a_run_begins_holds_up_nobody(qtbot, begun, dataset):
    for _ in range(3):
        kill(begun)
        begun.begin(SMALL, SETTINGS, dataset)  # it may reach the process before its end
        assert begun.synchronize()
        begun.begin(SMALL, SETTINGS, dataset)
        with qtbot.waitSignal(begun.batch_finished):
            begun.run_batches(2)


@in_a_process
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGSTOP")
def test_a_process_that_does_not_react_is_ended_in_time(begun):
    os.kill(pid_of(begun), signal.SIGSTOP)
    started = time.monotonic()
    assert begun.close()
    assert time.monotonic() - started < 2
    assert multiprocessing.active_children() == []


@in_a_process
@pytest.mark.parametrize("milliseconds", [0, 1, 20, 100, 250, 400])
def test_closing_while_the_process_starts_leaves_nothing(qapp, dataset, milliseconds, way):
    trainer = Trainer()
    trainer.begin(SMALL, SETTINGS, dataset)
    trainer.start()
    threading.Event().wait(milliseconds / 1e3)  # any moment of the start will do
    assert trainer.close()
    assert not threads()
    assert multiprocessing.active_children() == []


@in_a_process
def test_nothing_stays_open_after_many_trainers(qapp, dataset, way):
    counts = []
    for _ in range(3):
        trainer = Trainer()
        trainer.begin(SMALL, SETTINGS, dataset)
        assert trainer.synchronize()
        assert trainer.close()
        counts.append(open_files())
    assert counts[0] == counts[1] == counts[2]


def refuse(*_arguments, **_named):
    raise OSError("no process for you")


@in_a_process
def test_where_no_process_can_be_started_a_thread_does_the_work(
    qtbot, trainer, dataset, monkeypatch, failures
):
    monkeypatch.setattr(remote, "Child", refuse)
    trainer.begin(SMALL, SETTINGS, dataset)
    records = collect(trainer)
    with qtbot.waitSignals([trainer.running_changed] * 2):
        trainer.run_batches(5)
    assert trainer.synchronize()
    assert [record.step for record in records] == [1, 2, 3, 4, 5]
    assert "training" in threads()
    assert not failures


@in_a_process
def test_a_process_that_ends_as_it_starts_is_replaced_by_a_thread(
    qtbot, trainer, dataset, monkeypatch
):
    monkeypatch.setattr(child.worker, "main", os._exit)  # two arguments: a TypeError there
    with qtbot.waitSignal(trainer.restarted):
        trainer.begin(SMALL, SETTINGS, dataset)
    assert trainer._loop.pid is None


PARENT = """
import os, signal, sys
import numpy as np
from PyQt6.QtCore import QCoreApplication
from core.data.images import Dataset, ImageSet
from core.network.architecture import Architecture
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

app = QCoreApplication([])
images = ImageSet("train", np.zeros((50, 784), np.uint8), np.zeros(50, np.uint8))
trainer = Trainer()
trainer.begin(Architecture(), TrainingSettings(train_size=50), Dataset(images, images, ""))
trainer.start()
assert trainer.synchronize(20)
print(trainer._loop.pid, flush=True)
signal.raise_signal(getattr(signal, sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGINT"])
def test_the_process_ends_with_the_window_s_whatever_ends_that(name, tmp_path):
    parent = subprocess.run(
        [sys.executable, "-c", PARENT, name],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert parent.returncode != 0
    # The child held the parent's stdout and stderr: they were read to their end, so it is gone.
    pid = int(parent.stdout)
    deadline = time.monotonic() + 5
    while is_alive(pid) and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    assert not is_alive(pid)
    assert "resource_tracker" not in parent.stderr


def is_alive(pid):
    """Return whether a process runs; one that has ended and isn't waited for yet does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
