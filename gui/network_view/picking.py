"""What is under the pointer: a neuron, or the nearest connection, the brighter one first."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QPointF

from core.arrays import FloatArray
from gui.network_view.layout import CROWDED, Column, NetworkLayout
from gui.network_view.scene import ConnectionId, NeuronId, Scene, Target

NEURON_MARGIN = 3.0  # around a disc, where there is room
CONNECTION_REACH = 4.0  # from a line
BRIGHTNESS_BONUS = 2.5  # how much nearer, in pixels, a line of full light counts
DARK = 0.004  # light below which a line can't be seen, and isn't found


def neuron_under(layout: NetworkLayout, scene: Scene, x: float, y: float) -> NeuronId | None:
    """Return the neuron whose disc is under a point, in the layout's pixels.

    In a crowded column, whose discs are too small to be hit, it is the one at the point's height.
    """
    for layer, column in enumerate(layout.columns):
        if not len(column.ys) or abs(x - column.x) > column.radius + NEURON_MARGIN:
            continue
        distances = np.abs(column.ys - y)
        row = int(np.argmin(distances))
        if _hit(column, x - column.x, float(distances[row])):
            return scene.neuron_at(layer, row)
    return None


def _hit(column: Column, dx: float, dy: float) -> bool:
    """Return whether a point so far from a neuron's centre is meant for it."""
    if column.spacing < CROWDED:
        return dy <= column.spacing / 2
    return bool(np.hypot(dx, dy) <= column.radius + NEURON_MARGIN)


def place_of(layout: NetworkLayout, scene: Scene, target: Target) -> QPointF:
    """Return where a target that is drawn is pointed at with the keys, in the layout's pixels.

    A neuron at the right of its disc, a connection in its middle.
    """
    ends = (target,) if isinstance(target, NeuronId) else target.ends
    columns = [layout.columns[end.layer] for end in ends]
    rows = [scene.row_of(end) or 0 for end in ends]
    x = sum(column.x for column in columns) / len(ends)
    y = sum(float(column.ys[row]) for column, row in zip(columns, rows, strict=True)) / len(ends)
    return QPointF(x + (columns[0].radius if len(ends) == 1 else 0), y)


def connection_under(
    layout: NetworkLayout, scene: Scene, lights: tuple[FloatArray, ...], x: float, y: float
) -> ConnectionId | None:
    """Return the connection that passes within a few pixels of a point.

    lights : what each connection is drawn with; of two at like distance the brighter is meant.
    """
    for layer in range(1, len(layout.columns)):
        before, after = layout.columns[layer - 1], layout.columns[layer]
        if not before.x <= x <= after.x or after.x - before.x < 1:
            continue
        share = (x - before.x) / (after.x - before.x)
        at = after.ys[:, None] * share + before.ys[None, :] * (1 - share)
        slope = (after.ys[:, None] - before.ys[None, :]) / (after.x - before.x)
        found = _nearest(np.abs(at - y) / np.sqrt(1 + slope**2), lights[layer - 1])
        if found is not None:
            row, source = found
            return ConnectionId(
                layer, int(scene.shown[layer][row]), int(scene.shown[layer - 1][source])
            )
    return None


def _nearest(distance: FloatArray, light: FloatArray) -> tuple[int, int] | None:
    """Return row and column of the line meant, or None if none is near and bright enough."""
    bright = np.where(np.isfinite(light), np.abs(light), 1.0)
    within = (distance <= CONNECTION_REACH) & (bright > DARK)
    if not within.any():
        return None
    cost = np.where(within, distance - BRIGHTNESS_BONUS * bright, np.inf)
    row, source = np.unravel_index(int(np.argmin(cost)), cost.shape)
    return int(row), int(source)
