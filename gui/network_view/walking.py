"""Walking through the network with the keys: from neuron to neuron, and along connections."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from gui.network_view.layout import NetworkLayout
from gui.network_view.scene import ConnectionId, NeuronId, Scene, Target

Step = tuple[int, int]  # columns right, rows down


def neighbour(layout: NetworkLayout, scene: Scene, neuron: NeuronId, step: Step) -> NeuronId:
    """Return the neuron one step away, or the same at the edge.

    From column to column the neuron at the nearest height is meant.
    """
    row = scene.row_of(neuron)
    if row is None:
        return scene.neuron_at(scene.depth, 0)
    right, down = step
    if right:
        layer = min(max(neuron.layer + right, 0), scene.depth)
        height = layout.columns[neuron.layer].ys[row]
        row = int(np.argmin(np.abs(layout.columns[layer].ys - height)))
        return scene.neuron_at(layer, row)
    last = len(scene.shown[neuron.layer]) - 1
    return scene.neuron_at(neuron.layer, min(max(row + down, 0), last))


def next_neuron(layout: NetworkLayout, scene: Scene, target: Target | None, step: Step) -> NeuronId:
    """Return the neuron that an arrow leads to.

    From a connection, left and right lead to its ends, up and down past the neuron it enters; from
    nowhere, the way begins at the neuron in focus, or at the first output.
    """
    if target is None:
        focus = scene.focus if scene.row_of(scene.focus) is not None else None
        return focus or scene.neuron_at(scene.depth, 0)
    if isinstance(target, NeuronId):
        return neighbour(layout, scene, target, step)
    source, entered = target.ends
    right, _ = step
    if right:
        return entered if right > 0 else source
    return neighbour(layout, scene, entered, step)


def next_connection(
    scene: Scene, lights: tuple[FloatArray, ...], target: Target | None, down: int
) -> Target | None:
    """Return the next weaker (down 1) or stronger (-1) connection that enters the same neuron.

    Before the strongest stands the neuron itself. None is returned where no connection enters:
    at an input.

    Parameters
    ----------
    lights : the signed light of each connection; one without a value comes first
    """
    neuron = target.ends[1] if isinstance(target, ConnectionId) else target
    row = scene.row_of(neuron)
    if neuron is None or row is None or neuron.layer == 0:
        return None
    light = lights[neuron.layer - 1][row]
    order = np.argsort(-np.where(np.isfinite(light), np.abs(light), np.inf), kind="stable")
    sources = scene.shown[neuron.layer - 1][order].tolist()
    place = sources.index(target.source) if isinstance(target, ConnectionId) else -1
    place = min(place + down, len(sources) - 1)
    return ConnectionId(neuron.layer, neuron.index, sources[place]) if place >= 0 else neuron
