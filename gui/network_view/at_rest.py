"""The picture of a network at rest: its activations for one input, and its weights."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray, IntArray
from core.network.architecture import Architecture
from core.network.initializers import RECTIFIERS
from core.network.parameters import Parameters
from gui.network_view.inputs import InputChoice
from gui.network_view.scene import Scene
from gui.network_view.shown import robust_scale, shown_neurons

Shown = tuple[IntArray, ...]
STRONGEST = InputChoice()


def choose_shown(
    architecture: Architecture, image: FloatArray, inputs: InputChoice = STRONGEST
) -> Shown:
    """Return which neurons of each layer are drawn: of the input, the pixels that are chosen."""
    hidden = [shown_neurons(size) for size in architecture.sizes[1:]]
    return (inputs.of(image), *hidden)


def scene_at_rest(
    parameters: Parameters,
    activations: tuple[FloatArray, ...],
    architecture: Architecture,
    shown: Shown,
) -> Scene:
    """Return the scene of a network with all activations lit and weights as connections.

    Parameters
    ----------
    activations : a[0] to a[L], whole layers
    shown : the indices of the drawn neurons, layer by layer
    """
    weights = drawn_connections(tuple(parameters.weights), shown)
    values = tuple(a[places] for a, places in zip(activations, shown, strict=True))
    return Scene(
        sizes=architecture.sizes,
        shown=shown,
        brightness=brightness_of(activations, architecture, shown),
        values=values,
        connections=weights,
        connection_scales=tuple(robust_scale(layer) for layer in weights),
        connection_lights=(1.0,) * architecture.depth,
        output_names=tuple(str(index) for index in range(architecture.sizes[-1])),
        answer=int(np.argmax(activations[-1])),
        brightness_ends=brightness_ends(architecture),
        weights=weights,
        biases=drawn_biases(parameters, shown),
    )


def drawn_connections(matrices: tuple[FloatArray, ...], shown: Shown) -> tuple[FloatArray, ...]:
    """Return of each (n_out, n_in) matrix the rows and columns of the neurons drawn."""
    return tuple(
        matrix[np.ix_(after, before)]
        for matrix, before, after in zip(matrices, shown[:-1], shown[1:], strict=True)
    )


def drawn_biases(parameters: Parameters, shown: Shown) -> tuple[FloatArray, ...]:
    """Return the biases of the neurons drawn, of layers 1 to L."""
    return tuple(
        biases[places] for biases, places in zip(parameters.biases, shown[1:], strict=True)
    )


def brightness_of(
    activations: tuple[FloatArray, ...], architecture: Architecture, shown: Shown
) -> tuple[FloatArray, ...]:
    """Return how bright each drawn neuron is, 0 to 1.

    An activation between 0 and 1 is its own brightness, tanh runs from -1 to 1, and a rectifier,
    which has no upper end, is measured by the brightest of its layer (or by 1 if that is more).
    """
    return tuple(
        _brightness(a, "input" if layer == 0 else architecture.activation_of(layer).name)[places]
        for layer, (a, places) in enumerate(zip(activations, shown, strict=True))
    )


def brightness_ends(architecture: Architecture) -> tuple[str, str]:
    """Return the activations of hidden neurons at brightness 0 and 1, as words."""
    if architecture.activation == "tanh":
        return "−1", "1"
    if architecture.activation in RECTIFIERS:
        return "0", "layer's largest"
    return "0", "1"


def _brightness(a: FloatArray, activation: str) -> FloatArray:
    if activation == "tanh":
        return np.clip((a + 1) / 2, 0, 1)
    if activation in RECTIFIERS:
        return np.clip(a / max(1.0, float(a.max(initial=0.0))), 0, 1)
    return np.clip(a, 0, 1)
