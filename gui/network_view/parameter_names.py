"""Which part of the picture a parameter is, and what it is called in a column."""

from __future__ import annotations

from core.explain.places import Place
from gui.network_view.scene import ConnectionId, NeuronId, Target

ARROW = "←"


def target_of(place: Place) -> Target:
    """Return the connection of a weight, or the neuron of a bias."""
    if place.source is None:
        return NeuronId(place.layer, place.neuron)
    return ConnectionId(place.layer, place.neuron, place.source)


def place_of(target: Target) -> Place | None:
    """Return the weight of a connection, or the bias of a neuron; a pixel has none."""
    if isinstance(target, ConnectionId):
        return Place(target.layer, target.neuron, target.source)
    return Place(target.layer, target.index) if target.layer else None


def short_name(place: Place) -> str:
    """Return a name that fits a column: "1 · 9 ← 406", "1 · bias 9"."""
    if place.source is None:
        return f"{place.layer} · bias {place.neuron}"
    return f"{place.layer} · {place.neuron} {ARROW} {place.source}"
