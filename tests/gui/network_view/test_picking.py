from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.network_view.edge_picture import lights_of
from gui.network_view.layout import NetworkLayout, Shape, network_layout
from gui.network_view.picking import (
    BRIGHTNESS_BONUS,
    CONNECTION_REACH,
    DARK,
    connection_under,
    neuron_under,
)
from gui.network_view.scene import ConnectionId, NeuronId, Scene
from gui.network_view.viewport import Viewport
from gui.network_view.walking import neighbour

ZOOMS = [(1.0, 0, 0), (0.5, 100, 50), (3.0, -400, -250), (12.0, -3000, -1900)]


def layout_of(scene: Scene, zoom: tuple[float, float, float] = ZOOMS[0]) -> NetworkLayout:
    return network_layout(Shape.of(scene), 760, 600).moved(*zoom)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_every_neuron_is_found_at_its_centre(
    reference_scene: Scene, zoom: tuple[float, float, float]
) -> None:
    layout = layout_of(reference_scene, zoom)
    for layer, column in enumerate(layout.columns):
        for row, y in enumerate(column.ys):
            found = neuron_under(layout, reference_scene, column.x, y)
            assert found == reference_scene.neuron_at(layer, row)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_nothing_is_found_between_two_discs(
    reference_scene: Scene, zoom: tuple[float, float, float]
) -> None:
    layout = layout_of(reference_scene, zoom)
    column = layout.columns[3]
    between = (column.ys[4] + column.ys[5]) / 2
    assert neuron_under(layout, reference_scene, column.x, between) is None


def test_the_neuron_found_has_its_index_in_the_whole_layer(scene: Scene) -> None:
    shown = (np.array([100, 200, 300]), *scene.shown[1:])
    scene = Scene(**{**vars(scene), "shown": shown, "sizes": (784, 4, 2)})
    layout = layout_of(scene)
    column = layout.columns[0]
    assert neuron_under(layout, scene, column.x, column.ys[1]) == NeuronId(0, 200)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_lone_connection_is_found_along_its_whole_length(
    scene: Scene, zoom: tuple[float, float, float]
) -> None:
    layout = layout_of(scene, zoom)
    light = np.zeros((4, 3))
    light[3, 0] = 1
    before, after = layout.columns[:2]
    for share in (0.2, 0.5, 0.9):
        x = before.x + share * (after.x - before.x)
        y = before.ys[0] + share * (after.ys[3] - before.ys[0])
        found = connection_under(layout, scene, (light, np.zeros((2, 4))), x, y)
        assert found == ConnectionId(1, 3, 0)


def test_of_two_connections_at_one_point_the_brighter_is_meant(scene: Scene) -> None:
    layout = layout_of(scene)
    before = layout.columns[0]
    light = np.full((4, 3), 0.1)
    light[2, 0] = -0.9
    x, y = before.x + 1, before.ys[0]
    assert connection_under(layout, scene, (light, np.zeros((2, 4))), x, y) == ConnectionId(1, 2, 0)


def test_a_connection_that_cannot_be_seen_is_not_found(scene: Scene) -> None:
    layout = layout_of(scene)
    before, after = layout.columns[:2]
    x, y = (before.x + after.x) / 2, (before.ys[0] + after.ys[0]) / 2
    assert connection_under(layout, scene, (np.zeros((4, 3)), np.zeros((2, 4))), x, y) is None


def test_nothing_is_found_outside_the_network(scene: Scene) -> None:
    layout = layout_of(scene)
    assert connection_under(layout, scene, lights_of(scene, None), 2, 300) is None
    assert neuron_under(layout, scene, 2, 300) is None


def test_keys_walk_from_neuron_to_neuron_and_stop_at_the_edge(scene: Scene) -> None:
    layout = layout_of(scene)
    assert neighbour(layout, scene, NeuronId(1, 2), (0, 1)) == NeuronId(1, 3)
    assert neighbour(layout, scene, NeuronId(1, 3), (0, 1)) == NeuronId(1, 3)
    assert neighbour(layout, scene, NeuronId(0, 0), (-1, 0)) == NeuronId(0, 0)
    assert neighbour(layout, scene, NeuronId(1, 0), (1, 0)) == NeuronId(2, 0)
    assert neighbour(layout, scene, NeuronId(1, 3), (1, 0)) == NeuronId(2, 1)


@st.composite
def zoomed(draw: st.DrawFn) -> tuple[tuple[int, ...], NetworkLayout, np.random.Generator]:
    """Return how many neurons each column shows, the layout after zooms and pans, and chance."""
    shown = tuple(draw(st.lists(st.integers(1, 20), min_size=2, max_size=5)))
    width, height = draw(st.integers(200, 1900)), draw(st.integers(150, 1200))
    viewport = Viewport()
    for _ in range(draw(st.integers(0, 3))):
        x, y = draw(st.floats(0, width)), draw(st.floats(0, height))
        viewport.zoom_about(draw(st.floats(0.4, 6)), x, y)
        viewport.move(draw(st.floats(-width, width)), draw(st.floats(-height, height)))
        viewport.keep_within(width, height)
    layout = viewport.layout(Shape(shown, shown), width, height)
    return shown, layout, np.random.default_rng(draw(st.integers(0, 2**32)))


def distances_of(layout: NetworkLayout, layer: int, x: float, y: float) -> dict:
    """Return how far a point is from each line into a layer, straight from the geometry."""
    before, after = layout.columns[layer - 1 : layer + 1]
    point, found = np.array([x, y]), {}
    for j, end in enumerate(after.points):
        for k, start in enumerate(before.points):
            (dx, dy), (px, py) = end - start, point - start
            found[j, k] = abs(dx * py - dy * px) / np.hypot(dx, dy)
    return found


@settings(max_examples=60, deadline=None)
@given(zoomed())
def test_at_any_zoom_the_connection_found_is_the_nearest_brightest(
    make_scene: Callable[..., Scene], drawn: tuple
) -> None:
    shown, layout, rng = drawn
    scene = make_scene(*shown)
    lights = tuple(rng.uniform(-1, 1, layer.shape) ** 5 for layer in scene.connections)
    for _ in range(5):
        layer = int(rng.integers(1, len(shown)))
        left, right = layout.columns[layer - 1].x, layout.columns[layer].x
        x = left + (right - left) * rng.uniform(0.02, 0.98)
        ys = np.concatenate([column.ys for column in layout.columns[layer - 1 : layer + 1]])
        y = rng.uniform(ys.min() - 10, ys.max() + 10)
        bright = np.abs(lights[layer - 1])
        costs = {
            place: distance - BRIGHTNESS_BONUS * bright[place]
            for place, distance in distances_of(layout, layer, x, y).items()
            if distance <= CONNECTION_REACH and bright[place] > DARK
        }
        found = connection_under(layout, scene, lights, x, y)
        if not costs:
            assert found is None
        else:
            assert found is not None
            assert found.layer == layer
            assert costs[found.neuron, found.source] == pytest.approx(min(costs.values()))


@settings(max_examples=60, deadline=None)
@given(zoomed())
def test_at_any_zoom_every_neuron_is_found_and_is_the_nearest(
    make_scene: Callable[..., Scene], drawn: tuple
) -> None:
    shown, layout, rng = drawn
    scene = make_scene(*shown)
    for layer, column in enumerate(layout.columns):
        row = int(rng.integers(0, shown[layer]))
        assert neuron_under(layout, scene, column.x, column.ys[row]) == NeuronId(layer, row)
        y = rng.uniform(column.ys[0] - 9, column.ys[-1] + 9)
        found = neuron_under(layout, scene, column.x, y)
        distances = np.abs(column.ys - y)
        if found is not None:
            assert distances[found.index] == distances.min()
        elif shown[layer] > 1:
            assert distances.min() > column.radius


def test_an_input_among_784_is_met_from_beside_it(make_scene: Callable[..., Scene]) -> None:
    scene = make_scene(784, 16, 10)
    layout = network_layout(Shape.of(scene), 760, 600)
    column = layout.columns[0]
    for row in (0, 1, 300, 783):
        for dx in (-2.5, 0, 2.5):
            found = neuron_under(layout, scene, column.x + dx, column.ys[row])
            assert found == NeuronId(0, row)
