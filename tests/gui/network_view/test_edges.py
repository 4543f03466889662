import numpy as np
import pytest

from core.arrays import FloatArray
from gui.network_view.coverage import Lines
from gui.network_view.edges import EdgeRaster

WIDTH, HEIGHT = 120, 90


def column(x: float, *ys: float) -> FloatArray:
    return np.array([[x, y] for y in ys])


def raster_of(lines: Lines) -> EdgeRaster:
    return EdgeRaster.build(lines, WIDTH, HEIGHT)


def picture(raster: EdgeRaster, values: object) -> FloatArray:
    """Return the light of every pixel, a (height, width, 2) array."""
    light = np.zeros((WIDTH * HEIGHT, 2))
    light[raster.pixels] = raster.light(np.asarray(values, float))
    return light.reshape(HEIGHT, WIDTH, 2)


def coverage(start: FloatArray, end: FloatArray, width: float) -> FloatArray:
    """Return how much of each pixel a line covers, by the distance from each pixel's centre."""
    y, x = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    direction = (end - start) / np.linalg.norm(end - start)
    distance = np.abs((x - start[0]) * direction[1] - (y - start[1]) * direction[0])
    within = (x >= start[0]) & (x <= end[0])
    return np.where(within, np.clip(width / 2 + 0.5 - distance, 0, 1), 0)


@pytest.fixture
def lines() -> Lines:
    return Lines(column(10, 12, 70), column(100, 20, 45, 80), width=1.2)


def test_a_lines_light_is_proportional_to_its_value() -> None:
    raster = raster_of(Lines(column(10, 20), column(100, 60), width=1.2))
    once, thrice = picture(raster, [0.25]), picture(raster, [0.75])
    assert once.max() > 0.2
    np.testing.assert_allclose(thrice, 3 * once, rtol=1e-6)


def test_light_is_value_times_the_area_covered() -> None:
    lines = Lines(column(10, 20), column(100, 60), width=1.6)
    covered = coverage(lines.sources[0], lines.targets[0], 1.6)
    np.testing.assert_allclose(picture(raster_of(lines), [1])[..., 0], covered, atol=1 / 32)


def test_a_flat_and_a_steep_line_give_the_same_light_for_their_length() -> None:
    flat = picture(raster_of(Lines(column(10, 40), column(100, 41), 1.2)), [1]).sum()
    steep = picture(raster_of(Lines(column(40, 5), column(60, 85), 1.2)), [1]).sum()
    assert flat / np.hypot(90, 1) == pytest.approx(1.2, rel=0.05)
    assert steep / np.hypot(20, 80) == pytest.approx(1.2, rel=0.05)


def test_lines_add_up_where_they_cross(lines: Lines) -> None:
    raster = raster_of(lines)
    values = np.array([[0.5, 0.3], [1.0, 0.2], [0.7, 0.9]])
    parts = [picture(raster, values * (np.arange(6).reshape(3, 2) == n)) for n in range(6)]
    np.testing.assert_allclose(picture(raster, values), sum(parts), atol=1e-6)


def test_line_j_k_runs_from_source_k_to_target_j(lines: Lines) -> None:
    values = np.zeros((3, 2))
    values[2, 1] = 1
    light = picture(raster_of(lines), values)[..., 0]
    covered = coverage(lines.sources[1], lines.targets[2], 1.2)
    np.testing.assert_allclose(light, covered, atol=1 / 32)


def test_positive_and_negative_light_are_kept_apart() -> None:
    raster = raster_of(Lines(column(10, 20, 60), column(100, 40), width=1.2))
    light = picture(raster, [[0.5, -0.5]])
    assert light[:38, :60, 0].max() > 0.4
    assert light[:38, :60, 1].max() == 0
    assert light[42:, :60, 1].max() > 0.4
    assert light.min() == 0


def test_no_pixel_is_listed_twice_or_lies_outside(lines: Lines) -> None:
    raster = raster_of(lines)
    assert len(np.unique(raster.pixels)) == len(raster.pixels)
    columns = raster.pixels % WIDTH
    assert columns.min() >= 10
    assert columns.max() < 100


def test_lines_that_leave_the_picture_are_cut_at_its_edges() -> None:
    lines = Lines(column(-200, -300, 40), column(300, 500, 45), width=1.2)
    raster = raster_of(lines)
    light = picture(raster, np.ones((2, 2)))[..., 0]
    expected = sum(coverage(s, t, 1.2) for s in lines.sources for t in lines.targets)
    np.testing.assert_allclose(light, expected, atol=4 / 32)


def test_lines_outside_the_picture_cost_nothing() -> None:
    raster = raster_of(Lines(column(10, 500), column(100, 600), width=1.2))
    assert raster.entry_count == 0
    assert len(raster.light(np.ones(1))) == 0


def test_a_very_steep_line_has_no_holes() -> None:
    light = picture(raster_of(Lines(column(50, 2), column(54, 88), 1.2)), [1])[..., 0]
    assert (light[6:84].max(axis=1) > 0.5).all()


@pytest.mark.parametrize("sources", [2, 300])
def test_colours_are_those_of_the_light(sources: int) -> None:
    lines = Lines(column(10, *np.linspace(5, 85, sources)), column(100, 9, 30, 80), width=1.2)
    raster = raster_of(lines)
    values = np.random.default_rng(1).normal(size=(3, sources))

    def color_of(light: FloatArray) -> FloatArray:
        return (1000 * light[:, 0] + 2000 * light[:, 1]).astype(np.uint32)

    colors = raster.colors(values, color_of).copy()
    np.testing.assert_array_equal(colors, color_of(raster.light(values)))


def test_light_under_the_discs_is_left_out() -> None:
    full = raster_of(Lines(column(10, 40), column(100, 40), 1.2))
    cut = raster_of(Lines(column(10, 40), column(100, 40), 1.2, ends=(8.0, 5.0)))
    columns = cut.pixels % WIDTH
    assert (columns.min(), columns.max()) == (18, 94)
    assert cut.entry_count < full.entry_count


def test_many_lines_are_summed_as_few_are() -> None:
    sources, targets = column(10, *np.linspace(5, 85, 300)), column(100, *np.linspace(5, 85, 10))
    lines = Lines(sources, targets, 1.2)
    values = np.random.default_rng(0).normal(size=(10, 300))
    light = picture(raster_of(lines), values)
    pairs = [(t, s) for t in range(10) for s in range(300)]
    expected = sum(max(values[p], 0) * coverage(sources[p[1]], targets[p[0]], 1.2) for p in pairs)
    assert np.abs(light[..., 0] - expected).max() < 0.02 * expected.max()


@pytest.mark.parametrize("targets", [column(100), column(10, 40), column(10.4, 40)])
def test_no_lines_or_no_room_for_them_is_no_light(targets: FloatArray) -> None:
    lines = Lines(column(10, 40), targets.reshape(-1, 2), 1.2)
    raster = raster_of(lines)
    assert raster.light(np.ones(lines.count)).shape == (0, 2)
