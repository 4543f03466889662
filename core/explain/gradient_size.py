"""How the squared length of the gradient is made up: the sum of the squares of all its parts."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray, frozen
from core.explain.derivation import Derivation


def squared_lengths(derivation: Derivation) -> FloatArray:
    """Return the sums of squared nudges, (L, 2): for each layer, of its weights and its biases.

    All of them add up to |gradient|^2, which times the learning rate is the fall of the cost that
    a straight line along the gradient predicts.
    """
    return frozen(
        np.array(
            [
                [np.sum(layer.weight_nudges**2), np.sum(layer.bias_nudges**2)]
                for layer in derivation.layers
            ]
        )
    )
