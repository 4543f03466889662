"""The captions of one neuron's three avenues: its bias, its weights, the activations before."""

from __future__ import annotations

from core.explain.avenues import Avenues
from gui.explain.caption_words import (
    dead,
    direction,
    drawn_in_part,
    empty_inputs,
    figures,
    largest,
    leeway,
    neuron_words,
    wish,
)
from gui.explain.moment import Moment
from gui.explain.notation import formal
from gui.explain.tables import short_name
from gui.widgets.numbers import fixed


def bias_caption(moment: Moment) -> str:
    """Tell what a neuron wants, how far it can move, and what its bias does for it."""
    ways, derivation = moment.avenues, moment.derivation
    layer, j = moment.step.layer, moment.neuron
    wanted = ways.wish if ways.competes else ways.desire
    formula = "" if ways.competes else formal(", s′(z) times the desire")
    return (
        f"{neuron_words(moment, layer, j)} wants {direction(wanted)}, {wish(wanted)}."
        f"{leeway(derivation, layer, j)} The first of three avenues is its bias, now "
        f"{figures(ways.bias)}: its nudge is {wish(ways.bias_nudge)}{formula}."
        f"{' Its arrow is solid: a bias can be changed at once.' if ways.bias_nudge else ''}"
        + dead(derivation, layer, j)
    )


def weights_caption(moment: Moment) -> str:
    """Tell which weights give most for the same turn: those behind bright neurons."""
    ways, derivation = moment.avenues, moment.derivation
    layer, j = moment.step.layer, moment.neuron
    return (
        f"The second avenue of {short_name(layer, j, derivation.depth)}: its weights. The more "
        f"active the {'pixel' if layer == 1 else 'neuron'} before a weight, the more the same turn "
        "of it gives: all nudges lie on one straight line."
        + _largest_nudge(moment, ways)
        + dead(derivation, layer, j)
        + empty_inputs(moment)
    )


def _largest_nudge(moment: Moment, ways: Avenues) -> str:
    """Tell which weight is nudged most, where any is."""
    if not ways.weight_nudges.any():
        return ""
    k = largest(ways.weight_nudges)
    source = short_name(ways.layer - 1, k, moment.derivation.depth)
    active = fixed(ways.before[k], 2)
    return f" Most from {source} (active {active}), {wish(ways.weight_nudges[k])}."


def before_caption(moment: Moment) -> str:
    """Tell what a neuron asks of those before it, and which way: that is up to its own wish."""
    ways, derivation = moment.avenues, moment.derivation
    layer, j = moment.step.layer, moment.neuron
    whose = "other pixels" if layer == 1 else f"other activations in layer {layer - 1}"
    last = (
        " Nothing can change a pixel: this shows what the picture would have to be."
        if ways.asks_pixels
        else " Its arrows are hollow: an activation can only be wished for."
    )
    return (
        f"The third avenue of {short_name(layer, j, derivation.depth)}: {whose}. "
        f"{_asked(moment, ways)}{last if ways.requests.any() else ''}"
        + dead(derivation, layer, j)
        + drawn_in_part(moment, layer - 1)
    )


def _asked(moment: Moment, ways: Avenues) -> str:
    """Tell what is asked behind which weights; who wants down asks for the opposite."""
    if not ways.requests.any():
        return "It asks for nothing."
    more, less = ("positive", "negative") if ways.wish > 0 else ("negative", "positive")
    k = largest(ways.requests)
    target = short_name(ways.layer - 1, k, moment.derivation.depth)
    return (
        f"To go {direction(ways.wish)}, it asks for more behind {more} weights, for less behind "
        f"{less} ones; most of {target} (weight {figures(ways.weights[k])}), "
        f"{wish(ways.requests[k])}."
    )
