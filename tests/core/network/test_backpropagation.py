import math

import numpy as np
import pytest

from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.backpropagation import gradient
from core.network.costs import COSTS
from core.network.network import Network
from core.network.parameters import Parameters

DEPTHS = [(6, 4), (6, 5, 4), (6, 5, 5, 3, 4)]


def mean_cost(network: Network, vector: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    moved = network.with_parameters(Parameters(vector, network.architecture.sizes))
    return float(np.mean(moved.example_cost(x, y)))


def measured_gradient(network: Network, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the gradient by plain central differences."""
    vector, h = network.parameters.vector, 1e-5
    steps = h * np.eye(vector.size)
    return np.array(
        [
            (mean_cost(network, vector + e, x, y) - mean_cost(network, vector - e, x, y)) / (2 * h)
            for e in steps
        ]
    )


def example_batch(sizes: tuple[int, ...], count: int = 4) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(7)
    return rng.uniform(0, 1, (count, sizes[0])), np.eye(sizes[-1])[
        rng.integers(0, sizes[-1], count)
    ]


@pytest.mark.parametrize("sizes", DEPTHS, ids=str)
@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_is_the_central_difference(activation, cost, sizes):
    network = Network.random(Architecture(sizes, activation, cost), np.random.default_rng(11))
    x, y = example_batch(sizes)

    analytic, value = gradient(network, x, y)

    measured = measured_gradient(network, x, y)
    assert np.abs(measured).max() > 1e-3
    assert analytic.vector == pytest.approx(measured, rel=1e-6, abs=1e-9)
    assert value == pytest.approx(mean_cost(network, network.parameters.vector, x, y), rel=1e-14)


def test_the_gradient_of_a_tiny_network_by_hand():
    # 1-1-1, W1 = 2, b1 = -1, W2 = 3, b2 = 0.5, sigmoid, x = 1, y = 1.
    # z1 = 1, a1 = s(1), z2 = 3 a1 + 0.5, a2 = s(z2)
    # delta2 = 2 (a2 - 1) a2 (1 - a2), delta1 = 3 delta2 a1 (1 - a1)
    # dC/dW1 = delta1 x, dC/db1 = delta1, dC/dW2 = delta2 a1, dC/db2 = delta2
    network = Network(Architecture((1, 1, 1)), Parameters(np.array([2.0, -1, 3, 0.5]), (1, 1, 1)))
    a1 = 1 / (1 + math.exp(-1))
    a2 = 1 / (1 + math.exp(-(3 * a1 + 0.5)))
    delta2 = 2 * (a2 - 1) * a2 * (1 - a2)
    delta1 = 3 * delta2 * a1 * (1 - a1)

    analytic, value = gradient(network, np.array([[1.0]]), np.array([[1.0]]))

    assert analytic.vector == pytest.approx([delta1, delta1, delta2 * a1, delta2], rel=1e-13)
    assert value == pytest.approx((a2 - 1) ** 2)


def test_the_gradient_of_a_batch_is_the_mean_of_its_examples_gradients():
    sizes = (6, 5, 4)
    network = Network.random(Architecture(sizes), np.random.default_rng(0))
    x, y = example_batch(sizes)

    whole, _ = gradient(network, x, y)
    singles = [gradient(network, x[i : i + 1], y[i : i + 1])[0].vector for i in range(len(x))]

    assert whole.vector == pytest.approx(np.mean(singles, axis=0), rel=1e-12, abs=1e-16)


def test_the_order_of_examples_does_not_matter():
    sizes = (6, 5, 4)
    network = Network.random(Architecture(sizes), np.random.default_rng(0))
    x, y = example_batch(sizes)

    forward, _ = gradient(network, x, y)
    backward, _ = gradient(network, x[::-1], y[::-1])

    assert forward.vector == pytest.approx(backward.vector, rel=1e-12, abs=1e-16)


def test_a_small_step_against_the_gradient_lowers_the_cost_as_predicted():
    sizes = (6, 5, 4)
    network = Network.random(Architecture(sizes), np.random.default_rng(0))
    x, y = example_batch(sizes)
    slope, before = gradient(network, x, y)
    rate = 1e-4

    after = mean_cost(network, network.parameters.vector - rate * slope.vector, x, y)

    # C(w - eta g) - C(w) = - eta |g|^2 up to the order of eta^2
    assert after - before == pytest.approx(-rate * slope.vector @ slope.vector, rel=1e-3)


def test_weights_from_an_input_of_zero_have_a_gradient_of_exactly_zero():
    sizes = (6, 5, 4)
    network = Network.random(Architecture(sizes), np.random.default_rng(0))
    x, y = example_batch(sizes)
    x[:, 2] = 0

    weights = gradient(network, x, y)[0].weights[0]

    assert (weights[:, 2] == 0).all()
    assert (weights[:, [0, 1, 3, 4, 5]] != 0).all()


def test_float32_gives_the_float64_gradient_rounded():
    sizes = (6, 5, 4)
    exact = Network.random(Architecture(sizes), np.random.default_rng(0))
    single = exact.with_parameters(exact.parameters.copy(np.float32))
    x, y = example_batch(sizes)

    rough, _ = gradient(single, x.astype(np.float32), y.astype(np.float32))

    assert rough.vector.dtype == np.float32
    assert rough.vector == pytest.approx(gradient(exact, x, y)[0].vector, rel=1e-4, abs=1e-7)
