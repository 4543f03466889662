import numpy as np
import pytest

from core.explain.check import CostProbe
from core.explain.derivation import Derivation, derive
from core.explain.places import Place
from core.explain.wiggle import WIDTH, wiggle, wiggled_pair
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network
from core.network.parameters import Parameters


def derived(activation="sigmoid", cost="quadratic", hidden=(16, 16), seed=4) -> Derivation:
    architecture = Architecture((784, *hidden, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(seed), np.float32)
    if "relu" in activation:  # alive, and off the kink, where a straight line says nothing
        for biases in network.parameters.biases:
            biases[:] = 1
    rng = np.random.default_rng(seed + 1)
    image = np.where(rng.random(784) < 0.2, rng.integers(1, 256, 784), 0) / 255
    return derive(network, image, 2)


@pytest.mark.parametrize("hidden", [(), (1, 1), (16, 16)], ids=str)
@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_measured_and_predicted_agree_within_a_percent_for_200_random_pairs(
    activation, cost, hidden
):
    derivation = derived(activation, cost, hidden)
    rng = np.random.default_rng(6)
    heard = np.flatnonzero(derivation.nudges.vector)

    for first, second in rng.choice(heard, (200, 2)):
        pair = wiggled_pair(
            derivation, Place.at(derivation.nudges, first), Place.at(derivation.nudges, second)
        )
        for one in (pair.first, pair.second):
            assert one.error < 0.01 or not one.measurable
        if pair.first.measurable and pair.second.measurable:
            assert pair.measured_ratio == pytest.approx(pair.predicted_ratio, rel=0.01)


def test_in_a_fresh_network_nearly_every_wiggle_can_be_measured():
    derivation = derived()
    heard = np.flatnonzero(derivation.nudges.vector)

    wiggles = [wiggle(derivation, Place.at(derivation.nudges, i)) for i in heard[::7]]

    assert np.mean([one.measurable for one in wiggles]) > 0.999


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_in_a_saturated_network_what_is_measurable_agrees(activation, cost):
    small = derived(activation, cost)
    vector = small.network.parameters.vector * 4
    network = small.network.with_parameters(Parameters(vector, small.network.parameters.sizes))
    derivation = derive(network, small.image, 2)
    heard = np.flatnonzero(derivation.nudges.vector)

    wiggles = [wiggle(derivation, Place.at(derivation.nudges, i)) for i in heard[::5]]

    assert max(one.error for one in wiggles if one.measurable) < 0.01


def test_measured_is_half_of_what_whole_forward_passes_tell_apart():
    derivation = derived()
    place = Place(2, 3, 4)
    probe = CostProbe(derivation.network, derivation.image, derivation.target)
    index = place.index_in(derivation.network.architecture.sizes)

    told = wiggle(derivation, place, 0.1)

    expected = (probe.cost_at(index, 0.1) - probe.cost_at(index, -0.1)) / 2
    assert told.measured == pytest.approx(expected, rel=1e-9)
    assert told.width == 0.1
    assert told.predicted == pytest.approx(-0.1 * derivation.layer(2).weight_nudges[3, 4])


def test_the_ratio_is_that_of_the_derivatives():
    derivation = derived()
    pair = wiggled_pair(derivation, Place(3, 2), Place(1, 0))

    d3, d1 = derivation.layer(3).bias_nudges[2], derivation.layer(1).bias_nudges[0]
    assert pair.predicted_ratio == pytest.approx(abs(d3 / d1))
    assert pair.first.width == pair.second.width == WIDTH


def test_a_weight_from_a_dark_pixel_has_no_effect_and_no_ratio():
    derivation = derived()
    dark = int(np.flatnonzero(derivation.image == 0)[0])

    pair = wiggled_pair(derivation, Place(3, 2), Place(1, 0, dark))

    assert pair.second.measured == pair.second.predicted == pair.second.error == 0
    assert not pair.second.measurable
    assert pair.measured_ratio is None
    assert pair.predicted_ratio is None
    assert wiggled_pair(derivation, Place(1, 0, dark), Place(3, 2)).measured_ratio == 0
