"""The three avenues to one neuron's desire: its bias, its weights, the activations before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.explain.factors import Factor, Factors, Term


@dataclass(frozen=True)
class Avenues:
    """What would help neuron j of layer l, and by how much. All arrays read-only, (n_in,).

    The wish, s'(z_j) d_j, is in all three: a nudge of the bias is the wish itself; nudges of the
    weights lie on a straight line through zero over the activations before, and the requests on a
    straight line through zero over the weights, both of slope wish.

    Attributes
    ----------
    layer, neuron : l from 1 to L, and j
    desire : d_j = -dC0/da_j
    slope : s'(z_j)
    wish : -dC0/dz_j = s'(z_j) d_j; behind softmax, where outputs depend on each other, y_j - a_j
    competes : whether it is such an output
    bias, bias_nudge : b_j and wish
    before : a_k of the layer before; for layer 1, the pixels
    weights, weight_nudges : w_jk and a_k wish
    requests : w_jk wish, what neuron k is asked for; for layer 1 a pixel, which nothing can change
    """

    layer: int
    neuron: int
    desire: float
    slope: float
    wish: float
    competes: bool
    bias: float
    bias_nudge: float
    before: FloatArray
    weights: FloatArray
    weight_nudges: FloatArray
    requests: FloatArray

    @property
    def asks_pixels(self) -> bool:
        """Whether the requests go to the pixels."""
        return self.layer == 1

    @property
    def wish_factors(self) -> Factors:
        """s'(z_j) and d_j, or, behind softmax, the wish alone."""
        if self.competes:
            return (Factor(Term.WISH, self.layer, self.neuron, self.wish),)
        return (
            Factor(Term.SLOPE, self.layer, self.neuron, self.slope),
            Factor(Term.DESIRE, self.layer, self.neuron, self.desire),
        )

    def weight_factors(self, source: int) -> Factors:
        """Return a_k and the factors of the wish: their product is the nudge of w_jk."""
        a = float(self.before[source])
        return (Factor(Term.ACTIVATION, self.layer - 1, source, a), *self.wish_factors)

    def request_factors(self, source: int) -> Factors:
        """Return w_jk and the factors of the wish: their product is the request to neuron k."""
        w = float(self.weights[source])
        return (Factor(Term.WEIGHT, self.layer, self.neuron, w, source), *self.wish_factors)

    def line(self, values: FloatArray) -> FloatArray:
        """Return the straight line through zero, wish x value, at any values, shape of values."""
        return np.multiply(values, self.wish)


def avenues(derivation: Derivation, layer: int, neuron: int) -> Avenues:
    """Return the three avenues of a neuron of layer 1 to L."""
    own = derivation.layer(layer)
    return Avenues(
        layer=layer,
        neuron=neuron,
        desire=float(own.desires[neuron]),
        slope=float(own.slopes[neuron]),
        wish=0.0 - float(own.errors[neuron]),
        competes=derivation.outputs_compete and layer == derivation.depth,
        bias=float(own.biases[neuron]),
        bias_nudge=float(own.bias_nudges[neuron]),
        before=derivation.activations[layer - 1],
        weights=own.weights[neuron],
        weight_nudges=own.weight_nudges[neuron],
        requests=own.contributions[neuron],
    )
