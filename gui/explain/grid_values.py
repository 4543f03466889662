"""What is laid over the example's pixels, and what a neuron further on asks of those before it.

A neuron of the first layer has a weight for each pixel; one further on has a weight for each
neuron of the layer before, and these stand in cells of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.explain.full_walk import FullStep, Part
from core.explain.walk import StepKind, WalkStep
from gui.explain import arithmetic
from gui.explain.tables import short_name
from gui.network_view.scene import ConnectionId, NeuronId
from gui.network_view.shown import robust_scale
from gui.widgets.pixel_values import PixelValues

PIXELS = 28 * 28
Pinned = NeuronId | ConnectionId | None
Detail = Callable[[int], str]


@dataclass(frozen=True)
class GridValues:
    """Values for a grid, and the line over it that says what they are.

    captions : from the longest form to the shortest
    layer : whose neurons the values belong to; 0 for the pixels
    detail : writes the arithmetic of a value, by its index, as rich text
    """

    values: PixelValues
    captions: tuple[str, ...]
    layer: int = 0
    detail: Detail | None = None

    @property
    def caption(self) -> str:
        """The line in full."""
        return self.captions[0]

    @property
    def largest(self) -> float:
        """The largest size among the values, of those that are numbers."""
        sizes = np.abs(self.values.values)
        return float(np.max(sizes, initial=0.0, where=np.isfinite(sizes)))


def grid_values(
    derivation: Derivation,
    step: WalkStep | None,
    focus: int | None,
    pinned: Pinned,
    asked: FloatArray | None = None,
) -> GridValues | None:
    """Return the values that belong to the pixels now, or None.

    The desires where the pixels are asked; the nudges of weights where the first layer is nudged;
    else the weights of the neuron that is pinned, if it is one of the first layer, or of the one
    whose bias is told of.

    Parameters
    ----------
    step : the step of the walk, None where no walk is shown
    focus : the neuron of the step's layer that is looked at
    asked : what the pixels have been asked for so far, (784,); everything, if not given
    """
    if derivation.image.size != PIXELS:
        return None
    if step is not None and step.kind is StepKind.DESIRES and step.layer == 0:
        return _desires(derivation, asked)
    neuron, first = neuron_of_layer(pinned, 1), derivation.layer(1)
    if _asks_pixels(step) and neuron is None:
        name = short_name(1, focus or 0, derivation.depth)
        return _grid("request", first.contributions[focus or 0], *forms("requests", name))
    if _nudges_pixels_weights(step):
        neuron = focus if neuron is None else neuron
        name = short_name(1, neuron or 0, derivation.depth)
        return _grid("nudge", first.weight_nudges[neuron or 0], *forms("nudges", name))
    if neuron is None and not _is_of_bias(step):
        return None
    neuron = neuron if neuron is not None else focus or 0
    name = short_name(1, neuron, derivation.depth)
    return _grid("weight", first.weights[neuron], *forms("weights", name))


def _desires(derivation: Derivation, asked: FloatArray | None) -> GridValues:
    """Return the desires of the pixels, or the sums of what they have been asked for so far."""
    whole = derivation.input_desires
    if asked is None:
        return _grid("desire", whole, "desires of all pixels", "desires")
    values = PixelValues("sum", asked, robust_scale(whole))
    return GridValues(values, ("what the pixels have been asked for so far", "asked so far"))


def _asks_pixels(step: WalkStep | None) -> bool:
    """Return whether a step is about what one neuron of the first layer asks of the pixels."""
    return isinstance(step, FullStep) and step.part is Part.BEFORE and step.layer == 1


def _nudges_pixels_weights(step: WalkStep | None) -> bool:
    """Return whether a step is about nudges of the weights from the pixels."""
    first = step is not None and step.kind is StepKind.NUDGES and step.layer == 1
    return first and not _is_of_bias(step)


def _is_of_bias(step: WalkStep | None) -> bool:
    """Return whether a step is about the bias of one neuron of the first layer."""
    return isinstance(step, FullStep) and step.part is Part.BIAS and step.layer == 1


def cell_values(derivation: Derivation, step: WalkStep | None, pinned: Pinned) -> GridValues | None:
    """Return what a pinned neuron behind the first layer weighs its inputs with, or None.

    Where its layer is nudged, its weights' nudges; where the layer before is asked, its requests.
    """
    if pinned is None or pinned.layer < 2:
        return None
    index, below = pinned.layer, pinned.layer - 1
    layer, neuron = derivation.layer(index), neuron_of_layer(pinned, index) or 0
    name = short_name(index, neuron, derivation.depth)
    kind, about = (None, None) if step is None else (step.kind, step.layer)
    if kind is StepKind.NUDGES and about == index:
        what = (f"nudges of {name}'s weights from layer {below}", f"nudges of {name}")
        detail = partial(arithmetic.of_weight_nudge, derivation, layer, neuron)
        return _grid("nudge", layer.weight_nudges[neuron], *what, layer=below, detail=detail)
    if kind is StepKind.DESIRES and about == below:
        what = (f"what {name} asks of layer {below}", f"requests of {name}")
        detail = partial(arithmetic.of_contribution, derivation, layer, neuron)
        return _grid("request", layer.contributions[neuron], *what, layer=below, detail=detail)
    what = (f"weights of {name} from layer {below}", f"weights of {name}")
    detail = partial(arithmetic.of_weight, derivation, layer, neuron)
    return _grid("weight", layer.weights[neuron], *what, layer=below, detail=detail)


def neuron_of_layer(pinned: Pinned, layer: int) -> int | None:
    """Return the index of the layer's neuron that is pinned, itself or by a connection into it."""
    if pinned is None or pinned.layer != layer:
        return None
    return pinned.index if isinstance(pinned, NeuronId) else pinned.neuron


def forms(what: str, name: str) -> tuple[str, str]:
    """Return a caption for what a neuron has for each pixel, in full and short."""
    return f"{what} of {name}, one for each pixel", f"{what} of {name}"


def _grid(
    name: str, values: FloatArray, *captions: str, layer: int = 0, detail: Detail | None = None
) -> GridValues:
    return GridValues(PixelValues(name, values, robust_scale(values)), captions, layer, detail)
