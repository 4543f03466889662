import numpy as np
import pytest

from core.explain.derivation import derive
from core.explain.signals import Quantity, changes, connection_values, signals
from core.network.architecture import Architecture
from core.network.network import Network


@pytest.fixture
def derivation():
    rng = np.random.default_rng(3)
    network = Network.random(Architecture((784, 5, 4, 10)), rng)
    return derive(network, rng.random(784), 4)


def test_signals_and_biases_add_up_to_the_weighted_inputs(derivation):
    for layer, carried in zip(derivation.layers, signals(derivation), strict=True):
        np.testing.assert_allclose(
            carried.sum(axis=1) + layer.biases, layer.weighted_inputs, rtol=1e-12
        )


def test_a_signal_is_the_weight_times_the_activation_before(derivation):
    layer = derivation.layer(2)
    expected = layer.weights[3, 1] * derivation.activations[1][1]
    assert signals(derivation)[1][3, 1] == expected


def test_changes_are_what_was_added_since_the_start(derivation):
    now = derivation.network.parameters
    start = now.copy()
    start.weights[1][2, 0] -= 0.5
    moved = changes(now, start)
    assert moved[1][2, 0] == pytest.approx(0.5)
    assert sum(np.count_nonzero(layer) for layer in moved) == 1


def test_changes_from_an_unknown_start_are_not_a_number(derivation):
    other = Network.random(Architecture((784, 10)), np.random.default_rng(0)).parameters
    for start in (None, other):
        layers = connection_values(Quantity.CHANGES, derivation, start)
        assert [layer.shape for layer in layers] == [(5, 784), (4, 5), (10, 4)]
        assert all(np.isnan(layer).all() for layer in layers)


def test_weights_and_nudges_are_those_of_the_derivation(derivation):
    for index in (1, 2, 3):
        layer = derivation.layer(index)
        weights, nudges = (
            connection_values(quantity, derivation)[index - 1]
            for quantity in (Quantity.WEIGHTS, Quantity.NUDGES)
        )
        np.testing.assert_array_equal(weights, layer.weights)
        np.testing.assert_array_equal(nudges, layer.weight_nudges)
