"""The arithmetic behind a number: its formula, the numbers in it, and the result, as rich text.

The factors are written with three figures; the result is the true one, read from the derivation.
"""

from __future__ import annotations

from core.explain.derivation import Derivation, Layer
from gui.widgets.numbers import TIMES, compact, fixed, signed


def sub(letter: str, *indices: int) -> str:
    """Return a letter with indices below it: w<sub>2,9</sub>."""
    return f"{letter}<sub>{','.join(map(str, indices))}</sub>"


def factor(value: float) -> str:
    """Return a number as a factor of a product: in brackets where it is negative."""
    text = compact(value)
    return f"({text})" if value < 0 else text


def product(names: list[str], factors: list[str], result: float) -> str:
    """Return a product in letters and in numbers, and what comes out."""
    letters = " · ".join(names)
    numbers = f" {TIMES} ".join(factors)
    return f"{letters}<br>= {numbers} = <b>{exact(result)}</b>"


def exact(value: float) -> str:
    """Return a result with its sign: four decimals, or three figures where it is small."""
    if value == 0 or abs(value) >= 0.01:
        return signed(value)
    return f"+{compact(value)}" if value > 0 else compact(value)


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


def error_terms(derivation: Derivation, j: int) -> tuple[str, str]:
    """Return y − a of an output, in letters and in numbers."""
    a, y = float(derivation.outputs[j]), float(derivation.target[j])
    return f"{sub('y', j)} − {sub('a', j)}", f"{y:.0f} − {compact(a)}"


def of_signal(layer: Layer, j: int, k: int, before: float) -> str:
    """Return the term that a connection adds to the weighted input of its neuron."""
    weight = float(layer.weights[j, k])
    names, factors = [sub("w", j, k), sub("a", k)], [factor(weight), factor(before)]
    return product(names, factors, weight * before)


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


def of_contribution(derivation: Derivation, layer: Layer, j: int, k: int) -> str:
    """Return how what neuron j asks of neuron k of the layer before comes about."""
    names, factors = pull(derivation, layer, j)
    weight = factor(float(layer.weights[j, k]))
    result = float(layer.contributions[j, k])
    return product([sub("w", j, k), *names], [weight, *factors], result)


def pull(derivation: Derivation, layer: Layer, j: int) -> tuple[list[str], list[str]]:
    """Return the factors s'(z) and d of a neuron, in letters and in numbers.

    Behind softmax they don't come apart: there the one factor is y − a.
    """
    if derivation.outputs_compete and layer.index == derivation.depth:
        letters, numbers = error_terms(derivation, j)
        return [f"({letters})"], [f"({numbers})"]
    slope, desire = float(layer.slopes[j]), float(layer.desires[j])
    return [f"s′({sub('z', j)})", sub("d", j)], [factor(slope), factor(desire)]
