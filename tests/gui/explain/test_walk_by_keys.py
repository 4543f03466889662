"""The whole walk by the keyboard alone, for every depth, activation and cost: all numbers told.

Each number in each caption is compared with one that `claims.py` works out for itself, by what
the sentence says that it is.
"""

from dataclasses import fields, is_dataclass

import numpy as np
import pytest
from PyQt6.QtCore import Qt

from core.explain.full_walk import full_walk_of
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network
from tests.gui.conftest import dispose, opened, settled
from tests.gui.explain.claims import told_wrongly
from tests.gui.explain.truth import Place, Truth

HIDDEN = {"none": (), "one": (4,), "three": (4, 3, 3)}
WALKS = [
    pytest.param(hidden, activation, cost, id=f"{name}-{activation}-{cost}")
    for name, hidden in HIDDEN.items()
    for activation in ACTIVATIONS
    for cost in COSTS
    if activation != "softmax"
]
ONE_A_LAYER = [
    pytest.param((1, 1), activation, cost, id=f"one-neuron-a-layer-{activation}-{cost}")
    for activation in ACTIVATIONS
    for cost in COSTS
]
ENOUGH = 10.0  # seconds, for any step to unfold


@pytest.fixture(scope="module")
def program(qapp, small_dataset):
    """Open one window, through which all networks are walked, one after the other."""
    program = opened(lambda: small_dataset)
    program.use(small_dataset)
    settled(program)
    yield program
    dispose(program)


def network_of(sizes, activation, cost):
    rng = np.random.default_rng(len(sizes))
    network = Network.random(Architecture(sizes, activation, cost), rng)
    network.parameters.vector[:] += 0.1 * rng.standard_normal(network.parameters.vector.size)
    return network


def press(qtbot, program, key):
    qtbot.keyClick(program.window, key)


def walked(program, qtbot, sizes, activation, cost):
    """Open the walk through a network and go to its beginning."""
    program.explain.set_network(network_of(sizes, activation, cost))
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    press(qtbot, program, Qt.Key.Key_Home)
    program.walker.advance(ENOUGH)
    return program.explain


def truth_of(explain, activation, cost):
    parameters, derivation = explain.network.parameters, explain.derivation
    rest = parameters.weights, parameters.biases, derivation.image, explain.true_label
    return Truth(*rest, activation, cost)


def place_of(program, truth, step, activation):
    """Return where the walk is, as the claims know it."""
    drawn = [int(k) for k in program.view.scene.shown[step.layer]]
    kind, part, rate = step.kind.name, step.part.name, program.explain.learning_rate
    return Place(truth, kind, step.layer, part, step.added, drawn, activation, rate)


def state_of(program):
    """Return all that is seen of a step: its scene, its picture as bytes, its words, its focus."""
    program.view.settle()
    image = program.view.grab().toImage()
    picture = bytes(image.constBits().asarray(image.sizeInBytes()))
    words = program.title.text, program.explanation.caption, program.explain.focus
    return bits_of(program.view.scene), picture, words


def bits_of(value):
    """Return a value to compare bit for bit: arrays as shape and bytes, whatever they are in."""
    if isinstance(value, np.ndarray):
        return value.shape, value.dtype.str, value.tobytes()
    if is_dataclass(value):
        return tuple(bits_of(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, (tuple, list)):
        return tuple(map(bits_of, value))
    return repr(value) if isinstance(value, float) else value


@pytest.mark.parametrize(("hidden", "activation", "cost"), [*WALKS, *ONE_A_LAYER])
def test_forward_every_number_told_is_the_models_and_back_all_is_as_it_was(
    program, qtbot, hidden, activation, cost
):
    explain = walked(program, qtbot, (784, *hidden, 10), activation, cost)
    truth = truth_of(explain, activation, cost)
    steps, seen = full_walk_of(explain.derivation), []
    assert (program.walker.index, explain.network.architecture.sizes) == (0, (784, *hidden, 10))

    for number, step in enumerate(steps, 1):
        assert program.title.text == f"Step {number} of {len(steps)} {step.title}"
        place = place_of(program, truth, step, activation)
        assert told_wrongly(program.explanation.caption, place) == [], step.name
        seen.append(state_of(program))
        press(qtbot, program, Qt.Key.Key_Right)
        program.walker.advance(ENOUGH)
    assert len({words for _, _, words in seen}) == len(steps)

    for number in range(len(steps) - 1, -1, -1):
        assert program.walker.index == number
        scene, picture, words = state_of(program)
        assert scene == seen[number][0]
        assert picture == seen[number][1]
        assert words == seen[number][2]
        press(qtbot, program, Qt.Key.Key_Left)
        program.walker.advance(ENOUGH)
    assert program.messages.errors == []
