import numpy as np

from core.landscape.path import PathKeeper
from core.network.parameters import Parameters

SIZES = (2, 3)


def at(step):
    return Parameters(np.full(9, float(step)), SIZES)


def walked(last, most=16):
    keeper = PathKeeper(most)
    for step in range(last + 1):
        keeper.add(step, at(step))
    return keeper


def test_the_first_and_the_last_point_are_always_kept():
    for last in (0, 1, 15, 16, 17, 100, 1001):
        assert (walked(last).path.steps[0], walked(last).path.steps[-1]) == (0, last)


def test_a_long_path_is_thinned_evenly_and_every_point_is_true():
    path = walked(5_000).path
    assert 8 <= len(path) <= 16
    apart = np.diff(path.steps)
    assert apart[:-1].max() <= 4 * apart[:-1].min()
    assert all((v == s).all() for s, v in zip(path.steps, path.vectors, strict=True))


def test_going_back_takes_back_what_was_kept_after_it():
    keeper = walked(10)
    keeper.add(4, Parameters(np.full(9, 4.5), SIZES))
    assert max(keeper.path.steps) == 4
    assert keeper.path.vectors[-1][0] == 4.5


def test_a_network_of_another_shape_begins_another_path():
    keeper = walked(10)
    keeper.add(11, Parameters(np.zeros(12), (3, 3)))
    assert keeper.path.steps == (11,)
