import numpy as np
import pytest

from gui.explain.example_chooser import ExampleChooser


@pytest.fixture
def chooser(small_dataset):
    chooser = ExampleChooser(np.random.default_rng(0))
    chooser.set_dataset(small_dataset)
    return chooser


@pytest.fixture
def refusals(chooser):
    refusals = []
    chooser.refused.connect(refusals.append)
    return refusals


def test_before_there_are_data_a_choice_is_kept_for_later(small_dataset):
    chooser = ExampleChooser(np.random.default_rng(0))
    chooser.next()
    chooser.random()
    chooser.ask_for_wrong()
    chooser.choose("train", 7)
    assert chooser.images is None

    chooser.set_dataset(small_dataset)

    assert (chooser.set_name, chooser.index) == ("train", 7)
    assert chooser.images is small_dataset.train


def test_after_the_last_comes_the_first_and_before_it_the_last(chooser):
    chooser.previous()
    assert chooser.index == 119
    chooser.next()
    assert chooser.index == 0
    chooser.next()
    assert chooser.index == 1


@pytest.mark.parametrize(("set_name", "index"), [("test", 120), ("test", -1), ("train", 205)])
def test_a_place_that_is_not_there_is_refused_and_the_old_one_kept(
    chooser, refusals, set_name, index
):
    chooser.choose("test", 5)

    chooser.choose(set_name, index)

    assert (chooser.set_name, chooser.index) == ("test", 5)
    assert str(index) in refusals[0]


def test_an_unknown_set_is_refused(chooser, refusals):
    chooser.choose("validation", 0)

    assert "validation" in refusals[0]
    assert chooser.set_name == "test"


def test_a_random_example_has_the_digit_asked_for(chooser):
    for _ in range(20):
        chooser.choose_random(3)
        assert chooser.images.labels[chooser.index] == 3


def test_random_again_keeps_the_digit(chooser):
    chooser.choose_random(8)

    indices = set()
    for _ in range(30):
        chooser.random()
        indices.add(chooser.index)

    assert len(indices) > 1
    assert set(chooser.images.labels[list(indices)]) == {8}


def test_random_without_a_digit_gives_all_of_them(chooser):
    labels = set()
    for _ in range(200):
        chooser.choose_random(None)
        labels.add(int(chooser.images.labels[chooser.index]))

    assert labels == set(range(10))


def test_a_digit_of_which_there_is_none_is_refused(chooser, refusals):
    chooser.choose_random(11)

    assert "no 11" in refusals[0]


def test_each_choice_is_told_once(chooser):
    told = []
    chooser.changed.connect(lambda: told.append(chooser.index))

    chooser.choose("test", 3)
    chooser.next()

    assert told == [3, 4]
