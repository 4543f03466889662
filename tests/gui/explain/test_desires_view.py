import numpy as np
import pytest

from core.explain.derivation import derive
from core.explain.saturation import saturated
from core.network.architecture import Architecture
from core.network.network import Network
from core.network.parameters import Parameters
from gui.explain.desires_view import STUCK, DesiresView
from gui.network_view.scene import NeuronId


@pytest.fixture
def view(theme, qtbot):
    view = DesiresView(theme)
    qtbot.addWidget(view)
    view.resize(330, 400)
    view.show()
    return view


def stuck_derivation(activation="sigmoid"):
    """Return that of ten outputs of which the labelled one lies far below its target."""
    sizes = (3, 10)
    vector = np.zeros(40)
    vector[30 + 2] = -8.0
    network = Network(Architecture(sizes, activation, "quadratic"), Parameters(vector, sizes))
    return derive(network, np.ones(3), 2)


def test_the_desires_of_outputs_are_hollow_and_those_of_the_cost(view, quadratic):
    view.set_desires(quadratic, quadratic.depth, 2)
    wished = 2 * (np.eye(10)[2] - quadratic.outputs)
    assert [row.value for row in view.bars.rows] == pytest.approx(list(wished))
    assert all(row.hollow for row in view.bars.rows)


def test_beside_each_desire_stand_activation_and_slope(view, quadratic):
    view.set_desires(quadratic, 2)
    layer = quadratic.layer(2)
    for j, row in enumerate(view.bars.rows):
        assert row.cells[0] == f"{layer.activations[j]:.2f}"
        slope = layer.activations[j] * (1 - layer.activations[j])
        assert float(row.cells[1].removeprefix(STUCK)) == pytest.approx(slope, abs=6e-4)


def test_a_saturated_neuron_is_marked_and_named(view):
    derivation = stuck_derivation()
    view.set_desires(derivation, 1)
    assert list(saturated(derivation, 1)) == [2]
    marked = [j for j, row in enumerate(view.bars.rows) if STUCK in row.cells[1]]
    assert marked == [2]
    assert "Saturated: output 2 desires much, can move little" in view.note


def test_a_dead_neuron_is_called_so(view):
    view.set_desires(stuck_derivation("relu"), 1)
    assert "Dead: output 2 desires much, can't move" in view.note


def test_softmax_outputs_show_the_wish_of_their_weighted_input(view, cross_entropy):
    view.set_desires(cross_entropy, cross_entropy.depth)
    wished = np.eye(10)[2] - cross_entropy.outputs
    assert [row.value for row in view.bars.rows] == pytest.approx(list(wished))
    assert all(len(row.cells) == 1 for row in view.bars.rows)


def test_of_the_pixels_the_largest_desires_are_shown(view, quadratic):
    view.set_desires(quadratic, 0)
    sizes = np.abs(quadratic.input_desires)
    assert sizes[list(view.neurons)].min() >= np.sort(sizes)[-16]
    assert "16 largest of 784" in view.note


def test_a_row_names_its_neuron(view, qtbot, quadratic):
    view.set_desires(quadratic, 2)
    with qtbot.waitSignal(view.neuron_hovered) as told:
        view.bars.row_hovered.emit(3)
    assert told.args == [NeuronId(2, 3)]


def test_without_notation_there_are_no_letters(view, quadratic):
    view.set_desires(quadratic, 2)
    view.set_notation(False)
    assert not any("<sub>" in row.detail for row in view.bars.rows)
