"""All parameters' derivatives as a table: sorted by any column, filtered, put into words.

The table is a few arrays with a row for each parameter, so that a sort is one argsort and a
filter one mask; what is seen of it are row numbers. The row number of a parameter in the whole
table is its index in the flat vector.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, IntArray, frozen
from core.explain.derivation import Derivation
from core.explain.places import Place

NO_SOURCE = -1
WORD = re.compile(r"(layer|neuron|from)?\s*(\d{1,9})|(weight|bias)(?:es|s)?|(\S+)")


class Column(Enum):
    """A column of the table, by its heading."""

    KIND = "kind"
    LAYER = "layer"
    NEURON = "neuron"
    SOURCE = "from"
    VALUE = "value"
    DERIVATIVE = "derivative"
    NUDGE = "nudge"
    SIZE = "size"


@dataclass(frozen=True)
class Wanted:
    """What rows are wanted; what is left out doesn't matter.

    Attributes
    ----------
    layer, neuron, source : of the parameter
    bias : True for biases alone, False for weights alone
    sign : 1 for those that should increase, -1 for those that should decrease
    not_zero : only those with a derivative that is not exactly 0
    text : words that must all hold: "weight", "bias", "layer 2", "neuron 3", "from 406", or a
        number alone for neuron or source; an unknown word holds for nothing
    """

    layer: int | None = None
    neuron: int | None = None
    source: int | None = None
    bias: bool | None = None
    sign: int | None = None
    not_zero: bool = False
    text: str = ""


@dataclass(frozen=True)
class Sensitivity:
    """The table. All arrays read-only, (n_parameters,).

    Attributes
    ----------
    layers, neurons, sources : where each parameter is; source NO_SOURCE for a bias
    values : weights and biases
    nudges : -dC0/d(parameter)
    """

    layers: IntArray
    neurons: IntArray
    sources: IntArray
    values: FloatArray
    nudges: FloatArray

    @cached_property
    def neurons_of_layers(self) -> tuple[int, ...]:
        """How many neurons each layer has, from the input to the last."""
        depth = int(self.layers.max())
        inputs = int(self.sources[self.layers == 1].max()) + 1
        after = (int(self.neurons[self.layers == layer].max()) + 1 for layer in range(1, depth + 1))
        return (inputs, *after)

    def __len__(self) -> int:
        return len(self.values)

    @cached_property
    def derivatives(self) -> FloatArray:
        """dC0/d(parameter)."""
        return frozen(0.0 - self.nudges)

    @cached_property
    def sizes(self) -> FloatArray:
        """|dC0/d(parameter)|: how sensitive the cost is to it."""
        return frozen(np.abs(self.nudges))

    @cached_property
    def largest(self) -> float:
        """The largest size."""
        return float(self.sizes.max())

    def place(self, row: int) -> Place:
        """Return the parameter of a row."""
        source = int(self.sources[row])
        where = int(self.layers[row]), int(self.neurons[row])
        return Place(*where, None if source == NO_SOURCE else source)

    def column(self, column: Column) -> NDArray[np.generic]:
        """Return the entries of a column; of the kind, whether it is a bias."""
        return {
            Column.KIND: self.sources == NO_SOURCE,
            Column.LAYER: self.layers,
            Column.NEURON: self.neurons,
            Column.SOURCE: self.sources,
            Column.VALUE: self.values,
            Column.DERIVATIVE: self.derivatives,
            Column.NUDGE: self.nudges,
            Column.SIZE: self.sizes,
        }[column]

    def sorted_rows(
        self, column: Column, descending: bool = False, rows: IntArray | None = None
    ) -> IntArray:
        """Return row numbers, of all or of some, sorted by a column.

        Equal ones stay as they stood, so that a sort by one column and then by another sorts by
        the second and, within it, by the first. What is not a number comes last.
        """
        rows = np.arange(len(self)) if rows is None else rows
        keys = self.column(column)[rows].astype(np.float64)
        return rows[np.argsort(-keys if descending else keys, kind="stable")]

    def rows(self, wanted: Wanted) -> IntArray:
        """Return the numbers of the rows that are wanted, ascending."""
        chosen = np.ones(len(self), dtype=bool)
        for own, value in (
            (self.layers, wanted.layer),
            (self.neurons, wanted.neuron),
            (self.sources, wanted.source),
        ):
            if value is not None:
                chosen &= own == value
        if wanted.bias is not None:
            chosen &= (self.sources == NO_SOURCE) == wanted.bias
        if wanted.sign is not None:
            chosen &= np.sign(self.nudges) == wanted.sign
        if wanted.not_zero:
            chosen &= self.nudges != 0
        return np.flatnonzero(chosen & self._told_by(wanted.text))

    def _told_by(self, text: str) -> NDArray[np.bool_]:
        """Return for which rows all words of a text hold."""
        chosen = np.ones(len(self), dtype=bool)
        for which, number, kind, unknown in WORD.findall(text.lower().replace(",", " ")):
            if unknown:
                chosen[:] = False
            elif kind:
                chosen &= (self.sources == NO_SOURCE) == (kind == "bias")
            else:
                chosen &= self._has_number(which, int(number))
        return chosen

    def _has_number(self, which: str, number: int) -> NDArray[np.bool_]:
        """Return which rows have a number in the column that a word names."""
        if not which:
            return (self.neurons == number) | (self.sources == number)
        return {"layer": self.layers, "neuron": self.neurons, "from": self.sources}[which] == number


def sensitivity(derivation: Derivation) -> Sensitivity:
    """Return the table of a derivation."""
    layers, neurons, sources = _places(derivation.network.architecture.sizes)
    return Sensitivity(
        layers, neurons, sources, derivation.network.parameters.vector, derivation.nudges.vector
    )


def _places(sizes: tuple[int, ...]) -> tuple[IntArray, IntArray, IntArray]:
    """Return layer, neuron and source of all parameters, in the order of the flat vector."""
    layers, neurons, sources = [], [], []
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), 1):
        layers.append(np.full(n_out * (n_in + 1), layer, dtype=np.int32))
        every = np.arange(n_out, dtype=np.int32)
        neurons += [np.repeat(every, n_in), every]
        sources += [
            np.tile(np.arange(n_in, dtype=np.int32), n_out),
            np.full(n_out, NO_SOURCE, dtype=np.int32),
        ]
    return (
        frozen(np.concatenate(layers)),
        frozen(np.concatenate(neurons)),
        frozen(np.concatenate(sources)),
    )
