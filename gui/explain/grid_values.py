"""What is laid over the example's pixels: a neuron's weights, their nudges, or the desires."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.explain.walk import StepKind, WalkStep
from gui.explain.tables import short_name
from gui.network_view.scene import ConnectionId, NeuronId
from gui.network_view.shown import robust_scale
from gui.widgets.numbers import compact
from gui.widgets.pixel_values import PixelValues

PIXELS = 28 * 28


@dataclass(frozen=True)
class GridValues:
    """Values for the grid of pixels, and the line below it that says what they are."""

    values: PixelValues
    caption: str


def grid_values(
    derivation: Derivation,
    step: WalkStep | None,
    focus: int | None,
    pinned: NeuronId | ConnectionId | None,
) -> GridValues | None:
    """Return the values that belong to the pixels now, or None.

    The desires where the pixels are asked; the nudges of weights where the first layer is nudged;
    else the weights of the neuron that is pinned, if it is one of the first layer.

    Parameters
    ----------
    step : the step of the walk, None where no walk is shown
    focus : the neuron of the step's layer that is looked at
    """
    if derivation.image.size != PIXELS:
        return None
    if step is not None and step.kind is StepKind.DESIRES and step.layer == 0:
        return _grid("desire", "desires of the pixels", derivation.input_desires)
    neuron, first = neuron_of_first_layer(pinned), derivation.layer(1)
    if step is not None and step.kind is StepKind.NUDGES and step.layer == 1:
        neuron = focus if neuron is None else neuron
        name = short_name(1, neuron or 0, derivation.depth)
        return _grid("nudge", f"nudges of {name}", first.weight_nudges[neuron or 0])
    if neuron is None:
        return None
    name = short_name(1, neuron, derivation.depth)
    return _grid("weight", f"weights of {name}", first.weights[neuron])


def neuron_of_first_layer(pinned: NeuronId | ConnectionId | None) -> int | None:
    """Return the index of the first layer's neuron that is pinned, itself or by a connection."""
    if pinned is None or pinned.layer != 1:
        return None
    return pinned.index if isinstance(pinned, NeuronId) else pinned.neuron


def _grid(name: str, what: str, values: FloatArray) -> GridValues:
    scale = robust_scale(values)
    told = f"full colour ±{compact(scale)}" if scale > 0 else "all exactly 0"
    return GridValues(PixelValues(name, values, scale), f"{what}, {told}")
