import numpy as np
import pytest

from core.errors import UsageError
from core.experiments.trial import Recipe, Trial
from core.experiments.trial_run import missing_digits, prepared, run_trial, shuffled_labels
from core.network.architecture import Architecture
from core.network.network import Network
from core.progress import Unwatched
from tests.core.experiments.conftest import SMALL, Watcher

RECIPE = Recipe(SMALL, steps=300)


def test_a_trial_repeats_bit_for_bit(dataset):
    trial = Trial(RECIPE, 100, shuffled=0.5, repeat=1)

    first, second = (run_trial(trial, Unwatched(), dataset) for _ in range(2))

    assert first == second


def test_another_repeat_or_seed_has_other_images_and_another_start(dataset):
    trials = [
        Trial(RECIPE, 100),
        Trial(RECIPE, 100, repeat=1),
        Trial(Recipe(SMALL, steps=300, seed=1), 100),
    ]
    made = [prepared(trial, dataset.train) for trial in trials]

    assert len({some.pixels.tobytes() for _, some in made}) == 3
    assert len({run.initial.vector.tobytes() for run, _ in made}) == 3


def test_fewer_examples_are_part_of_more(dataset):
    few, many = (prepared(Trial(RECIPE, count), dataset.train)[1] for count in (50, 200))

    assert np.array_equal(few.pixels, many.pixels[:50])


def test_it_measures_what_it_has_trained(dataset):
    """Trained apart, step by step, and answered with a plain forward pass."""
    trial = Trial(RECIPE, 100)
    run, some = prepared(trial, dataset.train)
    while run.step_count < 300:
        run.step()
    network = Network(SMALL, run.network.parameters)
    learnt = (network.outputs(some.activations(slice(None))).argmax(1) == some.labels).mean()
    test = dataset.test
    unseen = (network.outputs(test.activations(slice(None))).argmax(1) == test.labels).mean()

    result = run_trial(trial, Unwatched(), dataset)

    assert (result.train_accuracy, result.test_accuracy) == (learnt, unseen)
    assert result.test_accuracy > 0.9


def test_shuffled_labels_keep_their_counts_and_differ_in_the_right_places():
    labels = np.repeat(np.arange(10), 100).astype(np.uint8)

    half = shuffled_labels(labels, 0.5, np.random.default_rng(0))

    assert np.array_equal(np.bincount(half), np.bincount(labels))
    assert 0.40 < (half != labels).mean() < 0.5
    assert np.array_equal(shuffled_labels(labels, 0.0, np.random.default_rng(0)), labels)


def test_without_order_in_the_labels_a_tenth_is_right_by_chance():
    labels = np.repeat(np.arange(10), 1000).astype(np.uint8)

    every = shuffled_labels(labels, 1.0, np.random.default_rng(0))

    assert abs((every == labels).mean() - 0.1) < 0.02


def test_it_memorises_shuffled_labels_and_learns_nothing(dataset):
    trial = Trial(Recipe(Architecture((784, 30, 10)), steps=4000), 40, shuffled=1.0)

    result = run_trial(trial, Unwatched(), dataset)

    assert result.train_accuracy > 0.9
    assert result.test_accuracy < 0.3


def test_fewer_examples_than_a_batch_are_said(dataset):
    result = run_trial(Trial(RECIPE, 5), Unwatched(), dataset)

    assert "5 examples are fewer than a mini-batch of 10" in result.problem


def test_more_examples_than_there_are_are_said(dataset):
    assert "only 300" in run_trial(Trial(RECIPE, 301), Unwatched(), dataset).problem


def test_a_digit_without_an_example_is_said(without_nines):
    result = run_trial(Trial(RECIPE, 200), Unwatched(), without_nines)

    assert result.missing == (9,)
    assert missing_digits(np.array([0, 1, 2, 3], np.uint8)) == (4, 5, 6, 7, 8, 9)


def test_a_trial_that_diverges_says_so(dataset):
    recipe = Recipe(Architecture((784, 6, 10), "relu"), steps=300, learning_rate=1000.0)

    result = run_trial(Trial(recipe, 100), Unwatched(), dataset)

    assert "learning rate" in result.problem


@pytest.mark.parametrize("patience", range(5))
def test_a_trial_can_be_given_up_at_any_look(dataset, patience):
    watcher = Watcher(patience)

    assert run_trial(Trial(RECIPE, 100), watcher, dataset) is None
    assert len(watcher.fractions) <= patience + 1


@pytest.mark.parametrize("changes", [{"steps": 0}, {"repeats": 0}, {"repeats": 21}])
def test_recipes_that_cannot_be_are_refused(changes):
    with pytest.raises(UsageError, match="choose a number"):
        Recipe(SMALL, **changes)
