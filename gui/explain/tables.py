"""The table that belongs to each step of the walk: what it is about, its rows, its sum.

Tables are made of values that the derivation holds, picked and put into order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from core.arrays import FloatArray
from gui.network_view.scene import NeuronId
from gui.widgets.bar_rows import BarRow

MOST_ROWS = 100
PICKED = 16


@dataclass(frozen=True)
class Table:
    """The values of a step.

    Attributes
    ----------
    title, value : the line over the table: what it is about, and its main number
    state : a second line: the state of the neuron in focus
    rows : the values, with bars and arithmetic
    headers : the words over label, cells and number
    neurons : which neuron each row is about, None where it is about none
    total : the sum of the rows
    one_sided : whether the bars start at the left, because no value is negative
    scale : the value whose bar is full, or None for the largest
    note : a line below
    details : the arithmetic of the numbers written [[key|12]] in value, state and note
    choices : how many neurons there are to choose the focus from; 0 where there is no focus
    """

    title: str
    value: str = ""
    rows: tuple[BarRow, ...] = ()
    headers: tuple[str, ...] = ()
    neurons: tuple[NeuronId | None, ...] = field(default=())
    total: BarRow | None = None
    one_sided: bool = False
    scale: float | None = None
    note: str = ""
    choices: int = 0
    state: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


def neuron_name(layer: int, index: int, depth: int) -> str:
    """Return what a neuron is called: pixel 407, neuron 9 of layer 2, output 2."""
    if layer == 0:
        return f"pixel {index}"
    return f"output {index}" if layer == depth else f"neuron {index} of layer {layer}"


def short_name(layer: int, index: int, depth: int) -> str:
    """Return what a neuron is called where its layer is known: pixel 407, neuron 9, output 2."""
    return neuron_name(layer, index, depth).split(" of ")[0]


def titled(text: str) -> str:
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def first_ones(count: int, focus: int | None) -> list[int]:
    """Return the indices of the first rows of many; the one in focus is always among them."""
    indices = list(range(min(count, MOST_ROWS)))
    if focus is not None and focus >= len(indices):
        indices[-1] = focus
    return indices


def largest_ones(values: FloatArray, count: int = PICKED) -> list[int]:
    """Return the indices of the largest values whatever their sign, largest first.

    Few values stay in their order, so that the table looks like the layer.
    """
    if len(values) <= 2 * count:
        return list(range(len(values)))
    order = np.argsort(-np.abs(values), kind="stable")
    return [int(index) for index in order[:count]]
