import numpy as np
import pytest

from core.average.columns import Order, ordered
from core.average.rows import most_sensitive, random_places
from core.average.wishes import joined, shuffled_examples, stream, wishes_of
from core.data.images import ImageSet
from core.explain.derivation import derive
from core.explain.places import Place
from core.network.activations import ACTIVATIONS
from core.network.architecture import Architecture
from core.network.backpropagation import gradient
from core.network.costs import COSTS
from core.network.network import Network, targets

SIZES = (784, 6, 5, 10)


def images_of(count=60, seed=1):
    rng = np.random.default_rng(seed)
    pixels = np.where(rng.random((count, 784)) < 0.2, rng.integers(1, 256, (count, 784)), 0)
    return ImageSet("train", pixels.astype(np.uint8), rng.integers(0, 10, count).astype(np.uint8))


def network_of(activation="sigmoid", cost="quadratic"):
    return Network.random(Architecture(SIZES, activation, cost), np.random.default_rng(3))


def places_of(network, count=40):
    return random_places(network.parameters, count, np.random.default_rng(5))


def every(network):
    vector = network.parameters
    return [Place.at(vector, index) for index in range(0, len(vector.vector), 7)]


@pytest.mark.parametrize("activation", list(ACTIVATIONS))
@pytest.mark.parametrize("cost", list(COSTS))
def test_the_mean_of_all_wishes_is_minus_the_gradient_of_the_batch(activation, cost):
    network, images = network_of(activation, cost), images_of()
    places = every(network)
    order = shuffled_examples(len(images), 0)

    wishes = joined(list(stream(network, images, order, places, 16)), len(places))

    whole, _ = gradient(network, images.activations(slice(None)), targets(images.labels))
    expected = [-place.value_in(whole) for place in places]
    assert np.abs(wishes.values.mean(axis=0) - expected).max() < 1e-12
    assert any(expected)


@pytest.mark.parametrize("cost", list(COSTS))
def test_a_wish_is_the_nudge_of_that_one_example(cost):
    network, images = network_of("tanh", cost), images_of()
    places = places_of(network)

    wishes = wishes_of(network, images, np.array([41, 7]), places)

    for row, example in enumerate((41, 7)):
        image, label = images.activations(example), int(images.labels[example])
        nudges = derive(network, image, label).nudges
        expected = [place.value_in(nudges) for place in places]
        assert np.allclose(wishes.values[row], expected, rtol=1e-12, atol=1e-15)


def test_a_wish_is_a_central_difference_of_the_cost_of_its_example():
    network, images = network_of(), images_of()
    places = [Place(3, 4, 2), Place(2, 1), Place(1, 3, int(np.argmax(images.pixels[9])))]

    wishes = wishes_of(network, images, np.array([9]), places).values[0]

    for place, wish in zip(places, wishes, strict=True):
        costs = []
        for by in (1e-5, -1e-5):
            moved = network.parameters.copy()
            moved.vector[place.index_in(SIZES)] += by
            x, y = images.activations(9), targets(images.labels[9])
            costs.append(float(network.with_parameters(moved).example_cost(x, y)))
        assert wish == pytest.approx(-(costs[0] - costs[1]) / 2e-5, rel=1e-5, abs=1e-9)


def test_a_stream_is_the_same_whatever_its_blocks():
    network, images = network_of(), images_of()
    places, order = places_of(network), shuffled_examples(len(images), 4)

    small = joined(list(stream(network, images, order, places, 7)), len(places))
    large = joined(list(stream(network, images, order, places, 60)), len(places))

    assert np.array_equal(small.examples, order)
    assert np.allclose(small.values, large.values, rtol=1e-12, atol=1e-18)


def test_a_stream_repeats_bit_for_bit_from_its_seed():
    network, images = network_of(), images_of()
    runs = [
        joined(list(stream(network, images, shuffled_examples(60, 9), places_of(network))), 40)
        for _ in range(2)
    ]

    assert np.array_equal(runs[0].values, runs[1].values)
    assert not np.array_equal(shuffled_examples(60, 9), shuffled_examples(60, 10))
    assert sorted(shuffled_examples(60, 9).tolist()) == list(range(60))


def test_the_most_sensitive_are_those_with_the_largest_derivatives():
    network, images = network_of(), images_of()
    whole, _ = gradient(network, images.activations(slice(None)), targets(images.labels))

    places = most_sensitive(whole, 12)

    sizes = [abs(place.value_in(whole)) for place in places]
    assert sizes == sorted(np.abs(whole.vector).tolist(), reverse=True)[:12]


def test_examples_are_sorted_by_digit_and_by_the_wish_of_a_row():
    network, images = network_of(), images_of()
    order = shuffled_examples(60, 1)
    wishes = wishes_of(network, images, order, [Place(3, 2), Place(3, 5)])

    by_digit, up = ordered(wishes, 50, Order.DIGIT), ordered(wishes, 50, Order.UP, 1)
    down, newest = ordered(wishes, 50, Order.DOWN, 1), ordered(wishes, 50, Order.NEWEST)

    assert (np.diff(wishes.labels[by_digit]) >= 0).all()
    assert (np.diff(wishes.values[up, 1]) <= 0).all()
    assert (np.diff(wishes.values[down, 1]) >= 0).all()
    assert newest[0] == 49
    for each in (by_digit, up, down, newest):
        assert sorted(each.tolist()) == list(range(50))
