"""What is under the pointer: a neuron, or the nearest connection, the brighter one first."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from gui.network_view.layout import NetworkLayout
from gui.network_view.scene import ConnectionId, NeuronId, Scene

NEURON_MARGIN = 3.0  # around a disc
CONNECTION_REACH = 4.0  # from a line
BRIGHTNESS_BONUS = 2.5  # how much nearer, in pixels, a line of full light counts
DARK = 0.004  # light below which a line can't be seen, and isn't found


def neuron_under(layout: NetworkLayout, scene: Scene, x: float, y: float) -> NeuronId | None:
    """Return the neuron whose disc is under a point, in the layout's pixels."""
    for layer, column in enumerate(layout.columns):
        margin = min(NEURON_MARGIN, column.spacing * 0.5)
        if not len(column.ys) or abs(x - column.x) > column.radius + NEURON_MARGIN:
            continue
        distances = np.abs(column.ys - y)
        row = int(np.argmin(distances))
        if np.hypot(x - column.x, distances[row]) <= column.radius + margin:
            return scene.neuron_at(layer, row)
    return None


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


def neighbour(
    layout: NetworkLayout, scene: Scene, neuron: NeuronId, step: tuple[int, int]
) -> NeuronId:
    """Return the neuron one step away: (columns right, rows down), or the same at the edge.

    From column to column the neuron at the nearest height is meant.
    """
    row = scene.row_of(neuron)
    if row is None:
        return scene.neuron_at(len(scene.shown) - 1, 0)
    right, down = step
    if right:
        layer = min(max(neuron.layer + right, 0), scene.depth)
        height = layout.columns[neuron.layer].ys[row]
        row = int(np.argmin(np.abs(layout.columns[layer].ys - height)))
        return scene.neuron_at(layer, row)
    last = len(scene.shown[neuron.layer]) - 1
    return scene.neuron_at(neuron.layer, min(max(row + down, 0), last))
