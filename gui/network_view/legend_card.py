"""What the numbers of the legend are: told on a card to whoever points at it."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPointF

from gui.network_view.inspection import Inspection, full_light
from gui.network_view.legend import BOTTOM
from gui.network_view.scene import Scene
from gui.widgets.numbers import whole

STRIP = 14.0  # from the legend's middle to its upper and its lower edge


def is_on_legend(place: QPointF, height: float) -> bool:
    """Return whether a place in a picture of a height is on the legend's strip."""
    return abs(place.y() - (height - BOTTOM)) <= STRIP


def legend_card(scene: Scene) -> Inspection:
    """Return the value at full light of each bundle, and how many lines are beyond it."""
    layers = range(1, scene.depth + 1)
    return Inspection(
        "full light: larger ones look the same", tuple(_row(scene, layer) for layer in layers)
    )


def _row(scene: Scene, layer: int) -> tuple[str, str]:
    values, scale = scene.connections[layer - 1], scene.connection_scales[layer - 1]
    target = "outputs" if layer == scene.depth else f"layer {layer}"
    beyond = int(np.count_nonzero(np.abs(values) > scale))
    shown = f"{scene.name_of_connections(layer)} {full_light(scale)}"
    return f"{shown} into {target}", f"{whole(beyond)} of {whole(values.size)} larger"
