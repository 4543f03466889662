import numpy as np
import pytest

from core.errors import UsageError
from core.landscape.line import descent_slice
from core.landscape.sample import mean_cost, sample_gradient
from core.network.network import Network
from core.network.parameters import Parameters


def cost_at(network, sample, vector):
    sizes = network.architecture.sizes
    return mean_cost(network.with_parameters(Parameters(vector, sizes)), sample)


def test_at_its_centre_the_slice_has_the_cost_of_now(network, sample):
    found = descent_slice(network, sample, 1.0)
    (centre,) = np.flatnonzero(found.distances == 0)
    assert found.costs[centre] == pytest.approx(mean_cost(network, sample), abs=1e-12)
    assert found.cost == pytest.approx(mean_cost(network, sample), abs=1e-12)


def test_its_slope_is_what_central_differences_of_the_cost_say(network, sample):
    found = descent_slice(network, sample, 1.0)
    gradient, _ = sample_gradient(network, sample)
    along, here, h = -gradient / np.linalg.norm(gradient), network.parameters.vector, 1e-5
    ahead, behind = (cost_at(network, sample, here + step * along) for step in (h, -h))
    assert found.slope == pytest.approx((ahead - behind) / (2 * h), rel=1e-7)
    assert found.slope == pytest.approx(-np.linalg.norm(gradient))


def test_the_step_is_that_of_gradient_descent(network, sample):
    found = descent_slice(network, sample, 0.5)
    gradient, _ = sample_gradient(network, sample)
    moved = cost_at(network, sample, network.parameters.vector - 0.5 * gradient)
    assert found.cost_after == pytest.approx(moved, abs=1e-10)
    assert found.predicted == pytest.approx(found.cost - 0.5 * gradient @ gradient)


def test_a_zero_gradient_is_said(network, sample):
    dead = Parameters.zeros(network.architecture.sizes)
    dead.biases[-1][:] = -1e4  # saturated outputs: all slopes underflow to 0
    with pytest.raises(UsageError, match="gradient is zero"):
        descent_slice(Network(network.architecture, dead), sample, 1.0)


def test_a_run_that_has_diverged_is_said(network, sample):
    lost = network.parameters.copy()
    lost.vector[:] = np.nan
    with pytest.raises(UsageError, match="diverged"):
        descent_slice(network.with_parameters(lost), sample, 1.0)


def test_it_can_be_given_up(network, sample):
    assert descent_slice(network, sample, 1.0, go_on=lambda share: share < 0.5) is None
