"""The sub-steps of the walk in the whole window: avenues, requests added, muting, another label."""

import re

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.explain.full_walk import Part
from core.explain.walk import StepKind
from core.network.network import Network
from gui.network_view.scene import NeuronId

ENOUGH = 10.0
BOLD = re.compile(r"<b>([+−][\d,.]+)</b>")


def go_to(program, name):
    program.stage.go_to_step(name)


def sums_arrows(program):
    """Return the values of the arrows at the layer that is asked."""
    return next(a for a in program.view.scene.arrows if a.layer == program.explain.step.layer)


def asked(derivation, layer, neurons):
    """Return what neurons of a layer ask of the layer before, added up by hand."""
    own = derivation.layer(layer)
    total = np.zeros(own.weights.shape[1])
    for j in neurons:
        total = total - own.weights[j] * own.errors[j]
    return total


def test_the_arrows_are_the_sums_of_those_added_so_far(program):
    derivation = program.explain.derivation
    neurons = []
    for place, step in enumerate(program.explain.steps):
        if step.part is not Part.ADDING:
            neurons = []
            continue
        neurons += step.neurons
        program.walker.go_to(place)
        arrows = sums_arrows(program)
        shown = program.view.scene.shown[step.layer]
        expected = asked(derivation, step.layer + 1, neurons)[shown]
        np.testing.assert_allclose(arrows.values, expected, atol=1e-12)
        assert arrows.hollow


def test_who_asks_is_ringed_and_who_is_asked_is_in_focus(program):
    for place, step in enumerate(program.explain.steps):
        program.walker.go_to(place)
        scene = program.view.scene
        if step.part is Part.ADDING:
            assert scene.partner == NeuronId(step.layer + 1, step.neuron)
            assert scene.focus is not None
            assert scene.focus.layer == step.layer
        else:
            assert scene.partner is None


def test_a_sum_grows_from_the_one_before(program):
    go_to(program, "desires 2: 4 of 10")
    place, after = program.walker.index, sums_arrows(program).values
    program.walker.go_to(place - 1)
    before = sums_arrows(program).values

    program.walker.go_to(place - 0.2)

    values = sums_arrows(program).values
    assert np.all((values - before) * (after - before) >= 0)
    assert np.all(np.abs(values - before) <= np.abs(after - before))


def test_muting_removes_exactly_its_part_and_no_true_number(program):
    go_to(program, "desires 2")
    derivation, explain = program.explain.derivation, program.explain
    whole = sums_arrows(program).values.copy()
    k = explain.focus

    program.explanation.muted_toggled.emit(7)

    part = asked(derivation, 3, [7])
    np.testing.assert_allclose(sums_arrows(program).values, whole - part, atol=1e-12)
    assert "Without output 7" in program.explanation.caption
    assert explain.derivation is derivation
    numbers = [number_of(text) for text in BOLD.findall(program.explanation.caption)]
    assert any(abs(n - whole[k]) < 1e-3 for n in numbers)
    assert any(abs(n - (whole - part)[k]) < 1e-3 for n in numbers)

    program.explanation.all_heard.emit()
    np.testing.assert_array_equal(sums_arrows(program).values, whole)


def test_one_who_is_heard_alone_is_the_whole_sum_until_asked_again(program):
    go_to(program, "desires 2")
    program.explanation.solo_toggled.emit(4)
    alone = asked(program.explain.derivation, 3, [4])
    np.testing.assert_allclose(sums_arrows(program).values, alone, atol=1e-12)

    program.explanation.solo_toggled.emit(4)
    assert program.explain.moment.all_heard


def test_another_example_hears_everybody_and_asks_for_its_own_label(program):
    go_to(program, "desires 2")
    program.explanation.muted_toggled.emit(7)
    program.explain.ask_for_label((program.explain.true_label + 1) % 10)

    program.chooser.next()

    assert program.explain.moment.all_heard
    assert program.explain.derivation.label == program.explain.true_label
    assert program.example.asked.words == ""


def test_another_label_flips_the_arrows_and_keeps_the_place(program):
    go_to(program, "desires")
    explain, place = program.explain, program.walker.index
    true = explain.true_label
    other = (true + 3) % 10
    before = program.view.scene.arrows[0].values.copy()

    program.actions[f"label_{other}"].trigger()

    after = program.view.scene.arrows[0].values
    assert before[true] > 0 > after[true]
    assert after[other] > 0 > before[other]
    assert program.walker.index == place
    assert program.example.asked.words == f"label {other} (true {true}) · back"

    program.example.label_reset.emit()
    np.testing.assert_array_equal(program.view.scene.arrows[0].values, before)


def test_the_avenues_are_those_of_the_neuron_chosen_at_its_layer(program):
    go_to(program, "avenues 2: weights")
    explain = program.explain
    names = [step.name for step in explain.steps]
    other = (explain.focus + 1) % 5

    program.view.neuron_clicked.emit(NeuronId(2, other))

    assert explain.step.neurons == (other,)
    assert f"neuron {other}" in program.title.text
    assert [step.name for step in explain.steps] == names
    row_lights = program.view.scene.row_lights[1]
    assert np.flatnonzero(row_lights).tolist() == [other]
    go_to(program, "desires 1: 1 of 5")
    assert explain.step.neurons == (other,)


def test_the_captions_of_avenues_and_additions_tell_the_models_numbers(program):
    derivation = program.explain.derivation
    for place, step in enumerate(program.explain.steps):
        if step.part is Part.WHOLE or step.part is Part.GRADIENT:
            continue
        program.walker.go_to(place)
        told = [number_of(text) for text in BOLD.findall(program.explanation.caption)]
        for number in told:
            known = np.abs(known_numbers(program, derivation, step) - number)
            assert known.min() <= 5e-4 + 1e-3 * abs(number), (step.name, number)


def known_numbers(program, derivation, step):
    """Return every number that a step may tell, from the derivation's own arrays."""
    if step.kind is StepKind.NUDGES:
        own = derivation.layer(step.layer)
        j = step.neuron
        arrays = (own.desires, own.bias_nudges, own.weight_nudges[j], own.contributions[j])
        return np.concatenate([array.ravel() for array in arrays])
    k = program.explain.focus
    above = derivation.layer(step.layer + 1)
    order = program.explain.moment.requests.order
    return np.concatenate([above.contributions[:, k], np.cumsum(above.contributions[order, k])])


def test_groups_of_steps_are_reached_by_control_and_arrows(program, qtbot):
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    program.walker.go_to(0)
    groups = list(dict.fromkeys(step.group for step in program.explain.steps))
    for group in groups[1:]:
        qtbot.keyClick(program.window, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        assert program.explain.step.group == group
    for group in groups[-2::-1]:
        qtbot.keyClick(program.window, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        assert program.explain.step.group == group


def test_a_step_is_jumped_to_by_its_name(program):
    program.actions["walk_jump"].trigger()
    palette = program.example_wiring.steps
    palette.field.setText("avenues 1 bias")
    palette.field.entered.emit()

    assert program.explain.step.name == "avenues 1: bias"


def test_without_notation_captions_have_no_letters_and_no_formula_is_seen(program):
    program.actions["notation"].setChecked(False)
    for place in range(len(program.explain.steps)):
        program.walker.go_to(place)
        caption = program.explanation.caption
        assert not re.search(r"s′|z =|2 \(y|y − a|[⟦⟧]", caption), caption
        assert program.explanation._card.isHidden()
    program.actions["notation"].setChecked(True)
    go_to(program, "desires 2")
    assert not program.explanation._card.isHidden()


@pytest.mark.parametrize("sizes", [(784, 10), (784, 1, 10), (784, 1, 1, 10)])
def test_every_step_has_words_for_small_networks_too(open_program, sizes):
    program = open_program(sizes, "relu", "cross_entropy")
    for place in range(len(program.explain.steps)):
        program.walker.go_to(place)
        assert program.explanation.caption
        assert "nan" not in program.explanation.caption


def test_a_dead_neuron_is_called_so(open_program):
    program = open_program((784, 3, 10), "relu")
    network = program.explain.network
    parameters = network.parameters.copy(np.float64)
    parameters.biases[0][:] = -1000
    program.explain.set_network(Network(network.architecture, parameters.frozen()))

    go_to(program, "avenues 1: bias")

    assert "is dead here" in program.explanation.caption
    assert "nothing reaches it" in program.explanation.caption


def number_of(text):
    return float(text.replace("−", "-").replace(",", ""))
