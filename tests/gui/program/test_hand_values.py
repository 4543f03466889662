"""A weight and a bias set by hand, in the whole window: entries of the history, undone again."""

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.explain.places import Place
from gui.explain.gradient_panel import PULL, GradientPanel
from gui.network_view.scene import ConnectionId, NeuronId
from gui.perspectives import GRADIENT
from tests.gui.running import run_batches, shown_vector

WEIGHT, BIAS = Place(2, 1, 4), Place(3, 7)
TARGETS = {WEIGHT: ConnectionId(2, 1, 4), BIAS: NeuronId(3, 7)}
PLACES = pytest.mark.parametrize("place", [WEIGHT, BIAS], ids=["weight", "bias"])


def open_card(program, place):
    program.pinning.pin(TARGETS[place])
    program.actions["set_value"].trigger()
    return program.value_card


def type_value(program, qtbot, settle, text):
    field = program.value_card.field
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(program)


def index_of(program, place):
    return place.index_in(program.training.architecture.sizes)


def differing(before, after):
    return np.flatnonzero(before != after).tolist()


@PLACES
def test_a_value_that_is_typed_is_the_runs_and_nothing_else_changes(
    program, qtbot, settle, run_of, place
):
    before = shown_vector(program).copy()
    open_card(program, place)
    type_value(program, qtbot, settle, "0.75")

    after = run_of(program).parameters.vector
    assert differing(before, after) == [index_of(program, place)]
    assert after[index_of(program, place)] == 0.75
    np.testing.assert_array_equal(shown_vector(program), after)


@PLACES
def test_undo_brings_back_the_bits_from_wherever_the_run_has_gone(
    program, qtbot, settle, run_of, place
):
    run_batches(program, qtbot, 5)
    settle(program)
    before = shown_vector(program).tobytes()
    open_card(program, place)
    type_value(program, qtbot, settle, "-2")
    run_batches(program, qtbot, 8)
    settle(program)

    program.actions["undo"].trigger()
    settle(program)
    settle(program)

    assert program.training.step == 5
    assert run_of(program).parameters.vector.tobytes() == before


def test_the_menu_names_what_would_be_undone_and_the_curves_mark_it(program, qtbot, settle):
    run_batches(program, qtbot, 3)
    settle(program)
    open_card(program, BIAS)
    type_value(program, qtbot, settle, "1.5")

    assert program.actions["undo"].text() == "&Undo bias of output 7 set to 1.50"
    marks = program.training_panel.place.marks
    assert [(mark.step, mark.by_hand) for mark in marks] == [(3, True)]
    assert marks[0].words == "bias of output 7 set to 1.50"


def test_a_run_that_goes_on_is_paused_for_an_edit(program, qtbot, settle, run_of):
    open_card(program, WEIGHT)
    program.training.start()
    qtbot.waitUntil(lambda: program.training.step > 20)
    program.value_card.zero.click()
    qtbot.waitUntil(lambda: program.edit_orders.to_undo is not None)
    settle(program)

    assert not program.training.running
    assert run_of(program).parameters.vector[index_of(program, WEIGHT)] == 0


def test_what_is_being_typed_stays_while_the_network_learns(program, qtbot, settle):
    card = open_card(program, WEIGHT)
    card.field.selectAll()
    qtbot.keyClicks(card.field, "0.2")
    run_batches(program, qtbot, 4)
    settle(program)

    assert card.field.text() == "0.2"
    value = WEIGHT.value_in(program.explain.network.parameters)
    assert card.now.text().endswith(f"{abs(value):.4f}")


def test_a_sign_is_turned_exactly(program, settle, run_of):
    before = shown_vector(program).copy()
    open_card(program, WEIGHT).sign.click()
    settle(program)

    index = index_of(program, WEIGHT)
    assert run_of(program).parameters.vector[index] == -before[index]


def test_what_is_out_of_range_is_refused_at_the_field(program, qtbot, settle, run_of):
    before = shown_vector(program).tobytes()
    card = open_card(program, WEIGHT)
    card.field.selectAll()
    qtbot.keyClicks(card.field, "1e30")

    assert "too large" in card.field.hint
    assert not card.set_button.isEnabled()
    qtbot.keyClick(card.field, Qt.Key.Key_Return)
    settle(program)
    assert run_of(program).parameters.vector.tobytes() == before


def test_without_anything_pinned_it_is_said_what_to_do(program):
    program.actions["set_value"].trigger()

    assert program.messages.notices[-1].startswith("Click a line")
    assert not program.value_card.isVisible()


def test_the_card_follows_what_is_pinned_and_goes_with_it(program):
    card = open_card(program, WEIGHT)
    program.pinning.pin(TARGETS[BIAS])
    assert card.name.text() == "Bias of output 7"
    program.pinning.free()
    assert not card.isVisible()


def test_the_inspector_opens_the_card_but_a_pixel_has_no_parameter(program):
    program.pinning.pin(NeuronId(0, 300))
    assert not program.explanation.inspector.edit.isVisible()
    program.pinning.pin(TARGETS[WEIGHT])
    program.explanation.inspector.edit.click()
    assert program.value_card.isVisible()
    assert program.value_card.place == WEIGHT


def test_what_is_pulled_on_its_number_line_can_be_kept(program, qtbot, settle, run_of):
    program.stage.set_perspective(GRADIENT)
    panel = program.window.findChild(GradientPanel)
    program.pinning.pin(TARGETS[WEIGHT])
    panel.show_page(PULL)
    lines = panel.lines
    assert not lines.keep.isEnabled()
    lines.pull(0.5)
    lines.keep.click()
    settle(program)

    assert run_of(program).parameters.vector[index_of(program, WEIGHT)] == 0.5
    assert lines.pulled_to is None
    assert program.actions["undo"].text().endswith("set to 0.500")


def test_of_several_edits_at_one_step_all_are_undone_from_further_on(
    program, qtbot, settle, run_of
):
    first = shown_vector(program).tobytes()
    for place in (WEIGHT, BIAS):
        program.hand_values.set_value(place, 0.5)
        settle(program)
    run_batches(program, qtbot, 4)
    settle(program)
    for _ in range(2):
        program.actions["undo"].trigger()
        settle(program)
        settle(program)

    assert run_of(program).parameters.vector.tobytes() == first
    assert not program.actions["undo"].isEnabled()


def test_an_edit_before_the_first_mini_batch_is_marked_once_there_is_a_curve(
    program, qtbot, settle
):
    program.training_panel.prepare()
    program.hand_values.set_value(BIAS, 0.5)
    settle(program)
    run_batches(program, qtbot, 2)
    settle(program)
    program.training_panel.cost.redraw()

    steps, levels = program.training_panel.cost.plot.history.marks.getData()
    assert steps.tolist() == [0]
    assert np.isfinite(levels).all()
