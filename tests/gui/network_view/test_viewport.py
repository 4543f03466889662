import pytest

from gui.network_view.layout import Shape
from gui.network_view.viewport import CLOSE_ZOOM, LARGEST_ZOOM, SMALLEST_ZOOM, Viewport

SHAPE = Shape((3, 2), (3, 2))


def test_zooming_leaves_the_point_under_the_pointer_where_it_is() -> None:
    viewport = Viewport()
    column = viewport.layout(SHAPE, 400, 300).columns[1]
    x, y = column.x, column.ys[0]
    for factor in (1.7, 3.0, 0.4):
        viewport.zoom_about(factor, x, y)
        moved = viewport.layout(SHAPE, 400, 300).columns[1]
        assert (moved.x, moved.ys[0]) == pytest.approx((x, y))


def test_the_zoom_has_bounds() -> None:
    viewport = Viewport()
    viewport.zoom_about(1e6, 0, 0)
    assert viewport.zoom == LARGEST_ZOOM
    viewport.zoom_about(1e-9, 0, 0)
    assert viewport.zoom == SMALLEST_ZOOM


def test_fitting_undoes_zoom_and_shift() -> None:
    viewport = Viewport()
    before = viewport.layout(SHAPE, 400, 300).columns[0].x
    viewport.zoom_about(3, 10, 10)
    viewport.move(50, 60)
    viewport.fit()
    assert viewport.layout(SHAPE, 400, 300).columns[0].x == before


def test_the_layout_is_kept_while_nothing_moves() -> None:
    viewport = Viewport()
    assert viewport.layout(SHAPE, 400, 300) is viewport.layout(SHAPE, 400, 300)


@pytest.mark.parametrize("zoom", [0.5, 1, 3, 24])
@pytest.mark.parametrize("far", [-1e6, 1e6])
def test_the_middle_of_the_view_stays_within_the_picture(zoom: float, far: float) -> None:
    viewport = Viewport()
    viewport.zoom_about(zoom, 200, 150)
    viewport.move(far, far)
    viewport.keep_within(400, 300)
    fitted = Viewport().layout(SHAPE, 400, 300).columns
    moved = viewport.layout(SHAPE, 400, 300).columns
    left = moved[0].x - fitted[0].x * zoom  # of the picture, in the view
    assert left <= 200 <= left + 400 * zoom


def test_zooming_on_a_neuron_brings_it_to_the_middle() -> None:
    viewport = Viewport()
    column = viewport.layout(SHAPE, 400, 300).columns[1]
    viewport.zoom_on(column.x, column.ys[0], 400, 300)
    moved = viewport.layout(SHAPE, 400, 300).columns[1]
    assert (moved.x, moved.ys[0]) == pytest.approx((200, 150))
    assert viewport.zoom == CLOSE_ZOOM
    assert not viewport.fitted
