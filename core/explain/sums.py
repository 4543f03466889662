"""The weighted sum of a neuron, term by term: w a from every neuron before, and the bias."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray, frozen
from core.explain.derivation import Derivation


@dataclass(frozen=True)
class WeightedSum:
    """z = sum over k of w_k a_k + b, its terms in order of their size. All arrays read-only.

    Attributes
    ----------
    sources : indices in the layer before, those with the largest terms first, (n_in,)
    weights, activations, terms : w_k, a_k and w_k a_k in that order, (n_in,)
    bias, total : b and z
    """

    sources: IntArray
    weights: FloatArray
    activations: FloatArray
    terms: FloatArray
    bias: float
    total: float

    def rest(self, count: int) -> float:
        """Return the sum of all terms but the first so many."""
        return float(self.terms[count:].sum())


def weighted_sum(derivation: Derivation, layer: int, neuron: int) -> WeightedSum:
    """Return the terms of z of a neuron of layer 1 to L; equal ones stay in their order.

    Terms that are not a number come first, where they are seen.
    """
    own = derivation.layer(layer)
    weights, activations = own.weights[neuron], derivation.activations[layer - 1]
    terms = weights * activations
    sizes = np.where(np.isnan(terms), np.inf, np.abs(terms))
    order = np.argsort(-sizes, kind="stable")
    return WeightedSum(
        sources=order,
        weights=frozen(weights[order]),
        activations=frozen(activations[order]),
        terms=frozen(terms[order]),
        bias=float(own.biases[neuron]),
        total=float(own.weighted_inputs[neuron]),
    )
