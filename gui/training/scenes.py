"""The picture of one mini-batch in slow motion: its mean nudges run backwards, layer by layer.

Alpha runs from 0 to 1: the layers take their turns from the last to the first, and at the end all
weights are there again, as they are after the step.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.network.parameters import Parameters
from core.training.records import Snapshot
from gui.network_view.at_rest import drawn_connections
from gui.network_view.scene import Arrows, Pulse, Scene
from gui.network_view.shown import robust_scale

BACKWARD = 0.85  # the share of the time for nudges; the rest is for the return of the weights
ARRIVAL = 0.6  # the share of a layer's turn in which the pulse is on its way
FAINT, DONE, FULL = 0.12, 0.4, 1.0


def descend_scene(rest: Scene, snapshot: Snapshot, alpha: float) -> Scene:
    """Return the scene at a moment of a mini-batch's step.

    Parameters
    ----------
    rest : the network after the step, with its weights
    snapshot : its nudges are drawn: solid, because these changes are made
    alpha : 0 to 1
    """
    if alpha >= 1:
        return rest
    if alpha >= BACKWARD:
        return returning_scene(rest, (alpha - BACKWARD) / (1 - BACKWARD))
    turn, share = turn_of(alpha, rest.depth)
    return nudging_scene(rest, snapshot.nudges, rest.depth - turn, share)


def turn_of(alpha: float, depth: int) -> tuple[int, float]:
    """Return how many layers have had their turn, and how far the present one is."""
    place = max(alpha, 0.0) / BACKWARD * depth
    turn = min(int(place), depth - 1)
    return turn, min(place - turn, 1.0)


def returning_scene(rest: Scene, share: float) -> Scene:
    """Let the light of the weights come back."""
    return replace(rest, connection_lights=(FAINT + (FULL - FAINT) * share,) * rest.depth)


def nudging_scene(rest: Scene, nudges: Parameters, layer: int, share: float) -> Scene:
    """Show a layer's nudges as they come in, those of the layers behind it, and no weights before.

    The weight nudges are on the connections, the bias nudges are solid arrows at the neurons.
    """
    drawn = drawn_connections(tuple(nudges.weights), rest.shown)
    waiting = layer - 1
    connections = rest.connections[:waiting] + drawn[waiting:]
    scales = rest.connection_scales[:waiting] + tuple(robust_scale(d) for d in drawn[waiting:])
    lights = (FAINT,) * waiting + (FULL * share,) + (DONE,) * (rest.depth - layer)
    return replace(
        rest,
        connections=connections,
        connection_scales=scales,
        connection_lights=lights,
        connection_names=(
            *(rest.name_of_connections(layer) for layer in range(1, waiting + 1)),
            *("nudge",) * (rest.depth - waiting),
        ),
        arrows=tuple(
            bias_arrows(rest, nudges, each, share if each == layer else 1.0)
            for each in range(layer, rest.depth + 1)
        ),
        pulse=Pulse(layer, False, share / ARRIVAL) if 0 < share < ARRIVAL else None,
    )


def bias_arrows(rest: Scene, nudges: Parameters, layer: int, share: float) -> Arrows:
    """Return a layer's bias nudges, at a share of their length."""
    values = nudges.biases[layer - 1][rest.shown[layer]]
    scale = float(np.abs(values).max(initial=0.0)) / max(share, 1e-6)
    return Arrows(layer, values, scale, hollow=False, name="bias nudge")
