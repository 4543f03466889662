"""One example's step, listening to it alone, and undo, in the whole window."""

import numpy as np
import pytest
from PyQt6.QtWidgets import QPushButton

from core.explain.one_step import one_step
from core.network.architecture import Architecture
from core.training.settings import TrainingSettings
from tests.gui.running import curve, run_batches, shown_vector


@pytest.fixture
def there(program, qtbot):
    """The small program at the last step of the walk, its answers counted."""
    program.actions["to_the_step"].trigger()
    qtbot.waitUntil(lambda: not program.step_wiring.waiting)
    return program


def press(program, settle, name):
    program.actions[name].trigger()
    settle(program)


def listen_to_the_end(program, qtbot, settle):
    program.step_panel.listen.click()
    settle(program)
    qtbot.waitUntil(lambda: not program.step_wiring.listening, timeout=20_000)
    settle(program)


def counts_of(program, qtbot):
    panel, wiring = program.step_panel, program.step_wiring
    qtbot.waitUntil(lambda: not wiring.waiting and panel.counts is not None)
    return panel.counts.tolist()


def test_the_step_that_is_made_is_the_one_that_was_shown(there, settle, run_of):
    panel, explain = there.step_panel, there.explain
    network, derived = explain.network, explain.derivation
    expected = one_step(network, derived.image, derived.label, explain.learning_rate)
    shown = [row.value for row in panel.costs.rows]

    panel.make.click()
    settle(there)

    np.testing.assert_array_equal(run_of(there).parameters.vector, expected.after.parameters.vector)
    np.testing.assert_array_equal(shown_vector(there), expected.after.parameters.vector)
    assert shown == [expected.cost_before, expected.cost_predicted, expected.cost_after]
    assert panel.costs.rows[0].value == expected.cost_after
    assert [row.hollow for row in panel.costs.rows] == [False, True, False]


def test_undo_and_redo_name_the_step_and_lead_to_the_same_bits(there, qtbot, settle, run_of):
    before, answers = shown_vector(there).tobytes(), counts_of(there, qtbot)
    press(there, settle, "make_step")
    after = shown_vector(there).tobytes()
    chooser, label = there.chooser, there.explain.derivation.label
    words = there.actions["undo"].text()
    assert words.startswith(f"&Undo one step on {chooser.set_name} {chooser.index} as a")
    assert words.endswith(str(label))

    press(there, settle, "undo")

    assert before != after
    assert run_of(there).parameters.vector.tobytes() == before
    assert counts_of(there, qtbot) == answers
    assert not there.actions["undo"].isEnabled()
    press(there, settle, "redo")
    assert run_of(there).parameters.vector.tobytes() == after


def test_training_after_a_step_and_its_undo_goes_as_if_nothing_had_been(
    open_program, qtbot, settle, run_of
):
    touched, untouched = open_program(), open_program()
    run_batches(touched, qtbot, 25)
    settle(touched)
    press(touched, settle, "make_step")
    press(touched, settle, "undo")
    run_batches(touched, qtbot, 25)
    run_batches(untouched, qtbot, 50)
    settle(touched)
    settle(untouched)

    run, other = run_of(touched), run_of(untouched)
    assert run.parameters.vector.tobytes() == other.parameters.vector.tobytes()
    np.testing.assert_array_equal(curve(touched).costs, curve(untouched).costs)


def test_after_mini_batches_undo_says_that_it_leads_back(there, qtbot, settle):
    press(there, settle, "make_step")

    run_batches(there, qtbot, 1)
    settle(there)

    assert there.actions["undo"].isEnabled()
    assert there.actions["undo"].text().endswith("(goes to mini-batch 0)")


@pytest.mark.parametrize("order", ["train_rewind", "train_new"])
def test_another_start_clears_what_can_be_undone(there, settle, order):
    press(there, settle, "make_step")

    press(there, settle, order)

    assert there.edit_orders.edits.to_undo is None
    assert there.actions["undo"].text() == "&Undo"


def test_a_step_while_training_pauses_the_run_first(there, qtbot, settle, run_of):
    there.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: len(curve(there).steps) > 20)

    there.actions["make_step"].trigger()
    qtbot.waitUntil(lambda: there.edit_orders.edits.to_undo is not None)
    settle(there)

    edit = there.edit_orders.edits.to_undo
    assert not there.training.running
    assert edit.step == run_of(there).step == curve(there).steps[-1]
    np.testing.assert_array_equal(run_of(there).parameters.vector, edit.after.vector)
    assert there.messages.errors == []


def test_listening_is_one_edit_and_its_undo_brings_bits_and_answers_back(there, qtbot, settle):
    before, answers = shown_vector(there).tobytes(), counts_of(there, qtbot)
    there.step_panel.rate_changed.emit(5.0)
    label = there.explain.derivation.label

    listen_to_the_end(there, qtbot, settle)

    assert counts_of(there, qtbot)[label] == 120
    assert f"called {label}" in there.step_panel.outcome.plain
    assert len(there.edit_orders.edits.done) == 1
    press(there, settle, "undo")
    assert shown_vector(there).tobytes() == before
    assert counts_of(there, qtbot) == answers


def test_a_listening_that_is_cancelled_changes_nothing(there, qtbot, settle):
    before = shown_vector(there).tobytes()
    there.explain.set_learning_rate(1e-4)
    there.step_panel.listen.click()
    assert there.step_panel.listen.text() == "Cancel"

    there.step_panel.listen.click()
    settle(there)

    assert not there.step_wiring.listening
    assert shown_vector(there).tobytes() == before
    assert "nothing has been changed" in there.step_panel.outcome.plain
    assert there.edit_orders.edits.to_undo is None


def test_another_example_ends_the_listening(there, settle):
    there.explain.set_learning_rate(1e-4)
    there.step_panel.listen.click()

    there.chooser.next()

    assert not there.step_wiring.listening
    assert "another one now" in there.step_panel.outcome.plain


def test_closing_the_window_leaves_no_listening_behind(there):
    there.explain.set_learning_rate(1e-4)
    there.step_panel.listen.click()
    assert there.jobs.close()


def test_a_fresh_network_that_takes_one_step_for_a_two_calls_all_but_everything_a_two(
    open_program, mnist, qtbot, settle
):
    program = open_program((784, 16, 16, 10), settings=TrainingSettings(seed=0), dataset=mnist)
    two = int(np.flatnonzero(mnist.train.labels == 2)[0])
    program.chooser.choose("train", two)
    program.explain.set_learning_rate(1.5)
    program.actions["to_the_step"].trigger()
    before, answers = shown_vector(program).tobytes(), counts_of(program, qtbot)
    assert program.explain.network.architecture == Architecture()

    press(program, settle, "make_step")

    assert counts_of(program, qtbot)[2] > 9_900
    press(program, settle, "undo")
    assert shown_vector(program).tobytes() == before
    assert counts_of(program, qtbot) == answers
    assert answers[2] < 5_000


def test_the_way_to_the_step_leads_there_from_the_gradient(program):
    program.stage.set_perspective("gradient")
    (button,) = [
        button
        for button in program.window.right.currentWidget().findChildren(QPushButton)
        if "step" in button.text()
    ]

    button.click()

    assert program.stage.perspective == "one-example"
    assert program.step_panel.isVisible()


@pytest.mark.parametrize("notation", [True, False])
def test_the_costs_of_a_step_that_was_made_open_their_arithmetic(there, settle, notation):
    there.actions["notation"].setChecked(notation)
    before = there.explain.derivation.cost

    press(there, settle, "make_step")
    outcome = there.step_panel.outcome
    after = there.explain.derivation.cost

    assert f"went from {before:.4f} to {after:.4f}." in outcome.plain
    for key, cost in (("before", before), ("after", after)):
        outcome.open_number(key)
        assert f"<b>{cost:.4f}</b>" in outcome.details[key]
        assert ("C<sub>0</sub>" in outcome.details[key]) is notation
        assert outcome.card.isVisible()
