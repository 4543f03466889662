import numpy as np
import pytest

from core.network.architecture import Architecture
from core.network.network import Network, targets
from core.training import measures
from core.training.measures import Interrupted, measure


@pytest.fixture
def network():
    return Network.random(Architecture((784, 6, 10)), np.random.default_rng(1))


def test_cost_and_accuracy_are_means_over_the_images(network, dataset):
    a = network.outputs(dataset.test.activations(slice(None)))
    costs = ((a - targets(dataset.test.labels)) ** 2).sum(axis=1)
    result = measure(network, dataset.test, 12, 3)
    assert result.cost == pytest.approx(costs.mean())
    assert result.accuracy == np.mean(a.argmax(axis=1) == dataset.test.labels)
    assert (result.set_name, result.step, result.epoch, result.examples) == ("test", 12, 3, 120)


def test_the_pieces_do_not_change_the_measure(network, dataset, monkeypatch):
    whole = measure(network, dataset.test, 0, 0)
    monkeypatch.setattr(measures, "PIECE", 7)
    pieces = measure(network, dataset.test, 0, 0)
    assert pieces.accuracy == whole.accuracy
    assert pieces.cost == pytest.approx(whole.cost)


def test_a_part_of_the_images_can_be_measured(network, dataset):
    answers = network.answers(dataset.test.activations(slice(0, 30)))
    result = measure(network, dataset.test, 0, 0, size=30)
    assert (result.examples, result.accuracy) == (30, np.mean(answers == dataset.test.labels[:30]))


def test_a_measure_that_nobody_wants_is_given_up(network, dataset):
    with pytest.raises(Interrupted):
        measure(network, dataset.test, 0, 0, unwanted=lambda: True)
