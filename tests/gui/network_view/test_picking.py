import numpy as np
import pytest

from gui.network_view.edge_picture import lights_of
from gui.network_view.layout import NetworkLayout, Shape, network_layout
from gui.network_view.picking import connection_under, neuron_under
from gui.network_view.scene import ConnectionId, NeuronId, Scene
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
