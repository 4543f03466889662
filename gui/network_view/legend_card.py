"""What the numbers of the legend are: told on a card to whoever points at it."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPointF

from gui.network_view.inspection import Inspection, full_light
from gui.network_view.layout import NetworkLayout
from gui.network_view.legend import BOTTOM
from gui.network_view.scene import Scene
from gui.widgets.numbers import TIMES, whole

CAPTIONS = 9.0  # from the middle of the words under the columns to their edges
STRIP = 14.0  # from the legend's middle to its upper and its lower edge


def is_on_legend(place: QPointF, height: float) -> bool:
    """Return whether a place in a picture of a height is on the legend's strip."""
    return abs(place.y() - (height - BOTTOM)) <= STRIP


def is_on_captions(place: QPointF, layout: NetworkLayout) -> bool:
    """Return whether a place is on the line of words under the columns and bundles."""
    return abs(place.y() - layout.caption_y) <= CAPTIONS


def captions_card(scene: Scene) -> Inspection:
    """Return how many inputs are drawn, how many weights there are, the values at full light."""
    weights = (_weights_into(scene, layer) for layer in range(1, scene.depth + 1))
    full = legend_card(scene)
    return Inspection(full.title, (_inputs(scene), *weights, *full.rows))


def _inputs(scene: Scene) -> tuple[str, str]:
    drawn, count = len(scene.shown[0]), scene.sizes[0]
    side = round(count**0.5)
    sides = f" = {side} {TIMES} {side}" if side * side == count else ""
    return "inputs drawn", f"{whole(drawn)} of {whole(count)}{sides}"


def _weights_into(scene: Scene, layer: int) -> tuple[str, str]:
    before, after = scene.sizes[layer - 1], scene.sizes[layer]
    counted = f"{whole(after)} {TIMES} {whole(before)} = {whole(after * before)}"
    return f"weights into {_name(scene, layer)}", counted


def legend_card(scene: Scene) -> Inspection:
    """Return the value at full light of each bundle, and how many lines are beyond it."""
    layers = range(1, scene.depth + 1)
    return Inspection(
        "full light: larger ones look the same", tuple(_row(scene, layer) for layer in layers)
    )


def _row(scene: Scene, layer: int) -> tuple[str, str]:
    values, scale = scene.connections[layer - 1], scene.connection_scales[layer - 1]
    beyond = int(np.count_nonzero(np.abs(values) > scale))
    shown = f"{scene.name_of_connections(layer)} {full_light(scale)}"
    return f"{shown} into {_name(scene, layer)}", f"{whole(beyond)} of {whole(values.size)} larger"


def _name(scene: Scene, layer: int) -> str:
    return "outputs" if layer == scene.depth else f"layer {layer}"
