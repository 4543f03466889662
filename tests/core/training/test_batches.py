from itertools import chain

import numpy as np
import pytest

from core.training import batches
from core.training.batches import ShuffledImages


def shuffled(dataset, size=205, seed=5):
    return ShuffledImages(dataset.train, size, np.random.default_rng(seed))


def deal_epoch(images, batch_size):
    """Return the mini-batches of the next epoch as lists of places in the training set."""
    dealt = []
    while not dealt or not images.exhausted:
        places = images.next_batch(batch_size)
        dealt.append([int(images.order[place]) for place in places])
        images.position = places.stop
    return dealt


def test_an_epoch_uses_every_image_once_and_ends_with_the_rest(dataset):
    dealt = deal_epoch(shuffled(dataset), 10)
    assert [len(batch) for batch in dealt] == [10] * 20 + [5]
    assert sorted(chain.from_iterable(dealt)) == list(range(205))


def test_every_epoch_has_another_order(dataset):
    images = shuffled(dataset)
    assert deal_epoch(images, 10) != deal_epoch(images, 10)
    assert images.epoch == 2


def test_only_the_first_images_are_used_where_fewer_are_wanted(dataset):
    dealt = deal_epoch(shuffled(dataset, size=30), 7)
    assert sorted(chain.from_iterable(dealt)) == list(range(30))


@pytest.mark.parametrize("block", [10, 16, 500])
def test_inputs_and_targets_belong_to_the_images_of_the_order(dataset, monkeypatch, block):
    monkeypatch.setattr(batches, "BLOCK", block)
    images = shuffled(dataset)
    for _ in range(45):
        places = images.next_batch(9)
        x, y = images.arrays(places.start, places.stop)
        chosen = images.order[places.start : places.stop]
        assert (x[:, :-1] == dataset.train.pixels[chosen]).all()
        assert (x[:, -1] == 255).all()
        assert (y.argmax(axis=0) == dataset.train.labels[chosen]).all()
        assert (y.sum(axis=0) == 1).all()
        images.position = places.stop


def test_a_restored_place_goes_on_with_the_same_batches(dataset):
    images, again = shuffled(dataset), shuffled(dataset, seed=99)
    deal_epoch(images, 10)
    images.position = images.next_batch(10).stop
    again.restore(images.epoch, images.order, images.position, images.state)
    assert deal_epoch(images, 10) == deal_epoch(again, 10)
    assert deal_epoch(images, 10) == deal_epoch(again, 10)


def test_the_order_cannot_be_written(dataset):
    images = shuffled(dataset)
    images.shuffle()
    with pytest.raises(ValueError, match="read-only"):
        images.order[0] = 0


def test_mini_batches_of_a_size_lie_in_the_same_few_arrays(dataset):
    images = shuffled(dataset)
    images.shuffle()
    seen = {id(images.arrays(start, start + 10)[0]) for start in range(0, 200, 10)}
    assert len(seen) == 16
    images.arrays(200, 205)
    assert id(images.arrays(0, 10)[0]) in seen


def test_inputs_and_targets_are_those_of_the_order_at_any_start(dataset):
    images = shuffled(dataset)
    images.shuffle()
    for start, stop in [(0, 10), (197, 205), (3, 13), (10, 205), (100, 132), (195, 205)]:
        x, y = images.arrays(start, stop)
        chosen = images.order[start:stop]
        assert np.array_equal(x[:, :-1], dataset.train.pixels[chosen])
        assert (x[:, -1] == 255).all()
        assert np.array_equal(y.argmax(axis=0), dataset.train.labels[chosen])
        assert (y.sum(axis=0) == 1).all()
