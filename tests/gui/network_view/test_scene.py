from dataclasses import replace

import numpy as np

from gui.network_view.scene import ConnectionId, NeuronId, Scene


def test_rows_and_indices_of_a_layer_drawn_in_part_belong_together(scene: Scene) -> None:
    scene = replace(scene, shown=(np.array([7, 300, 5]), *scene.shown[1:]), sizes=(784, 4, 2))
    assert scene.row_of(NeuronId(0, 300)) == 1
    assert scene.neuron_at(0, 2) == NeuronId(0, 5)


def test_a_neuron_that_is_not_drawn_has_no_row(scene: Scene) -> None:
    assert scene.row_of(NeuronId(0, 3)) is None
    assert scene.row_of(NeuronId(9, 0)) is None
    assert scene.row_of(None) is None


def test_a_connection_runs_from_the_layer_before() -> None:
    assert ConnectionId(2, 1, 3).ends == (NeuronId(1, 3), NeuronId(2, 1))


def test_connections_are_named_for_all_layers_or_one_by_one(scene: Scene) -> None:
    assert scene.name_of_connections(2) == "weight"
    named = replace(scene, connection_names=("weight", "nudge"))
    assert [named.name_of_connections(layer) for layer in (1, 2)] == ["weight", "nudge"]
