from dataclasses import replace

import numpy as np

from gui.network_view.edge_picture import lights_of
from gui.network_view.layout import Shape, network_layout
from gui.network_view.scene import ConnectionId, NeuronId, Scene
from gui.network_view.walking import next_connection, next_neuron


def with_entering(scene: Scene, *values: float) -> Scene:
    """Return the scene with these values on the connections into neuron 1 of layer 1."""
    first = np.zeros((4, 3))
    first[1] = values
    return replace(scene, connections=(first, scene.connections[1]))


def walked(scene: Scene, *downs: int) -> list[object]:
    """Return where each step along the connections leads, from neuron 1 of layer 1 on."""
    places, place = [], NeuronId(1, 1)
    for down in downs:
        place = next_connection(scene, lights_of(scene, None), place, down)
        places.append(place)
    return places


def test_connections_are_walked_from_the_strongest_to_the_weakest_and_stay_there(
    scene: Scene,
) -> None:
    strongest_first = [ConnectionId(1, 1, source) for source in (2, 0, 1)]
    scene = with_entering(scene, 0.5, 0.1, -0.9)
    assert walked(scene, 1, 1, 1, 1) == [*strongest_first, strongest_first[-1]]


def test_before_the_strongest_connection_stands_the_neuron(scene: Scene) -> None:
    scene = with_entering(scene, 0.5, 0.1, -0.9)
    assert walked(scene, 1, -1, -1) == [ConnectionId(1, 1, 2), NeuronId(1, 1), NeuronId(1, 1)]


def test_a_connection_without_a_value_is_reached_first(scene: Scene) -> None:
    assert walked(with_entering(scene, 0.5, np.nan, 0.9), 1) == [ConnectionId(1, 1, 1)]


def test_no_connection_enters_an_input_and_nothing_is_walked_from_nowhere(scene: Scene) -> None:
    lights = lights_of(scene, None)
    assert next_connection(scene, lights, NeuronId(0, 0), 1) is None
    assert next_connection(scene, lights, None, 1) is None


def test_a_connection_names_the_pixels_own_index(scene: Scene) -> None:
    scene = replace(
        with_entering(scene, 0.1, 0.9, 0.2),
        sizes=(784, 4, 2),
        shown=(np.array([5, 300, 783]), *scene.shown[1:]),
    )
    assert walked(scene, 1) == [ConnectionId(1, 1, 300)]


def test_arrows_lead_from_a_connection_to_its_ends_and_past_the_neuron_it_enters(
    scene: Scene,
) -> None:
    layout, at = network_layout(Shape.of(scene), 760, 600), ConnectionId(1, 1, 2)
    assert next_neuron(layout, scene, at, (-1, 0)) == NeuronId(0, 2)
    assert next_neuron(layout, scene, at, (1, 0)) == NeuronId(1, 1)
    assert next_neuron(layout, scene, at, (0, 1)) == NeuronId(1, 2)


def test_a_walk_from_nowhere_begins_at_the_focus_or_the_first_output(scene: Scene) -> None:
    layout = network_layout(Shape.of(scene), 760, 600)
    assert next_neuron(layout, scene, None, (0, 1)) == NeuronId(2, 0)
    focused = replace(scene, focus=NeuronId(1, 3))
    assert next_neuron(layout, focused, None, (0, 1)) == NeuronId(1, 3)
    gone = replace(scene, focus=NeuronId(1, 99))
    assert next_neuron(layout, gone, None, (0, 1)) == NeuronId(2, 0)
