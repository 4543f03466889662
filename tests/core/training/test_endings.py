import numpy as np
import pytest

from core.network.parameters import Parameters
from core.training.endings import (
    Progress,
    StopRules,
    convergence,
    gradient_lengths,
    way_back,
)
from core.training.records import Divergence, Snapshot


def test_nothing_is_said_before_there_are_two_stretches():
    assert convergence(np.ones(19), np.ones(19), 1.0, window=10) is None


@pytest.mark.parametrize(
    ("newer", "gradient", "reached"),
    [(0.2, 0.05, True), (0.1995, 0.05, True), (0.19, 0.05, False), (0.2, 0.5, False)],
)
def test_a_run_has_converged_where_its_cost_is_flat_and_its_gradient_small(
    newer, gradient, reached
):
    costs = np.repeat([0.9, 0.2, newer], 10)
    found = convergence(costs, np.full(30, gradient), 1.0, window=10)
    assert found.reached is reached
    assert (found.before, found.now) == pytest.approx((0.2, newer))


def test_convergence_is_said_with_its_numbers():
    words = convergence(np.full(20, 0.25), np.full(20, 0.5), 10.0, window=10).words
    assert words == (
        "mean cost 0.25, then 0.25, over 10 mini-batches each; gradient 5.0% of what it was at"
        " first"
    )


def test_a_cost_that_rises_has_not_converged():
    costs = np.repeat([0.2, 0.3], 10)
    assert not convergence(costs, np.zeros(20), 1.0, window=10).reached


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (StopRules(accuracy=0.95), "test accuracy 95.10%: 95.00% was asked for"),
        (StopRules(cost=0.1), "test cost 0.09: 0.1 was asked for"),
        (StopRules(epochs=3), "3 epochs are done: 3 were asked for"),
        (StopRules(seconds=60), "61 s of training: 60 s were asked for"),
        (StopRules(accuracy=0.96, cost=0.08, epochs=4, seconds=62), None),
        (StopRules(), None),
    ],
)
def test_a_rule_stops_the_run_where_its_number_is_reached(rules, words):
    assert rules.reason(Progress(3, 61.0, accuracy=0.951, cost=0.09)) == words


def test_what_has_not_been_measured_stops_nothing():
    assert StopRules(accuracy=0.0, cost=9.0).reason(Progress(0, 0.0)) is None


def test_after_a_divergence_half_the_learning_rate_is_offered():
    nothing = Parameters.zeros((2, 1), np.float32)
    divergence = Divergence(8, 1, "the cost became infinite", Snapshot(7, 1, nothing, nothing))
    back = way_back(divergence, 3.0)
    assert (back.step, back.learning_rate) == (7, 1.5)
    assert back.words == "the cost became infinite; or go back to step 7 with 1.5"


def test_the_length_of_a_gradient_is_that_of_all_its_layers():
    assert gradient_lengths(np.array([[3.0, 4.0], [0.0, 2.0]])).tolist() == [5.0, 2.0]
