"""All parameters of a network as compiled code keeps them: rows of a multiple of sixteen numbers.

A row holds the weights from one neuron to all neurons of the next layer, so that what a lit pixel
adds to their weighted inputs is a number times a row. Sixteen numbers are multiplied at once;
those behind a row's end are zeros, and stay zeros.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from core.network.parameters import Parameters
from core.training.folded import FoldedParameters

LANES = 16


class PaddedParameters:
    """Parameters in float32, laid out for `core.training.kernels`.

    Attributes
    ----------
    sizes : (L + 1,) of the layers, from the input on
    widths : (L,) lengths of the rows of layers 1 to L
    offsets : (L + 1,) where each layer starts in the vector, and where the last one ends
    vector : for each layer n_{l-1} + 1 rows, the last of them the biases
    matrices : for each layer a (n_{l-1} + 1, n_l) view of it, without the zeros
    """

    def __init__(self, sizes: tuple[int, ...]) -> None:
        self.sizes = np.array(sizes, np.int64)
        self.widths = -(-self.sizes[1:] // LANES) * LANES
        rows = self.sizes[:-1] + 1
        self.offsets = np.concatenate([[0], np.cumsum(rows * self.widths)])
        self.vector = np.zeros(self.offsets[-1], np.float32)
        self.matrices = [
            self.vector[start:end].reshape(count, width)[:, :n_out]
            for (start, end), count, width, n_out in zip(
                pairwise(self.offsets), rows, self.widths, sizes[1:], strict=True
            )
        ]
        for array in (self.sizes, self.widths, self.offsets):
            array.setflags(write=False)

    def assign(self, parameters: Parameters) -> None:
        """Take over the values of parameters."""
        layers = zip(self.matrices, parameters.weights, parameters.biases, strict=True)
        for matrix, weights, biases in layers:
            matrix[:-1] = weights.T
            matrix[-1] = biases

    def take(self, folded: FoldedParameters) -> None:
        """Take over the values of parameters that numpy computes with, bit for bit."""
        for mine, theirs, sign in zip(self.matrices, folded.matrices, folded.signs, strict=True):
            np.multiply(theirs.T, np.float32(sign), out=mine)

    def give(self, folded: FoldedParameters) -> None:
        """Hand over the values to parameters that numpy computes with, bit for bit."""
        for mine, theirs, sign in zip(self.matrices, folded.matrices, folded.signs, strict=True):
            np.multiply(mine.T, np.float32(sign), out=theirs)
