import itertools
import math

import numpy as np
import pytest

from core.explain.check import CostProbe
from core.explain.derivation import Derivation, derive
from core.explain.factors import Term, product
from core.explain.paths import MOST_PATHS, STRONGEST, chain, path_count, paths_from
from core.explain.places import Place, derivative_at
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network
from core.network.parameters import Parameters

every_kind = pytest.mark.parametrize(
    ("activation", "cost", "hidden"),
    [(s, c, h) for s in ACTIVATIONS for c in COSTS for h in [(), (1,), (1, 1), (8, 6, 5)]],
    ids=str,
)


def derived(activation="sigmoid", cost="quadratic", hidden=(8, 6), n_in=12) -> Derivation:
    architecture = Architecture((n_in, *hidden, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(4))
    for biases in network.parameters.biases:
        biases[:] = np.linspace(0.05, 0.5, len(biases))
    image = np.random.default_rng(5).uniform(0.1, 1, n_in)
    image[:4] = 0
    return derive(network, image, 3)


def by_brute_force(derivation: Derivation, layer: int, neuron: int) -> dict[tuple, float]:
    """Return every path's product, written out neuron by neuron."""
    found = {}
    sizes = derivation.network.architecture.sizes
    for rest in itertools.product(*map(range, sizes[layer + 1 :])):
        value, k = 1.0, neuron
        for own, j in zip(derivation.layers[layer:], rest, strict=True):
            last = own.index == derivation.depth
            value *= own.weights[j, k] * (own.errors[j] if last else own.slopes[j])
            k = j
        found[(neuron, *rest)] = value
    return found


@every_kind
def test_a_chain_is_the_derivative(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for index in range(derivation.nudges.vector.size):
        place = Place.at(derivation.nudges, index)
        told = chain(derivation, place)
        assert abs(told.derivative - derivative_at(derivation, place)) < 1e-12
        assert told.derivative == product(told.factors)
        assert len(told.factors) == (
            (1 if derivation.outputs_compete and place.layer == derivation.depth else 2)
            + (not place.is_bias)
        )


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("place", [Place(1, 3, 7), Place(1, 2), Place(2, 4, 1), Place(3, 9, 5)])
def test_a_chain_is_the_central_difference_of_the_cost(cost, place):
    derivation = derived(cost=cost)
    probe = CostProbe(derivation.network, derivation.image, derivation.target)

    measured = probe.derivative(place.index_in(derivation.network.architecture.sizes))

    assert chain(derivation, place).derivative == pytest.approx(measured, rel=1e-6, abs=1e-12)


def test_a_chain_of_a_weight_by_hand():
    # One neuron a layer: x = 1, w1 = 2, b1 = -2, so z1 = 0, a1 = 1/2; w2 = 3, b2 = -1.5: z2 = 0.
    parameters = Parameters(np.array([2, -2, 3, -1.5]), (1, 1, 1))
    derivation = derive(Network(Architecture((1, 1, 1)), parameters), np.ones(1), 0)

    first, last = chain(derivation, Place(1, 0, 0)), chain(derivation, Place(2, 0, 0))

    # dC0/da2 = 2 (1/2 - 1) = -1; dC0/da1 = 3 x 1/4 x -1
    assert [factor.value for factor in last.factors] == [0.5, 0.25, -1]
    assert [factor.value for factor in first.factors] == [1, 0.25, -0.75]
    assert first.derivative == -0.1875
    assert [factor.term for factor in first.factors] == [
        Term.ACTIVATION, Term.SLOPE, Term.COST_SLOPE
    ]  # fmt: skip


def test_behind_softmax_a_chain_ends_with_the_error_of_the_weighted_input():
    derivation = derived(cost="cross_entropy")

    factors = chain(derivation, Place(3, 3, 1)).factors

    assert [factor.term for factor in factors] == [Term.ACTIVATION, Term.ERROR]
    assert factors[1].value == pytest.approx(derivation.outputs[3] - 1)


@every_kind
def test_all_paths_add_up_to_the_derivative_by_the_activation(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for layer, desires in enumerate(derivation.desires):
        told = paths_from(derivation, layer, 0, most=MOST_PATHS * 10)
        assert told.complete
        assert told.rest == 0
        assert told.count == len(told.strongest)
        wished = derivation.output_wishes if layer == derivation.depth else desires
        assert abs(told.shown + wished[0]) < 1e-12  # behind softmax, what z wishes
        assert told.total == -wished[0]


@every_kind
def test_every_path_carries_the_product_along_it(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for layer in range(derivation.depth):
        expected = by_brute_force(derivation, layer, 0)
        told = paths_from(derivation, layer, 0, most=len(expected))
        assert {path.neurons for path in told.strongest} == set(expected)
        for path in told.strongest:
            assert path.value == pytest.approx(expected[path.neurons], rel=1e-12, abs=1e-300)
            assert path.value == product(path.factors)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("most", [1, 7, 64])
def test_of_many_paths_the_strongest_are_named_and_the_rest_is_their_sum(activation, most):
    derivation = derived(activation, hidden=(8, 6, 5))
    sizes = sorted((abs(v) for v in by_brute_force(derivation, 1, 2).values()), reverse=True)

    told = paths_from(derivation, 1, 2, most)

    assert [abs(path.value) for path in told.strongest] == pytest.approx(sizes[:most], rel=1e-12)
    everything = math.fsum(by_brute_force(derivation, 1, 2).values())
    assert told.shown + told.rest == pytest.approx(everything, abs=1e-14)
    assert told.count == 6 * 5 * 10


def test_the_reference_network_has_160_paths_from_a_neuron_of_the_first_layer():
    derivation = derive(
        Network.random(Architecture(), np.random.default_rng(0)), np.full(784, 0.5), 2
    )

    assert [path_count(derivation, layer) for layer in range(4)] == [2560, 160, 10, 1]
    told = paths_from(derivation, 1, 5)
    assert told.complete
    assert abs(told.shown + derivation.desires[1][5]) < 1e-12
    assert len(paths_from(derivation, 0, 5).strongest) == STRONGEST


def test_an_output_is_its_own_path():
    derivation = derived()

    (path,) = paths_from(derivation, 3, 7).strongest

    assert path.neurons == (7,)
    assert path.value == pytest.approx(2 * derivation.outputs[7])


def test_an_output_behind_softmax_carries_what_its_weighted_input_does_to_the_cost():
    derivation = derived(cost="cross_entropy")
    h = 1e-5

    def cost(change):
        z = derivation.layers[-1].weighted_inputs.copy()
        z[7] += change
        return np.log(np.exp(z).sum()) - z[derivation.label]

    told = paths_from(derivation, 3, 7)

    (path,) = told.strongest
    assert (path.neurons, path.factors[0].term) == ((7,), Term.ERROR)
    assert path.value == told.total == pytest.approx((cost(h) - cost(-h)) / (2 * h), rel=1e-8)


def test_paths_of_a_network_too_large_to_write_out_are_found():
    derivation = derived(hidden=(40, 40, 40, 40))

    told = paths_from(derivation, 1, 0)

    assert told.count == 40**3 * 10
    assert len(told.strongest) == STRONGEST
    sizes = [abs(path.value) for path in told.strongest]
    assert all(a >= b * (1 - 1e-12) for a, b in itertools.pairwise(sizes))
    assert told.shown + told.rest == pytest.approx(-derivation.desires[1][0], abs=1e-14)


def test_paths_through_dead_neurons_carry_nothing():
    parameters = Parameters(np.array([1.0, 1, 1, -1, 0, -5, 1, 1, 0]), (1, 1, 2, 1))
    network = Network(Architecture((1, 1, 2, 1), "relu"), parameters)
    derivation = derive(network, np.ones(1), 0)

    told = paths_from(derivation, 1, 0)

    # z2 = (2, -2 - 5): the second neuron of layer 2 is dead.
    assert told.count == 2
    assert [path.neurons for path in told.strongest] == [(0, 0, 0), (0, 1, 0)]
    assert told.strongest[1].value == 0
