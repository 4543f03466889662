"""The tables of the way back: desires of the outputs, nudges, desires that add up."""

from __future__ import annotations

import numpy as np

from core.explain.derivation import Derivation, Layer
from gui.explain import arithmetic
from gui.explain.counts import of_pixels
from gui.explain.forward_tables import SIDE, output_neurons
from gui.explain.tables import Table, largest_ones, neuron_name, short_name, titled
from gui.network_view.scene import NeuronId
from gui.widgets.bar_rows import BarRow
from gui.widgets.numbers import compact, fixed, signed, whole


def output_desires_table(derivation: Derivation) -> Table:
    """Return what each output desires: ten hollow bars."""
    rows = tuple(_wish_row(derivation, j) for j in range(len(derivation.target)))
    return Table(
        title="What each output wants",
        rows=rows,
        headers=("digit", "output", "target", "desire"),
        neurons=output_neurons(derivation),
        scale=1.0 if derivation.outputs_compete else 2.0,
    )


def _wish_row(derivation: Derivation, j: int) -> BarRow:
    return BarRow(
        str(j),
        float(derivation.output_wishes[j]),
        emphasis=j == derivation.label,
        detail=arithmetic.of_output_wish(derivation, j),
        cells=(fixed(float(derivation.outputs[j]), 2), f"{derivation.target[j]:.0f}"),
    )


def nudges_table(derivation: Derivation, index: int, focus: int) -> Table:
    """Return the nudges of one neuron's bias and of its weights, beside their activations."""
    layer, depth = derivation.layer(index), derivation.depth
    nudges = layer.weight_nudges[focus]
    shown = largest_ones(nudges)
    weights = [_weight_row(derivation, layer, focus, k) for k in shown]
    sources = tuple(NeuronId(index - 1, k) for k in shown)
    return Table(
        title=titled(neuron_name(index, focus, depth)),
        state=_pull(derivation, layer, focus),
        details={
            "s": arithmetic.of_slope(derivation, layer, focus),
            "d": arithmetic.of_desire(derivation, index, focus),
            "still": _of_still(nudges),
            **({"all": of_pixels(len(nudges))} if index == 1 else {}),
        },
        rows=(_bias_row(derivation, layer, focus), *weights),
        headers=("", "a", "nudge"),
        neurons=(NeuronId(index, focus), *sources),
        note=_nudges_note(nudges, len(shown), index),
        choices=len(layer.biases),
    )


def _pull(derivation: Derivation, layer: Layer, j: int) -> str:
    if derivation.outputs_compete and layer.index == derivation.depth:
        return f"y − a = [[d|{signed(float(derivation.output_wishes[j]))}]]"
    slope, desire = float(layer.slopes[j]), float(layer.desires[j])
    return f"s′(z) = [[s|{compact(slope)}]] · desire [[d|{signed(desire)}]]"


def _bias_row(derivation: Derivation, layer: Layer, j: int) -> BarRow:
    detail = arithmetic.of_bias_nudge(derivation, layer, j)
    return BarRow("bias", float(layer.bias_nudges[j]), hollow=False, detail=detail, cells=("",))


def _weight_row(derivation: Derivation, layer: Layer, j: int, k: int) -> BarRow:
    a = float(derivation.activations[layer.index - 1][k])
    return BarRow(
        short_name(layer.index - 1, k, derivation.depth),
        float(layer.weight_nudges[j, k]),
        hollow=False,
        detail=arithmetic.of_weight_nudge(derivation, layer, j, k),
        cells=(fixed(a, 2),),
    )


def _nudges_note(nudges: np.ndarray, shown: int, index: int) -> str:
    still = int(np.count_nonzero(nudges == 0))
    if still == len(nudges):
        return "All of these nudges are exactly 0."
    count = f"[[all|{whole(len(nudges))}]]" if index == 1 else whole(len(nudges))
    listed = "" if shown == len(nudges) else f"The {shown} largest of {count}. "
    if not still:
        return listed
    why = "their pixels are empty" if index == 1 else "the neurons before them are at 0"
    return f"{listed}[[still|{whole(still)}]] of {count} are exactly 0: {why}."


def _of_still(nudges: np.ndarray) -> str:
    """Return how many nudges are exactly 0, as all without those that aren't."""
    still = int(np.count_nonzero(nudges == 0))
    moving = len(nudges) - still
    numbers = f"{whole(len(nudges))} − {whole(moving)} = <b>{whole(still)}</b>"
    return f"nudges that are exactly 0, counted: all − the others<br>= {numbers}"


def desires_table(derivation: Derivation, index: int, focus: int) -> Table:
    """Return what every neuron of the layer after asks of one neuron, and the sum."""
    above, depth = derivation.layer(index + 1), derivation.depth
    asked = above.contributions[:, focus]
    shown = largest_ones(asked)
    desire = float(derivation.desires[index][focus])
    rows = tuple(_contribution_row(derivation, above, j, focus) for j in shown)
    count = len(asked)
    partial = f"The {len(shown)} largest of {whole(count)}; the sum is that of all."
    return Table(
        title=titled(neuron_name(index, focus, depth)),
        value="row {}, column {}".format(*divmod(focus, SIDE)) if index == 0 else "",
        rows=rows,
        neurons=tuple(NeuronId(index + 1, j) for j in shown),
        total=BarRow("sum", desire, detail=arithmetic.of_desire(derivation, index, focus)),
        note=partial if len(shown) < count else "",
        choices=len(derivation.desires[index]),
    )


def _contribution_row(derivation: Derivation, above: Layer, j: int, k: int) -> BarRow:
    return BarRow(
        f"from {short_name(above.index, j, derivation.depth)}",
        float(above.contributions[j, k]),
        emphasis=above.index == derivation.depth and j == derivation.label,
        detail=arithmetic.of_contribution(derivation, above, j, k),
    )
