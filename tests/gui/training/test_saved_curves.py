"""A run that is saved and opened again shows its curves, with a real trainer."""

from dataclasses import replace

import pytest

from core.storage.session import load_session
from core.training.records import Measure
from core.training.saved_curves import SavedCurves


@pytest.fixture
def trained(program, settle):
    """Return a program that has made 45 mini-batches: two epochs of 20, and five."""
    program.training.trainer.run_batches(45)
    settle_until(program, settle, 45)
    return program


def settle_until(program, settle, step):
    for _ in range(1000):
        settle(program)
        if len(program.training_panel.data.steps) >= step and not program.training.running:
            return
    raise AssertionError("the steps were not made")


def saved(program, settle, qtbot, path):
    program.messages.path = path
    program.actions["save"].trigger()
    qtbot.waitUntil(lambda: bool(program.messages.notices))
    return load_session(path)


def with_curves(program, session):
    read = program.training.curves_of(session)
    return replace(session, curves=None if read is None else read())


def shown_steps(program):
    return program.training_panel.data.steps.tolist()


def test_saving_keeps_the_curves_and_opening_shows_them(
    trained, open_program, settle, qtbot, small_dataset, tmp_path
):
    session = saved(trained, settle, qtbot, tmp_path / "run.nudges")
    assert session.curves.steps.tolist() == list(range(1, 46))

    other = open_program()
    other.use(small_dataset, session)
    assert shown_steps(other) == list(range(1, 46))  # at once
    settle(other)
    assert shown_steps(other) == list(range(1, 46))  # after the run's own restart
    before, now = trained.training_panel.data, other.training_panel.data
    assert (now.costs == before.costs).all()
    assert (now.gradients_between(0, 45) == before.gradients_between(0, 45)).all()
    assert now.gradients_between(0, 45).shape == (45, 3)
    assert {step: m.changes for step, m in now.tests.items()} == {
        step: m.changes for step, m in before.tests.items()
    }
    assert any(measure.changes for measure in now.tests.values())
    assert other.training_panel.status.values["step"].text() == "45"
    assert other.training_panel.status.values["cost"].text() != "–"


def test_a_resumed_run_goes_on_with_its_curves_and_a_rewound_one_without(
    trained, open_program, settle, run_of, small_dataset
):
    session = with_curves(trained, run_of(trained))
    other = open_program()
    other.use(small_dataset, session)
    settle(other)
    other.training.run_batch()
    settle_until(other, settle, 46)
    assert shown_steps(other) == list(range(1, 47))
    other.training.rewind()
    settle(other)
    assert shown_steps(other) == []


def test_a_session_without_curves_opens_with_empty_plots(
    trained, open_program, settle, run_of, small_dataset
):
    other = open_program()
    other.use(small_dataset, replace(run_of(trained), curves=None))
    settle(other)
    assert shown_steps(other) == []
    assert other.training_panel.status.values["step"].text() == "45"


def test_a_session_is_saved_without_what_came_after_it(trained, settle, run_of):
    session = run_of(trained)
    trained.training.run_batch()
    settle_until(trained, settle, 46)
    assert with_curves(trained, session).curves.steps[-1] == 45


def test_a_new_run_does_not_lend_its_curves_to_the_session_of_the_old(trained, settle, run_of):
    session = run_of(trained)
    trained.training_panel.request_new_start()
    settle(trained)
    assert with_curves(trained, session).curves is None


def test_a_new_run_after_a_resumed_one_begins_with_empty_plots(
    trained, open_program, settle, run_of, small_dataset
):
    other = open_program()
    other.use(small_dataset, with_curves(trained, run_of(trained)))
    settle(other)
    other.training_panel.request_new_start()
    settle(other)
    assert shown_steps(other) == []


def test_a_new_run_after_one_that_was_saved_before_its_first_step_has_no_measure_of_it(
    program, settle, run_of, small_dataset
):
    measures = [Measure("train", 0, 0, 1.0, 0.1, 200)]
    session = replace(run_of(program), curves=SavedCurves.of([], [], measures))
    program.use(small_dataset, session)
    settle(program)
    assert program.training_panel.data.trains
    program.training_panel.request_new_start()
    settle(program)
    assert not program.training_panel.data.trains
