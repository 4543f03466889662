"""Neurons that no longer learn: dead ones, whose slope is always 0, and saturated ones.

The error of a neuron is multiplied by the slope s'(z). Where that is as good as 0 for nearly all
images, no gradient comes through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray
from core.network.activations import Activation
from core.network.network import Network

STEEPEST_SHARE = 0.02  # of the steepest slope: a sigmoid beyond about 0.995 or below 0.005
MOST_IMAGES = 0.99  # share of the images for which a slope must be as small
WORTH_SAYING = 0.25  # share of a layer's neurons


@dataclass(frozen=True)
class LayerHealth:
    """How many neurons of a layer learn nothing from a sample of images.

    Attributes
    ----------
    layer : 1 to L
    neurons : how many there are
    dead_neurons : the places of those whose slope is exactly 0 for every image, from 0
    saturated_neurons : of others whose slope is below 2 % of the steepest for 99 % of the images
    images : in the sample
    """

    layer: int
    neurons: int
    dead_neurons: tuple[int, ...]
    saturated_neurons: tuple[int, ...]
    images: int

    @property
    def dead(self) -> int:
        """How many are dead."""
        return len(self.dead_neurons)

    @property
    def saturated(self) -> int:
        """How many are saturated."""
        return len(self.saturated_neurons)

    @property
    def idle(self) -> tuple[int, ...]:
        """The places of all that learn nothing, ascending."""
        return tuple(sorted((*self.dead_neurons, *self.saturated_neurons)))

    @property
    def worth_saying(self) -> bool:
        """Whether so many are idle that it is to be pointed out."""
        return bool(self.words)

    @property
    def words(self) -> str:
        """How many are idle; empty while most of the layer's neurons learn."""
        kinds = (("dead", self.dead), ("saturated", self.saturated))
        told = [f"{count} {kind}" for kind, count in kinds if count >= WORTH_SAYING * self.neurons]
        return f"layer {self.layer}: {' and '.join(told)} of {self.neurons} neurons" if told else ""


def idle_words(layers: Sequence[LayerHealth]) -> str:
    """Return which neurons of some layers are idle, why that is bad, and what to do."""
    which = ", ".join(layer.words for layer in layers)
    return (
        f"{which} (over {layers[0].images:,} training images). Their slope s'(z) is 0 or nearly 0:"
        " no error comes through to them. A smaller learning rate or another start helps"
    )


def layers_health(network: Network, x: FloatArray) -> list[LayerHealth]:
    """Return the health of each layer over a sample of images.

    Outputs may be as good as certain of nearly all images, which is what they are for: of them
    only the dead ones count. Those of a softmax never are.

    Parameters
    ----------
    x : (k, n_0) activations, 0 to 1
    """
    *hidden, outputs = network.forward(x).weighted_inputs
    architecture = network.architecture
    found = [
        layer_health(layer, z, architecture.hidden_activation) for layer, z in enumerate(hidden, 1)
    ]
    if architecture.output_activation is architecture.hidden_activation:
        last = layer_health(architecture.depth, outputs, architecture.output_activation)
        found.append(replace(last, saturated_neurons=()))
    return found


def layer_health(layer: int, z: FloatArray, activation: Activation) -> LayerHealth:
    """Return the health of one layer from its (k, n) weighted inputs."""
    slopes = activation.derivative(z)
    steepest = float(activation.derivative(np.linspace(-1, 1, 101)).max())
    dead = (slopes == 0).all(axis=0)
    flat = (np.abs(slopes) < STEEPEST_SHARE * steepest).mean(axis=0) >= MOST_IMAGES
    saturated = flat & ~dead
    return LayerHealth(layer, z.shape[1], places_of(dead), places_of(saturated), len(z))


def places_of(marked: NDArray[np.bool_]) -> tuple[int, ...]:
    """Return where an (n,) array is true."""
    return tuple(np.flatnonzero(marked).tolist())
