import numpy as np

from core.explain.derivation import derive
from core.explain.saturation import saturated, steepest_slope
from core.network.architecture import Architecture
from core.network.network import Network
from core.network.parameters import Parameters


def two_outputs(biases, activation="sigmoid", cost="quadratic"):
    """Return the derivation of two outputs whose weighted inputs are their biases; label 0."""
    sizes = (1, 2)
    vector = np.array([0.0, 0.0, *biases])
    network = Network(Architecture(sizes, activation, cost), Parameters(vector, sizes))
    return derive(network, np.zeros(1), 0)


def test_an_output_that_is_sure_and_wrong_is_saturated():
    derivation = two_outputs((-8.0, -8.0))  # the first should be 1, and is 0.0003
    assert list(saturated(derivation, 1)) == [0]


def test_an_output_that_is_sure_and_right_has_nothing_to_desire():
    assert list(saturated(two_outputs((8.0, 0.0)), 1)) == []


def test_a_desire_that_can_be_followed_is_not_saturated():
    assert list(saturated(two_outputs((0.0, 0.0)), 1)) == []


def test_a_dead_rectifier_is_saturated():
    assert list(saturated(two_outputs((-1.0, 0.5), "relu"), 1)) == [0]


def test_softmax_outputs_are_never_counted():
    assert list(saturated(two_outputs((-8.0, 8.0), "relu", "cross_entropy"), 1)) == []


def test_what_is_not_a_number_is_not_counted():
    assert list(saturated(two_outputs((np.nan, 0.0)), 1)) == []


def test_a_tiny_desire_is_not_much_even_where_it_is_the_largest():
    assert list(saturated(two_outputs((5.0, -5.0)), 1)) == []


def test_the_steepest_slope_is_that_of_the_function():
    slopes = {"sigmoid": 0.25, "tanh": 1.0, "relu": 1.0, "leaky_relu": 1.0}
    for name, slope in slopes.items():
        assert steepest_slope(two_outputs((0.0, 0.0), name), 1) == slope
