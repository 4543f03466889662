import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UsageError
from core.landscape.plane import plane_through

NAMES = ("first", "second")


def some_plane(seed, count=40):
    rng = np.random.default_rng(seed)
    return plane_through(*rng.standard_normal((3, count)), NAMES)


@given(st.integers(0, 1000))
def test_both_directions_have_length_one_and_stand_upright(seed):
    plane = some_plane(seed)
    gram = np.array([plane.u, plane.v]) @ np.array([plane.u, plane.v]).T
    assert gram == pytest.approx(np.eye(2), abs=1e-14)


@given(st.floats(-50, 50), st.floats(-50, 50), st.integers(0, 100))
def test_a_point_of_the_plane_has_the_coordinates_it_was_made_of(a, b, seed):
    plane = some_plane(seed)
    point = plane.point(a, b)[None]
    assert plane.coordinates(point)[0] == pytest.approx((a, b), abs=1e-12)
    assert plane.distances(point)[0] == pytest.approx(0, abs=1e-12)


@given(st.integers(0, 100))
def test_the_distance_off_the_plane_is_what_pythagoras_leaves(seed):
    plane = some_plane(seed)
    vector = np.random.default_rng(seed + 1).standard_normal((1, 40))
    whole = ((vector - plane.origin) ** 2).sum()
    a, b = plane.coordinates(vector)[0]
    assert plane.distances(vector)[0] ** 2 == pytest.approx(whole - a**2 - b**2)


def test_the_share_inside_is_that_of_the_shadow_by_hand():
    plane = plane_through(np.zeros(3), np.array([1.0, 0, 0]), np.array([1.0, 1, 0]), NAMES)
    path = np.array([[0, 0, 0], [3.0, 0, 4], [3, 5, 4]])  # lengths 5 and 5, shadows 3 and 5
    assert plane.share_inside(path) == pytest.approx(0.8)


def test_a_path_that_does_not_move_has_no_share():
    assert np.isnan(some_plane(0).share_inside(np.ones((3, 40))))


@pytest.mark.parametrize("factor", [1.0, -3.0, 1e-8])
def test_two_directions_that_coincide_are_refused_with_advice(factor):
    direction = np.random.default_rng(0).standard_normal(40)
    with pytest.raises(UsageError, match=r"same direction.*choose another"):
        plane_through(np.zeros(40), direction, factor * direction, NAMES)


def test_a_direction_without_length_is_refused():
    with pytest.raises(UsageError, match="first has no length"):
        plane_through(np.zeros(3), np.zeros(3), np.ones(3), NAMES)


def test_a_direction_that_is_not_finite_is_refused():
    with pytest.raises(UsageError, match="second isn't finite"):
        plane_through(np.zeros(2), np.array([1.0, 0]), np.array([np.inf, 1]), NAMES)
