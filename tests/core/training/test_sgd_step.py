import numpy as np
import pytest

from core.network import backpropagation
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network, targets
from core.training.sgd_step import SgdStep

HIDDEN = {"none": (), "one": (7,), "two": (16, 16), "three": (9, 5, 12)}


def random_network(hidden, activation="sigmoid", cost="quadratic"):
    architecture = Architecture((784, *hidden, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(3), np.float32)
    network.parameters.vector[:] += np.random.default_rng(4).normal(
        0, 0.05, architecture.parameter_count
    )
    return network


def random_batch(size):
    rng = np.random.default_rng(size)
    x = (rng.random((size, 784)) * (rng.random((size, 784)) < 0.2)).astype(np.float32)
    return x, targets(rng.integers(0, 10, size), np.float32)


def in_float64(network, x, y):
    """Return gradient and cost from the plain form of backpropagation, in float64."""
    exact = network.with_parameters(network.parameters.copy(np.float64))
    return backpropagation.gradient(exact, x.astype(float), y.astype(float))


def assert_same_gradient(step, exact):
    for mine, theirs in zip(step.gradient.layers, exact.layers, strict=True):
        assert np.abs(mine - theirs).max() <= 3e-6 * np.abs(theirs).max()


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
@pytest.mark.parametrize("size", [1, 10, 37])
def test_the_fast_gradient_equals_the_plain_one(hidden, activation, cost, size):
    network = random_network(hidden, activation, cost)
    x, y = random_batch(size)
    step = SgdStep(network.architecture, network.parameters)
    mean_cost = step.compute(x, y, size)
    exact, exact_cost = in_float64(network, x, y)
    assert mean_cost == pytest.approx(exact_cost, rel=1e-5)
    assert_same_gradient(step, exact)


def test_a_second_batch_of_another_size_leaves_nothing_of_the_first():
    network = random_network((16, 16))
    step = SgdStep(network.architecture, network.parameters)
    for size in (10, 4, 10):
        x, y = random_batch(size)
        step.compute(x, y, size)
        assert_same_gradient(step, in_float64(network, x, y)[0])


def test_a_batch_in_two_parts_gives_the_gradient_of_the_whole():
    network = random_network((16,))
    x, y = random_batch(30)
    step = SgdStep(network.architecture, network.parameters)
    cost = step.compute(x[:20], y[:20], 30) + step.add(x[20:], y[20:], 30)
    exact, exact_cost = in_float64(network, x, y)
    assert cost == pytest.approx(exact_cost, rel=1e-5)
    assert_same_gradient(step, exact)


def test_descending_subtracts_the_learning_rate_times_the_gradient():
    network = random_network((5,))
    before = network.parameters.vector.copy()
    step = SgdStep(network.architecture, network.parameters)
    step.compute(*random_batch(10), 10)
    step.descend(np.array(0.5, np.float32))
    expected = before - 0.5 * step.gradient.vector.astype(float)
    assert np.allclose(network.parameters.vector, expected, rtol=1e-6, atol=1e-8)


def test_gradient_sizes_are_the_lengths_of_the_layers_gradients():
    network = random_network((16, 16))
    step = SgdStep(network.architecture, network.parameters)
    step.compute(*random_batch(10), 10)
    lengths = [np.linalg.norm(part.astype(float)) for part in step.gradient.layers]
    assert np.allclose(step.gradient_sizes(), lengths, rtol=1e-5)


def test_saturated_neurons_neither_overflow_nor_warn():
    network = random_network((16,), "sigmoid", "cross_entropy")
    network.parameters.vector[:] *= 1e4
    step = SgdStep(network.architecture, network.parameters)
    with np.errstate(over="ignore"):
        cost = step.compute(*random_batch(10), 10)
    assert np.isfinite(cost)
    assert np.isfinite(step.gradient.vector).all()
