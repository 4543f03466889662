from dataclasses import fields

import numpy as np
import pytest

from core.explain.derivation import Layer, derive
from core.explain.relabel import relabelled
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network


@pytest.mark.parametrize("hidden", [(), (1,), (7, 5)], ids=str)
@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_another_label_gives_the_same_bits_as_a_derivation_from_the_start(activation, cost, hidden):
    architecture = Architecture((12, *hidden, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(1), np.float32)
    image = np.random.default_rng(2).uniform(0, 1, 12)

    quick, whole = relabelled(derive(network, image, 3), 8), derive(network, image, 8)

    assert quick.label == 8
    for name in ("image", "target", "input_desires", "cost_terms"):
        np.testing.assert_array_equal(getattr(quick, name), getattr(whole, name))
    np.testing.assert_array_equal(quick.nudges.vector, whole.nudges.vector)
    for own, expected in zip(quick.layers, whole.layers, strict=True):
        for field in fields(Layer):
            np.testing.assert_array_equal(getattr(own, field.name), getattr(expected, field.name))


def test_the_same_label_changes_nothing():
    network = Network.random(Architecture((4, 10)), np.random.default_rng(1))
    derivation = derive(network, np.ones(4), 3)

    assert relabelled(derivation, 3) is derivation


def test_the_parameters_are_not_copied():
    network = Network.random(Architecture((4, 10)), np.random.default_rng(1))
    derivation = derive(network, np.ones(4), 3)

    assert relabelled(derivation, 4).network is derivation.network
