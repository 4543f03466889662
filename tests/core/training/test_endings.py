import numpy as np
import pytest

from core.errors import UsageError
from core.network.parameters import Parameters
from core.training.endings import Progress, StopRules, way_back
from core.training.records import Divergence, Snapshot


def test_a_single_epoch_is_told_as_one():
    reason = StopRules(epochs=1).reason(Progress(1, 3.0, accuracy=None, cost=None))
    assert reason == "1 epoch is done: 1 was asked for"


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
    assert StopRules(accuracy=0.1, cost=9.0).reason(Progress(0, 0.0)) is None


@pytest.mark.parametrize(
    "wrong",
    [{"accuracy": 0}, {"accuracy": 1.01}, {"cost": -0.1}, {"epochs": 0}, {"seconds": 0}],
)
def test_a_rule_out_of_range_is_refused_with_its_limit(wrong):
    with pytest.raises(UsageError, match="choose"):
        StopRules(**wrong)


def diverged_after(costs, rate=3.0, **more):
    """Return the way back of a run with these costs, whose next step can't be made."""
    nothing = Parameters.zeros((2, 1), np.float32)
    made = len(costs)
    divergence = Divergence(made + 1, 1, "", Snapshot(made, 1, nothing, nothing))
    return way_back(divergence, rate, np.arange(1.0, made + 1), np.array(costs), **more)


def test_after_a_divergence_half_the_learning_rate_is_offered():
    assert diverged_after([1.0, 1.0, 1.0]).learning_rate == 1.5


def test_the_way_back_leads_to_where_the_cost_was_last_as_usual():
    costs = [1.0] * 20 + [5.0, 80.0, 1e9, 1e30]  # that of step 21 is of the parameters of step 20
    assert diverged_after(costs).step == 19


def test_a_single_bad_mini_batch_long_before_is_no_divergence():
    assert diverged_after([1.0] * 5 + [9.0] + [1.0] * 5).step == 10


def test_a_run_that_was_bad_from_its_first_step_on_goes_back_to_its_start():
    assert diverged_after([3.0, 1e8, 1e20]).step == 0


def test_the_way_back_stays_within_the_history():
    assert diverged_after([3.0, 1e8, 1e20], first_step=2).step == 2


def test_where_nothing_was_made_the_way_back_is_the_start():
    assert diverged_after([]).step == 0
