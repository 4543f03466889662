"""The arithmetic behind a nudge: its formula, the numbers in it, and the result, as rich text.

The factors are written with few figures; the result is the true one, read from the derivation.
"""

from __future__ import annotations

from core.explain.derivation import Derivation, Layer
from gui.widgets.arithmetic import factor, product, sub
from gui.widgets.numbers import compact

TERM_FIGURES = 4


def error_terms(derivation: Derivation, j: int) -> tuple[str, str]:
    """Return y − a of an output, in letters and in numbers."""
    a, y = float(derivation.outputs[j]), float(derivation.target[j])
    return f"{sub('y', j)} − {sub('a', j)}", f"{y:.0f} − {compact(a, TERM_FIGURES)}"


def of_bias_nudge(derivation: Derivation, layer: Layer, j: int) -> str:
    """Return how the nudge of a bias comes about."""
    names, factors = pull(derivation, layer, j)
    return product(names, factors, float(layer.bias_nudges[j]))


def of_weight_nudge(derivation: Derivation, layer: Layer, j: int, k: int) -> str:
    """Return how the nudge of a weight comes about."""
    a = float(derivation.activations[layer.index - 1][k])
    names, factors = pull(derivation, layer, j)
    result = float(layer.weight_nudges[j, k])
    return product([sub("a", k), *names], [factor(a), *factors], result)


def pull(derivation: Derivation, layer: Layer, j: int) -> tuple[list[str], list[str]]:
    """Return the factors s'(z) and d of a neuron, in letters and in numbers.

    Behind softmax they don't come apart: there the one factor is y − a.
    """
    if derivation.outputs_compete and layer.index == derivation.depth:
        letters, numbers = error_terms(derivation, j)
        return [f"({letters})"], [f"({numbers})"]
    slope, desire = float(layer.slopes[j]), float(layer.desires[j])
    return [f"s′({sub('z', j)})", sub("d", j)], [factor(slope), factor(desire)]
