import numpy as np
import pytest

from core.network import backpropagation
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.network.network import Network, targets
from core.training import large_batch
from core.training.full_gradient import full_gradient
from core.training.measures import Interrupted


def new_network(activation="sigmoid", cost="quadratic", hidden=(9, 7)):
    architecture = Architecture((784, *hidden, 10), activation, cost)
    return Network.random(architecture, np.random.default_rng(5), np.float32)


def plain(network, images, size):
    """Return gradient and cost from the plain form of backpropagation, in float64."""
    exact = network.with_parameters(network.parameters.copy(np.float64))
    x, y = images.activations(slice(size)), targets(images.labels[:size])
    return backpropagation.gradient(exact, x, y)


@pytest.mark.parametrize("cost", COSTS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_it_is_the_gradient_of_the_mean_cost_of_all_images(dataset, activation, cost, monkeypatch):
    monkeypatch.setattr(large_batch, "MOST_EXAMPLES", 30)
    network = new_network(activation, cost)
    gradient, mean_cost = full_gradient(network, dataset.train)
    exact, exact_cost = plain(network, dataset.train, 205)
    assert mean_cost == pytest.approx(exact_cost, rel=1e-6)
    for mine, theirs in zip(gradient.layers, exact.layers, strict=True):
        assert np.abs(mine - theirs).max() <= 1e-6 * np.abs(theirs).max()


def test_only_the_first_images_count_where_fewer_are_wanted(dataset):
    network = new_network(hidden=())
    gradient, mean_cost = full_gradient(network, dataset.train, 41)
    exact, exact_cost = plain(network, dataset.train, 41)
    assert mean_cost == pytest.approx(exact_cost, rel=1e-6)
    assert np.allclose(gradient.vector, exact.vector, rtol=0, atol=1e-6)


def test_a_result_that_nobody_wants_any_more_is_given_up_between_two_pieces(dataset, monkeypatch):
    monkeypatch.setattr(large_batch, "MOST_EXAMPLES", 30)
    asked = []

    def unwanted():
        asked.append(True)
        return len(asked) == 3

    with pytest.raises(Interrupted):
        full_gradient(new_network(), dataset.train, unwanted=unwanted)
    assert len(asked) == 3


@pytest.mark.parametrize("hidden", [(), (16, 16), (100,), (500, 500), (2000,)])
def test_between_two_looks_at_a_cancel_lies_a_small_part_of_the_work(hidden):
    architecture = Architecture((784, *hidden, 10))
    examples = large_batch.most_at_once(architecture)
    operations = 6 * architecture.parameter_count * examples  # 2 forward, 4 backward
    assert operations < 4e8  # of which a processor makes some 1e10 a second and more
    assert examples <= 60_000 // 100


def test_whether_it_is_wanted_is_asked_before_every_piece(dataset, monkeypatch):
    monkeypatch.setattr(large_batch, "MOST_EXAMPLES", 30)
    asked = []
    full_gradient(new_network(), dataset.train, 100, unwanted=lambda: asked.append(True))
    assert len(asked) == 4
