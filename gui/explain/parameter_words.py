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
    of_weight_nudge,
    sub,
)
from gui.explain.tables import neuron_name
from gui.network_view.parameter_names import ARROW, place_of, short_name, target_of
from gui.widgets.numbers import TIMES, fixed

__all__ = ["ARROW", "place_of", "short_name", "target_of"]


def long_name(place: Place, depth: int) -> str:
    """Return the whole name: weight from pixel 406 to neuron 9 of layer 1, bias of output 2."""
    neuron = neuron_name(place.layer, place.neuron, depth)
    if place.source is None:
        return f"bias of {neuron}"
    return f"weight from {neuron_name(place.layer - 1, place.source, depth)} to {neuron}"


def letter(place: Place) -> str:
    """Return w with its indices, or b, as rich text."""
    if place.source is None:
        return sub("b", place.neuron)
    return sub("w", place.neuron, place.source)


def of_derivative(derivation: Derivation, place: Place, value: float) -> str:
    """Return how a derivative comes about: minus the nudge, and the nudge's product."""
    layer = derivation.layer(place.layer)
    if place.source is None:
        nudge = of_bias_nudge(derivation, layer, place.neuron)
    else:
        nudge = of_weight_nudge(derivation, layer, place.neuron, place.source)
    return f"∂C/∂{letter(place)} = −nudge = <b>{exact(value)}</b><br>nudge = {nudge}"


def of_value(derivation: Derivation, place: Place) -> str:
    """Return a parameter's value, and what it adds to the weighted input of its neuron."""
    layer, value = derivation.layer(place.layer), place.value_in(derivation.network.parameters)
    told = f"{letter(place)} = <b>{fixed(value)}</b>"
    if place.source is None:
        return f"{told}, added to {sub('z', place.neuron)} as it is"
    before = float(derivation.activations[place.layer - 1][place.source])
    part = of_signal(layer, place.neuron, place.source, before)
    return f"{told}, adds to {sub('z', place.neuron)}: {part}"


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
        function = derivation.network.architecture.activation_of(each.layer).name
        return of_activation(layer, j, function)
    if each.term is Term.SLOPE:
        z = exact(float(layer.weighted_inputs[j]))
        return f"s′({sub('z', j)}) of {name}<br>= s′({z}) = {result}"
    if each.term is Term.WEIGHT:
        return f"{sub('w', j, each.source or 0)} into {name} = {result}"
    if each.term is Term.ERROR:
        y, a = float(derivation.target[j]), float(derivation.outputs[j])
        return f"{sub('a', j)} − {sub('y', j)} = {exact(a)} − {y:.0f} = {result}"
    if each.layer == derivation.depth:
        y, a = float(derivation.target[j]), float(derivation.outputs[j])
        return f"2 ({sub('a', j)} − {sub('y', j)})<br>= 2 ({exact(a)} − {y:.0f}) = {result}"
    total = "Σ<sub>i</sub> " + f"w<sub>i,{j}</sub> s′(z<sub>i</sub>) ∂C/∂a<sub>i</sub>"
    return f"∂C/∂{sub('a', j)} = {total} = {result}, what all paths below add up to"


def of_product(factors: Factors, value: float) -> str:
    """Return a product with its factors' numbers."""
    names = " · ".join(factor_name(each) for each in factors)
    numbers = f" {TIMES} ".join(factor(each.value) for each in factors)
    return f"{names}<br>= {numbers} = <b>{exact(value)}</b>"
