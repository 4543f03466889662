"""All parameters of a network as the hot loop keeps them: one matrix a layer, biases included.

The bias of a neuron is the weight of an input that is always the same. Standing in the last column
of the layer's matrix, it needs no operation of its own: one matrix product gives w a + b, and
another one the derivatives of both.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from core.arrays import FloatArray
from core.network.parameters import Parameters


class FoldedParameters:
    """Parameters in float32, written in place, each layer multiplied by a sign.

    Attributes
    ----------
    vector : (n_parameters,) array of all layers, one after the other
    matrices : for layer l = 1 to L, at place l - 1, a (n_l, n_{l-1} + 1) view of it
    layers : likewise the part of the vector
    signs : likewise 1 or -1; changing a sign changes no bit of a number's size
    """

    def __init__(self, sizes: tuple[int, ...], signs: tuple[int, ...]) -> None:
        self.sizes = sizes
        self.signs = signs
        count = sum(n_out * (n_in + 1) for n_in, n_out in pairwise(sizes))
        self.vector = np.zeros(count, np.float32)
        self.layers, self.matrices = self._views(self.vector)

    def _views(self, vector: FloatArray) -> tuple[list[FloatArray], list[FloatArray]]:
        """Return the parts of a vector, one for each layer, and the matrices that they are."""
        shapes = [(n_out, n_in + 1) for n_in, n_out in pairwise(self.sizes)]
        ends = np.cumsum([n_out * columns for n_out, columns in shapes])
        parts = np.split(vector, ends[:-1])
        return parts, [part.reshape(shape) for part, shape in zip(parts, shapes, strict=True)]

    def assign(self, parameters: Parameters) -> None:
        """Take over the values of parameters."""
        layers = zip(self.matrices, parameters.weights, parameters.biases, self.signs, strict=True)
        for matrix, weights, biases, sign in layers:
            np.multiply(weights, sign, out=matrix[:, :-1], casting="same_kind")
            np.multiply(biases, sign, out=matrix[:, -1], casting="same_kind")

    def unfolded(self, factor: float = 1.0) -> Parameters:
        """Return a factor times the values as parameters of their own, float32 and read-only."""
        return self.unfold(self.vector, factor)

    def unfold(self, vector: FloatArray, factor: float = 1.0) -> Parameters:
        """Return a factor times a vector of this form as parameters of its precision, read-only."""
        result = Parameters.zeros(self.sizes, vector.dtype)
        _, matrices = self._views(vector)
        layers = zip(matrices, result.weights, result.biases, self.signs, strict=True)
        for matrix, weights, biases, sign in layers:
            scale = vector.dtype.type(sign * factor)
            np.multiply(matrix[:, :-1], scale, out=weights)
            np.multiply(matrix[:, -1], scale, out=biases)
        np.add(result.vector, 0, out=result.vector)  # -0 becomes 0
        result.vector.setflags(write=False)
        return Parameters(result.vector, self.sizes)
