import pytest

from gui.training.pace import LONGEST_REPLAY, SHORTEST_REPLAY, SLOW, Pace


def pace_of(speed, by_hand=False):
    pace = Pace()
    pace.speed, pace.by_hand = speed, by_hand
    return pace


@pytest.mark.parametrize(
    ("speed", "slow"), [(None, False), (SLOW + 0.1, False), (SLOW, True), (0.2, True)]
)
def test_a_run_is_slow_up_to_a_speed(speed, slow):
    assert pace_of(speed).slow == slow


def test_a_mini_batch_made_by_hand_is_watched_at_any_speed():
    pace = pace_of(None, by_hand=True)

    assert pace.slow
    assert pace.replay_seconds == LONGEST_REPLAY


@pytest.mark.parametrize("speed", [0.1, 0.2, 1.0, 2.0, 5.0])
def test_a_replay_ends_before_the_next_mini_batch(speed):
    assert SHORTEST_REPLAY <= pace_of(speed).replay_seconds < 1 / speed
