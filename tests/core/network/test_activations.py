import math

import numpy as np
import pytest

from core.errors import UsageError
from core.network.activations import ACTIVATIONS, Softmax, activation_named

Z = np.array([-30.0, -4.0, -1.0, -0.2, 0.3, 1.0, 5.0, 30.0])
SLOPES_BY_HAND = {"sigmoid": 0.25, "tanh": 1.0}
RANGES = {"sigmoid": (0, 1), "tanh": (-1, 1), "relu": (0, np.inf), "leaky_relu": (-np.inf, np.inf)}

by_name = pytest.mark.parametrize("name", ACTIVATIONS)


def slow_value(name: str, z: float) -> float:
    """Return s(z) as a textbook writes it, for one number."""
    if name == "sigmoid":
        return 1 / (1 + math.exp(-z))
    if name == "tanh":
        return (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z))
    return z if z > 0 else (0.0 if name == "relu" else 0.01 * z)


@by_name
def test_values_are_those_of_the_textbook(name):
    expected = [slow_value(name, z) for z in Z]

    assert ACTIVATIONS[name](Z) == pytest.approx(expected, rel=1e-12, abs=1e-300)


@by_name
def test_the_derivative_is_the_central_difference(name):
    s, h = ACTIVATIONS[name], 1e-5
    measured = (s(Z + h) - s(Z - h)) / (2 * h)

    assert s.derivative(Z) == pytest.approx(measured, rel=1e-8, abs=1e-11)


@pytest.mark.parametrize(("name", "slope"), SLOPES_BY_HAND.items())
def test_the_slope_in_the_middle_is_known(name, slope):
    assert ACTIVATIONS[name].derivative(np.zeros(1))[0] == slope


@pytest.mark.parametrize(("name", "slope"), [("relu", 0.0), ("leaky_relu", 0.01)])
def test_at_the_kink_the_slope_is_that_of_the_left(name, slope):
    assert ACTIVATIONS[name].derivative(np.zeros(1))[0] == slope


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", [*ACTIVATIONS, "softmax"])
def test_nothing_finite_overflows_and_the_dtype_is_kept(name, dtype):
    s = Softmax() if name == "softmax" else ACTIVATIONS[name]
    largest = np.finfo(dtype).max
    z = np.array([-largest, -1e4, -89.0, 0.0, 89.0, 1e4, largest / 2], dtype)

    with np.errstate(over="raise", invalid="raise", divide="raise"):
        values, slopes = s(z), s.derivative(z)

    assert values.dtype == slopes.dtype == dtype
    assert np.isfinite(values).all()
    assert np.isfinite(slopes).all()
    assert (slopes >= 0).all()


@by_name
def test_values_stay_in_their_range_and_never_fall(name):
    z = np.linspace(-50, 50, 1001)
    values = ACTIVATIONS[name](z)
    low, high = RANGES[name]

    assert low <= values.min()
    assert values.max() <= high
    assert (np.diff(values) >= 0).all()


@by_name
def test_any_shape_is_worked_on_element_by_element(name):
    s = ACTIVATIONS[name]

    np.testing.assert_array_equal(s(Z.reshape(2, 4)).ravel(), s(Z))
    np.testing.assert_array_equal(s.derivative(Z.reshape(2, 4)).ravel(), s.derivative(Z))


def test_a_far_out_sigmoid_still_has_the_right_tiny_slope():
    # s'(z) is exp(-|z|) there; s (1 - s) computed from s = 1 would be zero.
    assert ACTIVATIONS["sigmoid"].derivative(np.array([40.0]))[0] == pytest.approx(math.exp(-40))


def test_the_tanh_has_the_right_tiny_slope_far_out():
    assert ACTIVATIONS["tanh"].derivative(np.array([20.0]))[0] == pytest.approx(4 * math.exp(-40))


def test_softmax_outputs_share_one():
    z = np.random.default_rng(0).normal(0, 20, (50, 10))
    a = Softmax()(z)

    assert a.sum(axis=-1) == pytest.approx(np.ones(50), rel=1e-12)
    assert (a >= 0).all()


def test_softmax_by_hand():
    # exp(0) : exp(ln 2) : exp(ln 5) = 1 : 2 : 5
    assert Softmax()(np.log([1.0, 2.0, 5.0])) == pytest.approx([1 / 8, 2 / 8, 5 / 8])


def test_softmax_forgets_what_is_added_to_all_weighted_inputs():
    z = np.array([1.0, -2.0, 0.5])

    assert Softmax()(z + 1000) == pytest.approx(Softmax()(z), rel=1e-12)


def test_the_derivative_of_softmax_is_the_diagonal_of_its_jacobian():
    z, h = np.array([0.3, -1.2, 2.0, 0.0]), 1e-6
    steps = h * np.eye(4)
    jacobian = (Softmax()(z + steps) - Softmax()(z - steps)) / (2 * h)

    assert Softmax().derivative(z) == pytest.approx(np.diag(jacobian), rel=1e-8)


@by_name
def test_activations_are_found_by_name(name):
    assert activation_named(name).name == name


@pytest.mark.parametrize("name", ["", "Sigmoid", "softmax", "swish"])
def test_an_unknown_activation_is_refused_with_the_names_there_are(name):
    with pytest.raises(UsageError, match=r"sigmoid, tanh, relu, leaky_relu") as refusal:
        activation_named(name)

    assert repr(name) in str(refusal.value)
