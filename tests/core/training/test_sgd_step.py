import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.network import backpropagation
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network, targets
from core.network.parameters import Parameters
from core.training.sgd_step import SgdStep, folded_inputs

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


def step_of(network):
    return SgdStep(network.architecture, network.parameters)


def compute(step, x, y, factor):
    """Return the gradient that a step computes, and the summed cost."""
    with np.errstate(over="ignore"):  # as the run does
        cost = step.compute(folded_inputs(x), y.T, factor)
    return step.change.unfolded(), float(cost)


def assert_same_gradient(gradient, exact):
    for mine, theirs in zip(gradient.layers, exact.layers, strict=True):
        assert np.abs(mine - theirs).max() <= 3e-6 * np.abs(theirs).max()


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN.keys())
@pytest.mark.parametrize("size", [1, 10, 37])
def test_the_fast_gradient_equals_the_plain_one(hidden, activation, cost, size):
    network = random_network(hidden, activation, cost)
    x, y = random_batch(size)
    gradient, summed_cost = compute(step_of(network), x, y, 1 / size)
    exact, exact_cost = in_float64(network, x, y)
    assert summed_cost / size == pytest.approx(exact_cost, rel=1e-5)
    assert_same_gradient(gradient, exact)


@settings(max_examples=60, deadline=None)
@given(
    hidden=st.lists(st.integers(1, 20), max_size=4).map(tuple),
    activation=st.sampled_from(list(ACTIVATIONS)),
    cost=st.sampled_from(list(COSTS)),
    size=st.integers(1, 130),
    rate=st.floats(1e-3, 10),
)
def test_a_step_of_any_network_is_the_plain_step(hidden, activation, cost, size, rate):
    network = random_network(hidden, activation, cost)
    x, y = random_batch(size)
    step = step_of(network)
    compute(step, x, y, -rate / size)
    step.apply()
    exact, _ = in_float64(network, x, y)
    before = network.parameters.vector.astype(float)
    after = before - rate * exact.vector
    off = np.abs(step.weights.unfolded().vector - after)
    assert (off <= 1e-6 * np.abs(before) + 1e-5 * rate * np.abs(exact.vector).max() + 1e-9).all()


def test_a_second_batch_of_another_size_leaves_nothing_of_the_first():
    network = random_network((16, 16))
    step = step_of(network)
    for size in (10, 4, 10, *range(20, 31), 10):
        x, y = random_batch(size)
        assert_same_gradient(compute(step, x, y, 1 / size)[0], in_float64(network, x, y)[0])


def test_the_factor_may_change_from_step_to_step():
    network = random_network((16,))
    step = step_of(network)
    x, y = random_batch(10)
    exact = in_float64(network, x, y)[0]
    for factor in (0.1, -0.3, 0.1):
        expected = Parameters(10 * factor * exact.vector, exact.sizes)
        assert_same_gradient(compute(step, x, y, factor)[0], expected)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_parameters_come_out_as_they_went_in(activation):
    network = random_network((16, 16), activation)
    out = step_of(network).weights.unfolded()
    assert out.vector.tobytes() == network.parameters.vector.tobytes()
    assert not out.vector.flags.writeable
    assert not out.weights[0].flags.writeable


def test_applying_adds_the_change():
    network = random_network((5,))
    step = step_of(network)
    change, _ = compute(step, *random_batch(10), -0.05)
    step.apply()
    expected = network.parameters.vector.astype(float) + change.vector
    assert np.allclose(step.weights.unfolded().vector, expected, rtol=1e-6, atol=1e-8)


def test_squares_are_the_squared_lengths_of_the_layers_changes():
    step = step_of(random_network((16, 16)))
    change, _ = compute(step, *random_batch(10), 0.1)
    squares = [np.sum(part.astype(float) ** 2) for part in change.layers]
    assert np.allclose(step.squares(), squares, rtol=1e-5)


def test_a_step_allocates_no_arrays():
    step = step_of(random_network((16, 16)))
    x, y = random_batch(100)
    x, y = folded_inputs(x), np.ascontiguousarray(y.T)
    step.compute(x, y, 0.01)
    tracemalloc.start()
    try:
        for _ in range(20):
            step.compute(x, y, 0.01)
            step.apply()
        assert tracemalloc.get_traced_memory()[1] < 4000  # an array of 10 x 100 would be more
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("cost", COSTS)
def test_saturated_neurons_neither_overflow_nor_warn(cost):
    network = random_network((16,), "sigmoid", cost)
    network.parameters.vector[:] *= 1e4
    gradient, summed_cost = compute(step_of(network), *random_batch(10), 0.1)
    assert np.isfinite(summed_cost)
    assert np.isfinite(gradient.vector).all()
