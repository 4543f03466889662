from dataclasses import replace

import numpy as np

from gui.network_view.inspection import Inspection, inspect, written
from gui.network_view.scene import Arrows, ConnectionId, NeuronId, Scene
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


def test_what_is_not_a_number_is_said_to_be_so(scene: Scene) -> None:
    broken = tuple(np.full(layer.shape, np.nan) for layer in scene.connections)
    values = tuple(np.full(count, np.nan) for count in (3, 4, 2))
    scene = replace(
        scene,
        connections=broken,
        weights=broken,
        weight_nudges=broken,
        values=values,
        weighted_inputs=(None, *values[1:]),
        biases=values[1:],
    )
    neuron, connection = inspect(scene, NeuronId(1, 2)), inspect(scene, ConnectionId(1, 2, 1))
    assert neuron is not None
    assert connection is not None
    assert dict(neuron.rows) == dict.fromkeys(
        ("activation", "weighted input", "bias"), "not a number"
    )
    assert dict(connection.rows) == dict.fromkeys(
        ("weight", "activation before", "nudge"), "not a number"
    )


def test_small_numbers_keep_their_figures_and_zero_is_zero() -> None:
    values = (1.25, -0.5, 0.00312, -1.234e-7, 0.0, float("-inf"))
    words = ["+1.2500", "−0.5000", "+0.00312", "−1.23×10⁻⁷", "0.0000", "−∞"]
    assert [written(value) for value in values] == words


def test_a_nudge_is_told_only_where_the_story_has_come_to_it(scene: Scene) -> None:
    nudges = np.full((2, 4), 0.25)
    scene = replace(scene, weights=scene.connections, weight_nudges=(None, nudges))
    before, reached = inspect(scene, ConnectionId(1, 0, 0)), inspect(scene, ConnectionId(2, 0, 0))
    assert before is not None
    assert reached is not None
    assert "nudge" not in dict(before.rows)
    assert dict(reached.rows)["nudge"] == "+0.2500"


def test_a_signal_is_the_product_of_the_numbers_above_it(scene: Scene) -> None:
    weights = tuple(np.full(layer.shape, 0.5) for layer in scene.connections)
    values = (np.full(3, 0.4), None, None)
    scene = replace(scene, weights=weights, values=values, connection_name="signal")
    card = inspect(scene, ConnectionId(1, 2, 0))
    assert card is not None
    assert card.rows == (
        ("weight", "+0.5000"),
        ("activation before", "0.4000"),
        ("signal", "+0.2000"),
    )
