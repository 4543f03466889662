import numpy as np
import pytest

from core.errors import UsageError
from core.network.activations import ACTIVATIONS, Softmax
from core.network.costs import COSTS, CrossEntropy, Quadratic, cost_named

Y = np.array([0.0, 1.0, 0.0])


def measured_derivative(cost, a, y, h=1e-6):
    """Return dC0/da by central differences, one output after another."""
    total = [cost.terms(a + h * e, y).sum() - cost.terms(a - h * e, y).sum() for e in np.eye(3)]
    return np.array(total) / (2 * h)


def test_the_quadratic_cost_by_hand_has_no_one_half():
    # (0.5 - 0)^2 + (0.2 - 1)^2 + (0.1 - 0)^2 = 0.25 + 0.64 + 0.01
    terms = Quadratic().terms(np.array([0.5, 0.2, 0.1]), Y)

    assert terms == pytest.approx([0.25, 0.64, 0.01])
    assert terms.sum() == pytest.approx(0.90)


def test_the_cross_entropy_by_hand():
    # Only the labelled output counts: -ln(1/4) = 2 ln 2
    terms = CrossEntropy().terms(np.array([0.5, 0.25, 0.25]), Y)

    assert terms == pytest.approx([0, 2 * np.log(2), 0])


def test_an_output_that_has_underflowed_costs_what_its_weighted_input_says():
    z = np.array([800.0, 0.0, 1e3 - 1e-9])

    terms = CrossEntropy().exact_terms(z, Softmax()(z), Y)

    assert Softmax()(z)[1] == 0
    assert terms.tolist() == [0, 1e3 - 1e-9, 0]  # e^1000 alone counts: ln of it, minus z = 0


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_weighted_inputs_give_the_same_cost_as_outputs_do(dtype):
    z = np.random.default_rng(0).normal(0, 5, (20, 3)).astype(dtype)
    cost = CrossEntropy()

    exact = cost.exact_terms(z, Softmax()(z), Y.astype(dtype))

    assert exact.dtype == dtype
    assert exact == pytest.approx(cost.terms(Softmax()(z), Y.astype(dtype)), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("name", COSTS)
def test_a_perfect_answer_costs_nothing(name):
    assert COSTS[name].terms(Y.copy(), Y).sum() == 0


@pytest.mark.parametrize("name", COSTS)
def test_the_derivative_is_the_central_difference(name):
    a = np.array([0.3, 0.6, 0.1])

    assert COSTS[name].derivative(a, Y) == pytest.approx(
        measured_derivative(COSTS[name], a, Y), rel=1e-8, abs=1e-9
    )


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("name", COSTS)
def test_output_errors_are_the_central_differences_by_weighted_inputs(name, activation):
    cost = COSTS[name]
    s = cost.output_activation(ACTIVATIONS[activation])
    z, h = np.array([0.7, -0.4, 1.3]), 1e-6
    measured = [
        (cost.terms(s(z + h * e), Y).sum() - cost.terms(s(z - h * e), Y).sum()) / (2 * h)
        for e in np.eye(3)
    ]

    assert cost.output_errors(z, s(z), Y, s) == pytest.approx(measured, rel=1e-7, abs=1e-9)


def test_output_errors_of_the_cross_entropy_are_its_derivative_times_the_jacobian_of_softmax():
    z = np.array([0.7, -0.4, 1.3])
    a = Softmax()(z)
    jacobian = np.diag(a) - np.outer(a, a)
    cost = CrossEntropy()

    through_activations = jacobian @ cost.derivative(a, Y)

    assert cost.output_errors(z, a, Y, Softmax()) == pytest.approx(through_activations, rel=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_an_output_that_underflowed_to_zero_costs_much_but_finitely(dtype):
    a, y = np.array([1, 0, 0], dtype), Y.astype(dtype)

    with np.errstate(all="raise"):
        terms, slopes = CrossEntropy().terms(a, y), CrossEntropy().derivative(a, y)

    assert 80 < terms[1] < 1000
    assert np.isfinite(slopes).all()


@pytest.mark.parametrize("name", COSTS)
def test_a_batch_costs_what_its_examples_cost(name):
    rng = np.random.default_rng(1)
    a, y = rng.uniform(0.1, 0.9, (4, 3)), np.eye(3)[[0, 2, 1, 1]]

    rows = [COSTS[name].terms(a[i], y[i]) for i in range(4)]

    np.testing.assert_array_equal(COSTS[name].terms(a, y), rows)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_only_the_cross_entropy_puts_softmax_at_the_outputs(activation):
    hidden = ACTIVATIONS[activation]

    assert Quadratic().output_activation(hidden) is hidden
    assert CrossEntropy().output_activation(hidden).name == "softmax"


@pytest.mark.parametrize("name", ["", "mse", "Quadratic"])
def test_an_unknown_cost_is_refused_with_the_names_there_are(name):
    with pytest.raises(UsageError, match="quadratic, cross_entropy"):
        cost_named(name)
