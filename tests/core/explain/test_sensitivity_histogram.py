import numpy as np
import pytest

from core.explain.derivation import Derivation, derive
from core.explain.sensitivity_histogram import ZeroReason, histogram, zero_reasons
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network
from core.network.parameters import Parameters


def derived(activation="sigmoid", cost="quadratic", hidden=(8, 6), dark=4) -> Derivation:
    architecture = Architecture((12, *hidden, 10), activation, cost)
    network = Network.random(architecture, np.random.default_rng(4))
    image = np.random.default_rng(5).uniform(0.1, 1, 12)
    image[:dark] = 0
    return derive(network, image, 3)


@pytest.mark.parametrize("hidden", [(), (1, 1), (8, 6)], ids=str)
@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_parameter_is_counted_once(activation, cost, hidden):
    derivation = derived(activation, cost, hidden)

    told = histogram(derivation)

    nudges = derivation.nudges.vector
    assert told.total == nudges.size
    assert told.counts.sum() + told.zero_count + told.unknown == told.total
    assert told.zero_count == (nudges == 0).sum()
    assert told.zero_share == told.zero_count / told.total


def test_each_bin_holds_the_sizes_between_its_edges():
    derivation = derived()
    told = histogram(derivation)
    sizes = np.abs(derivation.nudges.vector)

    for count, low, high in zip(told.counts[1:], told.edges[1:-1], told.edges[2:], strict=True):
        assert count == ((sizes >= low) & (sizes < high)).sum()
    assert told.edges[0] <= sizes[sizes > 0].min()
    assert sizes.max() < told.edges[-1]
    assert np.diff(np.log10(told.edges)) == pytest.approx(0.5)


def test_in_a_sigmoid_network_dark_pixels_are_the_only_reason():
    assert zero_reasons(derived(dark=4)) == {ZeroReason.DARK_PIXEL: 4 * 8}
    assert zero_reasons(derived(dark=0)) == {}


def test_a_dead_rectifier_is_the_reason_for_its_own_zeros_and_silences_what_comes_after():
    # z1 = (2, -3): neuron 1 is dead and silent. Output 0 is 2, output 1 is 4 x 2 = 8.
    vector = np.array([2.0, -3, 0, 0, 1, 1, 4, 1, 0, 0])
    network = Network(Architecture((1, 2, 2), "relu"), Parameters(vector, (1, 2, 2)))
    derivation = derive(network, np.ones(1), 0)

    assert zero_reasons(derivation) == {
        ZeroReason.SILENT_NEURON: 2,  # from neuron 1 to both outputs
        ZeroReason.DEAD_NEURON: 2,  # its own weight and its bias
    }


def test_an_output_that_is_right_asks_for_nothing():
    # One input, two rectified outputs: (1, 0.5), target (1, 0).
    vector = np.array([1.0, 0.5, 0, 0])
    network = Network(Architecture((1, 2), "relu"), Parameters(vector, (1, 2)))

    assert zero_reasons(derive(network, np.ones(1), 0)) == {ZeroReason.NO_WISH: 2}


def test_where_all_are_zero_the_histogram_is_empty():
    vector = np.array([-1.0, -1, 0, 0])
    network = Network(Architecture((1, 2), "relu"), Parameters(vector, (1, 2)))

    told = histogram(derive(network, np.ones(1), 0))

    assert told.zero_share == 1
    assert told.counts.sum() == 0


def test_what_is_not_finite_is_counted_apart():
    derivation = derived()
    parameters = derivation.network.parameters.copy()
    parameters.biases[2][4] = np.nan

    told = histogram(derive(derivation.network.with_parameters(parameters), np.ones(12), 1))

    assert told.unknown > 0
    assert told.counts.sum() + told.zero_count + told.unknown == told.total


def test_sizes_far_below_the_others_stand_in_the_lowest_bin():
    # Sigmoid outputs at z = 0 and z = 300: slopes 1/4 and about 1e-130.
    vector = np.array([0.0, 300, 0, 0])
    network = Network(Architecture((1, 2)), Parameters(vector, (1, 2)))

    told = histogram(derive(network, np.ones(1), 0))

    assert told.counts[0] == 2
    assert told.counts[-1] == 2
    assert told.zero_count == 0
