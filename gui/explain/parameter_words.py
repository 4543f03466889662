"""What one parameter is called, and the arithmetic of its derivative, as text and rich text."""

from __future__ import annotations

from core.explain.derivation import Derivation
from core.explain.factors import Factor, Factors, Term
from core.explain.places import Place
from gui.explain.arithmetic import (
    exact,
    factor,
    of_activation,
    of_bias_nudge,
    of_signal,
    of_slope,
    of_weight_nudge,
    sub,
    summed,
)
from gui.explain.tables import neuron_name
from gui.network_view.parameter_names import ARROW, place_of, short_name, target_of
from gui.widgets.numbers import TIMES, compact, fixed, percent

__all__ = ["ARROW", "place_of", "short_name", "target_of"]


def long_name(place: Place, depth: int) -> str:
    """Return the whole name: weight from pixel 406 to neuron 9 of layer 1, bias of output 2."""
    neuron = neuron_name(place.layer, place.neuron, depth)
    if place.source is None:
        return f"bias of {neuron}"
    return f"weight from {neuron_name(place.layer - 1, place.source, depth)} to {neuron}"


def names_of(place: Place, depth: int) -> tuple[str, ...]:
    """Return the forms of a parameter's name from the longest to the shortest."""
    whole = long_name(place, depth)
    if place.source is None:
        return (whole,)
    ends = whole.removeprefix("weight from ").replace(" to ", " → ", 1)
    return whole, ends, ends.removesuffix(f" of layer {place.layer}")


def letter(place: Place) -> str:
    """Return w with its indices, or b, as rich text."""
    if place.source is None:
        return sub("b", place.neuron)
    return sub("w", place.neuron, place.source)


def of_derivative(derivation: Derivation, place: Place, value: float) -> str:
    """Return how a derivative comes about: the nudge's product, with its sign turned."""
    layer = derivation.layer(place.layer)
    if place.source is None:
        nudge = of_bias_nudge(derivation, layer, place.neuron)
    else:
        nudge = of_weight_nudge(derivation, layer, place.neuron, place.source)
    turned = f"= −{factor(0.0 - value)} = <b>{exact(value)}</b>"
    return f"nudge = {nudge}<br>∂C/∂{letter(place)} = −nudge<br>{turned}"


def of_value(derivation: Derivation, place: Place) -> str:
    """Return a parameter's value, and what it adds to the weighted input of its neuron."""
    layer, value = derivation.layer(place.layer), place.value_in(derivation.network.parameters)
    told = f"{letter(place)} = <b>{fixed(value)}</b>"
    if place.source is None:
        return f"{told}, added to {sub('z', place.neuron)} as it is"
    before = float(derivation.activations[place.layer - 1][place.source])
    part = of_signal(layer, place.neuron, place.source, before)
    return f"{told}, adds to {sub('z', place.neuron)}: {part}"


def of_advice(slope: float, largest: float) -> str:
    """Return the share of the largest derivative, by which the words a lot or hardly are chosen."""
    if not largest > 0:
        return f"size = <b>{exact(abs(slope))}</b>"
    share = percent(abs(slope) / largest, 2)
    letters = "size / largest size (a lot from 30 %, a little from 3 %)"
    return f"{letters}<br>= {compact(abs(slope), 5)} / {compact(largest, 5)} = <b>{share}</b>"


def factor_name(each: Factor) -> str:
    """Return a factor with its indices, plain: "s′(z) of neuron 9"."""
    names = {
        Term.ACTIVATION: f"a of {each.neuron}",
        Term.WEIGHT: f"w {each.neuron} {ARROW} {each.source}",
        Term.SLOPE: f"s′(z) of {each.neuron}",
        Term.COST_SLOPE: f"∂C/∂a of {each.neuron}",
        Term.ERROR: f"∂C/∂z of {each.neuron}",
    }
    return names.get(each.term, each.term.value)


def of_factor(derivation: Derivation, each: Factor) -> str:
    """Return how a factor comes about, as rich text."""
    j, name = each.neuron, neuron_name(each.layer, each.neuron, derivation.depth)
    result = f"<b>{exact(each.value)}</b>"
    if each.layer == 0:
        return f"{sub('a', j)}, the brightness of {name} = {result}"
    layer = derivation.layer(each.layer)
    if each.term is Term.ACTIVATION:
        return of_activation(derivation, layer, j)
    if each.term is Term.SLOPE:
        return of_slope(derivation, layer, j)
    if each.term is Term.WEIGHT:
        return f"{sub('w', j, each.source or 0)} into {name} = {result}"
    if each.term is Term.ERROR:
        y, a = float(derivation.target[j]), float(derivation.outputs[j])
        return f"{sub('a', j)} − {sub('y', j)}<br>= {compact(a, 4)} − {y:.0f} = {result}"
    if each.layer == derivation.depth:
        y, a = float(derivation.target[j]), float(derivation.outputs[j])
        letters = f"2 ({sub('a', j)} − {sub('y', j)})"
        return f"{letters}<br>= 2 {TIMES} ({compact(a, 4)} − {y:.0f}) = {result}"
    above = derivation.layer(each.layer + 1)
    letters = f"∂C/∂{sub('a', j)} = Σ<sub>i</sub> w<sub>i,{j}</sub> ∂C/∂z<sub>i</sub>"
    terms = (above.weights[:, j] * above.errors).tolist()
    return f"{letters}, all that come after it<br>= {summed(terms)} = {result}"


def of_product(factors: Factors, value: float) -> str:
    """Return a product with its factors' numbers."""
    names = " · ".join(factor_name(each) for each in factors)
    numbers = f" {TIMES} ".join(factor(each.value) for each in factors)
    return f"{names}<br>= {numbers} = <b>{exact(value)}</b>"
