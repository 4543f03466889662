"""All weights and biases of a network in one flat vector, with a view of it for each layer."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, frozen


class Parameters:
    """A flat vector of all parameters and the views into it.

    The vector holds W[1] row by row, then b[1], then W[2], b[2], and so on. As every view shares
    the vector's memory, a gradient step, a copy or a difference is one operation on ``vector``.

    Attributes
    ----------
    vector : (n_parameters,) array
    weights : for layer l = 1 to L, at place l - 1, a (n_l, n_{l-1}) view
    biases : likewise a (n_l,) view
    layers : likewise the part of the vector that holds both
    """

    def __init__(self, vector: FloatArray, sizes: tuple[int, ...]) -> None:
        self.vector = vector
        self.sizes = sizes
        self.weights: list[FloatArray] = []
        self.biases: list[FloatArray] = []
        self.layers: list[FloatArray] = []
        start = 0
        for n_in, n_out in pairwise(sizes):
            middle = start + n_out * n_in
            end = middle + n_out
            self.weights.append(vector[start:middle].reshape(n_out, n_in))
            self.biases.append(vector[middle:end])
            self.layers.append(vector[start:end])
            start = end
        if start != vector.size:
            raise ValueError(f"{vector.size} parameters where layers {sizes} need {start}")

    @classmethod
    def zeros(cls, sizes: tuple[int, ...], dtype: DTypeLike = np.float64) -> Parameters:
        """Return parameters that are all zero."""
        count = sum(n_out * (n_in + 1) for n_in, n_out in pairwise(sizes))
        return cls(np.zeros(count, dtype), sizes)

    def copy(self, dtype: DTypeLike | None = None) -> Parameters:
        """Return parameters of their own memory, in another dtype if asked."""
        return Parameters(self.vector.astype(dtype or self.vector.dtype), self.sizes)

    def frozen(self) -> Parameters:
        """Return a read-only copy."""
        return Parameters(frozen(self.vector), self.sizes)

    def locate(self, index: int) -> tuple[int, int, int | None]:
        """Return (layer, neuron, input) of the parameter at an index; input is None for a bias."""
        start = 0
        for layer, (weights, part) in enumerate(zip(self.weights, self.layers, strict=True), 1):
            if index < start + weights.size:
                neuron, source = divmod(index - start, weights.shape[1])
                return layer, neuron, source
            if index < start + part.size:
                return layer, index - start - weights.size, None
            start += part.size
        raise IndexError(index)
