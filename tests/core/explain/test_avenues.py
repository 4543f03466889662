import numpy as np
import pytest

from core.explain.avenues import avenues
from core.explain.check import CostProbe
from core.explain.derivation import Derivation, derive
from core.explain.factors import Term, product
from core.explain.places import Place
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network

every_kind = pytest.mark.parametrize(
    ("activation", "cost", "hidden"),
    [(s, c, h) for s in ACTIVATIONS for c in COSTS for h in [(), (1,), (1, 1), (8, 6, 5)]],
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


def all_avenues(derivation):
    for layer in derivation.layers:
        for neuron in range(len(layer.biases)):
            yield avenues(derivation, layer.index, neuron)


@every_kind
def test_bars_lie_on_one_line_through_zero(activation, cost, hidden):
    for ways in all_avenues(derived(activation, cost, hidden)):
        np.testing.assert_allclose(ways.weight_nudges, ways.wish * ways.before, rtol=0, atol=1e-15)
        np.testing.assert_allclose(ways.requests, ways.wish * ways.weights, rtol=0, atol=1e-15)
        assert ways.bias_nudge == pytest.approx(ways.wish, rel=0, abs=1e-15)
        assert ways.line(np.array([0.0, 2.0])).tolist() == [0, 2 * ways.wish]


@every_kind
def test_the_slope_of_the_line_is_slope_times_desire(activation, cost, hidden):
    for ways in all_avenues(derived(activation, cost, hidden)):
        if not ways.competes:
            assert ways.wish == pytest.approx(ways.slope * ways.desire, rel=1e-12, abs=1e-16)


@every_kind
def test_the_factors_of_every_bar_multiply_to_it(activation, cost, hidden):
    for ways in all_avenues(derived(activation, cost, hidden)):
        assert product(ways.wish_factors) == pytest.approx(ways.bias_nudge, abs=1e-14)
        for k in range(len(ways.before)):
            assert product(ways.weight_factors(k)) == pytest.approx(
                ways.weight_nudges[k], abs=1e-14
            )
            assert product(ways.request_factors(k)) == pytest.approx(ways.requests[k], abs=1e-14)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("layer", [1, 2, 3])
def test_nudges_are_minus_the_central_differences_of_the_cost(cost, layer):
    derivation = derived(cost=cost)
    probe = CostProbe(derivation.network, derivation.image, derivation.target)
    ways = avenues(derivation, layer, 3)
    sizes = derivation.network.architecture.sizes

    assert -probe.derivative(Place(layer, 3).index_in(sizes)) == pytest.approx(
        ways.bias_nudge, rel=1e-6, abs=1e-12
    )
    for k, nudge in enumerate(ways.weight_nudges):
        measured = -probe.derivative(Place(layer, 3, k).index_in(sizes))
        assert measured == pytest.approx(nudge, rel=1e-6, abs=1e-12)


def test_an_output_behind_softmax_wishes_target_minus_activation():
    derivation = derived(cost="cross_entropy")
    ways = avenues(derivation, 3, 7)

    assert ways.competes
    assert ways.wish == pytest.approx(0 - derivation.outputs[7], abs=1e-16)
    assert [factor.term for factor in ways.wish_factors] == [Term.WISH]
    assert not avenues(derivation, 2, 0).competes


def test_factors_name_what_they_are_and_where_from():
    ways = avenues(derived(), 2, 5)

    a, slope, desire = ways.weight_factors(4)
    assert (a.term, a.layer, a.neuron, a.value) == (Term.ACTIVATION, 1, 4, ways.before[4])
    assert (slope.term, slope.layer, slope.neuron, slope.value) == (Term.SLOPE, 2, 5, ways.slope)
    assert (desire.term, desire.value) == (Term.DESIRE, ways.desire)
    w = ways.request_factors(4)[0]
    assert (w.term, w.layer, w.neuron, w.source, w.value) == (
        Term.WEIGHT, 2, 5, 4, ways.weights[4]
    )  # fmt: skip


def test_the_first_layer_asks_pixels_and_dark_ones_give_nothing_to_its_weights():
    ways = avenues(derived(), 1, 0)

    assert ways.asks_pixels
    assert not avenues(derived(), 2, 0).asks_pixels
    assert (ways.weight_nudges[:4] == 0).all()
    assert ways.requests[:4].all()
