"""One parameter among all: which weight or bias it is, what it is called, where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.network.parameters import Parameters


@dataclass(frozen=True)
class Place:
    """The place of a weight w[l][j, k] or, without a source, of a bias b[l][j].

    Attributes
    ----------
    layer : l, 1 to L
    neuron : j, in layer l
    source : k, in the layer before; None for a bias
    """

    layer: int
    neuron: int
    source: int | None = None

    @classmethod
    def at(cls, parameters: Parameters, index: int) -> Place:
        """Return the place of the parameter at an index of the flat vector."""
        return cls(*parameters.locate(int(index)))

    @property
    def is_bias(self) -> bool:
        """Whether it is a bias."""
        return self.source is None

    @property
    def name(self) -> str:
        """Its name in words, the same as that of a check's worst parameter."""
        if self.source is None:
            return f"bias of layer {self.layer}, neuron {self.neuron}"
        return f"weight of layer {self.layer}, neuron {self.neuron} from neuron {self.source}"

    def index_in(self, sizes: tuple[int, ...]) -> int:
        """Return its index in the flat vector: W[1] row by row, b[1], W[2], b[2], ..."""
        pairs = list(pairwise(sizes))
        start = sum(n_out * (n_in + 1) for n_in, n_out in pairs[: self.layer - 1])
        n_in, n_out = pairs[self.layer - 1]
        if self.source is None:
            return start + n_out * n_in + self.neuron
        return start + self.neuron * n_in + self.source

    def value_in(self, parameters: Parameters) -> float:
        """Return its value among parameters, or its derivative among derivatives."""
        if self.source is None:
            return float(parameters.biases[self.layer - 1][self.neuron])
        return float(parameters.weights[self.layer - 1][self.neuron, self.source])


def derivative_at(derivation: Derivation, place: Place) -> float:
    """Return dC0/d(parameter), the nudge with its sign turned."""
    return 0.0 - place.value_in(derivation.nudges)


def lever(derivation: Derivation, place: Place) -> float:
    """Return dz/d(parameter): the activation before for a weight, 1 for a bias."""
    before: FloatArray = derivation.activations[place.layer - 1]
    return 1.0 if place.source is None else float(before[place.source])
