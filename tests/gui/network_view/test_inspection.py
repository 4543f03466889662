from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QPointF, QRectF

from gui.network_view.hover_card import card_box
from gui.network_view.inspection import Inspection, inspect
from gui.network_view.scene import Arrows, ConnectionId, NeuronId, Scene
from gui.theme import Theme
from gui.widgets.numbers import signed


def test_a_neurons_card_says_what_the_scene_knows(scene: Scene) -> None:
    scene = replace(
        scene,
        values=(None, np.array([0.25, 0.5, 0.75, 1.0]), None),
        weighted_inputs=(None, np.array([1.0, -2.0, 3.0, 4.0]), None),
        arrows=(Arrows(1, np.array([0.0, -0.1, 0.2, 0.3]), 1.0, hollow=True),),
    )
    card = inspect(scene, NeuronId(1, 1))
    assert card is not None
    assert card.title == "layer 1 · neuron 1"
    assert dict(card.rows) == {
        "activation": "0.5000",
        "weighted input": "−2.0000",
        "desire": "−0.1000",
    }


def test_a_value_not_computed_yet_is_said_to_be_so(scene: Scene) -> None:
    card = inspect(replace(scene, values=(None, None, None)), NeuronId(2, 1))
    assert card == Inspection("output 1", (("activation", "not computed yet"),))


def test_a_connections_card_has_its_own_value(scene: Scene) -> None:
    scene = replace(scene, connection_names=("weight", "nudge"))
    card = inspect(scene, ConnectionId(2, 1, 3))
    assert card is not None
    assert card.title == "layer 1 · neuron 3  →  output 1"
    assert dict(card.rows)["nudge"] == signed(scene.connections[1][1, 3])


def test_a_card_tells_the_weight_beside_what_the_lines_show(scene: Scene) -> None:
    weights = tuple(layer + 1 for layer in scene.connections)
    card = inspect(replace(scene, weights=weights, connection_name="change"), ConnectionId(2, 1, 3))
    assert card is not None
    assert dict(card.rows)["change"] == signed(scene.connections[1][1, 3])
    assert dict(card.rows)["weight"] == signed(weights[1][1, 3])


def test_the_card_of_a_neuron_drawn_in_part_belongs_to_its_index(scene: Scene) -> None:
    scene = replace(scene, sizes=(784, 4, 2), shown=(np.array([5, 300, 783]), *scene.shown[1:]))
    card = inspect(scene, ConnectionId(1, 2, 300))
    assert card is not None
    assert card.title == "pixel 300  →  layer 1 · neuron 2"
    assert dict(card.rows)["weight"] == signed(scene.connections[0][2, 1])


def test_what_is_not_drawn_has_no_card(scene: Scene) -> None:
    assert inspect(scene, NeuronId(0, 99)) is None
    assert inspect(scene, ConnectionId(1, 0, 99)) is None


def test_a_card_stays_within_the_view_and_off_the_pointer(theme: Theme) -> None:
    card, bounds = Inspection("output 3", (("activation", "0.1234"),)), QRectF(0, 0, 400, 300)
    for x in (0, 200, 399):
        for y in (0, 150, 299):
            box = card_box(theme, card, QPointF(x, y), bounds)
            assert bounds.contains(box)
            assert not box.contains(QPointF(x, y))
