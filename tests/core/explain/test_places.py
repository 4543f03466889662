import numpy as np
import pytest

from core.explain.check import check_derivation
from core.explain.derivation import derive
from core.explain.places import Place, derivative_at, lever
from core.network.architecture import Architecture
from core.network.network import Network
from core.network.parameters import Parameters

SIZES = (3, 4, 1, 2)


def test_every_index_of_the_vector_is_a_place_and_back():
    parameters = Parameters(np.arange(3 * 4 + 4 + 4 + 1 + 2 + 2, dtype=float), SIZES)

    for index, value in enumerate(parameters.vector):
        place = Place.at(parameters, index)
        assert place.index_in(SIZES) == index
        assert place.value_in(parameters) == value
        assert place.is_bias == (place.source is None)


def test_a_place_has_a_name():
    assert Place(2, 7).name == "bias of layer 2, neuron 7"
    assert Place(1, 7, 406).name == "weight of layer 1, neuron 7 from neuron 406"


def test_it_has_the_name_that_the_check_gives_it():
    network = Network.random(Architecture((3, 4, 2)), np.random.default_rng(0))
    check = check_derivation(derive(network, np.ones(3), 1))

    assert Place(check.layer, check.neuron, check.source).name == check.parameter


def test_a_weight_moves_its_neuron_by_the_activation_before_and_a_bias_by_itself():
    network = Network.random(Architecture((3, 4, 2)), np.random.default_rng(0))
    derivation = derive(network, np.array([0.25, 0, 1]), 1)

    assert lever(derivation, Place(1, 2, 0)) == 0.25
    assert lever(derivation, Place(1, 2, 1)) == 0
    assert lever(derivation, Place(1, 2)) == 1


def test_a_derivative_is_the_nudge_with_its_sign_turned_and_no_zero_is_negative():
    network = Network.random(Architecture((3, 4, 2)), np.random.default_rng(0))
    derivation = derive(network, np.array([0.25, 0, 1]), 1)

    assert derivative_at(derivation, Place(1, 2)) == -derivation.nudges.biases[0][2]
    assert not np.signbit(derivative_at(derivation, Place(1, 2, 1)))
    assert derivative_at(derivation, Place(1, 2, 0)) == pytest.approx(
        0.25 * derivation.layer(1).errors[2]
    )
