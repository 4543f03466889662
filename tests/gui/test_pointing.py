"""Pointing at the network in the whole window: what is told is the model's, and both ways agree."""

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtTest import QTest

from gui.network_view.scene import ConnectionId, NeuronId
from gui.widgets.numbers import MINUS


def place(view, neuron: NeuronId) -> QPoint:
    """Return the pixel at a neuron's centre."""
    column = view.network_layout.columns[neuron.layer]
    return QPointF(column.x, column.ys[view.scene.row_of(neuron)]).toPoint()


def numbers(program, target) -> dict[str, float]:
    """Return the numbers on the card of a target; what isn't a number is left out."""
    program.view._reach(target)
    found = {}
    for word, text in program.view.card.card.rows:
        base, _, power = text.replace(MINUS, "-").partition("×10")
        digits = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
        if text != "not computed yet":
            found[word] = float(base) * 10.0 ** float(power.translate(digits) or 0)
    return found


def forward(program):
    """Return parameters, weighted inputs and activations, worked out here from the start."""
    parameters = program.explain.network.parameters
    weights = [np.array(w, float) for w in parameters.weights]
    biases = [np.array(b, float) for b in parameters.biases]
    activations, weighted = [np.array(program.explain.derivation.image)], [None]
    for w, b in zip(weights, biases, strict=True):
        weighted.append(w @ activations[-1] + b)
        activations.append(1 / (1 + np.exp(-weighted[-1])))
    return weights, biases, weighted, activations


def cost(program, weights, biases) -> float:
    """Return the cost of the example for these weights."""
    a = np.array(program.explain.derivation.image)
    for w, b in zip(weights, biases, strict=True):
        a = 1 / (1 + np.exp(-(w @ a + b)))
    target = np.eye(len(a))[program.explain.derivation.label]
    return float(((a - target) ** 2).sum())


def test_the_cards_numbers_are_those_of_the_model(program):
    program.stage.go_to_step(len(program.explain.steps) - 1)
    weights, biases, weighted, activations = forward(program)
    for layer in (1, 2, 3):
        told = numbers(program, NeuronId(layer, 4))
        assert told["activation"] == pytest.approx(activations[layer][4], abs=6e-5)
        assert told["weighted input"] == pytest.approx(weighted[layer][4], rel=6e-3, abs=6e-5)
        assert told["bias"] == pytest.approx(biases[layer - 1][4], rel=6e-3, abs=6e-5)
        source = int(program.view.scene.shown[layer - 1][2])
        told = numbers(program, ConnectionId(layer, 4, source))
        assert told["weight"] == pytest.approx(weights[layer - 1][4, source], rel=6e-3, abs=6e-5)
        assert told["activation before"] == pytest.approx(activations[layer - 1][source], abs=6e-5)


def test_a_nudge_on_the_card_is_the_costs_negative_slope(program):
    program.stage.go_to_step(len(program.explain.steps) - 1)
    weights, biases, _, _ = forward(program)
    costs = []
    for change in (1e-5, -1e-5):
        moved = [w.copy() for w in weights]
        moved[1][3, 2] += change
        costs.append(cost(program, moved, biases))
    told = numbers(program, ConnectionId(2, 3, 2))["nudge"]
    assert told == pytest.approx(-(costs[0] - costs[1]) / 2e-5, rel=6e-3, abs=1e-9)


def test_the_card_tells_no_more_than_the_walk_has_reached(program):
    walked = [step.kind.name for step in program.explain.steps]
    program.stage.go_to_step(1 + walked.index("FORWARD"))
    assert set(numbers(program, NeuronId(2, 1))) == {"bias"}
    assert set(numbers(program, ConnectionId(3, 1, 1))) == {"weight"}
    assert set(numbers(program, ConnectionId(2, 1, 1))) == {"weight", "activation before"}
    program.stage.go_to_step(1 + walked.index("NUDGES"))
    assert "nudge" in numbers(program, ConnectionId(3, 1, 1))
    assert "nudge" not in numbers(program, ConnectionId(2, 1, 1))
    program.stage.go_to_step(1 + walked.index("DESIRES"))
    assert "nudge" in numbers(program, ConnectionId(3, 1, 1))
    assert "nudge" not in numbers(program, ConnectionId(2, 1, 1))


def test_after_the_step_the_card_tells_the_network_after_it(program):
    program.stage.go_to_step(len(program.explain.steps))
    target, source = NeuronId(1, 2), program.view.scene.shown[0]
    after = program.explain.after
    told = numbers(program, target)
    assert told["bias"] == pytest.approx(after.layer(1).biases[2], rel=6e-3, abs=6e-5)
    assert told["activation"] == pytest.approx(after.layer(1).activations[2], abs=6e-5)
    told = numbers(program, ConnectionId(1, 2, int(source[3])))
    expected = after.layer(1).weights[2, source[3]]
    assert told["weight"] == pytest.approx(expected, rel=6e-3, abs=6e-5)


def test_while_training_is_watched_a_neuron_has_its_weighted_input_and_bias(program):
    program.stage.set_perspective("descend")
    assert set(numbers(program, NeuronId(1, 1))) == {"activation", "weighted input", "bias"}


@pytest.mark.parametrize("everything", [False, True], ids=["16 inputs", "784 inputs"])
def test_pixel_and_input_neuron_light_each_other(program, everything):
    program.window.resize(1440, 900)
    program.stage.show_all_inputs(everything)
    view, digit = program.view, program.example.digit
    view.settle()
    row = next(r for r, index in enumerate(view.scene.shown[0].tolist()) if index % 28 == 8)
    pixel = int(view.scene.shown[0][row])
    before = view.grab().toImage()
    QTest.mouseMove(digit, digit.pixel_rectangle(pixel).center().toPoint())
    view.relight()
    assert view._lit == view._lights_for == NeuronId(0, pixel)
    assert view.grab().toImage() != before
    QTest.mouseMove(digit, digit.rect().bottomRight())  # beside the picture
    view.relight()
    assert view._lit is None

    QTest.mouseMove(view, place(view, NeuronId(0, pixel)))
    found = view.target
    assert found.layer == 0
    away = abs(view.scene.row_of(found) - row)
    assert away <= (1 if everything else 0)  # 784 neurons stand closer than pixels
    assert digit.lit == found.index
    QTest.mouseMove(view, QPoint(1, 1))
    assert digit.lit is None


def test_a_pixel_that_is_not_drawn_lights_no_neuron(program):
    shown = set(program.view.scene.shown[0].tolist())
    hidden = next(index for index in range(784) if index not in shown)
    program.example.pixel_hovered.emit(hidden)
    assert program.view._lights_for is None


def test_arrow_keys_in_the_network_leave_the_walk_where_it_is(program):
    program.view.setFocus(Qt.FocusReason.TabFocusReason)
    before = program.walker.index
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right):
        QTest.keyClick(program.window.focusWidget(), key)
    assert program.walker.index == before
    assert isinstance(program.view.target, NeuronId)


def test_enter_pins_a_connection_and_escape_lets_go_of_one_after_the_other(program):
    view = program.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    reached = view.target
    assert isinstance(reached, ConnectionId)
    assert view.card.text() == view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert program.pinning.pinned == reached
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert (view.target, program.pinning.pinned) == (None, reached)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert program.pinning.pinned is None


def test_keys_bring_what_they_reach_into_view(program):
    view = program.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.zoom_on(NeuronId(3, 9))
    view._reach(NeuronId(0, int(view.scene.shown[0][0])))
    assert view.rect().contains(place(view, view.target))
    assert not view.card.isHidden()
    assert view.rect().contains(view.card.geometry())


def test_the_list_of_shortcuts_names_the_keys_of_the_network(program):
    lines = program.actions.key_blocks()[-1].lines
    assert any("Shift+Down" in keys for _, keys in lines)
