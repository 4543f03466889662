import numpy as np
import pytest

from core.landscape.costs import PlaneCosts
from core.landscape.plane import plane_through
from core.landscape.sample import mean_cost
from core.network.architecture import Architecture
from core.network.network import Network
from core.network.parameters import Parameters

PLACES = [(0.0, 0.0), (1.5, -0.25), (-3.0, 2.0), (40.0, 40.0)]
SHAPES = [(784, 7, 6, 10), (784, 10), (784, 5, 4, 3, 10)]


def plane_at(network):
    directions = np.random.default_rng(1).standard_normal((2, network.parameters.vector.size))
    return plane_through(network.parameters.vector, *directions, ("a", "b"))


@pytest.mark.parametrize("sizes", SHAPES)
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky_relu"])
@pytest.mark.parametrize("cost", ["quadratic", "cross_entropy"])
def test_the_fast_way_gives_the_cost_of_a_plain_forward_pass(sizes, activation, cost, sample):
    network = Network.random(Architecture(sizes, activation, cost), np.random.default_rng(2))
    plane = plane_at(network)
    costs = PlaneCosts(network.architecture, plane, sample)
    for place in PLACES:
        there = network.with_parameters(Parameters(plane.point(*place), sizes))
        assert costs.at(*place) == pytest.approx(mean_cost(there, sample), rel=1e-10, abs=1e-10)


def test_a_picture_needs_no_more_than_six_figures(network, sample):
    plane = plane_at(network)
    fine, quick = (PlaneCosts(network.architecture, plane, sample, t) for t in ("f8", "f4"))
    for place in PLACES:
        assert quick.at(*place) == pytest.approx(fine.at(*place), rel=1e-5)


def test_what_is_too_large_for_a_number_is_told_as_such_and_harms_nothing(sample):
    network = Network.random(Architecture((784, 4, 10), "relu"), np.random.default_rng(2))
    costs = PlaneCosts(network.architecture, plane_at(network), sample)
    before = costs.at(0.0, 0.0)
    assert not np.isfinite(costs.at(1e200, 0.0))
    assert costs.at(0.0, 0.0) == before
