"""Parameters that are set by hand between two mini-batches, with and without a process."""

import numpy as np
import pytest

from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer

SMALL = Architecture((784, 6, 10))
SETTINGS = TrainingSettings(train_size=205)


@pytest.fixture(params=["process", "thread"])
def trainer(request, qapp, qtbot, dataset):
    trainer = Trainer(process=request.param == "process")
    with qtbot.waitSignal(trainer.restarted):
        trainer.begin(SMALL, SETTINGS, dataset)
    yield trainer
    assert trainer.close()


def others(seed=5):
    rng = np.random.default_rng(seed)
    return Parameters(rng.standard_normal(SMALL.parameter_count).astype(np.float32), SMALL.sizes)


def run_batches(trainer, qtbot, count):
    with qtbot.waitSignals([trainer.running_changed] * 2):
        trainer.run_batches(count)


def session_of(trainer, qtbot):
    with qtbot.waitSignal(trainer.session_captured) as captured:
        trainer.capture_session()
    return captured.args[0]


def replace(trainer, qtbot, parameters, at_step=None):
    with qtbot.waitSignal(trainer.replaced) as replaced:
        trainer.replace_parameters(parameters, at_step)
    return replaced.args[0].snapshot


def everything(session):
    """Return all of a session that decides how it goes on."""
    bits = session.parameters.vector.tobytes(), session.order.tobytes()
    return *bits, session.step, session.epoch, session.position, repr(session.generator_state)


def test_the_run_takes_the_parameters_bit_for_bit_and_nothing_else_changes(trainer, qtbot):
    run_batches(trainer, qtbot, 27)  # into the second epoch
    before = session_of(trainer, qtbot)
    snapshot = replace(trainer, qtbot, others())
    after = session_of(trainer, qtbot)

    assert snapshot.parameters.vector.tobytes() == others().vector.tobytes()
    assert (snapshot.step, snapshot.epoch) == (27, 2)
    assert not snapshot.nudges.vector.any()
    assert not snapshot.parameters.vector.flags.writeable
    assert after.parameters.vector.tobytes() == others().vector.tobytes()
    assert everything(after)[1:] == everything(before)[1:]
    assert after.initial.vector.tobytes() == before.initial.vector.tobytes()


def test_the_next_mini_batch_starts_from_the_new_parameters(trainer, qtbot, dataset):
    run_batches(trainer, qtbot, 3)
    replace(trainer, qtbot, others())
    run_batches(trainer, qtbot, 4)

    run = SgdRun(SMALL, SETTINGS, dataset.train)
    for _ in range(3):
        run.step()
    run.replace_parameters(others())
    for _ in range(4):
        run.step()
    assert everything(session_of(trainer, qtbot)) == everything(run.to_session("made up"))


def test_fifty_steps_with_a_change_undone_in_their_middle_are_fifty_steps_without(
    trainer, qtbot, dataset
):
    run_batches(trainer, qtbot, 25)
    kept = session_of(trainer, qtbot).parameters
    replace(trainer, qtbot, others())
    replace(trainer, qtbot, kept)
    run_batches(trainer, qtbot, 25)

    run = SgdRun(SMALL, SETTINGS, dataset.train)
    for _ in range(50):
        run.step()
    assert everything(session_of(trainer, qtbot)) == everything(run.to_session("made up"))


def test_a_run_under_way_is_paused_first(trainer, qtbot):
    with qtbot.waitSignals([trainer.batch_finished] * 5):
        trainer.start()
    with qtbot.waitSignal(trainer.running_changed, check_params_cb=lambda running: not running):
        trainer.replace_parameters(others())
    assert trainer.synchronize()
    assert not trainer.running
    assert session_of(trainer, qtbot).parameters.vector.tobytes() == others().vector.tobytes()


def test_what_does_not_fit_is_refused_in_words_and_changes_nothing(trainer, qtbot):
    before = everything(session_of(trainer, qtbot))
    wrong = Parameters.zeros((784, 5, 10), np.float32)
    infinite = others()
    infinite.vector[7] = np.inf
    for parameters, words in ((wrong, "784-5-10"), (infinite, "1 of 4,780 parameters")):
        with qtbot.waitSignal(trainer.failed) as failed:
            trainer.replace_parameters(parameters)
        assert words in failed.args[0]
    assert everything(session_of(trainer, qtbot)) == before


def test_a_change_of_a_step_that_is_past_is_refused(trainer, qtbot):
    run_batches(trainer, qtbot, 2)
    before = everything(session_of(trainer, qtbot))
    with qtbot.waitSignal(trainer.failed) as failed:
        trainer.replace_parameters(others(), at_step=1)
    assert "from step 1 to step 2" in failed.args[0]
    assert everything(session_of(trainer, qtbot)) == before


def test_the_test_images_are_measured_again_with_the_new_parameters(trainer, qtbot):
    dark = Parameters.zeros(SMALL.sizes, np.float32)  # every output 0.5: C0 = 10 x 0.25

    def measured_so(measure):
        return measure.step == 0 and abs(measure.cost - 2.5) < 1e-6

    with qtbot.waitSignal(trainer.measured, check_params_cb=measured_so):
        trainer.replace_parameters(dark)


def test_without_a_run_there_is_nothing_to_replace(qapp, qtbot):
    trainer = Trainer(process=False)
    with qtbot.waitSignal(trainer.failed) as failed:
        trainer.replace_parameters(others())
    assert "no run" in failed.args[0]
    assert trainer.close()
