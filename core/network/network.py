"""A network: its architecture, its parameters, and the forward pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, IntArray
from core.network.architecture import Architecture
from core.network.costs import Cost
from core.network.initializers import initial_parameters
from core.network.parameters import Parameters


@dataclass(frozen=True)
class ForwardPass:
    """What a forward pass leaves behind.

    Attributes
    ----------
    weighted_inputs : z[1] to z[L], each (..., n_l)
    activations : a[0] to a[L], each (..., n_l); a[0] is the input itself
    """

    weighted_inputs: tuple[FloatArray, ...]
    activations: tuple[FloatArray, ...]

    @property
    def outputs(self) -> FloatArray:
        """a[L], the answer."""
        return self.activations[-1]

    def terms(self, cost: Cost, y: FloatArray) -> FloatArray:
        """Return each output's share of C0, (..., n_L)."""
        return cost.exact_terms(self.weighted_inputs[-1], self.outputs, y)


@dataclass(frozen=True)
class Network:
    """A feed-forward network of fully connected layers."""

    architecture: Architecture
    parameters: Parameters

    @classmethod
    def random(
        cls,
        architecture: Architecture,
        rng: np.random.Generator,
        dtype: DTypeLike = np.float64,
    ) -> Network:
        """Return a network that knows nothing yet."""
        return cls(architecture, initial_parameters(architecture, rng).copy(dtype))

    def forward(self, x: FloatArray) -> ForwardPass:
        """Return all weighted inputs and activations for inputs x, (n_0,) or (batch, n_0).

        z[l] = W[l] a[l-1] + b[l] and a[l] = s(z[l]); the examples of a batch are rows.
        """
        activations = [x]
        weighted_inputs = []
        layers = zip(self.parameters.weights, self.parameters.biases, strict=True)
        for layer, (w, b) in enumerate(layers, 1):
            z = activations[-1] @ w.T + b
            weighted_inputs.append(z)
            activations.append(self.architecture.activation_of(layer)(z))
        return ForwardPass(tuple(weighted_inputs), tuple(activations))

    def outputs(self, x: FloatArray) -> FloatArray:
        """Return a[L], (10,) or (batch, 10)."""
        return self.forward(x).outputs

    def answers(self, x: FloatArray) -> IntArray:
        """Return the index of the brightest output, for each example."""
        return np.argmax(self.outputs(x), axis=-1)

    def example_cost(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return C0 of each example."""
        return self.forward(x).terms(self.architecture.cost_function, y).sum(axis=-1)

    def with_parameters(self, parameters: Parameters) -> Network:
        """Return the same architecture with other parameters."""
        return Network(self.architecture, parameters)


def targets(labels: IntArray, dtype: DTypeLike = np.float64, classes: int = 10) -> FloatArray:
    """Return y: 1 for the labelled digit and 0 elsewhere; labels (...,) give (..., classes)."""
    return np.eye(classes, dtype=dtype)[np.asarray(labels, dtype=np.intp)]
