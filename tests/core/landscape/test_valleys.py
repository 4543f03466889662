import numpy as np
import pytest

from core.data.images import Dataset
from core.landscape.valleys import (
    STRETCH,
    between,
    descend,
    descents,
    distances,
    has_settled,
)
from core.network.architecture import Architecture
from core.network.backpropagation import gradient
from core.network.network import Network, targets
from core.network.parameters import Parameters
from core.progress import Unwatched
from core.training.settings import TrainingSettings
from tests.core.landscape.conftest import made_images

SMALL = Architecture((784, 6, 10))


@pytest.fixture(scope="module")
def dataset():
    return Dataset(made_images(80), made_images(40, "test", 4), "made up")


def network_at(vector):
    return Network(SMALL, Parameters(vector, SMALL.sizes))


def ends(dataset, starts=2, epochs=3, **settings):
    chosen = TrainingSettings(train_size=80, **settings)
    orders = descents(SMALL, chosen, starts, epochs)
    return [descend(order, Unwatched(), dataset) for order in orders]


def test_each_start_has_its_own_seed_and_ends_elsewhere(dataset):
    first, second = ends(dataset)
    assert (first.seed, second.seed) == (0, 1)
    apart = distances([first.vector, second.vector])
    assert apart[0, 1] == pytest.approx(np.linalg.norm(first.vector - second.vector), rel=1e-6)
    assert apart[0, 1] == apart[1, 0] > 0 == apart[0, 0]


def test_descents_repeat_bit_for_bit(dataset):
    for one, other in zip(ends(dataset), ends(dataset), strict=True):
        assert np.array_equal(one.vector, other.vector)
        assert (one.costs, one.gradient_size) == (other.costs, other.gradient_size)


def test_what_is_told_of_an_end_is_measured_there(dataset):
    (end,) = ends(dataset, 1)
    network, images = network_at(end.vector), dataset.train
    x, y = images.activations(slice(None)), targets(images.labels)
    found, cost = gradient(network, x, y)
    assert end.cost == pytest.approx(cost, rel=1e-5)
    assert end.gradient_size == pytest.approx(np.linalg.norm(found.vector), rel=1e-4)
    assert end.train_accuracy == (network.answers(x) == images.labels).mean()


def test_it_ends_when_a_stretch_of_epochs_hardly_lowers_the_cost(dataset):
    (end,) = ends(dataset, 1, 50, learning_rate=1e-4)
    assert end.settled
    assert end.epochs == 2 * STRETCH


def test_an_epoch_that_raises_the_cost_is_not_the_end_while_the_cost_still_falls():
    falling = [1 / (1 + epoch) for epoch in range(2 * STRETCH + 1)]
    up_and_down = [cost * (1.2 if epoch % 2 else 1.0) for epoch, cost in enumerate(falling)]

    assert max(np.diff(up_and_down)) > 0
    assert not has_settled(up_and_down)
    assert has_settled([0.5, *(0.1 + 0.01 * (-1) ** epoch for epoch in range(2 * STRETCH))])


def test_a_start_tells_its_costs_after_each_epoch(dataset):
    class Noting(Unwatched):
        def __init__(self):
            self.told = []

        def tell(self, value):
            self.told.append(value)
            return True

    progress = Noting()
    (order,) = descents(SMALL, TrainingSettings(train_size=80), 1, 3)
    end = descend(order, progress, dataset)

    assert [len(each.costs) for each in progress.told] == [2, 3, 4]
    assert progress.told[-1].costs == end.costs
    assert {each.seed for each in progress.told} == {end.seed}


def test_a_start_that_diverges_is_told_with_what_is_known(dataset):
    leaky = Architecture((784, 6, 10), "leaky_relu")
    (order,) = descents(leaky, TrainingSettings(learning_rate=1000, train_size=80), 1, 3)
    end = descend(order, Unwatched(), dataset)
    assert end.problem
    assert np.isfinite(end.vector).all()


class GivesUp(Unwatched):
    def __init__(self, after):
        self.left = after

    def report(self, _fraction):
        self.left -= 1
        return self.left > 0


@pytest.mark.parametrize("after", [1, 2, 3])
def test_it_can_be_given_up(dataset, after):
    (order,) = descents(SMALL, TrainingSettings(train_size=80), 1, 50)
    assert descend(order, GivesUp(after), dataset) is None


def test_the_way_between_two_ends_begins_and_ends_with_their_costs(dataset):
    first, second = ends(dataset)
    way = between(SMALL, first, second, dataset, lambda _share: True)
    assert way.train[0] == pytest.approx(first.cost, rel=1e-5)
    assert way.train[-1] == pytest.approx(second.cost, rel=1e-5)
    assert way.test[0] == pytest.approx(first.test_cost, rel=1e-5)
    middle = network_at((first.vector.astype(float) + second.vector) / 2)
    x, y = dataset.train.activations(slice(None)), targets(dataset.train.labels)
    cost = ((middle.outputs(x) - y) ** 2).sum(axis=1).mean()
    assert way.train[20] == pytest.approx(cost, abs=1e-10)
    assert way.barrier == pytest.approx(
        max(0, way.train.max() - max(first.cost, second.cost)), abs=1e-6
    )
