"""The number lines' figures: their arithmetic, and why nothing moves where nothing does."""

import re

import numpy as np
import pytest

from core.explain.derivation import derive
from core.explain.places import Place
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network
from core.network.parameters import Parameters
from gui.explain.number_lines_view import NumberLinesView


@pytest.fixture
def view(theme, qtbot):
    lines = NumberLinesView(theme)
    qtbot.addWidget(lines)
    return lines


def derived(activation="sigmoid", cost="quadratic", dead=False):
    """Return a derivation whose pixels 0 and 1 are dark; neuron 2 of layer 1 may be dead."""
    architecture = Architecture((6, 4, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(3))
    if dead:
        network.parameters.weights[0][2] = 0
        network.parameters.biases[0][2] = -1
    return derive(network, np.array([0, 0, 0.5, 1, 0.25, 0.75]), 3)


def with_value(derivation, place, value):
    """Return the derivation of a network in which one parameter has another value."""
    sizes = derivation.network.architecture.sizes
    vector = derivation.network.parameters.vector.copy()
    vector[place.index_in(sizes)] = value
    moved = derivation.network.with_parameters(Parameters(vector, sizes))
    return derive(moved, derivation.image, derivation.label)


def result_in(detail, number):
    return number(re.findall("<b>(.*?)</b>", detail)[-1])


def test_a_pulled_figure_opens_its_arithmetic_by_hand(view):
    # x = 1/2, w = 0, b = 0: z' = w'/2, s(0) = 1/2, y = 1; dC0/dw = -1/2 · 1/4 · 2 · 1/2 = -1/8.
    network = Network(Architecture((1, 1)), Parameters(np.zeros(2), (1, 1)))
    view.set_place(derive(network, np.array([0.5]), 0), Place(1, 0, 0))

    view.pull(2 * float(np.log(3)))  # z' = ln 3, s(ln 3) = 3/4

    told = {row.label: row.detail for row in view.figures.rows}
    assert "= 0 + 0.500 × (2.197 − 0) = <b>1.0986</b>" in told["z′"]
    assert "= 1 / (1 + e<sup>−1.0986</sup>) = <b>0.7500</b>" in told["a′"]
    assert "= 0.06250 = <b>0.0625</b>" in told["C′"]
    assert "= 0.5000 + 0.125 × (2.197 − 0) = <b>0.7747</b>" in told["a′ straight"]
    assert "= 0.2500 + (−0.125) × (2.197 − 0) = <b>−0.0247</b>" in told["C′ straight"]


@pytest.mark.parametrize("cost", sorted(COSTS))
@pytest.mark.parametrize("activation", sorted(ACTIVATIONS))
@pytest.mark.parametrize("place", [Place(1, 1, 3), Place(1, 1), Place(2, 4, 1), Place(2, 4)])
def test_each_figure_is_that_of_a_whole_forward_pass(view, number, place, activation, cost):
    derivation = derived(activation, cost)
    view.set_place(derivation, place)

    for value in (None, 1.7):
        moved = derivation
        if value is not None:
            view.pull(value)
            moved = with_value(derivation, place, value)
        own = moved.layer(place.layer)
        stood = place.value_in(moved.network.parameters)
        true = (stood, own.weighted_inputs[place.neuron], own.activations[place.neuron], moved.cost)
        rows = [row for row in view.figures.rows if not row.hollow]
        for row, expected in zip(rows, true, strict=True):
            assert row.value == pytest.approx(expected, rel=1e-12, abs=1e-13)
            assert result_in(row.detail, number) == pytest.approx(expected, abs=6e-5)


def test_figures_of_the_straight_line_are_hollow_and_those_of_its_marks(view, number):
    view.set_place(derived(), Place(2, 4, 1))
    view.pull(1.2)

    straight = [row for row in view.figures.rows if row.hollow]
    for row, line in zip(straight, view.others, strict=True):
        assert row.value == line.predicted
        assert result_in(row.detail, number) == pytest.approx(line.predicted, abs=6e-5)


def test_a_figure_that_is_opened_stays_open_while_it_is_pulled(view):
    view.set_place(derived(), Place(2, 4, 1))
    view.pull(1.2)
    view.figures.open_row(2)

    view.pull(1.3)

    assert view.figures.opened == 2


def test_a_weight_from_a_dark_pixel_says_that_nothing_moves(view):
    view.set_place(derived(), Place(1, 2, 1))
    assert view.still.text() == "Nothing moves: the pixel before it is at 0 (pixel 1)."

    view.pull(1.5)
    assert view.still.text().startswith("Nothing moves")

    view.set_place(derived(), Place(1, 2, 3))
    assert view.still.isHidden()


def test_a_dead_neuron_says_that_its_slope_is_zero_until_it_wakes(view):
    view.set_place(derived("relu", dead=True), Place(1, 2))
    assert "nothing else moves, because s′(z) = 0 here" in view.still.text()

    view.pull(-0.5)
    assert "nothing else moves, because s′(z) = 0 here" in view.still.text()

    view.pull(0.5)
    assert "a really moves" in view.still.text()


def test_a_weight_from_a_silent_neuron_says_which(view):
    view.set_place(derived("relu", dead=True), Place(2, 0, 2))

    assert view.still.text() == (
        "Nothing moves: the neuron before it is at 0 (neuron 2 of layer 1)."
    )


def test_a_pulled_activation_behind_softmax_is_worked_out(view):
    # z = (0, 0) becomes (-ln 3, 0): 1 is added to 1/3, so a' = (1/3) / (4/3) = 1/4.
    architecture = Architecture((1, 2), "sigmoid", "cross_entropy")
    network = Network(architecture, Parameters(np.zeros(4), (1, 2)))
    view.set_place(derive(network, np.array([1.0]), 0), Place(1, 0, 0))

    view.pull(-float(np.log(3)))

    told = {row.label: row.detail for row in view.figures.rows}
    assert "= e<sup>−1.0986</sup> / 1.333 = <b>0.2500</b>" in told["a′"]
