import numpy as np
import pytest

from core.data.images import ImageSet
from core.errors import UsageError
from core.explain import search
from core.explain.search import next_wrong, random_index
from core.network.architecture import Architecture
from core.network.network import Network


class Oracle:
    """A network that answers what it was told to: the number in an image's first pixel."""

    parameters = Network.random(Architecture((784, 10)), np.random.default_rng(0)).parameters

    def answers(self, activations):
        return np.rint(activations[:, 0] * 255).astype(int)


def images_answered(labels, answers):
    pixels = np.zeros((len(labels), 784), np.uint8)
    pixels[:, 0] = answers
    return ImageSet("test", pixels, np.array(labels, np.uint8))


IMAGES = images_answered(labels=[1, 2, 3, 1, 2, 3], answers=[1, 0, 3, 0, 2, 0])  # wrong: 1, 3, 5


@pytest.mark.parametrize(("after", "expected"), [(0, 1), (1, 3), (2, 3), (3, 5), (4, 5), (5, 1)])
def test_the_next_wrong_one_comes_after_and_wraps_round(after, expected):
    assert next_wrong(Oracle(), IMAGES, after) == expected


@pytest.mark.parametrize(("digit", "expected"), [(1, 3), (2, 1), (3, 5)])
def test_only_the_digit_asked_for_is_looked_at(digit, expected):
    assert next_wrong(Oracle(), IMAGES, 0, digit) == expected


def test_the_only_wrong_one_is_found_again_from_itself():
    images = images_answered([1, 2, 3], [1, 0, 3])

    assert next_wrong(Oracle(), images, 1) == 1


def test_where_all_answers_are_right_there_is_none():
    assert next_wrong(Oracle(), images_answered([1, 2], [1, 2]), 0) is None


def test_of_a_digit_that_is_not_there_none_is_wrong():
    assert next_wrong(Oracle(), IMAGES, 0, digit=9) is None


def test_a_search_can_be_given_up():
    assert next_wrong(Oracle(), IMAGES, 0, go_on=lambda share: False) is None


def test_a_search_tells_how_far_it_is(monkeypatch):
    monkeypatch.setattr(search, "PIECE", 2)
    shares = []

    next_wrong(Oracle(), images_answered([1] * 6, [1] * 6), 0, go_on=lambda s: not shares.append(s))

    assert shares == pytest.approx([0, 1 / 3, 2 / 3])


@pytest.mark.parametrize("piece", [1, 2, 500])
def test_the_pieces_of_a_search_change_nothing(monkeypatch, piece):
    monkeypatch.setattr(search, "PIECE", piece)

    assert [next_wrong(Oracle(), IMAGES, after) for after in range(6)] == [1, 3, 3, 5, 5, 1]


def test_a_real_network_is_asked_in_its_own_precision():
    rng = np.random.default_rng(0)
    images = ImageSet(
        "test",
        rng.integers(0, 256, (50, 784)).astype(np.uint8),
        rng.integers(0, 10, 50).astype(np.uint8),
    )
    network = Network.random(Architecture((784, 10)), rng, np.float32)
    a = images.pixels.astype(float) / 255
    w, b = network.parameters.weights[0], network.parameters.biases[0]
    wrong = np.flatnonzero(np.argmax(a @ w.T + b, axis=1) != images.labels)

    assert next_wrong(network, images, int(wrong[3])) == wrong[4]


def test_random_examples_are_of_the_digit_and_all_of_them_come():
    rng = np.random.default_rng(0)

    assert {random_index(IMAGES, 3, rng) for _ in range(50)} == {2, 5}
    assert {random_index(IMAGES, None, rng) for _ in range(100)} == set(range(6))


def test_a_digit_that_is_not_there_is_named():
    with pytest.raises(UsageError, match="no 9 among the test images"):
        random_index(IMAGES, 9, np.random.default_rng(0))
