"""The arithmetic behind a number: its formula, the numbers in it, and the result, as rich text.

The factors are written with three figures; the result is the true one, read from the derivation.
"""

from __future__ import annotations

from core.explain.derivation import Derivation, Layer
from gui.network_view.nudge_arithmetic import (
    error_terms,
    of_bias_nudge,
    of_weight_nudge,
    pull,
)
from gui.widgets.arithmetic import exact, factor, product, sub
from gui.widgets.numbers import TIMES, compact, fixed, signed

__all__ = ["exact", "factor", "of_bias_nudge", "of_weight_nudge", "product", "pull", "sub"]


def of_pixel(derivation: Derivation, k: int) -> str:
    """Return how a pixel becomes an activation."""
    a = float(derivation.image[k])
    return f"{sub('a', k)} = {round(255 * a)} / 255 = <b>{fixed(a)}</b>"


def of_activation(layer: Layer, j: int, function: str) -> str:
    """Return how a neuron's weighted input and its activation come about."""
    z, a, b = (float(v[j]) for v in (layer.weighted_inputs, layer.activations, layer.biases))
    total = f"{sub('z', j)} = Σ<sub>k</sub> {sub('w', j)}<sub>k</sub> a<sub>k</sub> + {sub('b', j)}"
    weighted = f"{total} = <b>{signed(z)}</b>, with a bias of {signed(b)}"
    shape = "softmax" if function == "softmax" else "s"
    return f"{weighted}<br>{sub('a', j)} = {shape}({fixed(z)}) = <b>{fixed(a)}</b>"


def of_cost_term(derivation: Derivation, j: int) -> str:
    """Return how an output's share of the cost comes about."""
    a, y, term = (
        float(v[j]) for v in (derivation.outputs, derivation.target, derivation.cost_terms)
    )
    if derivation.network.architecture.cost == "cross_entropy":
        letters = f"−{sub('y', j)} ln {sub('a', j)}"
        return f"{letters}<br>= −{y:.0f} {TIMES} ln {compact(a)} = <b>{fixed(term)}</b>"
    letters = f"({sub('a', j)} − {sub('y', j)})<sup>2</sup>"
    return f"{letters}<br>= ({compact(a)} − {y:.0f})<sup>2</sup> = <b>{fixed(term)}</b>"


def of_output_wish(derivation: Derivation, j: int) -> str:
    """Return how an output's desire comes about."""
    if derivation.outputs_compete:
        letters, numbers = error_terms(derivation, j)
        wish = float(derivation.output_wishes[j])
        return f"{letters}<br>= {numbers} = <b>{exact(wish)}</b>"
    letters, numbers = error_terms(derivation, j)
    names, factors = ["2", f"({letters})"], ["2", f"({numbers})"]
    return product(names, factors, float(derivation.output_wishes[j]))


def of_signal(layer: Layer, j: int, k: int, before: float) -> str:
    """Return the term that a connection adds to the weighted input of its neuron."""
    weight = float(layer.weights[j, k])
    names, factors = [sub("w", j, k), sub("a", k)], [factor(weight), factor(before)]
    return product(names, factors, weight * before)


def of_contribution(derivation: Derivation, layer: Layer, j: int, k: int) -> str:
    """Return how what neuron j asks of neuron k of the layer before comes about."""
    names, factors = pull(derivation, layer, j)
    weight = factor(float(layer.weights[j, k]))
    result = float(layer.contributions[j, k])
    return product([sub("w", j, k), *names], [weight, *factors], result)
