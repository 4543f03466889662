"""The caption of each step of the walk: what happens now, with the numbers of this example.

Captions are rich text; numbers stand in bold, letters in marks (`gui/explain/notation.py`). The
words are those of the formulas and the picture: a desire is wished for, a nudge can be made.
"""

from __future__ import annotations

import numpy as np

from core.explain.derivation import Derivation, Layer
from core.explain.full_walk import Part
from core.explain.walk import StepKind, layer_name
from gui.explain.adding_captions import adding_caption, desires_caption
from gui.explain.arithmetic import SMALLEST_NORMAL
from gui.explain.avenue_captions import before_caption, bias_caption, weights_caption
from gui.explain.backward_captions import (
    gradient_caption,
    nudges_caption,
    output_desires_caption,
    step_caption,
)
from gui.explain.caption_words import bold, verdict
from gui.explain.moment import Moment
from gui.explain.notation import formal, plain
from gui.explain.step_words import written
from gui.widgets.numbers import compact, fixed, signed, whole


def caption_of(moment: Moment, learning_rate: float = 1.0) -> str:
    """Return the caption of a moment, as rich text."""
    if moment.part in PARTS:
        return PARTS[moment.part](moment)
    if moment.step.kind is StepKind.STEP:
        return step_caption(moment, learning_rate)
    return CAPTIONS[moment.step.kind](moment)


def input_caption(moment: Moment) -> str:
    """Tell how many pixels there are and how many are empty."""
    image = moment.derivation.image
    empty = int(np.count_nonzero(image == 0))
    drawn = len(moment.shown[0])
    return (
        f"The picture's {whole(image.size)} pixels become {whole(image.size)} activations, from "
        f"0 (empty) to 1 (full stroke). Here {bold(whole(empty))} of them are exactly 0. "
        f"{whole(drawn)} are drawn as neurons; all {whole(image.size)} count."
    )


def forward_caption(moment: Moment) -> str:
    """Tell what a layer computes, with its most active neuron as the example."""
    derivation, index = moment.derivation, moment.step.layer
    before = layer_name(index - 1, derivation.depth)
    if index == derivation.depth:
        return outputs_words(derivation, before)
    return (
        f"Each neuron of layer {index} adds up {before}, each times a weight, and its bias: "
        f"that sum{formal(', z,')} becomes its activation."
        + most_active(derivation.layer(index))
        + silent(derivation, index)
    )


def outputs_words(derivation: Derivation, before: str) -> str:
    """Tell what the outputs do, which of them is the answer, and whether that is right."""
    last, first = derivation.layers[-1], derivation.answer
    how = (
        f"The outputs add up {before} likewise, then share one whole among them."
        if derivation.outputs_compete
        else f"The outputs do the same with {before}."
    )
    if derivation.undecided:
        return f"{how} All are equally active, so there is no answer."
    a = bold(fixed(last.activations[first], 3))
    z = formal("z = ") + plain("sum ") + signed(last.weighted_inputs[first], 2)
    return (
        f"{how} The most active is the answer: {bold(str(first))}, with {a} ({z}). "
        + verdict(derivation)
        + silent(derivation, last.index)
    )


def most_active(layer: Layer) -> str:
    """Tell of the most active neuron of a layer, where there is one."""
    count = len(layer.activations)
    if count > 1 and not np.ptp(layer.activations):
        return ""
    first = int(np.argmax(layer.activations))
    z = formal("z = ") + plain("its sum ") + signed(layer.weighted_inputs[first], 2)
    who = f"Most active is neuron {first}" if count > 1 else "It has only one"
    return f" {who}: {z} becomes {bold(fixed(layer.activations[first], 3))}."


def silent(derivation: Derivation, index: int) -> str:
    """Say how many neurons of a rectifier's layer are at 0."""
    if derivation.network.architecture.activation_of(index).name != "relu":
        return ""
    layer = derivation.layer(index)
    count = int(np.count_nonzero(layer.activations == 0))
    return f" {count} of {len(layer.biases)} are at 0: the rectifier lets nothing below 0 pass."


def cost_caption(moment: Moment) -> str:
    """Tell the cost and its largest term."""
    derivation = moment.derivation
    largest = int(np.argmax(derivation.cost_terms))
    term = bold(written(derivation.cost_terms[largest]))
    total = bold(written(derivation.cost))
    if derivation.outputs_compete and derivation.outputs[derivation.label] < SMALLEST_NORMAL:
        return (
            f"The cost is minus the logarithm of the labelled output, which is too small to be "
            f"told from 0: from its weighted input the cost is still known, {total}. It is 0 when "
            f"the network is sure of {derivation.label}; here it is sure of something else."
        )
    if derivation.outputs_compete:
        output = compact(derivation.outputs[derivation.label], 4)
        return (
            f"The cost is minus the logarithm of the labelled output: "
            f"{formal(f'−ln {output} = ')}{total}. It is 0 when the network is sure of "
            f"{derivation.label}, and grows without end as it becomes sure of something else."
        )
    return (
        f"Each output should be 0, and the {bold(str(derivation.label))} should be 1. The squared "
        f"differences add up to the cost of this example, {total}; output {largest} alone costs "
        f"{term}. No factor ½ stands before the sum."
    )


CAPTIONS = {
    StepKind.INPUT: input_caption,
    StepKind.FORWARD: forward_caption,
    StepKind.COST: cost_caption,
    StepKind.OUTPUT_DESIRES: output_desires_caption,
    StepKind.NUDGES: nudges_caption,
    StepKind.DESIRES: desires_caption,
}
PARTS = {
    Part.BIAS: bias_caption,
    Part.WEIGHTS: weights_caption,
    Part.BEFORE: before_caption,
    Part.ADDING: adding_caption,
    Part.GRADIENT: gradient_caption,
}
