import pytest

from gui.training.replay import Replay, alpha_at, replay_steps
from gui.training.scenes import turn_of


def test_the_steps_go_back_from_the_last_layer_to_the_first():
    names = [name for name, _ in replay_steps(3)]
    assert names == ["mini-batch", "nudges 3", "nudges 2", "nudges 1", "updated"]


@pytest.mark.parametrize("depth", [1, 3, 6])
def test_at_each_step_the_nudges_of_its_layer_are_all_there(depth):
    for step in range(1, depth + 1):
        turn, share = turn_of(alpha_at(step, depth), depth)
        assert (turn, share) == (step - 1, pytest.approx(1, abs=1e-6))


def test_a_replay_runs_from_the_start_to_its_end_in_its_time(snapshot):
    replay = Replay(3)
    assert replay.over
    replay.play(snapshot, 2.0)
    seen = [replay.alpha_shown]
    for _ in range(300):
        replay.advance(0.01)
        seen.append(replay.alpha_shown)
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0.0, 1.0)
    # Each step begins in the frame after the one before has ended.
    assert sum(alpha < 1 for alpha in seen) == pytest.approx(200, abs=10)


def test_skipping_what_is_over_tells_nobody(qtbot, snapshot):
    replay = Replay(2)
    with qtbot.assertNotEmitted(replay.moved):
        replay.stand_after(snapshot)
