import math

import numpy as np
import pytest

from core.explain.derivation import Derivation, derive
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network
from core.network.parameters import Parameters

HIDDEN = [(), (7,), (8, 6, 5), (10, 10)]  # square layers: a transposed matrix fits there

every_kind = pytest.mark.parametrize(
    ("activation", "cost", "hidden"),
    [(s, c, h) for s in ACTIVATIONS for c in COSTS for h in HIDDEN],
    ids=str,
)


def derived(activation: str, cost: str, hidden: tuple[int, ...], label: int = 3) -> Derivation:
    """Return the derivation of a random picture of 12 pixels, four of them dark."""
    architecture = Architecture((12, *hidden, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(4))
    for biases in network.parameters.biases:
        biases[:] = np.linspace(0.05, 0.5, len(biases))
    image = np.random.default_rng(5).uniform(0, 1, 12)
    image[:4] = 0
    return derive(network, image, label)


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


@pytest.fixture(scope="module")
def by_hand() -> Derivation:
    """Return the derivation of a 2-2-1 network.

    W1 = [[1, 2], [-1, 0.5]], b1 = [0, 1], W2 = [[2, -3]], b2 = [0.5], x = (1, 0), y = 1 (label 0)
    """
    vector = np.array([1, 2, -1, 0.5, 0, 1, 2, -3, 0.5])
    network = Network(Architecture((2, 2, 1)), Parameters(vector, (2, 2, 1)))
    return derive(network, np.array([1.0, 0.0]), 0)


def test_every_quantity_of_a_tiny_network_by_hand(by_hand):
    # z1 = (1 + 0, -1 + 1) = (1, 0); a1 = (s(1), 1/2)
    # z2 = 2 s(1) - 3/2 + 1/2 = 2 s(1) - 1
    p = sigmoid(1)
    out = sigmoid(2 * p - 1)
    slope1, slope2 = (p * (1 - p), 0.25), out * (1 - out)
    d2 = 2 * (1 - out)  # 2 (y - a)
    d1 = (2 * slope2 * d2, -3 * slope2 * d2)  # w_jk s'(z_j) d_j
    bias1 = (slope1[0] * d1[0], slope1[1] * d1[1])  # s'(z_j) d_j
    first, second = by_hand.layer(1), by_hand.layer(2)

    assert first.weighted_inputs == pytest.approx([1, 0], abs=1e-15)
    assert first.activations == pytest.approx([p, 0.5])
    assert second.weighted_inputs == pytest.approx([2 * p - 1])
    assert second.activations == pytest.approx([out])
    assert by_hand.cost == pytest.approx((out - 1) ** 2)
    assert first.slopes == pytest.approx(slope1)
    assert second.slopes == pytest.approx([slope2])
    assert second.desires == pytest.approx([d2])
    assert second.errors == pytest.approx([-slope2 * d2])
    assert second.bias_nudges == pytest.approx([slope2 * d2])
    assert second.weight_nudges[0] == pytest.approx([p * slope2 * d2, 0.5 * slope2 * d2])
    assert second.contributions[0] == pytest.approx(d1)
    assert first.desires == pytest.approx(d1)
    assert first.bias_nudges == pytest.approx(bias1)
    assert first.weight_nudges[:, 0] == pytest.approx(bias1)  # a0 = 1
    assert first.weight_nudges[:, 1].tolist() == [0, 0]  # a0 = 0
    assert first.contributions == pytest.approx(
        np.array([[1 * bias1[0], 2 * bias1[0]], [-1 * bias1[1], 0.5 * bias1[1]]])
    )
    assert by_hand.input_desires == pytest.approx(
        [bias1[0] - bias1[1], 2 * bias1[0] + bias1[1] / 2]
    )


def test_an_output_that_wants_down_asks_the_neuron_behind_a_positive_weight_down():
    vector = np.array([1, 2, -1, 0.5, 0, 1, 2, -3, 0.5, 1, 1, 0])
    network = Network(Architecture((2, 2, 2)), Parameters(vector, (2, 2, 2)))
    derivation = derive(network, np.array([1.0, 1.0]), 1)
    last = derivation.layer(2)

    assert last.desires[0] < 0 < last.desires[1]
    # W2[0] = (2, -3): down asks down behind 2 and up behind -3; W2[1] = (1, 1): up asks up.
    assert np.sign(last.contributions).tolist() == [[-1, 1], [1, 1]]


@every_kind
def test_contributions_add_up_to_the_desires_of_the_layer_before(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for layer in derivation.layers:
        summed = layer.contributions.sum(axis=0)
        np.testing.assert_allclose(summed, derivation.desires[layer.index - 1], rtol=0, atol=1e-12)


@every_kind
def test_a_contribution_goes_the_way_of_weight_and_wish(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for layer in derivation.layers:
        wish = -layer.errors[:, np.newaxis]
        np.testing.assert_array_equal(
            np.sign(layer.contributions), np.sign(layer.weights) * np.sign(wish)
        )


@every_kind
def test_desires_are_central_differences_of_the_cost_by_activations(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for index in range(derivation.depth):
        measured = [
            (cost_from(derivation, index, e) - cost_from(derivation, index, -e)) / 2e-6
            for e in 1e-6 * np.eye(len(derivation.activations[index]))
        ]
        assert derivation.desires[index] == pytest.approx(-np.array(measured), rel=1e-5, abs=1e-8)


def cost_from(derivation: Derivation, index: int, change: np.ndarray) -> float:
    """Return C0 with the activations of a layer changed, by a forward pass of its own."""
    architecture = derivation.network.architecture
    a = derivation.activations[index] + change
    for layer in derivation.layers[index:]:
        a = architecture.activation_of(layer.index)(layer.weights @ a + layer.biases)
    return float(architecture.cost_function.terms(a, derivation.target).sum())


@pytest.mark.parametrize("hidden", HIDDEN, ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_desires_of_the_outputs_are_twice_the_distance_from_the_target(activation, hidden):
    derivation = derived(activation, "quadratic", hidden)
    expected = 2 * (derivation.target - derivation.outputs)

    np.testing.assert_array_equal(derivation.desires[-1], expected)
    assert derivation.output_wishes is derivation.layers[-1].desires


@every_kind
def test_errors_are_minus_slope_times_desire(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)
    elementwise = derivation.layers[:-1] if derivation.outputs_compete else derivation.layers

    for layer in elementwise:
        assert layer.errors == pytest.approx(-layer.slopes * layer.desires, rel=1e-12, abs=1e-16)


@pytest.mark.parametrize("hidden", HIDDEN, ids=str)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_softmax_errors_are_minus_the_jacobian_times_the_desires(activation, hidden):
    derivation = derived(activation, "cross_entropy", hidden)
    last, a = derivation.layers[-1], derivation.outputs
    jacobian = np.diag(a) - np.outer(a, a)

    assert last.errors == pytest.approx(-jacobian @ last.desires, rel=1e-9, abs=1e-14)
    assert last.slopes == pytest.approx(np.diag(jacobian), rel=1e-12)
    assert derivation.output_wishes == pytest.approx(derivation.target - a, abs=1e-16)


@every_kind
def test_nudges_follow_from_errors_and_the_activations_before(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for layer in derivation.layers:
        before = derivation.activations[layer.index - 1]
        for j, delta in enumerate(layer.errors):
            assert layer.bias_nudges[j] == -delta
            np.testing.assert_array_equal(layer.weight_nudges[j], -delta * before)


@every_kind
def test_weights_from_dark_pixels_have_nudges_of_exactly_zero(activation, cost, hidden):
    first = derived(activation, cost, hidden).layer(1)

    assert (first.weight_nudges[:, :4] == 0).all()


@every_kind
def test_no_zero_carries_a_minus_sign(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)
    shown = [derivation.nudges.vector, *derivation.desires, derivation.output_wishes]
    shown += [layer.contributions for layer in derivation.layers]

    assert not any(np.signbit(values[values == 0]).any() for values in shown)


@every_kind
def test_the_sum_of_cost_terms_is_the_cost(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    assert derivation.cost_terms.shape == (10,)
    assert derivation.cost == pytest.approx(cost_from(derivation, 0, np.zeros(12)), rel=1e-13)


def test_another_label_turns_the_wishes_of_both_outputs_round():
    three, eight = derived("sigmoid", "quadratic", (7,)), derived("sigmoid", "quadratic", (7,), 8)

    np.testing.assert_array_equal(three.outputs, eight.outputs)
    assert np.flatnonzero(three.desires[-1] > 0).tolist() == [3]
    assert np.flatnonzero(eight.desires[-1] > 0).tolist() == [8]
    assert three.target.argmax() == three.label == 3


def test_the_answer_is_the_brightest_output_and_right_if_it_is_the_label():
    derivation = derived("sigmoid", "quadratic", (7,))
    answer = int(derivation.outputs.argmax())

    assert derivation.answer == answer
    assert derive(derivation.network, derivation.image, answer).correct
    assert not derive(derivation.network, derivation.image, (answer + 1) % 10).correct


@every_kind
def test_a_small_step_along_the_nudges_lowers_the_cost_as_predicted(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)
    rate = 1e-6
    nudges = derivation.nudges.vector

    fall = derivation.cost - derivation.stepped(rate).cost

    assert fall == pytest.approx(rate * nudges @ nudges, rel=1e-3)


def test_a_step_adds_learning_rate_times_nudges_and_leaves_the_old_network_alone():
    derivation = derived("sigmoid", "quadratic", (7,))
    before = derivation.network.parameters.vector.copy()

    after = derivation.stepped(0.5)

    np.testing.assert_array_equal(
        after.network.parameters.vector, before + 0.5 * derivation.nudges.vector
    )
    np.testing.assert_array_equal(derivation.network.parameters.vector, before)


@every_kind
def test_a_saturated_network_is_derived_without_warning_or_infinite_value(activation, cost, hidden):
    small = derived(activation, cost, hidden)
    parameters = Parameters(small.network.parameters.vector * 400, small.network.parameters.sizes)

    with np.errstate(over="raise", invalid="raise", divide="raise"):
        derivation = derive(small.network.with_parameters(parameters), small.image, 3)

    for values in (*derivation.desires, derivation.nudges.vector, derivation.cost_terms):
        assert np.isfinite(values).all()


def test_a_saturated_neuron_has_a_large_desire_and_a_small_nudge():
    # z = 50: s'(z) = exp(-50), about 2e-22; the target of output 1 is 0, its activation 1.
    parameters = Parameters(np.array([50.0, 50.0, 0.0, 0.0]), (1, 2))
    last = derive(Network(Architecture((1, 2)), parameters), np.ones(1), 0).layer(1)

    assert last.desires[1] == -2
    assert last.bias_nudges[1] == pytest.approx(-2 * math.exp(-50), rel=1e-9)


def test_a_dead_relu_network_asks_for_nothing():
    parameters = Parameters(np.array([-1.0, -1, 0, 0, 1, 1, 1, 1, -5, -5]), (1, 2, 2))
    network = Network(Architecture((1, 2, 2), "relu"), parameters)
    derivation = derive(network, np.ones(1), 0)

    assert (derivation.nudges.vector == 0).all()
    assert derivation.desires[-1].tolist() == [2, 0]


@every_kind
def test_all_arrays_are_read_only_and_float64(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)
    arrays = [derivation.image, derivation.target, derivation.cost_terms, derivation.nudges.vector]
    arrays += [*derivation.desires, *derivation.activations]
    for layer in derivation.layers:
        arrays += [value for value in vars(layer).values() if isinstance(value, np.ndarray)]

    assert {array.dtype for array in arrays} == {np.dtype(np.float64)}
    assert not any(array.flags.writeable for array in arrays)


def test_a_float32_network_is_explained_in_float64_of_the_same_parameters():
    network = Network.random(Architecture((12, 5, 10)), np.random.default_rng(0), np.float32)
    image = np.random.default_rng(1).uniform(0, 1, 12)

    derivation = derive(network, image, 0)

    w, b = network.parameters.weights[0], network.parameters.biases[0]
    z = w.astype(np.float64) @ image + b.astype(np.float64)
    assert derivation.layer(1).weighted_inputs == pytest.approx(z, rel=1e-12)
    assert derivation.network.parameters.vector.dtype == np.float64


def test_changing_the_picture_later_changes_no_derivation():
    network = Network.random(Architecture((12, 5, 10)), np.random.default_rng(0))
    image = np.full(12, 0.5)
    derivation = derive(network, image, 0)
    image[:] = 7

    assert (derivation.image == 0.5).all()
