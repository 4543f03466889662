import numpy as np
import pytest

from core.network.architecture import Architecture
from core.network.backpropagation import gradient
from core.network.network import Network, targets
from core.training.convergence import (
    Convergence,
    flatness,
    gradient_length,
    stretch_of,
)
from core.training.measures import Interrupted
from core.training.settings import TrainingSettings


def test_nothing_is_said_before_there_are_three_stretches():
    assert flatness(np.ones(29), 10) is None


@pytest.mark.parametrize(
    ("means", "flat"),
    [
        ((0.2, 0.2, 0.2), True),
        ((0.2, 0.199, 0.2), True),
        ((0.2, 0.197, 0.197), False),  # it still fell a stretch ago
        ((0.2, 0.2, 0.21), False),  # it rises
    ],
)
def test_a_cost_is_flat_where_it_changes_by_a_hundredth_at_most_twice(means, flat):
    assert flatness(np.repeat(means, 10), 10).flat is flat


def test_only_the_newest_stretches_count():
    found = flatness(np.repeat([9.0, 0.25, 0.5, 0.125], 10), 10)
    assert found.means == (0.25, 0.5, 0.125)
    assert found.falls == (-1.0, 0.75)


@pytest.mark.parametrize(("gradient", "reached"), [(0.04, True), (0.06, False)])
def test_a_run_has_converged_where_its_gradient_is_small_too(gradient, reached):
    flat = flatness(np.ones(30), 10)
    assert Convergence(flat, gradient, 1.0, 60_000).reached is reached


def test_convergence_is_said_with_its_numbers():
    words = Convergence(flatness(np.full(30, 0.25), 10), 0.01, 0.5, 60_000).words
    assert words == (
        "the mean cost was 0.25, 0.25, 0.25 in the last three stretches of 10 mini-batches, and the"
        " gradient of all 60,000 images has 2.0% of its length at the start (0.01 of 0.5)"
    )


@pytest.mark.parametrize(
    ("size", "batch", "stretch"), [(60_000, 10, 6000), (500, 10, 1000), (205, 10, 1008)]
)
def test_a_stretch_is_of_whole_epochs_and_a_thousand_mini_batches_at_least(size, batch, stretch):
    assert stretch_of(TrainingSettings(train_size=size, batch_size=batch)) == stretch


def test_the_gradient_is_that_of_the_images_used_and_of_the_penalty(dataset):
    network = Network.random(Architecture((784, 4, 10)), np.random.default_rng(1))
    network = Network(network.architecture, network.parameters.copy(np.float32).frozen())
    settings = TrainingSettings(train_size=50, l2=0.5)
    x = dataset.train.activations(slice(0, 50))
    plain = Network(network.architecture, network.parameters.copy(np.float64))
    slope, _ = gradient(plain, x, targets(dataset.train.labels[:50], np.float64))
    for slopes, weights in zip(slope.weights, plain.parameters.weights, strict=True):
        np.add(slopes, 0.5 * weights, slopes)
    expected = np.linalg.norm(slope.vector)
    assert gradient_length(network, dataset.train, settings) == pytest.approx(expected, rel=1e-5)


def test_measuring_the_gradient_is_given_up_where_nobody_wants_it(dataset):
    network = Network.random(Architecture((784, 4, 10)), np.random.default_rng(1))
    network = Network(network.architecture, network.parameters.copy(np.float32).frozen())
    with pytest.raises(Interrupted):
        gradient_length(network, dataset.train, TrainingSettings(train_size=50), lambda: True)
