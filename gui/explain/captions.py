"""The caption of each step of the walk: what happens now, with the numbers of this example.

Captions are rich text; numbers stand in bold. The words are those of the formulas and the picture:
a desire is wished for, a nudge can be made.
"""

from __future__ import annotations

import numpy as np

from core.explain.derivation import Derivation
from core.explain.focus import default_focus
from core.explain.walk import StepKind, layer_name
from gui.explain.scenes import Moment
from gui.explain.tables import short_name, titled
from gui.widgets.numbers import compact, decimals_for, fixed, percent, signed, whole

SIDE = 28


def caption_of(moment: Moment, learning_rate: float = 1.0) -> str:
    """Return the caption of a moment, as rich text."""
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
        f"{whole(drawn)} are drawn as neurons; all of them count."
    )


def forward_caption(moment: Moment) -> str:
    """Tell what a layer computes, with its most active neuron as the example."""
    derivation, index = moment.derivation, moment.step.layer
    layer = derivation.layer(index)
    first = int(np.argmax(layer.activations))
    before = layer_name(index - 1, derivation.depth)
    a, z = bold(fixed(layer.activations[first], 3)), signed(layer.weighted_inputs[first], 2)
    if index < derivation.depth:
        return (
            f"Each neuron of layer {index} adds up {before}, every one times a weight, and a "
            f"bias: its weighted input z. Most active is neuron {first}: z = {z} becomes {a}."
        )
    return (
        f"The outputs do the same with {before}. The most active is the answer: "
        f"{bold(str(first))}, with {a} (z = {z}). {verdict(derivation)}"
    )


def cost_caption(moment: Moment) -> str:
    """Tell the cost and its largest term."""
    derivation = moment.derivation
    largest = int(np.argmax(derivation.cost_terms))
    term = bold(fixed(derivation.cost_terms[largest], 4))
    total = bold(fixed(derivation.cost, 4))
    if derivation.outputs_compete:
        output = compact(derivation.outputs[derivation.label])
        return (
            f"The cost is minus the logarithm of the labelled output: "
            f"−ln {output} = {total}. It is 0 when the network is sure of "
            f"{derivation.label}, and grows without end as it becomes sure of something else."
        )
    return (
        f"Each output should be 0, and the {bold(str(derivation.label))} should be 1. The squared "
        f"differences add up to the cost of this example, {total}; output {largest} alone costs "
        f"{term}. There is no factor ½."
    )


def output_desires_caption(moment: Moment) -> str:
    """Tell what the label and the loudest other output wish."""
    derivation = moment.derivation
    wishes, label = derivation.output_wishes, derivation.label
    rival = loudest(wishes, without=label)
    if derivation.outputs_compete:
        return (
            f"Softmax outputs share one whole, so each one's wish is told for its weighted input: "
            f"y − a. Output {label} wants up, {bold(signed(wishes[label], 3))}; "
            f"output {rival} most wants down, {bold(signed(wishes[rival], 3))}."
        )
    return (
        f"Each output wants towards its target, by twice the distance: 2 (y − a). Output "
        f"{label} is labelled and wants up, {bold(signed(wishes[label], 3))}; of the others, "
        f"output {rival} cares most, {bold(signed(wishes[rival], 3))}."
        + small_wishes(float(np.abs(wishes).max()))
    )


def nudges_caption(moment: Moment) -> str:
    """Tell the two avenues that can be taken at once for the neuron in focus."""
    derivation, index = moment.derivation, moment.step.layer
    layer, j = derivation.layer(index), _focus(moment)
    before = derivation.activations[index - 1]
    k = int(np.argmax(np.abs(layer.weight_nudges[j])))
    source = "pixel" if index == 1 else "neuron"
    return (
        f"{_neuron(moment, j)} can be moved by its bias, {wish(layer.bias_nudges[j])}, and by its "
        f"weights, in proportion to the activations before them: most from {source} {k} "
        f"({fixed(before[k], 2)}), "
        f"{wish(layer.weight_nudges[j, k])}. " + _empty_inputs(moment)
    )


def desires_caption(moment: Moment) -> str:
    """Tell how the requests to the neuron in focus add up."""
    derivation, index = moment.derivation, moment.step.layer
    above, k = derivation.layer(index + 1), _focus(moment)
    requests = above.contributions[:, k]
    loud = int(np.argmax(np.abs(requests)))
    asker = "output" if above.index == derivation.depth else f"layer {above.index} neuron"
    total = derivation.desires[index][k]
    text = (
        f"Every {asker} asks: weight times how much it wants and can move. "
        f"{titled(short_name(index, k, derivation.depth))} hears most from "
        f"{short_name(above.index, loud, derivation.depth)}, {wish(requests[loud])}; all "
        f"{len(requests)} requests add up to {wish(total)}."
    )
    if index == 0:
        return text + " Nothing can change a pixel, though."
    return text


def step_caption(moment: Moment, learning_rate: float) -> str:
    """Tell the cost before and after the step, and what was expected of it."""
    derivation, after = moment.derivation, moment.after or moment.derivation
    count = derivation.network.architecture.parameter_count
    predicted = derivation.cost_after(learning_rate)
    return (
        f"If all {whole(count)} parameters moved by the learning rate, {learning_rate:g}, "
        f"times their nudge: the cost of this example would go from "
        f"{bold(fixed(derivation.cost, 4))} to {bold(fixed(after.cost, 4))}; a straight "
        f"line along the gradient predicts "
        f"{fixed(predicted, 4)}. Output {derivation.label} would go from "
        f"{fixed(derivation.outputs[derivation.label], 3)} to "
        f"{bold(fixed(after.outputs[derivation.label], 3))}. The network "
        f"stays as it is until you make the step."
    )


CAPTIONS = {
    StepKind.INPUT: input_caption,
    StepKind.FORWARD: forward_caption,
    StepKind.COST: cost_caption,
    StepKind.OUTPUT_DESIRES: output_desires_caption,
    StepKind.NUDGES: nudges_caption,
    StepKind.DESIRES: desires_caption,
}


def bold(text: str) -> str:
    """Return a number set off from the words."""
    return f"<b>{text}</b>"


def wish(value: float) -> str:
    """Return a signed number in bold, with the decimals that it needs."""
    return bold(signed(value, decimals_for(value)))


def verdict(derivation: Derivation) -> str:
    """Say whether the answer is the label."""
    if derivation.correct:
        return "That is right."
    return f"That is wrong: the label says {bold(str(derivation.label))}."


def small_wishes(largest: float) -> str:
    """Say so where the network already knows the example."""
    if largest >= 0.1:
        return ""
    return " The network already knows this example: hardly anything is left to wish for."


def loudest(values: np.ndarray, without: int) -> int:
    """Return the index of the largest value by size, one index left out."""
    sizes = np.abs(values).copy()
    sizes[without] = -1
    return int(np.argmax(sizes))


def _focus(moment: Moment) -> int:
    """Return the neuron in focus, the default one if none was chosen."""
    if moment.focus is not None:
        return moment.focus
    return default_focus(moment.derivation, moment.step) or 0


def _neuron(moment: Moment, index: int) -> str:
    """Return the words for a neuron of the step's layer, at the start of a sentence."""
    if moment.step.layer == 0:
        row, column = divmod(index, SIDE)
        return f"Pixel {index} (row {row}, column {column})"
    if moment.step.layer == moment.derivation.depth:
        return f"Output {index}"
    return f"Neuron {index}"


def _empty_inputs(moment: Moment) -> str:
    """Say how many weights of the first layer can't help, since their pixel is empty."""
    if moment.step.layer != 1:
        return ""
    image = moment.derivation.image
    empty = int(np.count_nonzero(image == 0))
    share = percent(empty / image.size)
    return f"The {whole(empty)} weights from empty pixels ({share}) stay as they are."
