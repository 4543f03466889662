import math
from dataclasses import replace

import numpy as np
import pytest

from core.explain.check import (
    SMALLEST_SHARE,
    TOLERANCE,
    CheckCancelledError,
    CostProbe,
    central_differences,
    check_derivation,
    relative_errors,
)
from core.explain.derivation import Derivation, derive
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.backpropagation import gradient
from core.network.costs import COSTS
from core.network.network import Network, targets
from core.network.parameters import Parameters

every_kind = pytest.mark.parametrize(
    ("activation", "cost", "hidden"),
    [(s, c, h) for s in ACTIVATIONS for c in COSTS for h in [(), (5,), (5, 4, 3)]],
    ids=str,
)


def random_network(sizes, activation="sigmoid", cost="quadratic", seed=4) -> Network:
    return Network.random(Architecture(sizes, activation, cost), np.random.default_rng(seed))


def random_image(size: int) -> np.ndarray:
    image = np.random.default_rng(5).uniform(0, 1, size)
    image[: size // 3] = 0
    return image


def scaled(network: Network, factor: float) -> Network:
    sizes = network.architecture.sizes
    return network.with_parameters(Parameters(network.parameters.vector * factor, sizes))


def trained(network: Network, image: np.ndarray, label: int, steps: int) -> Network:
    """Return a network that has learnt one example, by steps along its nudges."""
    sizes = network.architecture.sizes
    for _ in range(steps):
        slope, _ = gradient(network, image[None], targets(np.array([label]), classes=sizes[-1]))
        vector = network.parameters.vector - 0.1 * slope.vector
        network = network.with_parameters(Parameters(vector, sizes))
    return network


def test_all_13_002_derivatives_of_the_reference_network_agree():
    check = check_derivation(derive(random_network((784, 16, 16, 10)), random_image(784), 3))

    assert check.count == 13_002
    assert check.worst < 1e-6
    assert check.agrees


@every_kind
def test_every_kind_of_network_agrees(activation, cost, hidden):
    network = random_network((6, *hidden, 4), activation, cost)

    check = check_derivation(derive(network, random_image(6), 3))

    assert check.worst < TOLERANCE
    assert check.count == network.architecture.parameter_count


@every_kind
def test_a_trained_network_agrees(activation, cost, hidden):
    image = random_image(6)
    network = trained(random_network((6, *hidden, 4), activation, cost), image, 3, 200)

    assert check_derivation(derive(network, image, 3)).worst < TOLERANCE


@every_kind
def test_a_network_with_large_weights_agrees(activation, cost, hidden):
    network = scaled(random_network((6, *hidden, 4), activation, cost), 6)

    assert check_derivation(derive(network, random_image(6), 3)).worst < TOLERANCE


@every_kind
def test_a_saturated_network_agrees(activation, cost, hidden):
    factor = 300 if cost == "quadratic" else 8  # softmax outputs of exactly 0 have no cost to move
    network = scaled(random_network((6, *hidden, 4), activation, cost), factor)

    assert check_derivation(derive(network, random_image(6), 3)).worst < TOLERANCE


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_neurons_exactly_on_a_kink_agree(activation, cost):
    network = random_network((6, 5, 5, 4), activation, cost)
    for biases in network.parameters.biases:
        biases[:] = 0

    check = check_derivation(derive(network, np.zeros(6), 3))

    assert check.worst < TOLERANCE


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_blank_and_a_full_picture_agree(activation, cost):
    network = random_network((6, 5, 4), activation, cost)

    for image in (np.zeros(6), np.ones(6)):
        assert check_derivation(derive(network, image, 3)).agrees


def test_a_tiny_network_agrees_with_the_derivatives_worked_out_by_hand():
    # 1-1: z = 2 x + 1 with x = 0.5, a = s(2), y = 1: dC/dw = 2 (a - 1) a (1 - a) x
    network = Network(Architecture((1, 1)), Parameters(np.array([2.0, 1.0]), (1, 1)))
    a = 1 / (1 + math.exp(-2))
    db = 2 * (a - 1) * a * (1 - a)

    measured = central_differences(CostProbe(network, np.array([0.5]), np.array([1.0])))

    assert measured.vector == pytest.approx([db / 2, db], rel=1e-9)


def test_the_probe_leaves_its_network_as_it_was():
    network = random_network((6, 4, 3))
    probe = CostProbe(network, random_image(6), np.array([0.0, 1, 0]))
    before = network.parameters.vector.copy()

    central_differences(probe)

    np.testing.assert_array_equal(network.parameters.vector, before)
    np.testing.assert_array_equal(probe.vector, before)


def test_a_difference_is_not_taken_across_a_kink():
    # relu(z) with z = 1e-5: the usual width would reach z < 0, where the slope is 0.
    parameters = Parameters(np.array([0.0, 1e-5]), (1, 1))
    network = Network(Architecture((1, 1), "relu"), parameters)

    check = check_derivation(derive(network, np.ones(1), 0))

    assert check.agrees
    assert check.measured == pytest.approx(2 * (1e-5 - 1), rel=1e-6)


def test_one_wrong_derivative_is_found_and_named():
    derivation = derive(random_network((6, 4, 3)), random_image(6), 1)
    wrong = with_nudges(derivation, [(30, 1.001)])  # 4·6 + 4 = 28: W2 from here, row by row

    check = check_derivation(wrong)

    assert not check.agrees
    assert (check.index, check.layer, check.neuron, check.source) == (30, 2, 0, 2)
    assert check.parameter == "weight of layer 2, neuron 0 from neuron 2"
    assert check.worst == pytest.approx(0.001, rel=0.01)
    assert check.analytic / check.measured == pytest.approx(1.001, rel=1e-6)


def test_a_wrong_bias_is_named_so():
    derivation = derive(random_network((6, 4, 3)), random_image(6), 1)

    check = check_derivation(with_nudges(derivation, [(25, -1.0)]))

    assert check.parameter == "bias of layer 1, neuron 1"
    assert not check.agrees


@pytest.mark.parametrize("factor", [0.0, np.nan, np.inf])
def test_a_derivative_that_is_missing_or_not_finite_is_found(factor):
    derivation = derive(random_network((6, 4, 3)), random_image(6), 1)

    assert not check_derivation(with_nudges(derivation, [(30, factor)])).agrees


def with_nudges(derivation: Derivation, changes: list[tuple[int, float]]) -> Derivation:
    """Return a derivation with some of its nudges multiplied."""
    nudges = derivation.nudges.copy()
    for index, factor in changes:
        nudges.vector[index] *= factor
    return replace(derivation, nudges=nudges)


def test_progress_counts_up_and_can_give_up():
    derivation = derive(random_network((12, 16, 10)), random_image(12), 3)
    counts: list[int] = []

    def give_up_late(done: int) -> bool:
        counts.append(done)
        return done < 200

    with pytest.raises(CheckCancelledError):
        check_derivation(derivation, give_up_late)
    assert counts == [0, 100, 200]


def test_relative_errors_by_hand():
    analytic = Parameters(np.array([2.0, 0.0, 1e-9, -3.0]), (3, 1))
    measured = Parameters(np.array([1.0, 0.0, 0.0, 3.0]), (3, 1))

    errors = relative_errors(analytic, measured)

    # 1 of 2; two zeros agree; 1e-9 against a thousandth of the layer's largest, 3; 6 of 3
    assert errors == pytest.approx([0.5, 0, 1e-9 / (3 * SMALLEST_SHARE), 2])


def test_a_tiny_layer_is_measured_against_what_rounding_leaves():
    tiny = Parameters(np.array([1e-13, 0, 0, 0]), (3, 1))

    assert relative_errors(tiny, Parameters.zeros((3, 1)))[0] == pytest.approx(1e-6)


def test_a_layer_of_zeros_agrees_without_dividing_by_zero():
    zeros = Parameters.zeros((3, 1))

    with np.errstate(all="raise"):
        assert relative_errors(zeros, zeros).tolist() == [0, 0, 0, 0]
