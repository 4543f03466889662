import numpy as np
import pytest

from core.explain.places import Place
from core.explain.probe import Probe, slopes_of
from core.network.architecture import Architecture
from core.network.network import Network
from core.network.parameters import Parameters

ZERO = np.array([0])


@pytest.fixture
def probe() -> Probe:
    """Return a probe of a 1-2-1 leaky network with z1 = (3, -4), a1 = (3, -0.04), z2 = 2.96."""
    vector = np.array([3.0, -4, 0, 0, 1, 1, 0])
    network = Network(Architecture((1, 2, 1), "leaky_relu"), Parameters(vector, (1, 2, 1)))
    return Probe(network, np.ones(1), np.zeros(1))


def test_moves_by_hand(probe):
    # C0 = z2^2
    assert probe.move_activation(1, np.array([0, 1]), 1.0) == pytest.approx([3.96**2, 3.96**2])
    amounts = np.array([2.0, 2.0])
    moved = probe.move_weighted_input(1, np.arange(2), amounts, np.arange(2), 0.5)
    assert moved == pytest.approx([3.96**2, 2.97**2])
    assert probe.slope_of(1, np.arange(2), 1.0) == pytest.approx([4, -0.03])
    assert probe.weighted_input_of(Place(1, 1, 0), ZERO, 0.5) == pytest.approx([-3.5])
    assert probe.weighted_input_of(Place(1, 1), ZERO, 0.25) == pytest.approx([-3.75])


def test_only_the_first_to_ask_hear(probe):
    ranks = np.array([1, 0])  # neuron 1 asks first

    moved = probe.move_for_some(1, ranks, np.array([1, 2]), np.array([0, 0]), np.arange(2), 1.0)

    # Neuron 1 alone: a1[1] = -0.08; both: a1[0] = 6 as well.
    assert moved == pytest.approx([2.92**2, 5.92**2])


def test_only_those_along_a_way_hear(probe):
    moved = probe.move_along(0, [(0, 0, 0), (0, 1, 0)], np.arange(2), 1.0)

    assert moved == pytest.approx([5.96**2, 2.92**2])


def test_a_neuron_stays_on_its_side_of_the_kink(probe):
    assert probe.slope_of(1, np.arange(2), 10.0) == pytest.approx([13, 0.06])


def test_slopes_of_a_fourth_power_are_exact_but_for_rounding_in_any_pieces():
    def fourth_power(which, change):
        return (which + 1.0 + change) ** 4

    for at_once in (1, 2, 10):
        slopes = slopes_of(fourth_power, np.arange(5), at_once, 0.1)
        assert slopes == pytest.approx(4 * np.arange(1.0, 6) ** 3, rel=1e-12)
