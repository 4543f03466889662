"""Searching and checking from the whole window."""

import threading

import numpy as np
import pytest

from core.explain import derivation
from core.explain.verify import Compared, Verification
from core.network.backpropagation import layer_errors
from core.network.network import targets
from core.training.settings import TrainingSettings
from gui import errands
from gui.explain.check_row import STOP

AGREED = Verification((Compared("nudges", 1, 0.0, "the outputs", 1.0, 1.0),))


def wrong_ones(program):
    images = program.chooser.images
    answers = program.explain.network.answers(images.activations(slice(None)))
    return np.flatnonzero(answers != images.labels)


def test_the_next_wrong_example_is_shown(program, qtbot):
    wrong = wrong_ones(program)
    program.chooser.choose("test", int(wrong[2]))

    with qtbot.waitSignal(program.chooser.changed):
        program.actions["wrong_example"].trigger()

    assert program.chooser.index == wrong[3]
    assert not program.explain.derivation.correct


def test_of_real_digits_the_next_wrong_one_is_shown(open_program, qtbot, mnist):
    program = open_program((784, 16, 10), dataset=mnist, settings=TrainingSettings())
    wrong = wrong_ones(program)
    program.chooser.choose("test", int(wrong[-1]))

    with qtbot.waitSignal(program.chooser.changed):
        program.actions["wrong_example"].trigger()

    assert program.chooser.index == wrong[0]  # after the last comes the first


def test_a_network_that_is_always_right_is_told_so(program, qtbot, monkeypatch):
    monkeypatch.setattr(errands, "next_wrong", lambda *_, **__: None)

    program.actions["wrong_example"].trigger()
    qtbot.waitUntil(lambda: bool(program.messages.notices))

    assert program.messages.notices == ["It gets all test images right."]


def test_the_check_turns_green(open_program, qtbot):
    program = open_program((784, 2, 10))

    program.actions["check"].trigger()
    assert program.explanation.check.result == "checking …"
    qtbot.waitUntil(lambda: program.explanation.check.result[:1] in "✓✗", timeout=20_000)

    assert program.explanation.check.result.startswith("✓ all ")
    assert "numbers agree with finite differences" in program.explanation.check.result
    assert program.explanation.check.button.text() != STOP


def without_slopes(network, forward, y):
    """Return errors as a student might get them who forgets s'(z) in the hidden layers."""
    architecture = network.architecture
    errors = [
        architecture.cost_function.output_errors(
            forward.weighted_inputs[-1], forward.outputs, y, architecture.output_activation
        )
    ]
    for w_next in network.parameters.weights[:0:-1]:
        errors.append(errors[-1] @ w_next)
    return errors[::-1]


def with_all_outputs_up(network, forward, y):
    """Return errors in which the outputs that want down want up."""
    outputs = layer_errors(network, forward, y)[-1]
    slopes = network.architecture.hidden_activation.derivative(forward.weighted_inputs[0])
    up = -np.abs(outputs)
    return [(up @ network.parameters.weights[1]) * slopes, up]


def through_transposed_weights(network, forward, y):
    """Return errors passed back through a weight matrix that lies on its side."""
    outputs = layer_errors(network, forward, y)[-1]
    slopes = network.architecture.hidden_activation.derivative(forward.weighted_inputs[0])
    return [(outputs @ network.parameters.weights[1].T) * slopes, outputs]


def through_new_weights(network, forward, y):
    """Return errors passed back through the weights as they are after a step."""
    moved = network.parameters.copy()
    moved.vector -= 0.01
    return layer_errors(network.with_parameters(moved), forward, y)


WRONG_WAYS = [
    without_slopes,
    with_all_outputs_up,
    through_transposed_weights,
    through_new_weights,
]


def test_the_check_tells_how_far_it_is(open_program, qtbot, monkeypatch):
    program = open_program()
    go_on = threading.Event()

    def half_done(_derivation, _first, progress):
        progress(0.5)
        go_on.wait(5)
        return AGREED

    monkeypatch.setattr(errands, "verify", half_done)
    program.actions["check"].trigger()
    qtbot.waitUntil(
        lambda: program.explanation.check.result.startswith(("checking … 49", "checking … 50"))
    )
    go_on.set()
    qtbot.waitUntil(lambda: program.explanation.check.result.startswith("✓"))


def test_a_check_that_fails_says_so_and_waits_no_longer(open_program, qtbot, monkeypatch):
    program = open_program()

    def broken(*_):
        raise MemoryError("no room")

    monkeypatch.setattr(errands, "verify", broken)
    program.actions["check"].trigger()
    qtbot.waitUntil(lambda: bool(program.messages.errors))
    assert program.messages.errors == ["MemoryError: no room"]
    assert program.explanation.check.result == ""


@pytest.mark.parametrize("wrong", WRONG_WAYS)
def test_the_check_turns_red_where_backpropagation_is_wrong(
    open_program, qtbot, monkeypatch, wrong
):
    program = open_program((784, 10, 10))
    qtbot.waitUntil(lambda: program.explain.network.architecture.sizes == (784, 10, 10))
    monkeypatch.setattr(derivation, "layer_errors", wrong)
    program.chooser.choose("test", 3)

    program.actions["check"].trigger()
    qtbot.waitUntil(lambda: program.explanation.check.result[:1] in "✓✗", timeout=20_000)

    assert program.explanation.check.result.startswith("✗ ")
    assert "disagree" in program.explanation.check.result


def test_the_result_of_a_check_is_not_shown_at_another_example(program, qtbot, monkeypatch):
    moved_on = threading.Event()
    monkeypatch.setattr(errands, "verify", lambda *_: moved_on.wait(5) and AGREED)
    program.actions["check"].trigger()

    program.actions["next_example"].trigger()
    moved_on.set()
    qtbot.waitUntil(lambda: not program.jobs._running)

    assert program.explanation.check.result == ""


def test_an_index_that_does_not_exist_is_refused_in_one_line(program):
    program.example.example_requested.emit("test", 120)

    (message,) = program.messages.errors
    assert "120" in message
    assert "0 to 119" in message
    assert program.chooser.index == 0


def test_the_output_shown_is_that_of_the_equations(program):
    image = program.chooser.images.activations(program.chooser.index)
    a = image
    parameters = program.explain.network.parameters
    for w, b in zip(parameters.weights, parameters.biases, strict=True):
        a = 1 / (1 + np.exp(-(w.astype(float) @ a + b)))

    np.testing.assert_allclose(program.explain.derivation.outputs, a, atol=1e-12)
    label = int(program.chooser.images.labels[program.chooser.index])
    cost = ((a - targets(np.array(label))) ** 2).sum()
    assert program.explain.derivation.cost == pytest.approx(cost)


def mean_cost_of(program):
    """Return the mean cost over the unseen images, by the equations of a sigmoid network."""
    images = program.dataset.test
    a = images.pixels / 255
    parameters = program.explain.network.parameters
    for w, b in zip(parameters.weights, parameters.biases, strict=True):
        a = 1 / (1 + np.exp(-(a @ w.T.astype(float) + b)))
    return float(((a - np.eye(10)[images.labels]) ** 2).sum(axis=1).mean())


def test_the_mean_beside_the_ledger_is_that_of_the_network_shown(program, qtbot, settle):
    program.stage.set_perspective("one-example")
    program.stage.go_to_step("cost")
    mean = program.explanation.body.ledger.mean
    told = []
    for order in (None, "make_step", "train_batch", "undo"):
        if order is not None:
            program.actions[order].trigger()
            settle(program)
        true = mean_cost_of(program)
        qtbot.waitUntil(lambda true=true: abs(mean.row.value - true) < 1e-5 * true)
        told.append(true)
        assert "measured after mini-batch" in mean.row.detail
    assert len({round(each, 6) for each in told}) == 3  # undo leads back to the first
    assert told[0] == told[3]
