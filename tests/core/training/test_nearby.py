"""How far it is from the states kept on a way to where it leads, and back again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.training.batches import EpochStart
from core.training.nearby import CLOSEST, PART, Nearby, next_stop
from core.training.run_state import RunState
from core.training.settings import TrainingSettings

EACH = 2000  # bytes: 250 numbers of four, and the overhead


def state(step):
    settings = TrainingSettings(train_size=1000)
    return RunState(step, settings, np.zeros(250, np.float32), None, 1, 500, EpochStart({}))


def stops(step, goal):
    while step < goal:
        step = next_stop(step, goal)
        yield step


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(1, 5000))
def test_each_step_back_is_a_few_mini_batches_or_an_eighth_of_what_was_gone_back(
    begin, length, back
):
    goal = begin + length
    wanted = max(begin, goal - back)
    kept = [begin, *stops(begin, goal)]
    before = max(step for step in kept if step <= wanted)
    assert kept[-1] == goal
    assert wanted - before <= max(CLOSEST, (goal - before) / PART)


def test_few_states_are_kept_on_a_long_way():
    assert len(list(stops(0, 3000))) < 40


def test_the_memory_is_held_and_the_oldest_go_first():
    nearby = Nearby(3.5 * EACH)
    for step in (900, 100, 500, 700):
        nearby.add(0, state(step))
    assert nearby.steps(0) == [100, 500, 700]
    assert nearby.nbytes == 3 * EACH
    nearby.set_limit(1.5 * EACH)
    assert nearby.steps(0) == [700]


def test_a_state_kept_twice_counts_once():
    nearby = Nearby(3.5 * EACH)
    for _ in range(3):
        nearby.add(0, state(5))
    nearby.add(1, state(5))
    assert nearby.nbytes == 2 * EACH
