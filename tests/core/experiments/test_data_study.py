import math

import numpy as np

from core.experiments.data_study import AMOUNT, SHUFFLED, DataFinding, DataStudy
from core.experiments.trial import Recipe, Trial, TrialResult
from tests.core.experiments.conftest import SMALL

RECIPE = Recipe(SMALL, steps=10, repeats=2)
STUDY = DataStudy(AMOUNT, RECIPE, (5, 20, 50))


def result(count, repeat, accuracy, problem="", missing=()):
    trial = Trial(RECIPE, count, repeat=repeat)
    return TrialResult(trial, accuracy, 0.1, accuracy, 0.2, missing, problem)


def test_all_values_are_tried_once_before_any_is_tried_again():
    assert [(t.count, t.repeat) for t in STUDY.trials()] == [
        (5, 0), (20, 0), (50, 0), (5, 1), (20, 1), (50, 1),
    ]  # fmt: skip


def test_where_labels_are_shuffled_the_count_stays():
    trials = DataStudy(SHUFFLED, RECIPE, (0.0, 1.0), count=30).trials()

    assert {(t.count, t.shuffled) for t in trials} == {(30, 0.0), (30, 1.0)}


def test_a_curve_has_the_mean_and_the_ends_of_the_repeats():
    finding = DataFinding(STUDY, (result(20, 0, 0.5), result(20, 1, 0.7), result(50, 0, 0.9)))

    curve = finding.curve("test_accuracy")

    assert curve.x.tolist() == [20, 50]
    np.testing.assert_allclose(curve.mean, [0.6, 0.9])
    np.testing.assert_allclose([curve.low, curve.high], [[0.5, 0.9], [0.7, 0.9]])


def test_a_trial_without_a_result_is_left_out_and_said():
    finding = DataFinding(STUDY, (result(5, 0, math.nan, "too few"), result(20, 0, 0.5)))

    assert finding.curve("train_accuracy").x.tolist() == [20]
    assert finding.problems() == ("5 examples: too few",)


def test_a_problem_that_names_the_examples_isn_t_told_twice():
    words = "5 examples are fewer than a mini-batch of 10"

    assert DataFinding(STUDY, (result(5, 0, math.nan, words),)).problems() == (words,)


def test_several_missing_digits_are_told_with_their_articles():
    finding = DataFinding(STUDY, (result(20, 0, 0.5, missing=(3, 8)),))

    (said,) = finding.problems()
    assert "none of them shows a 3 or an 8" in said


def test_a_missing_digit_is_said_once():
    finding = DataFinding(STUDY, (result(20, 0, 0.5, missing=(9,)), result(20, 1, 0.5, "", (9,))))

    assert finding.problems() == ("20 examples: none of them shows a 9, so that can't be learnt",)


def test_without_results_the_curve_is_empty():
    assert len(DataFinding(STUDY).curve("test_cost").x) == 0


def test_the_table_holds_every_number_exactly():
    head, row = DataFinding(STUDY, (result(20, 1, 1 / 3),)).table()

    found = dict(zip(head, row, strict=True))
    assert (found["examples"], found["repeat"]) == (20, 1)
    assert float(found["test_accuracy"]) == 1 / 3
