from dataclasses import replace

import numpy as np
import pytest

from core.data.mnist import load_mnist
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.costs import COSTS
from core.training.measures import measure
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from core.training.suggestions import (
    MOST_ACCURATE,
    concern,
    next_learning_rate,
    rate_after_divergence,
    suggested_learning_rate,
)

SIZES = (784, 16, 16, 10)
EVERY = [(activation, cost) for activation in ACTIVATIONS for cost in COSTS]


@pytest.fixture(scope="module")
def mnist():
    return load_mnist()


@pytest.mark.parametrize(("activation", "cost"), EVERY)
def test_every_network_that_raises_no_concern_learns_with_its_suggestion(mnist, activation, cost):
    architecture = Architecture(SIZES, activation, cost)
    settings = TrainingSettings(suggested_learning_rate(architecture), train_size=6000)
    run = SgdRun(architecture, settings, mnist.train)
    costs = [run.step().cost for _ in range(3 * run.batches_per_epoch)]
    assert np.mean(costs[-600:]) < np.mean(costs[:100]) / 1.5
    if not concern(architecture):
        assert measure(run.network, mnist.test, 1800, 3).accuracy > 0.85


def test_a_suggestion_that_was_followed_is_replaced_by_the_next():
    old, new = Architecture(), Architecture(SIZES, "tanh", "quadratic")
    assert next_learning_rate(1.0, old, new) == 0.05
    assert next_learning_rate(0.05, new, old) == 1.0


def test_a_rate_of_ones_own_stays():
    assert next_learning_rate(0.7, Architecture(), Architecture(SIZES, "tanh")) == 0.7


def test_another_size_keeps_the_rate():
    assert next_learning_rate(1.0, Architecture(), Architecture((784, 30, 10))) == 1.0


@pytest.mark.parametrize(("activation", "cost"), EVERY)
def test_only_relu_behind_the_quadratic_cost_is_a_concern(activation, cost):
    words = concern(Architecture(SIZES, activation, cost))
    assert bool(words) == ((activation, cost) == ("relu", "quadratic"))


def test_after_divergence_the_suggestion_is_tried_or_half_of_what_was_too_large():
    leaky = Architecture((784, 16, 10), "leaky_relu")
    assert rate_after_divergence(1000, leaky) == suggested_learning_rate(leaky)
    assert rate_after_divergence(0.02, leaky) == 0.01


@pytest.mark.parametrize(("activation", "cost"), MOST_ACCURATE)
def test_the_most_accurate_settings_learn_fast_from_their_start(mnist, activation, cost):
    settings = replace(MOST_ACCURATE[activation, cost], train_size=6000)
    run = SgdRun(Architecture((784, 16, 16, 10), activation, cost), settings, mnist.train)
    while run.epoch < 3 or not run.at_epoch_end:
        run.steps(600)
    assert measure(run.network, mnist.test, 1800, 3).accuracy > 0.85
