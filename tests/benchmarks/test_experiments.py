"""The figures that the experiments are to reproduce on MNIST, within noise; they take minutes."""

import numpy as np
import pytest

from core.experiments.race import SECONDS, Race, Walker
from core.experiments.race_run import run_race
from core.experiments.trial import Recipe, Trial
from core.experiments.trial_run import run_trial
from core.network.architecture import Architecture
from core.progress import Unwatched

ARCHITECTURE = Architecture((784, 16, 16, 10), "sigmoid", "quadratic")
RECIPE = Recipe(ARCHITECTURE)
UNSEEN = {100: 0.64, 500: 0.82, 2_000: 0.88, 10_000: 0.92}
NOISE = 0.06


@pytest.mark.parametrize(("count", "expected"), UNSEEN.items())
def test_more_examples_help_on_unseen_images(mnist, count, expected):
    results = [run_trial(Trial(RECIPE, count, repeat=r), Unwatched(), mnist) for r in range(3)]

    assert abs(np.mean([each.test_accuracy for each in results]) - expected) < NOISE
    if count == 100:
        assert min(each.train_accuracy for each in results) > 0.98


def test_shuffled_labels_are_memorised_and_worth_nothing(mnist):
    result = run_trial(Trial(RECIPE, 500, shuffled=1.0), Unwatched(), mnist)

    assert result.train_accuracy > 0.75
    assert abs(result.test_accuracy - 0.1) < NOISE


def test_mini_batches_pass_90_percent_before_full_descent_passes_50(mnist):
    race = Race(ARCHITECTURE, (Walker(10, 12_000), Walker(60_000, 20)))
    batches, full = run_race(race, Unwatched(), mnist).paths
    passed = batches.first_above(0.9, SECONDS)

    assert passed is not None
    assert full.seconds[-1] > passed
    assert full.first_above(0.5, SECONDS) is None
