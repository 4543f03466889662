"""The mean cost at many points of a plane, fast.

The weighted inputs of layer 1 are linear in the plane's coordinates: with W = W0 + a U + b V,
x W^T = x W0^T + a x U^T + b x V^T. So the products with the pictures, by far the longest, are made
three times in all, and each point costs only the small layers behind.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray
from core.landscape.plane import Plane
from core.landscape.sample import Sample
from core.network.activations import Activation
from core.network.architecture import Architecture
from core.network.parameters import Parameters

SIGMOID, SOFTMAX = "sigmoid", "softmax"


class PlaneCosts:
    """Computes costs on a plane; neurons are rows here, examples columns.

    It writes into arrays of its own, so one thread uses it at a time.

    Parameters
    ----------
    dtype : float64, or float32 for a picture: costs to six figures, in a third of the time
    """

    def __init__(
        self,
        architecture: Architecture,
        plane: Plane,
        sample: Sample,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self._architecture = architecture
        sizes = architecture.sizes
        vectors = (plane.origin, plane.u, plane.v)
        self._parts = [Parameters(vector.astype(dtype), sizes) for vector in vectors]
        pictures = sample.x.T.astype(dtype)
        self._first = [part.weights[0] @ pictures + part.biases[0][:, None] for part in self._parts]
        self._y = np.ascontiguousarray(sample.y.T, dtype)
        self._z = [np.empty((size, sample.count), dtype) for size in sizes[1:]]
        self._spare = np.empty_like(self._z[0])

    def at(self, a: float, b: float) -> float:
        """Return the mean cost at (a, b); not finite where the network's outputs aren't."""
        with np.errstate(all="ignore"):
            self._first_weighted_inputs(a, b)
            activations = self._activate(1)
            for layer in range(2, self._architecture.depth + 1):
                self._weighted_inputs(layer, activations, a, b)
                activations = self._activate(layer)
            return self._cost(activations)

    def _first_weighted_inputs(self, a: float, b: float) -> None:
        """Write z[1] = z0 + a zu + b zv."""
        start, along_u, along_v = self._first
        z, spare = self._z[0], self._spare
        np.multiply(along_u, a, out=z)
        np.multiply(along_v, b, out=spare)
        z += spare
        z += start

    def _weighted_inputs(self, layer: int, before: FloatArray, a: float, b: float) -> None:
        """Write z[l] = W[l] a[l-1] + b[l]."""
        start, u, v = self._parts
        place = layer - 1
        w = start.weights[place] + a * u.weights[place] + b * v.weights[place]
        bias = start.biases[place] + a * u.biases[place] + b * v.biases[place]
        np.matmul(w, before, out=self._z[place])
        self._z[place] += bias[:, None]

    def _activate(self, layer: int) -> FloatArray:
        """Return a[l] = s(z[l]), in the place of z[l] where that is possible."""
        return activated(self._architecture.activation_of(layer), self._z[layer - 1])

    def _cost(self, outputs: FloatArray) -> float:
        cost = self._architecture.cost_function
        return float(cost.terms(outputs, self._y).sum(dtype=np.float64) / outputs.shape[1])


def activated(activation: Activation, z: FloatArray) -> FloatArray:
    """Return s(z) for (n_l, k) weighted inputs whose columns are examples; z may be overwritten.

    The sigmoid is written in place, four times as fast; where exp(-z) overflows, 1 / inf = 0 is
    right.
    """
    if activation.name == SIGMOID:
        np.negative(z, out=z)
        np.exp(z, out=z)
        z += 1
        return np.reciprocal(z, out=z)
    return activation(z.T).T if activation.name == SOFTMAX else activation(z)
