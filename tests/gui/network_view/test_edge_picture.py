from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtGui import QColor, QImage, QPainter

from gui.network_view.edge_picture import (
    EdgePicture,
    EdgeRasters,
    exposures_of,
    lights_of,
    line_width,
    pulse_gain,
)
from gui.network_view.layout import Shape, network_layout
from gui.network_view.light import NOT_A_NUMBER, ToneMap
from gui.network_view.picture import draw_connections
from gui.network_view.scene import ConnectionId, NeuronId, Pulse, Scene

CANVAS = (11, 14, 20)
SIZE = (400, 300)


def edges_of(scene: Scene, scale: float = 1.0) -> EdgePicture:
    tone_map = ToneMap((77, 163, 255), (255, 152, 56), CANVAS, glows=True)
    layout = network_layout(Shape.of(scene), *SIZE)
    edges = EdgePicture(EdgeRasters.build(layout, scale), tone_map)
    edges.show(lights_of(scene, None), scene.pulse)
    return edges


def with_connections(scene: Scene, *layers: object) -> Scene:
    return replace(scene, connections=tuple(np.asarray(layer, float) for layer in layers))


def middle(edges: EdgePicture, layer: int, row: int, source: int) -> tuple[int, int]:
    """Return the pixel in the middle of a connection."""
    before, after = edges.rasters.layout.columns[layer - 1 : layer + 1]
    scale = edges.rasters.width / edges.rasters.layout.width
    x, y = (before.x + after.x) / 2, (before.ys[source] + after.ys[row]) / 2
    return int(x * scale), int(y * scale)


def colors(edges: EdgePicture) -> set[int]:
    image = edges.image
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_a_positive_connection_is_blue_and_a_negative_one_orange(scene: Scene) -> None:
    first = np.zeros((4, 3))
    first[0, 0], first[3, 2] = 2.0, -2.0
    edges = edges_of(with_connections(scene, first, np.zeros((2, 4))))
    blue = QColor(edges.image.pixel(*middle(edges, 1, 0, 0)))
    orange = QColor(edges.image.pixel(*middle(edges, 1, 3, 2)))
    assert blue.blue() > blue.red() + 50
    assert orange.red() > orange.blue() + 50


def test_weights_of_zero_leave_the_canvas_dark(scene: Scene) -> None:
    dark = with_connections(scene, np.zeros((4, 3)), np.zeros((2, 4)))
    assert colors(edges_of(replace(dark, connection_scales=(0.0, 0.0)))) == {QColor(*CANVAS).rgb()}


def test_one_huge_outlier_is_held_at_full_light(scene: Scene) -> None:
    huge = with_connections(scene, np.full((4, 3), 1e300), -np.full((2, 4), 1e300))
    lights = lights_of(huge, None)
    assert (lights[0] == 1).all()
    assert (lights[1] == -1).all()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_a_number_is_marked_and_nothing_else_is(scene: Scene, value: float) -> None:
    first = np.zeros((4, 3))
    first[1, 1] = value
    edges = edges_of(with_connections(scene, first, np.zeros((2, 4))))
    assert colors(edges) == {QColor(*CANVAS).rgb(), QColor(*NOT_A_NUMBER).rgb()}
    edges.show(lights_of(with_connections(scene, np.zeros((4, 3)), np.zeros((2, 4))), None), None)
    assert colors(edges) == {QColor(*CANVAS).rgb()}


def test_only_layers_whose_light_changed_are_drawn_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    edges, drawn = edges_of(scene), []
    monkeypatch.setattr(edges, "_draw", lambda index, *rest: drawn.append(index))
    edges.show(lights_of(scene, None), None)
    assert drawn == []
    other = with_connections(scene, scene.connections[0], scene.connections[1] + 0.1)
    edges.show(lights_of(other, None), None)
    assert drawn == [1]


def test_a_picture_drawn_twice_is_the_same_picture(scene: Scene) -> None:
    edges = edges_of(scene)
    before = edges.image.copy()
    edges.show(lights_of(with_connections(scene, np.ones((4, 3)), np.ones((2, 4))), None), None)
    assert edges.image != before
    edges.show(lights_of(scene, None), None)
    assert edges.image == before


def test_the_image_has_the_screens_pixels(scene: Scene) -> None:
    edges = edges_of(scene, scale=1.5)
    assert (edges.image.width(), edges.image.height()) == (600, 450)


def test_light_is_value_over_scale_times_emphasis(scene: Scene) -> None:
    scene = replace(scene, connection_scales=(4.0, 2.0), connection_lights=(0.5, 1.0))
    np.testing.assert_allclose(
        lights_of(scene, None)[0], np.clip(scene.connections[0] / 4, -1, 1) / 2, rtol=1e-6
    )


def test_connections_of_what_is_pointed_at_keep_their_light(scene: Scene) -> None:
    plain, lit = lights_of(scene, None), lights_of(scene, NeuronId(1, 2))
    np.testing.assert_array_equal(lit[0][2], plain[0][2])
    np.testing.assert_array_equal(lit[1][:, 2], plain[1][:, 2])
    assert np.abs(lit[0][0]).sum() < 0.2 * np.abs(plain[0][0]).sum()
    one = lights_of(scene, ConnectionId(2, 1, 3))
    assert np.argwhere(one[1] == plain[1]).tolist() == [[1, 3]]


def test_a_pulse_brightens_where_it_is(scene: Scene) -> None:
    still = edges_of(scene).image
    moving = edges_of(replace(scene, pulse=Pulse(1, True, 0.5))).image
    layout = network_layout(Shape.of(scene), *SIZE)
    first, second, third = (column.x for column in layout.columns)

    def light(image: object, x: float) -> int:
        return sum(sum(QColor(image.pixel(int(x), y)).getRgb()[:3]) for y in range(20, 220))

    assert light(moving, (first + second) / 2) > 1.1 * light(still, (first + second) / 2)
    assert light(moving, (second + third) / 2) == light(still, (second + third) / 2)


def test_a_pulse_runs_right_when_forward_and_left_when_backward() -> None:
    share = np.linspace(0, 1, 1001)

    def peak(forward: bool, alpha: float) -> float:
        return float(share[np.argmax(pulse_gain(share, Pulse(1, forward, alpha)))])

    assert peak(True, 0.5) == pytest.approx(0.5)
    assert peak(True, 0.3) < 0.5 < peak(True, 0.7)
    assert peak(False, 0.3) > peak(False, 0.7)


def test_a_pulse_comes_and_goes_without_a_jump() -> None:
    for alpha in (0.0, 1.0):
        assert pulse_gain(np.linspace(0, 1, 101), Pulse(1, True, alpha)).max() < 1.1


@pytest.mark.parametrize("width", [400, 401, 403])
def test_a_pixel_of_the_image_is_a_pixel_of_the_screen_at_one_and_a_half(
    scene: Scene, width: int
) -> None:
    rasters = EdgeRasters.build(network_layout(Shape.of(scene), width, 300), 1.5)
    edges = EdgePicture(rasters, ToneMap((77, 163, 255), (255, 152, 56), CANVAS, glows=True))
    assert edges.image.devicePixelRatio() == 1.5
    assert edges.image.width() >= width * 1.5  # nothing is cut off, nothing is stretched


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_every_pixel_of_a_zoomed_and_moved_layout_lies_within_once(
    reference_scene: Scene, scale: float
) -> None:
    layout = network_layout(Shape.of(reference_scene), *SIZE).moved(2.5, -300, -200)
    rasters = EdgeRasters.build(layout, scale)
    for layer in rasters.layers:
        assert len(np.unique(layer.pixels)) == len(layer.pixels)
        assert not len(layer.pixels) or 0 <= layer.pixels.min() <= layer.pixels.max()
        assert not len(layer.pixels) or layer.pixels.max() < rasters.width * rasters.height
    assert sum(len(layer.pixels) for layer in rasters.layers) > 0


def test_a_crowd_of_lines_is_dimmed_and_a_few_are_not() -> None:
    few, crowd = (
        exposures_of(network_layout(Shape((784, 16), (inputs, 16)), 1440, 900), 1.0)[0]
        for inputs in (16, 784)
    )
    assert few > 0.9
    assert crowd < 0.2


def test_lines_grow_with_the_picture() -> None:
    shape = Shape((16, 16), (16, 16))
    small, large = (network_layout(shape, *size) for size in ((1100, 720), (2200, 1440)))
    assert line_width(large, 256) == pytest.approx(2 * line_width(small, 256))
    assert line_width(small, 256) < line_width(large, 10_000) < line_width(large, 256)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_at_rest_the_picture_on_a_device_is_the_raster_pixel_for_pixel(
    scene: Scene, scale: float
) -> None:
    edges = edges_of(scene, scale)
    width, height = (round(side * scale) for side in SIZE)
    device = QImage(width, height, QImage.Format.Format_RGB32)
    device.setDevicePixelRatio(scale)
    painter = QPainter(device)
    draw_connections(painter, edges, edges.rasters.layout)
    painter.end()
    assert (edges.image.width(), edges.image.height()) == (width, height)
    assert colors_of(device) == colors_of(edges.image)


def colors_of(image: QImage) -> list[int]:
    return [image.pixel(x, y) for x in range(image.width()) for y in range(image.height())]
