"""The captions of one neuron's three avenues: its bias, its weights, the activations before."""

from __future__ import annotations

from core.explain.walk import layer_name
from gui.explain.caption_words import (
    dead,
    drawn_in_part,
    empty_inputs,
    known_already,
    largest,
    leeway,
    neuron_words,
    wish,
)
from gui.explain.moment import Moment
from gui.explain.notation import formal
from gui.explain.tables import short_name
from gui.widgets.numbers import fixed, signed


def bias_caption(moment: Moment) -> str:
    """Tell what a neuron wants, how far it can move, and what its bias does for it."""
    ways, derivation = moment.avenues, moment.derivation
    layer, j = moment.step.layer, moment.neuron
    wanted = ways.wish if ways.competes else ways.desire
    direction = "up" if wanted > 0 else "down" if wanted < 0 else "nothing"
    formula = "" if ways.competes else formal(", s′(z) times the desire")
    return (
        f"{neuron_words(moment, layer, j)} wants {direction}, {wish(wanted)}."
        f"{leeway(derivation, layer, j)} The first of three avenues is its bias, now "
        f"{signed(ways.bias, 2)}: its nudge is {wish(ways.bias_nudge)}{formula}. It is solid: "
        "a bias can be changed at once." + dead(derivation, layer, j) + known_already(derivation)
    )


def weights_caption(moment: Moment) -> str:
    """Tell which weights give most for the same turn: those behind bright neurons."""
    ways, derivation = moment.avenues, moment.derivation
    layer, j = moment.step.layer, moment.neuron
    k = largest(ways.weight_nudges)
    source = short_name(layer - 1, k, derivation.depth)
    return (
        f"The second avenue of {short_name(layer, j, derivation.depth)}: its weights. The more "
        "active what stands before a weight, the more the same turn gives, so all nudges lie on "
        f"one straight line. Most from {source} (active {fixed(ways.before[k], 2)}), "
        f"{wish(ways.weight_nudges[k])}." + dead(derivation, layer, j) + empty_inputs(moment)
    )


def before_caption(moment: Moment) -> str:
    """Tell what a neuron asks of those before it: up behind positive weights, else down."""
    ways, derivation = moment.avenues, moment.derivation
    layer, j = moment.step.layer, moment.neuron
    k = largest(ways.requests)
    target = short_name(layer - 1, k, derivation.depth)
    last = (
        "Nothing can change a pixel: this shows what the picture would have to be."
        if ways.asks_pixels
        else "It is hollow: an activation can only be wished for."
    )
    return (
        f"The third avenue of {short_name(layer, j, derivation.depth)}: other activations in "
        f"{layer_name(layer - 1, derivation.depth)}. It asks for more behind positive weights, "
        f"for less behind negative ones; most of {target} (weight {signed(ways.weights[k], 2)}), "
        f"{wish(ways.requests[k])}. {last}"
        + dead(derivation, layer, j)
        + drawn_in_part(moment, layer - 1)
    )
