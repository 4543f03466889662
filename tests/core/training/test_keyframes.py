import numpy as np

from core.training.batches import EpochStart
from core.training.keyframes import Keyframes, spaced
from core.training.run_state import RunState
from core.training.settings import TrainingSettings

SETTINGS = TrainingSettings(train_size=1000)
START = EpochStart({})


def state(step, at_end=False):
    weights = np.zeros(250, np.float32)  # with its overhead, 2,000 bytes
    return RunState(step, SETTINGS, weights, None, 1, 1000 if at_end else 500, START)


def filled(last, every, limit, ends=0, pinned=frozenset({(0, 0)})):
    """Return states of one branch up to a step, thinned whenever they are too many."""
    keyframes = Keyframes()
    for step in range(0, last + 1, every):
        keyframes.add(0, state(step, at_end=bool(ends and step and step % ends == 0)))
        if keyframes.nbytes > limit:
            keyframes.thin(limit, {0: step}, pinned)
    return keyframes


def test_the_memory_is_held_however_long_the_run():
    keyframes = filled(100_000, 20, limit=200_000)
    assert keyframes.nbytes == 2_000 * keyframes.count <= 200_000
    assert keyframes.count > 50


def test_the_older_a_state_the_fewer_are_near_it():
    gaps = np.diff(filled(100_000, 20, limit=200_000).steps(0))
    assert gaps[:10].mean() > 3 * gaps[-10:].mean()
    assert gaps.max() < 10_000


def test_a_long_run_of_the_reference_network_is_never_far_from_a_state():
    """As many states as 64 MB hold of it, over 100 epochs of mini-batches of ten."""
    keyframes = filled(600_000, 134, limit=2_000 * 1200)
    gaps = np.diff(keyframes.steps(0))
    assert gaps.max() <= 3_000  # mini-batches, which take a fifth of a second
    assert gaps[-5:].max() <= 400


def test_what_is_pinned_stays():
    pinned = {(0, 0), (0, 140), (0, 1_020)}
    steps = filled(50_000, 20, limit=40_000, pinned=pinned).steps(0)
    assert {0, 140, 1_020} <= set(steps)


def test_the_ends_of_epochs_stay_where_they_are_few():
    steps = filled(100_000, 20, limit=200_000, ends=10_000).steps(0)
    assert {10_000 * epoch for epoch in range(1, 10)} <= set(steps)


def test_the_ends_of_epochs_are_thinned_where_they_are_many():
    keyframes = filled(100_000, 20, limit=200_000, ends=100)
    assert keyframes.nbytes <= 200_000


def test_the_last_state_before_a_step_is_found():
    keyframes = filled(100, 20, limit=10**9)
    assert [keyframes.last(0, step).step for step in (0, 19, 20, 99, 1000)] == [0, 0, 20, 80, 100]
    assert keyframes.last(0, -1) is None
    assert keyframes.last(7, 50) is None


def test_a_state_is_kept_once():
    keyframes = filled(100, 20, limit=10**9)
    before = keyframes.nbytes
    keyframes.add(0, state(40))
    assert (keyframes.nbytes, keyframes.steps(0)) == (before, [0, 20, 40, 60, 80, 100])


def test_states_are_spaced_by_their_age():
    steps = list(range(0, 10_001, 100))
    assert spaced(steps, 10_000, {100}, 0.25)[:3] == [0, 100, 2_500]  # 0.25 (7,500 + 2,000) = 2,375
