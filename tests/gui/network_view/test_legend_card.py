from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from gui.network_view.legend_card import captions_card, is_on_legend, legend_card
from gui.network_view.network_view import NetworkView
from gui.network_view.scene import Scene
from gui.theme import Theme


def test_the_card_of_the_legend_counts_the_lines_beyond_full_light(scene: Scene) -> None:
    first = np.array([[0.5, -0.6, 0.1], [0.49, 0.51, 0.0], [0, 0, 0], [9.0, 0, 0]])
    second = np.zeros_like(scene.connections[1])
    given = replace(
        scene,
        connections=(first, second),
        connection_scales=(0.5, 0.0),
        connection_names=("weight", "nudge"),
    )
    assert legend_card(given).rows == (
        ("weight ±0.500 into layer 1", "3 of 12 larger"),
        ("nudge all 0 into outputs", f"0 of {second.size} larger"),
    )


def test_the_legend_lies_along_the_lower_edge() -> None:
    for y, there in ((361, False), (363, True), (376, True), (389, True), (391, False)):
        assert is_on_legend(QPointF(10, y), 400) == there


def test_the_card_of_the_captions_counts_inputs_and_weights(scene: Scene) -> None:
    rows = dict(captions_card(scene).rows)
    drawn, sizes = len(scene.shown[0]), scene.sizes
    assert rows["inputs drawn"].startswith(f"{drawn} of {sizes[0]:,}")
    weights = rows["weights into layer 1"]
    assert weights == f"{sizes[1]:,} × {sizes[0]:,} = {sizes[1] * sizes[0]:,}"
    assert set(legend_card(scene).rows) < set(captions_card(scene).rows)


def test_the_words_under_the_network_show_the_card(
    qtbot: QtBot, theme: Theme, scene: Scene
) -> None:
    view = NetworkView(theme)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.set_scene(scene)
    view.show()
    assert view.network_layout is not None
    place = QPointF(20, view.network_layout.caption_y)
    view._point_at(place)
    assert view.card.isVisible()
    assert captions_card(scene).aloud == view.accessibleDescription()
    view._point_at(place - QPointF(0, 60))
    assert view.accessibleDescription() != captions_card(scene).aloud
