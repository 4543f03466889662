"""Words that captions share: numbers set off, neurons' names, what has to be said in passing.

Letters and formulas stand in `formal` marks, so that they can be left out (`told`).
"""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from gui.explain.moment import Moment
from gui.explain.notation import formal
from gui.explain.tables import short_name, titled
from gui.widgets.numbers import compact, decimals_for, percent, scientific, signed, whole

SIDE = 28
WRONG = "wrong"  # the link to an example that the network gets wrong
TINY = 1e-5  # below this a number is written as a power of ten
KNOWN = 0.1  # below this, the largest wish of the outputs is hardly one


def bold(text: str) -> str:
    """Return a number set off from the words."""
    return f"<b>{text}</b>"


def wish(value: float) -> str:
    """Return a signed number in bold: with the decimals that it needs, or as a power of ten."""
    return bold(plain_wish(value))


def plain_wish(value: float) -> str:
    """Return a signed number with the decimals that it needs, or as a power of ten."""
    if value != 0 and abs(value) < TINY:
        return f"{'+' if value > 0 else ''}{scientific(value, 2)}"
    return signed(value, decimals_for(value))


def direction(value: float) -> str:
    """Return where a wish wants to go: up, down, or nowhere."""
    return "up" if value > 0 else "down" if value < 0 else "no change"


def figures(value: float) -> str:
    """Return a signed number with three figures, however small it is: +0.0453."""
    return f"{'+' if value > 0 else ''}{compact(value)}"


def verdict(derivation: Derivation) -> str:
    """Say whether the answer is the label."""
    if derivation.correct:
        return "That is right."
    return f"That is wrong: the label says {bold(str(derivation.label))}."


def known_already(derivation: Derivation) -> str:
    """Say so where the network already knows the example, and offer another one."""
    if float(np.abs(derivation.output_wishes).max()) >= KNOWN:
        return ""
    return (
        " The network already knows this example: hardly anything is left to wish for. "
        f'<a href="{WRONG}" style="color: palette(link)">Take one it gets wrong</a>.'
    )


def loudest(values: np.ndarray, without: int) -> int:
    """Return the index of the largest value by size, one index left out."""
    sizes = np.abs(values).copy()
    sizes[without] = -1
    return int(np.argmax(sizes))


def neuron_words(moment: Moment, layer: int, index: int) -> str:
    """Return the words for a neuron where its layer is known, to begin a sentence with."""
    if layer == 0 and moment.derivation.image.size == SIDE * SIDE:
        row, column = divmod(index, SIDE)
        return f"Pixel {index} (row {row}, column {column})"
    return titled(short_name(layer, index, moment.derivation.depth))


def leeway(derivation: Derivation, layer: int, neuron: int) -> str:
    """Return how far a neuron can move: its slope; nothing behind softmax, where it is in y − a."""
    if derivation.outputs_compete and layer == derivation.depth:
        return ""
    slope = float(derivation.layer(layer).slopes[neuron])
    return f" Its leeway{formal(', s′(z)')}, how fast it moves with its sum, is {compact(slope)}."


def dead(derivation: Derivation, layer: int, neuron: int) -> str:
    """Say so where a neuron's slope is 0, so that nothing reaches it."""
    if derivation.outputs_compete and layer == derivation.depth:
        return ""
    if derivation.layer(layer).slopes[neuron] != 0:
        return ""
    name = titled(short_name(layer, neuron, derivation.depth))
    return f" {name} is dead here: {formal('s′ = 0, ')}nothing reaches it."


def empty_inputs(moment: Moment) -> str:
    """Say how many weights of the first layer can't help, since their pixel is empty."""
    if moment.step.layer != 1:
        return ""
    image = moment.derivation.image
    empty = int(np.count_nonzero(image == 0))
    share = percent(empty / image.size)
    return f" The {whole(empty)} weights from empty pixels ({share}) stay as they are."


def drawn_in_part(moment: Moment, layer: int) -> str:
    """Say so where only some neurons of a layer are drawn."""
    drawn, count = len(moment.shown[layer]), moment.derivation.network.architecture.sizes[layer]
    if drawn == count:
        return ""
    if layer:
        return f" {whole(drawn)} of {whole(count)} neurons of layer {layer} are drawn."
    return f" {whole(drawn)} of {whole(count)} pixels are drawn; the picture has them all."


def largest(values: FloatArray) -> int:
    """Return the index of the largest value by size."""
    return int(np.argmax(np.abs(values)))
