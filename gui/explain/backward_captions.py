"""The captions of whole steps of the way back: wishes of the outputs, nudges, gradient, step."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.explain.derivation import Layer
from core.explain.places import Place
from gui.explain.caption_words import (
    bold,
    dead,
    direction,
    empty_inputs,
    known_already,
    largest,
    loudest,
    neuron_words,
    wish,
)
from gui.explain.moment import Moment
from gui.explain.notation import formal
from gui.explain.parameter_words import long_name
from gui.explain.step_words import written
from gui.explain.tables import short_name
from gui.widgets.numbers import fixed, percent, whole


def output_desires_caption(moment: Moment) -> str:
    """Tell what the label and the loudest other output wish."""
    derivation = moment.derivation
    wishes, label = derivation.output_wishes, derivation.label
    wants, most = direction(wishes[label]), wish(wishes[label])
    if derivation.outputs_compete:
        return (
            "Softmax outputs share one whole, so each one's wish is told for its weighted "
            f"input: {formal('y − a, ')}target less output. "
            f"Output {label} is labelled and wants {wants}, {most}{_loudest_rival(wishes, label)}."
        ) + known_already(derivation)
    return (
        "Each output wants to move towards its target, by twice the "
        f"distance{formal(': 2 (y − a)')}. "
        f"Output {label} is labelled and wants {wants}, {most}{_loudest_rival(wishes, label)}."
    ) + known_already(derivation)


def _loudest_rival(wishes: FloatArray, label: int) -> str:
    """Return which output cares most, apart from the labelled one."""
    rival = loudest(wishes, without=label)
    if not wishes[rival]:
        return "; the others are where they should be"
    return f"; of the others, output {rival} cares most, {wish(wishes[rival])}"


def nudges_caption(moment: Moment) -> str:
    """Tell the two avenues that can be taken at once for the neuron in focus."""
    derivation, index = moment.derivation, moment.step.layer
    layer, j = derivation.layer(index), moment.neuron
    owners = "the outputs" if index == derivation.depth else f"layer {index}"
    return (
        f"All nudges of {owners}: lines for weights, solid arrows for biases."
        + _own_nudges(moment, layer, j)
        + dead(derivation, index, j)
        + empty_inputs(moment)
    )


def _own_nudges(moment: Moment, layer: Layer, j: int) -> str:
    """Return what moves a neuron: its bias, and which weight most."""
    who = neuron_words(moment, layer.index, j)
    if not layer.bias_nudges[j] and not layer.weight_nudges[j].any():
        return f" Those of {short_name(layer.index, j, moment.derivation.depth)} are all 0."
    return (
        f" {who} can be moved by its bias, {wish(layer.bias_nudges[j])}, and by its weights"
        f"{_most_moved(moment, layer, j)}."
    )


def _most_moved(moment: Moment, layer: Layer, j: int) -> str:
    """Return which weight of a neuron is nudged most, where any is."""
    nudges = layer.weight_nudges[j]
    if not nudges.any():
        return ""
    k, before = largest(nudges), moment.derivation.activations[layer.index - 1]
    source = short_name(layer.index - 1, k, moment.derivation.depth)
    return f", most from {source} (active {fixed(before[k], 2)}), {wish(nudges[k])}"


def step_caption(moment: Moment, learning_rate: float) -> str:
    """Tell the cost before and after the step, and what was expected of it."""
    derivation, after = moment.derivation, moment.after or moment.derivation
    count = derivation.network.architecture.parameter_count
    predicted = derivation.cost_after(learning_rate)
    return (
        f"All {whole(count)} parameters moved by the learning rate, {learning_rate:g}, times "
        "their nudge would bring the cost of this example from "
        f"{bold(written(derivation.cost))} to {bold(written(after.cost))}"
        f"{_hardly_other(derivation.cost, after.cost)}; a straight line along the gradient "
        f"predicts {written(predicted)}. Output {derivation.label} would go from "
        f"{fixed(derivation.outputs[derivation.label], 3)} to "
        f"{bold(fixed(after.outputs[derivation.label], 3))}, as the picture shows. "
        "Nothing changes until you make the step."
    )


def _hardly_other(before: float, after: float) -> str:
    """Return by how much a cost changes where both are written alike."""
    if before == after or written(before) != written(after):
        return ""
    return f" ({bold(written(abs(before - after)))} {'less' if after < before else 'more'})"


def gradient_caption(moment: Moment) -> str:
    """Tell what all nudges together are, and how many of them are exactly 0."""
    derivation = moment.derivation
    nudges = derivation.nudges.vector
    if not nudges.any():
        return (
            f"All {whole(nudges.size)} nudges together are the negative gradient. Here every one "
            "is exactly 0: no small step changes the cost of this example."
        )
    still = int(np.count_nonzero(nudges == 0))
    most = Place.at(derivation.nudges, largest(nudges))
    return (
        f"All {whole(nudges.size)} nudges together are the negative gradient: the direction in "
        "which the cost of this example falls fastest. The largest, "
        f"{wish(most.value_in(derivation.nudges))}, is that of the "
        f"{long_name(most, derivation.depth)}; {bold(whole(still))} "
        f"({percent(still / nudges.size)}) are exactly 0."
        + (" Each layer's lines have a scale of their own." if derivation.depth > 1 else "")
        + known_already(derivation)
    )
