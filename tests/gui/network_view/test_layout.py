from itertools import pairwise

import numpy as np
import pytest

from gui.network_view.layout import Shape, caption, network_layout

REFERENCE = Shape((784, 16, 16, 10), (16, 16, 16, 10))


@pytest.mark.parametrize("size", [(480, 300), (760, 600), (1600, 1000), (2000, 1200)])
def test_every_disc_lies_within_the_picture(size: tuple[int, int]) -> None:
    layout = network_layout(REFERENCE, *size)
    for column in layout.columns:
        assert column.x - column.radius > 0
        assert column.x + column.radius < size[0]
        assert column.ys.min() - column.radius > 0
        assert column.ys.max() + column.radius < layout.caption_y


@pytest.mark.parametrize("count", [1, 2, 16, 64, 784])
def test_discs_of_a_column_never_overlap(count: int) -> None:
    column = network_layout(Shape((count, 10), (count, 10)), 760, 600).columns[0]
    if count > 1:
        assert np.diff(column.ys).min() > 2 * column.radius
    assert column.radius > 0


def test_neurons_stand_evenly_but_for_the_gap() -> None:
    column = network_layout(REFERENCE, 760, 600).columns[0]
    steps = np.diff(column.ys)
    assert steps[7] > 2 * steps[0]
    np.testing.assert_allclose(np.delete(steps, 7), steps[0])
    assert column.gap_y == pytest.approx((column.ys[7] + column.ys[8]) / 2)


def test_a_layer_drawn_whole_has_no_gap() -> None:
    assert all(column.gap_y is None for column in network_layout(REFERENCE, 760, 600).columns[1:])


def test_columns_are_evenly_spaced_and_centred_vertically() -> None:
    layout = network_layout(Shape((1, 5, 24), (1, 5, 24)), 760, 600)
    np.testing.assert_allclose(np.diff(np.diff([c.x for c in layout.columns])), 0, atol=1e-9)
    middles = [(c.ys.min() + c.ys.max()) / 2 for c in layout.columns]
    np.testing.assert_allclose(middles, middles[0])


def test_captions_say_what_is_left_out() -> None:
    shape = Shape((784, 100, 16, 10), (16, 24, 16, 10))
    assert [caption(shape, layer) for layer in range(4)] == [
        "16 of 784",
        "layer 1 · 24 of 100",
        "layer 2 · 16",
        "outputs",
    ]


def test_zooming_moves_everything_by_the_same_map() -> None:
    layout = network_layout(REFERENCE, 760, 600)
    moved = layout.moved(2.0, -30, 10)
    np.testing.assert_allclose(moved.columns[2].ys, layout.columns[2].ys * 2 + 10)
    assert moved.columns[2].x == layout.columns[2].x * 2 - 30
    assert moved.columns[2].radius == 2 * layout.columns[2].radius
    assert moved.zoom == 2


def test_a_tiny_picture_and_a_network_without_hidden_layers_have_layouts() -> None:
    layout = network_layout(Shape((784, 10), (16, 10)), 10, 10)
    assert all(np.isfinite(column.ys).all() for column in layout.columns)


@pytest.mark.parametrize("width", [200, 400, 1600])
def test_discs_leave_the_lines_room_at_any_width(width: int) -> None:
    columns = network_layout(Shape((784, 16, 16, 10), (16, 16, 16, 10)), width, 900).columns
    for before, after in pairwise(columns):
        assert after.x - before.x > 1.9 * (before.radius + after.radius)


def test_a_usual_picture_has_plain_sizes_and_a_large_one_is_drawn_larger() -> None:
    shape = Shape((784, 16, 16, 10), (16, 16, 16, 10))
    assert network_layout(shape, 780, 540).unit == 1
    large, largest = (network_layout(shape, *size) for size in ((2200, 1440), (4400, 2880)))
    assert (large.unit, largest.unit) == (2, 4)
    for small, doubled in zip(large.columns, largest.columns, strict=True):
        np.testing.assert_allclose(doubled.points, 2 * small.points)
        assert doubled.radius == pytest.approx(2 * small.radius)
