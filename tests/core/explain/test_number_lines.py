import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.explain.derivation import Derivation, derive
from core.explain.number_lines import POINTS, number_lines
from core.explain.places import Place
from core.explain.sensitivity_histogram import ZeroReason
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network
from core.network.parameters import Parameters

HIDDEN = [(), (1,), (1, 1), (8, 6, 5)]
every_kind = pytest.mark.parametrize(
    ("activation", "cost", "hidden"),
    [(s, c, h) for s in ACTIVATIONS for c in COSTS for h in HIDDEN],
    ids=str,
)


def derived(activation="sigmoid", cost="quadratic", hidden=(8, 6)) -> Derivation:
    architecture = Architecture((12, *hidden, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(4))
    for biases in network.parameters.biases:
        biases[:] = np.linspace(0.05, 0.5, len(biases))
    image = np.random.default_rng(5).uniform(0.1, 1, 12)
    image[:4] = 0
    return derive(network, image, 3)


def with_value(derivation: Derivation, place: Place, value: float) -> Derivation:
    """Return the derivation of a network in which one parameter has another value."""
    network = derivation.network
    sizes = network.architecture.sizes
    vector = network.parameters.vector.copy()
    vector[place.index_in(sizes)] = value
    moved = network.with_parameters(Parameters(vector, sizes))
    return derive(moved, derivation.image, derivation.label)


def some_places(derivation: Derivation) -> list[Place]:
    """Return the first and last weight, and the last bias, of each layer."""
    places = []
    for layer in derivation.layers:
        n_out, n_in = layer.weights.shape
        places += [
            Place(layer.index, 0, 0), Place(layer.index, n_out - 1, n_in - 1),
            Place(layer.index, n_out - 1),
        ]  # fmt: skip
    return places


@every_kind
def test_pulling_gives_what_a_whole_forward_pass_gives(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)
    values = np.array([-7.0, -0.3, 0, 1.7, 12])

    for place in some_places(derivation):
        told = number_lines(derivation, place).pulled(values)
        for i, value in enumerate(values):
            moved = with_value(derivation, place, value)
            own = moved.layer(place.layer)
            assert told.value[i] == value
            assert told.weighted_input[i] == pytest.approx(
                own.weighted_inputs[place.neuron], abs=1e-13
            )
            assert told.activation[i] == pytest.approx(own.activations[place.neuron], abs=1e-13)
            assert told.cost[i] == pytest.approx(moved.cost, rel=1e-12, abs=1e-13)


@every_kind
def test_unmoved_it_is_exactly_where_it_was(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for place in some_places(derivation):
        lines = number_lines(derivation, place)
        for told in (lines.pulled(lines.here.value), lines.predicted(lines.here.value)):
            assert told.weighted_input == lines.here.weighted_input
            assert told.activation == lines.here.activation
            assert told.cost == pytest.approx(float(lines.here.cost), rel=1e-15)


@every_kind
def test_the_straight_lines_touch_the_curves(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)
    h = 1e-6

    for place in some_places(derivation):
        lines = number_lines(derivation, place)
        up, down = lines.pulled(lines.here.value + h), lines.pulled(lines.here.value - h)
        for name, slope in zip(("weighted_input", "activation", "cost"), lines.slopes, strict=True):
            measured = (getattr(up, name) - getattr(down, name)) / (2 * h)
            assert measured == pytest.approx(slope, rel=1e-5, abs=1e-8)
            told = getattr(lines.predicted(lines.here.value + 0.5), name)
            assert told == pytest.approx(getattr(lines.here, name) + 0.5 * slope, abs=1e-14)


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 12 * 8 + 8 + 8 * 6 + 6 + 6 * 10 + 10 - 1),
    st.floats(-50, 50),
    st.sampled_from(sorted(ACTIVATIONS)),
    st.sampled_from(sorted(COSTS)),
)
def test_any_parameter_can_be_pulled_anywhere(index, value, activation, cost):
    derivation = derived(activation, cost)
    place = Place.at(derivation.nudges, index)

    told = number_lines(derivation, place).pulled(value)

    assert told.cost.shape == ()
    assert told.cost == pytest.approx(
        with_value(derivation, place, value).cost, rel=1e-9, abs=1e-12
    )


def test_a_weight_from_a_dark_pixel_moves_nothing():
    lines = number_lines(derived(), Place(1, 3, 0))

    assert lines.slopes == (0, 0, 0)
    assert lines.pulled(100.0).cost == lines.here.cost


def dead_relu() -> Derivation:
    """Return a derivation in which neuron 2 of layer 1 has z = -1 or less, and so s'(z) = 0."""
    network = derived("relu").network
    parameters = network.parameters.copy()
    parameters.weights[0][2] = 0
    parameters.biases[0][2] = -1
    image = derived("relu").image
    return derive(network.with_parameters(parameters), image, 3)


def test_why_nothing_moves_is_known():
    dark, dead = derived(), dead_relu()

    assert number_lines(dark, Place(1, 3, 0)).standstill is ZeroReason.DARK_PIXEL
    assert number_lines(dark, Place(1, 3, 5)).standstill is None
    assert number_lines(dead, Place(1, 2)).standstill is ZeroReason.DEAD_NEURON
    assert number_lines(dead, Place(1, 2, 5)).standstill is ZeroReason.DEAD_NEURON
    assert number_lines(dead, Place(2, 1, 2)).standstill is ZeroReason.SILENT_NEURON


def test_a_dead_neuron_stays_still_until_it_is_pulled_above_zero():
    lines = number_lines(dead_relu(), Place(1, 2))

    assert lines.pulled(-0.1).activation == 0
    assert lines.pulled(-0.1).cost == lines.here.cost
    assert lines.pulled(0.5).activation == 0.5
    assert lines.predicted(0.5).activation == 0


@every_kind
def test_the_terms_of_a_pulled_cost_are_those_of_a_whole_forward_pass(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for place in some_places(derivation):
        terms = number_lines(derivation, place).cost_terms(1.7)
        moved = with_value(derivation, place, 1.7)
        assert terms == pytest.approx(moved.cost_terms, rel=1e-12, abs=1e-13)


def test_curves_run_over_a_range_evenly():
    lines = number_lines(derived(), Place(2, 3, 1))

    real, straight = lines.curves(-2, 2)

    assert real.value.shape == real.cost.shape == straight.cost.shape == (POINTS,)
    assert real.value[[0, 32, 64]].tolist() == [-2, 0, 2]
    assert np.ptp(np.diff(straight.cost)) < 1e-12
    assert np.ptp(np.diff(real.cost)) > 1e-6


def test_the_range_to_draw_has_the_value_in_its_middle():
    low, high = number_lines(derived(), Place(2, 3, 1)).reach()

    here = derived().layer(2).weights[3, 1]
    assert low < here < high
    assert (low + high) / 2 == pytest.approx(here)


def test_a_small_pull_by_hand():
    # x = 1, w = 0, b = 0: z = w, a = s(w), y = 1, C0 = (s(w) - 1)^2.
    parameters = Parameters(np.zeros(2), (1, 1))
    derivation = derive(Network(Architecture((1, 1)), parameters), np.ones(1), 0)
    lines = number_lines(derivation, Place(1, 0, 0))

    told = lines.pulled(np.log(3))  # s(ln 3) = 3/4

    assert told.activation == pytest.approx(0.75)
    assert told.cost == pytest.approx(1 / 16)
    assert lines.slopes == (1, 0.25, -0.25)
    assert lines.predicted(2.0).cost == -0.25
