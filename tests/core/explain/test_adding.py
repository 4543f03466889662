import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.explain.adding import PartialSums, heard_alone, heard_without, partial_sums
from core.explain.derivation import Derivation, derive
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
    image = np.random.default_rng(5).uniform(0, 1, 12)
    image[:4] = 0
    return derive(network, image, 3)


@every_kind
def test_the_last_sum_is_what_the_layer_before_desires(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for layer in range(1, derivation.depth + 1):
        total = partial_sums(derivation, layer).total
        np.testing.assert_allclose(total, derivation.desires[layer - 1], rtol=0, atol=1e-12)


@every_kind
def test_a_request_is_minus_weight_times_error_of_the_neuron_that_asks(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    for layer in derivation.layers:
        sums = partial_sums(derivation, layer.index)
        for row, j in zip(sums.contributions, sums.order, strict=True):
            np.testing.assert_allclose(row, -layer.weights[j] * layer.errors[j], rtol=1e-15)


def test_sums_by_hand():
    rows = np.array([[1.0, -2.0], [0.5, 4.0], [-3.0, 0.25]])
    sums = PartialSums(1, np.array([2, 0, 1]), rows)  # neuron 2 asks first

    assert sums.running.tolist() == [[0, 0], [1, -2], [1.5, 2], [-1.5, 2.25]]
    assert sums.after(2).tolist() == [1.5, 2]
    assert sums.total.tolist() == [-1.5, 2.25]
    assert sums.sum_of(np.array([True, False, True])).tolist() == [1.5, 2]  # 0 and 2
    assert sums.running_of(heard_without(3, [0])).tolist() == [
        [0, 0],
        [1, -2],
        [1, -2],
        [-2, -1.75],
    ]
    assert sums.steps(1).tolist() == [[0, -2], [-2, 2], [2, 2.25]]


@settings(deadline=None, max_examples=50)
@given(st.permutations(range(8)), st.lists(st.booleans(), min_size=8, max_size=8))
def test_any_order_and_any_mutes_sum_exactly_those_who_are_heard(order, heard):
    derivation = derived()
    sums = partial_sums(derivation, 1, np.array(order))
    mask = np.array(heard)
    rows = derivation.layer(1).contributions

    for count in range(9):
        expected = np.zeros(12)
        for neuron in order[:count]:
            if heard[neuron]:
                expected = expected + rows[neuron]
        np.testing.assert_array_equal(sums.running_of(mask)[count], expected)
    np.testing.assert_allclose(sums.sum_of(mask), rows[mask].sum(axis=0), rtol=0, atol=1e-15)


def test_muting_one_removes_exactly_its_part():
    derivation = derived()
    sums = partial_sums(derivation, 2)

    for neuron in range(6):
        without = sums.sum_of(heard_without(6, [neuron]))
        part = derivation.layer(2).contributions[neuron]
        np.testing.assert_allclose(sums.total - without, part, rtol=0, atol=1e-15)


def test_a_solo_is_what_one_neuron_asks_for():
    derivation = derived()
    sums = partial_sums(derivation, 2)

    np.testing.assert_array_equal(
        sums.sum_of(heard_alone(6, [4])), derivation.layer(2).contributions[4]
    )


def test_who_is_muted_moves_nothing_in_the_stack():
    sums = partial_sums(derived(), 1)
    muted = int(sums.order[3])

    steps = sums.steps(5, heard_without(8, [muted]))

    assert steps[3, 0] == steps[3, 1]
    np.testing.assert_array_equal(steps[1:, 0], steps[:-1, 1])
    assert steps[0, 0] == 0


def test_nobody_asks_for_anything_before_the_first_and_where_all_are_muted():
    sums = partial_sums(derived(), 1)

    assert not sums.after(0).any()
    assert not sums.sum_of(heard_alone(8, [])).any()
    assert not sums.running_of(heard_alone(8, [])).any()


def test_sums_can_be_trusted_for_ever():
    sums = partial_sums(derived(), 1)

    for array in (sums.order, sums.contributions, sums.running, sums.total):
        assert not array.flags.writeable
