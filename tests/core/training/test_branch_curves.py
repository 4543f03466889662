"""Curves of branches, worked by hand."""

import numpy as np
import pytest

from core.training.branch_curves import BranchCurves
from core.training.branches import Branch
from core.training.records import Branches, Measure
from core.training.saved_curves import SavedCurves


def steps(first, last):
    return np.arange(first, last + 1, dtype=float)


def measured(step, accuracy, branch):
    return Measure("test", step, 1, 1.0, accuracy, 100, branch)


@pytest.fixture
def curves():
    """Steps 1 to 6 at cost 1; from step 4 a branch to step 8 at cost 5, on which the run is."""
    curves = BranchCurves()
    first = Branch(0, None, 0, 6, name="first run")
    curves.set_branches(Branches(0, (first,), "h"))
    curves.extend(steps(1, 6), np.ones(6))
    curves.add_measure(measured(3, 0.3, 0))
    curves.add_measure(measured(6, 0.6, 0))
    curves.go_to(4)
    curves.set_branches(Branches(1, (first, Branch(1, 0, 4, 4, name="from step 4")), "h"))
    curves.extend(steps(5, 8), np.full(4, 5.0))
    curves.add_measure(measured(8, 0.8, 1))
    return curves


def test_a_branch_has_the_way_that_led_to_it_and_its_own(curves):
    assert curves.line.steps.tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert curves.line.costs.tolist() == [1, 1, 1, 1, 5, 5, 5, 5]
    assert sorted(curves.line.tests) == [3, 8]


def test_the_old_future_lies_aside_and_comes_back(curves):
    (aside,) = curves.asides()
    away, means = aside.drawn_means(100)
    assert (aside.branch, away.tolist(), means.tolist()) == (0, [5, 6], [1, 1])
    assert (aside.measured.tolist(), aside.accuracies.tolist()) == ([6], [60])

    curves.go_to(6, 0)

    assert curves.line.costs.tolist() == [1] * 6
    assert sorted(curves.line.tests) == [3, 6]
    (aside,) = curves.asides()
    away, means = aside.drawn_means(100)
    assert (aside.branch, away.tolist()) == (1, [5, 6, 7, 8])
    np.testing.assert_allclose(means, [9 / 5, 14 / 6, 19 / 7, 24 / 8])


def test_at_an_earlier_step_the_curves_are_as_they_were_and_the_rest_is_ahead(curves):
    curves.go_to(2)
    assert curves.line.costs.tolist() == [1, 1]
    assert curves.line.newest_test is None
    assert curves.line.drawn_ahead(100)[0].tolist() == [2, 3, 4, 5, 6, 7, 8]
    assert curves.last_step == 8


def test_mini_batches_that_come_again_are_not_added_twice(curves):
    curves.go_to(2)
    curves.extend(steps(3, 9), np.array([1, 1, 5, 5, 5, 5, 7.0]))
    assert curves.line.steps.tolist() == list(range(1, 10))
    assert curves.line.costs.tolist() == [1, 1, 1, 1, 5, 5, 5, 5, 7]
    curves.go_to(6, 0)
    assert curves.line.costs.tolist() == [1] * 6


def test_a_measure_of_another_branch_does_not_show_on_this_one(curves):
    curves.add_measure(measured(5, 0.1, 0))
    assert 5 not in curves.line.tests
    curves.go_to(6, 0)
    assert curves.line.tests[5].accuracy == 0.1


def test_the_list_says_how_each_branch_ends(curves):
    first, second = curves.summaries()
    assert (first.length, first.cost, first.accuracy) == (6, 1.0, 0.6)
    assert (second.length, second.cost, second.accuracy) == (4, 3.0, 0.8)


def test_the_curves_of_a_session_are_those_of_the_first_branch():
    curves = BranchCurves()
    curves.set_branches(Branches(0, (Branch(0, None, 0, 3),), "h"))
    curves.restore(SavedCurves.of(steps(1, 3), np.arange(3.0), []), 3)
    curves.extend(steps(4, 4), np.array([9.0]))
    assert curves.line.costs.tolist() == [0, 1, 2, 9]
    curves.go_to(2)
    assert curves.line.costs.tolist() == [0, 1]
