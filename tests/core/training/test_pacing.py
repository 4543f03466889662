import pytest

from core.errors import UsageError
from core.training.pacing import Pace


def test_as_fast_as_it_goes_never_waits():
    pace = Pace()
    pace.start(10.0)
    pace.made_one(10.0)
    assert pace.wait(10.0) == 0


def test_mini_batches_keep_their_distance():
    pace = Pace()
    pace.set_speed(4.0, 10.0)
    pace.start(10.0)
    assert pace.wait(10.0) == 0
    pace.made_one(10.01)
    assert pace.wait(10.05) == pytest.approx(0.20)


def test_a_run_that_was_held_up_catches_up_for_50_milliseconds_at_most():
    pace = Pace()
    pace.set_speed(1000.0, 0.0)
    pace.start(0.0)
    pace.made_one(5.0)
    made = 0
    while pace.wait(5.0) == 0:
        pace.made_one(5.0)
        made += 1
    assert 45 <= made <= 55


def test_a_faster_pace_acts_at_once():
    pace = Pace()
    pace.set_speed(0.2, 0.0)
    pace.start(0.0)
    pace.made_one(0.0)
    assert pace.wait(0.0) == 5
    pace.set_speed(10.0, 1.0)
    assert pace.wait(1.0) == pytest.approx(0.1)


@pytest.mark.parametrize(("speed", "slow"), [(None, False), (0.2, True), (30, True), (31, False)])
def test_slow_is_where_every_mini_batch_can_be_seen(speed, slow):
    pace = Pace()
    pace.set_speed(speed, 0.0)
    assert pace.slow is slow


@pytest.mark.parametrize("speed", [0, -1, float("nan"), float("inf"), 1e7])
def test_a_speed_out_of_range_is_refused(speed):
    with pytest.raises(UsageError, match="speed"):
        Pace().set_speed(speed, 0.0)
