"""The arithmetic behind a number: its formula, the numbers in it, and the result, as rich text.

The factors are written with three figures; the result is the true one, read from the derivation.
A line that begins with "= " holds numbers alone: what is written between its signs of equality
is equal, as far as the figures go.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, isfinite
from sys import float_info

from core.explain.derivation import Derivation, Layer
from core.explain.sums import weighted_sum
from gui.network_view.nudge_arithmetic import (
    TERM_FIGURES,
    error_terms,
    of_bias_nudge,
    of_weight_nudge,
    pull,
)
from gui.widgets.arithmetic import exact, factor, product, sub
from gui.widgets.numbers import MINUS, TIMES, compact, fixed, seen, seen_signed, signed, whole

__all__ = [
    "TERM_FIGURES",
    "exact",
    "factor",
    "of_bias_nudge",
    "of_weight_nudge",
    "product",
    "pull",
    "sub",
]

MOST_TERMS = 3
SMALLEST_NORMAL = float_info.min  # below it, a number has lost figures
MOST_PRODUCTS = 2
QUADRATIC = f"Σ<sub>j</sub> (a<sub>j</sub> {MINUS} y<sub>j</sub>)<sup>2</sup>"
CROSS_ENTROPY = f"{MINUS}Σ<sub>j</sub> y<sub>j</sub> ln a<sub>j</sub>"


def of_pixel(derivation: Derivation, k: int) -> str:
    """Return how a pixel becomes an activation."""
    a = float(derivation.image[k])
    return f"{sub('a', k)} = brightness / 255<br>= {compact(255 * a)} / 255 = <b>{fixed(a)}</b>"


def summed(terms: Sequence[float], most: int = MOST_TERMS) -> str:
    """Return a sum in numbers: its largest terms, and all others as one.

    Few terms stay in their order. What is left out is counted: 0.0012 (the other 12).
    """
    if len(terms) <= most + 1:
        shown, rest = list(terms), []
    else:
        ordered = sorted(terms, key=size_of, reverse=True)
        shown, rest = ordered[:most], ordered[most:]
    parts = [factor(term, TERM_FIGURES) for term in shown] or ["0"]
    if rest:
        parts.append(others(fsum(rest) if all(map(isfinite, rest)) else sum(rest), len(rest)))
    return " + ".join(parts)


def others(value: float, count: int) -> str:
    """Return what so many terms that aren't written add."""
    return f"{factor(value, TERM_FIGURES)} (the other {whole(count)})"


def size_of(value: float) -> float:
    """Return how large a term is; what is not a number comes first."""
    return abs(value) if value == value else float("inf")


def of_weighted_input(derivation: Derivation, layer: Layer, j: int) -> str:
    """Return a neuron's weighted input: its largest products, all others as one, its bias."""
    told, z = weighted_sum(derivation, layer.index, j), sub("z", j)
    count = len(told.terms)
    shown = count if count <= MOST_PRODUCTS + 1 else MOST_PRODUCTS
    parts = [
        f"{factor(float(w), TERM_FIGURES)} {TIMES} {factor(float(a), TERM_FIGURES)}"
        for w, a in zip(told.weights[:shown], told.activations[:shown], strict=True)
    ]
    if shown < count:
        parts.append(others(told.rest(shown), count - shown))
    parts.append(factor(told.bias, TERM_FIGURES))
    letters = f"{z} = Σ<sub>k</sub> {sub('w', j)}<sub>k</sub> a<sub>k</sub> + {sub('b', j)}"
    return f"{letters}<br>= {' + '.join(parts)} = <b>{signed(told.total)}</b>"


def of_activation(derivation: Derivation, layer: Layer, j: int) -> str:
    """Return how a neuron's weighted input and its activation come about."""
    return f"{of_weighted_input(derivation, layer, j)}<br>{of_squashed(derivation, layer, j)}"


def of_squashed(derivation: Derivation, layer: Layer, j: int) -> str:
    """Return how an activation comes from its weighted input."""
    name = derivation.network.architecture.activation_of(layer.index).name
    z, a = float(layer.weighted_inputs[j]), float(layer.activations[j])
    letters = "softmax" if name == "softmax" else "s"
    numbers = (
        share_of(layer.weighted_inputs.tolist(), j) if name == "softmax" else squashed(name, z)
    )
    return f"{sub('a', j)} = {letters}({sub('z', j)})<br>= {numbers} = <b>{seen(a)}</b>"


def share_of(inputs: Sequence[float], j: int) -> str:
    """Return softmax of one of a layer's weighted inputs, written out.

    The largest of them is taken away from each, which changes no share and keeps powers small.
    """
    top = max(inputs)
    powers = sum(exp(each - top) for each in inputs)
    return f"e<sup>{fixed(inputs[j] - top)}</sup> / {compact(powers, TERM_FIGURES)}"


def squashed(name: str, z: float) -> str:
    """Return an activation function of a number, written out; that of softmax needs all z."""
    number = factor(z, 5)
    match name:
        case "sigmoid":
            return f"1 / (1 + e<sup>{fixed(-z)}</sup>)"
        case "tanh":
            return f"tanh {number}"
        case "relu":
            return f"max({number}, 0)"
        case "leaky_relu":
            return f"max({number}, 0.01 {TIMES} {number})"
    return f"{name}({number})"


def of_slope(derivation: Derivation, layer: Layer, j: int) -> str:
    """Return how steep a neuron's activation function is at its weighted input."""
    name = derivation.network.architecture.activation_of(layer.index).name
    a, z, slope = (float(v[j]) for v in (layer.activations, layer.weighted_inputs, layer.slopes))
    letters, number = f"s′({sub('z', j)})", factor(a, TERM_FIGURES)
    result = f"<b>{exact(slope)}</b>"
    if name in ("sigmoid", "softmax"):
        if a > 0.99:  # 1 - a would have no figures left
            far = compact(1 - a if name == "softmax" else exp(-z) / (1 + exp(-z)))
            return f"{letters} = a (1 − a)<br>= {number} {TIMES} {far} = {result}"
        return f"{letters} = a (1 − a)<br>= {number} {TIMES} (1 − {number}) = {result}"
    if name == "tanh":
        return f"{letters} = 1 − a<sup>2</sup><br>= 1 − {factor(a, 6)}<sup>2</sup> = {result}"
    side = "z &gt; 0" if z > 0 else "z ≤ 0"
    return f"{letters}, because {side}<br>= {compact(slope)} = {result}"


def of_cost_term(derivation: Derivation, j: int) -> str:
    """Return how an output's share of the cost comes about."""
    a, y, term = (
        float(v[j]) for v in (derivation.outputs, derivation.target, derivation.cost_terms)
    )
    if derivation.network.architecture.cost == "cross_entropy":
        letters = f"−{sub('y', j)} ln {sub('a', j)}"
        if y and a < SMALLEST_NORMAL:
            return of_underflown_term(derivation, j)
        logarithm = f"ln {compact(a, 5)}"
        return f"{letters}<br>= −{y:.0f} {TIMES} {logarithm} = <b>{seen(term)}</b>"
    letters = f"({sub('a', j)} − {sub('y', j)})<sup>2</sup>"
    numbers = (
        f"({compact(a, TERM_FIGURES)} − {y:.0f})<sup>2</sup> = ({seen_signed(a - y)})<sup>2</sup>"
    )
    return f"{letters}<br>= {numbers} = <b>{seen(term)}</b>"


def of_underflown_term(derivation: Derivation, j: int) -> str:
    """Return what an output costs that is too small for a number: from the weighted inputs."""
    z = derivation.layers[-1].weighted_inputs.tolist()
    top, powers = max(z), sum(exp(each - max(z)) for each in z)
    most, own, term = sub("z", z.index(top)), sub("z", j), float(derivation.cost_terms[j])
    letters = f"−ln {sub('a', j)} = {most} − {own} + ln Σ<sub>i</sub> e<sup>z<sub>i</sub> − {most}"
    numbers = f"{factor(top, 6)} − {factor(z[j], 6)} + ln {compact(powers, TERM_FIGURES)}"
    why = f"{sub('a', j)} is too small to be told from 0, so:"
    return f"{why}<br>{letters}</sup><br>= {numbers} = <b>{seen(term)}</b>"


def of_cost(derivation: Derivation, terms: Sequence[float], name: str, cost: float) -> str:
    """Return the cost of one example as the sum of its outputs' terms, (n_L,)."""
    cross = derivation.network.architecture.cost == "cross_entropy"
    letters = f"{name} = {CROSS_ENTROPY if cross else QUADRATIC}"
    return f"{letters}<br>= {summed([float(term) for term in terms])} = <b>{seen(cost)}</b>"


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


def of_weight(derivation: Derivation, layer: Layer, j: int, k: int) -> str:
    """Return a weight, which no formula gives, and the term that it adds to its neuron."""
    weight, before = float(layer.weights[j, k]), float(derivation.activations[layer.index - 1][k])
    itself = f"{sub('w', j, k)}<br>= <b>{exact(weight)}</b>, a parameter; it adds"
    return f"{itself}<br>{of_signal(layer, j, k, before)}"


def of_contribution(derivation: Derivation, layer: Layer, j: int, k: int) -> str:
    """Return how what neuron j asks of neuron k of the layer before comes about."""
    names, factors = pull(derivation, layer, j)
    weight = factor(float(layer.weights[j, k]))
    result = float(layer.contributions[j, k])
    return product([sub("w", j, k), *names], [weight, *factors], result)


def of_request_sum(
    requests: Sequence[float], result: float, receiver: int, what: str = "what each asks of it"
) -> str:
    """Return the desire of a neuron, or a part of it, as the sum of requests."""
    letters = f"{sub('d', receiver)} = Σ<sub>j</sub> of {what}"
    return f"{letters}<br>= {summed(requests)} = <b>{exact(result)}</b>"


def of_desire(derivation: Derivation, layer: int, j: int) -> str:
    """Return how a desire comes about: from the target, or as the sum of requests."""
    if layer == derivation.depth:
        return of_output_wish(derivation, j)
    requests = derivation.layer(layer + 1).contributions[:, j].tolist()
    return of_request_sum(requests, float(derivation.desires[layer][j]), j)
