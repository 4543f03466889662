import numpy as np
import pytest

from core.landscape.relief import CostScale, contour, hillshade, smooth

GRID = np.random.default_rng(0).random((11, 11))


def bowl(count=41):
    axis = np.linspace(-1, 1, count)
    return axis[None] ** 2 + axis[:, None] ** 2


def test_the_smooth_surface_goes_through_the_points_of_the_grid():
    assert smooth(GRID, (41, 61))[::4, ::6] == pytest.approx(GRID)


def test_a_gap_stays_a_gap_and_no_larger_than_its_neighbours():
    grid = GRID.copy()
    grid[5, 5] = np.nan
    fine = smooth(grid, (41, 41))
    assert np.isnan(fine[20, 20])
    assert np.isfinite(fine[:16]).all()
    assert np.isfinite(fine[25:]).all()


def test_the_contours_of_a_round_bowl_are_circles():
    points = contour(bowl(), 0.49).reshape(-1, 2) / 20 - 1
    assert len(points) > 40
    assert np.hypot(*points.T) == pytest.approx(np.full(len(points), 0.7), abs=2e-3)


def test_a_contour_is_closed_where_it_does_not_meet_the_edge():
    ends = [tuple(end) for end in contour(bowl(), 0.487).reshape(-1, 2).round(9).tolist()]
    assert all(ends.count(end) == 2 for end in ends)


def test_no_contour_goes_into_a_gap():
    grid = bowl()
    grid[20, 30:] = np.inf
    pieces = contour(grid, 0.49).reshape(-1, 2)
    assert not ((pieces[:, 0] > 29) & (abs(pieces[:, 1] - 20) < 1)).any()


def test_both_ways_through_a_saddle_keep_high_and_low_apart():
    for high in (0.9, 0.6):
        saddle = np.array([[high, 0.0], [0.0, high]])
        pieces = contour(saddle, 0.4)
        assert len(pieces) == 2
        middles = pieces.mean(axis=1)
        corner_is_cut = (middles.sum(axis=1) < 0.9) | (middles.sum(axis=1) > 1.1)
        assert corner_is_cut.all() == (high / 2 < 0.4)


def test_level_ground_is_lit_alike_and_slopes_towards_the_light_are_brighter():
    assert hillshade(np.full((9, 9), 0.3)) == pytest.approx(np.full((9, 9), np.sqrt(0.5)))
    ramp = np.tile(np.linspace(0, 1, 9), (9, 1))  # rises to the right: it faces the left
    assert hillshade(ramp).min() > np.sqrt(0.5) > hillshade(ramp[:, ::-1]).max()


def test_levels_are_round_and_within_the_scale():
    even, log = CostScale.of(0.11, 0.19), CostScale.of(0.02, 3.0)
    assert (even.log, log.log) == (False, True)
    for scale in (even, log):
        assert all(scale.low <= level <= scale.high for level in scale.levels())
        assert 3 <= len(scale.levels()) <= 15


def test_heights_rise_from_low_to_high_on_both_scales():
    for scale in (CostScale.of(1.0, 2.0), CostScale.of(0.01, 2.0)):
        heights = scale.height(np.array([scale.low, 1.5, scale.high, np.nan]))
        assert heights[0] == 0 < heights[1] < heights[2] == 1
        assert np.isnan(heights[3])
