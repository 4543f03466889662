from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QPointF

from gui.network_view.legend_card import is_on_legend, legend_card
from gui.network_view.scene import Scene


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
