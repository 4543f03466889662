import math

import pytest

from core.explain.sensitivity_words import advice, compared


@pytest.mark.parametrize(
    ("nudge", "words"),
    [
        (2.0, "should increase, a lot"),
        (0.6, "should increase, a lot"),
        (-0.59, "should decrease, a little"),
        (0.06, "should increase, a little"),
        (-0.059, "should decrease, hardly"),
        (1e-300, "should increase, hardly"),
        (0.0, "doesn't matter here"),
        (-0.0, "doesn't matter here"),
        (math.nan, "unknown"),
    ],
)
def test_a_nudge_is_put_into_words_beside_the_largest(nudge, words):
    assert advice(nudge, 2.0) == words


@pytest.mark.parametrize(
    ("first", "second", "ratio", "words"),
    [
        (3.2, 0.1, 32, "the cost is 32 times as sensitive to this one as to that one"),
        (-0.1, 3.2, 1 / 32, "the cost is 32 times as sensitive to that one as to this one"),
        (2.5, -1, 2.5, "the cost is 2.5 times as sensitive to this one as to that one"),
        (1, 1, 1, "the cost is as sensitive to this one as to that one"),
        (1234, 1, 1234, "the cost is 1,234 times as sensitive to this one as to that one"),
        (1, 1e-9, 1e9, "the cost is over a million times as sensitive to this one as to that one"),
        (1, 0, None, "the cost hears of this one, and nothing of that one"),
        (0, 1, 0, "the cost hears nothing of this one, only of that one"),
        (0, 0, None, "the cost doesn't hear of either of them"),
        (math.nan, 1, None, "one of the two is not a number"),
    ],
)
def test_two_sensitivities_are_compared_in_words(first, second, ratio, words):
    comparison = compared(first, second)

    assert comparison.words == words
    assert comparison.ratio == (None if ratio is None else pytest.approx(ratio))
