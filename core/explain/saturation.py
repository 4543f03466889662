"""Which neurons desire much and can move little, because s'(z) is small: the saturated ones."""

from __future__ import annotations

import numpy as np

from core.arrays import IntArray, frozen
from core.explain.derivation import Derivation

SMALL_SLOPE = 0.1
"""Below this share of the steepest slope that the activation function has, a neuron is stuck."""
LARGE_DESIRE = 0.25
"""From this share of the layer's largest desire on, a neuron desires much."""
LEAST_DESIRE = 0.05
"""Less is not much in any layer: the cost would fall by 0.005 for a tenth of the activation."""


def saturated(derivation: Derivation, layer: int) -> IntArray:
    """Return the neurons of layer 1 to L that desire much and can move little, read-only.

    The rule: s'(z) is below a tenth of the function's steepest slope (0.25 for the sigmoid), and
    the desire is at least a quarter of the largest one of the layer, and 0.05. Softmax outputs are
    never counted: they are shown with the wishes of their weighted inputs, in which no s' is left.
    What is not a number is neither large nor small.
    """
    if derivation.outputs_compete and layer == derivation.depth:
        return frozen(np.zeros(0, dtype=np.intp))
    own = derivation.layer(layer)
    sizes = np.nan_to_num(np.abs(own.desires), nan=0.0)
    flat = np.abs(own.slopes) < SMALL_SLOPE * steepest_slope(derivation, layer)
    much = sizes >= max(LEAST_DESIRE, LARGE_DESIRE * sizes.max(initial=0.0))
    return frozen(np.flatnonzero(flat & much).astype(np.intp))


def steepest_slope(derivation: Derivation, layer: int) -> float:
    """Return the largest s'(z) of a layer's activation function: every one has it at 0 or 1."""
    function = derivation.network.architecture.activation_of(layer)
    return float(function.derivative(np.array([0.0, 1.0])).max())
