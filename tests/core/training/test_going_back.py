"""Going to other steps of a run and to its other futures, with and without a process."""

import pytest

from core.network.architecture import Architecture
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

SMALL = Architecture((784, 6, 10))
SETTINGS = TrainingSettings(train_size=205, momentum=0.5)


@pytest.fixture(params=["process", "thread"])
def trainer(request, qapp, qtbot, dataset):
    trainer = Trainer(process=request.param == "process")
    with qtbot.waitSignal(trainer.restarted):
        trainer.begin(SMALL, SETTINGS, dataset)
    yield trainer
    assert trainer.close()


def run_batches(trainer, qtbot, count):
    with qtbot.waitSignals([trainer.running_changed] * 2):
        trainer.run_batches(count)


def moved(trainer, qtbot, command, *arguments):
    with qtbot.waitSignal(trainer.moved) as told:
        command(*arguments)
    return told.args[0]


def parameters(trainer, qtbot):
    with qtbot.waitSignal(trainer.session_captured) as captured:
        trainer.capture_session()
    return captured.args[0].parameters.vector.tobytes()


def plain(dataset, count):
    run = SgdRun(SMALL, SETTINGS, dataset.train)
    for _ in range(count):
        run.step()
    return run.snapshot()


def test_a_mini_batch_is_taken_back(trainer, qtbot, dataset):
    run_batches(trainer, qtbot, 25)
    told = moved(trainer, qtbot, trainer.step_back)
    expected = plain(dataset, 24)
    assert (told.snapshot.step, told.snapshot.epoch, told.branch) == (24, 2, 0)
    assert told.snapshot.parameters.vector.tobytes() == expected.parameters.vector.tobytes()
    assert told.snapshot.nudges.vector.tobytes() == expected.nudges.vector.tobytes()
    run_batches(trainer, qtbot, 1)
    assert parameters(trainer, qtbot) == plain(dataset, 25).parameters.vector.tobytes()


def test_the_old_future_is_returned_to(trainer, qtbot, dataset):
    run_batches(trainer, qtbot, 30)
    moved(trainer, qtbot, trainer.go_to, 10)
    with qtbot.waitSignal(trainer.branched) as told:
        trainer.set_learning_rate(0.1)
    first, second = told.args[0].branches
    assert told.args[0].current == second.id == 1
    assert (first.last_step, second.parent, second.from_step) == (30, 0, 10)
    run_batches(trainer, qtbot, 4)
    back = moved(trainer, qtbot, trainer.go_to, 30, 0)
    assert back.settings.learning_rate == 1.0
    assert parameters(trainer, qtbot) == plain(dataset, 30).parameters.vector.tobytes()


def test_a_rewound_run_can_be_gone_on_with_where_it_was(trainer, qtbot, dataset):
    run_batches(trainer, qtbot, 12)
    with qtbot.waitSignal(trainer.restarted):
        trainer.rewind()
    moved(trainer, qtbot, trainer.go_to, 12)
    assert parameters(trainer, qtbot) == plain(dataset, 12).parameters.vector.tobytes()


def test_a_step_that_was_never_made_is_refused(trainer, qtbot):
    with qtbot.waitSignal(trainer.failed) as failed:
        trainer.go_to(7)
    assert "choose one from 0 to 0" in failed.args[0]
    with qtbot.waitSignal(trainer.failed):
        trainer.step_back()
