"""What the connections of a picture show, where the story told doesn't decide it itself."""

from __future__ import annotations

from dataclasses import replace

from core.explain.signals import Matrices, Quantity
from gui.network_view.at_rest import drawn_connections
from gui.network_view.scene import Scene
from gui.network_view.shown import robust_scale

TITLES = {
    Quantity.WEIGHTS: "weights",
    Quantity.SIGNALS: "signals",
    Quantity.NUDGES: "nudges",
    Quantity.CHANGES: "changes",
}
NAMES = {
    Quantity.WEIGHTS: "weight",
    Quantity.SIGNALS: "signal",
    Quantity.NUDGES: "nudge",
    Quantity.CHANGES: "change",
}
MEANINGS = {
    "signal": "signal: weight × activation before",
    "change": "change since the start",
    "nudge": "nudge: minus the cost's slope",
}


def meaning(name: str) -> str:
    """Return what a quantity of connections is, for the legend."""
    return MEANINGS.get(name, name)


def with_lines(scene: Scene, quantity: Quantity, matrices: Matrices) -> Scene:
    """Return the scene with a quantity on its connections, instead of its weights.

    A signal is there once the activations before it are: until then a layer shows its weights.

    Parameters
    ----------
    matrices : the quantity's values, (n_l, n_{l-1}) of whole layers
    """
    drawn = drawn_connections(matrices, scene.shown)
    known = [quantity is not Quantity.SIGNALS or before is not None for before in scene.values[:-1]]
    chosen = tuple(
        own if is_known else weights
        for own, weights, is_known in zip(drawn, scene.connections, known, strict=True)
    )
    return replace(
        scene,
        connections=chosen,
        connection_scales=tuple(robust_scale(layer) for layer in chosen),
        connection_name=NAMES[quantity],
        connection_names=tuple(
            NAMES[quantity] if is_known else scene.name_of_connections(layer)
            for layer, is_known in enumerate(known, 1)
        ),
    )
