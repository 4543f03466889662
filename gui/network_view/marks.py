"""Arrows along the connections: solid on the largest nudges, hollow on the largest requests.

They are the arrows of the neurons, smaller: up for a weight that rises, or a request for more, down
for the opposite, and as long as the connection's light. Only the largest few of a layer have room;
the light of the lines tells of the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QPainter

from core.arrays import FloatArray
from gui.network_view.arrows import SHORTEST, ArrowStyle, arrow_shape, draw_shapes
from gui.network_view.edge_picture import lights_of
from gui.network_view.layout import NetworkLayout
from gui.network_view.scene import Scene
from gui.theme import Theme

HOLLOW = {"request": True, "nudge": False}  # of the quantities that are marked
MOST = 12  # of a layer
LONGEST = 16.0
ROOM = 20.0  # between two arrows
SMALLEST = 0.6  # of the usual size, however close the rows stand
PLACES = (0.5, 0.6, 0.4, 0.7, 0.3)  # of the way to the layer, the first that is free
NARROWEST = 90.0  # space between two columns in which arrows can be told apart


@dataclass(frozen=True)
class Mark:
    """An arrow on a connection: its middle, and its signed length as a share of the longest."""

    row: int
    source: int
    centre: QPointF
    share: float


def draw_marks(painter: QPainter, theme: Theme, layout: NetworkLayout, scene: Scene) -> None:
    """Draw the arrows along all connections that show what is wished for or changed."""
    names = [scene.name_of_connections(layer) for layer in range(1, scene.depth + 1)]
    if not any(name in HOLLOW for name in names):
        return
    scale = layout.text_scale
    for index, (name, light) in enumerate(zip(names, lights_of(scene, None), strict=True)):
        marks = marks_of(layout, index + 1, light) if name in HOLLOW else []
        for sign, color in ((1, "positive"), (-1, "negative")):
            style = ArrowStyle(
                theme.color(color), theme.color("canvas"), HOLLOW.get(name, False), scale=scale
            )
            same = [mark for mark in marks if mark.share * sign > 0]
            longest = longest_mark(layout)
            shapes = [arrow_shape(m.centre, m.share * longest, longest / LONGEST) for m in same]
            draw_shapes(painter, style, shapes)


def longest_mark(layout: NetworkLayout) -> float:
    """Return how long the largest arrow is: what the picture's size asks, and its rows allow."""
    spacing = min(column.spacing for column in layout.columns[1:])
    return LONGEST * min(layout.text_scale, max(spacing / ROOM, SMALLEST))


def marks_of(layout: NetworkLayout, layer: int, light: FloatArray) -> list[Mark]:
    """Return the arrows on the connections into a layer, the largest first, none over another.

    light : (shown of l, shown of l - 1) array of signed light, -1 to 1, or NaN
    """
    before, after = layout.columns[layer - 1], layout.columns[layer]
    if after.x - before.x < NARROWEST * layout.unit:
        return []
    sizes = np.where(np.isfinite(light), np.abs(light), 0).ravel()
    largest = np.argsort(-sizes, kind="stable")[: 3 * MOST]
    found: list[Mark] = []
    for place in largest[sizes[largest] * LONGEST >= SHORTEST]:
        row, source = divmod(int(place), light.shape[1])
        start, end = QPointF(before.x, before.ys[source]), QPointF(after.x, after.ys[row])
        centre = _free_place(start, end, found, ROOM * layout.text_scale)
        if centre is not None:
            found.append(Mark(row, source, centre, float(light[row, source])))
        if len(found) == MOST:
            break
    return found


def _free_place(start: QPointF, end: QPointF, marks: list[Mark], room: float) -> QPointF | None:
    """Return a point of a line that is not too near to any mark, or None."""
    for share in PLACES:
        point = start + (end - start) * share
        if all((point - mark.centre).manhattanLength() >= room for mark in marks):
            return point
    return None
