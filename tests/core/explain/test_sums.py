"""The terms of a weighted sum against sums written out by hand."""

from fractions import Fraction

import numpy as np
import pytest

from core.explain.derivation import derive
from core.explain.sums import weighted_sum
from core.network.architecture import Architecture
from core.network.network import Network


def derivation_of(sizes=(784, 16, 12, 10), seed=3):
    rng = np.random.default_rng(seed)
    network = Network.random(Architecture(sizes, "sigmoid", "quadratic"), rng)
    network.parameters.vector[:] += rng.standard_normal(network.parameters.vector.size)
    image = np.where(rng.random(784) < 0.2, rng.integers(1, 256, 784), 0) / 255
    return derive(network, image, 4)


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_terms_and_bias_add_up_to_the_weighted_input(layer):
    derivation = derivation_of()
    for neuron in range(len(derivation.layer(layer).biases)):
        told = weighted_sum(derivation, layer, neuron)
        exact = sum(map(Fraction, told.terms.tolist())) + Fraction(told.bias)
        assert float(exact) == pytest.approx(told.total, rel=0, abs=1e-12)
        assert told.total == derivation.layer(layer).weighted_inputs[neuron]


def test_the_largest_terms_come_first_whatever_their_sign():
    sizes = np.abs(weighted_sum(derivation_of(), 1, 5).terms)
    assert np.all(np.diff(sizes) <= 0)
    assert sizes[0] > 0


def test_every_source_is_there_once_with_its_own_weight_and_activation():
    derivation = derivation_of()
    told = weighted_sum(derivation, 2, 7)
    assert sorted(told.sources.tolist()) == list(range(16))
    for place, k in enumerate(told.sources):
        weight = derivation.network.parameters.weights[1][7, k]
        activation = derivation.activations[1][k]
        assert told.weights[place] == weight
        assert told.activations[place] == activation
        assert told.terms[place] == weight * activation


def test_shown_terms_and_the_rest_are_all_terms():
    told = weighted_sum(derivation_of(), 1, 0)
    assert told.terms[:8].sum() + told.rest(8) == pytest.approx(told.terms.sum(), abs=1e-12)
    assert told.rest(784) == 0.0


def test_equal_terms_stay_in_the_order_of_the_layer():
    derivation = derivation_of()
    dark = derivation.image == 0
    told = weighted_sum(derivation, 1, 0)
    assert told.sources[-int(dark.sum()) :].tolist() == np.flatnonzero(dark).tolist()


def test_what_is_not_a_number_comes_first():
    network = derivation_of().network
    parameters = network.parameters.copy(np.float64)
    parameters.weights[1][2, 9] = np.nan
    broken = derive(network.with_parameters(parameters), np.ones(784), 1)
    assert weighted_sum(broken, 2, 2).sources[0] == 9
