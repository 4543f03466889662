"""A derivation's numbers as files: an archive of arrays, or a table with a row for each number."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.storage.atomic import write_atomically

HEADINGS = ("quantity", "layer", "row", "column", "value")
Name = tuple[str, int | None]  # the quantity and its layer; None for one of the whole example


def quantities(derivation: Derivation) -> dict[Name, FloatArray]:
    """Return all quantities of a derivation by name and layer, in the order of the files."""
    found: dict[Name, FloatArray] = {
        ("a", 0): derivation.image,
        ("d", 0): derivation.input_desires,
        ("target", None): derivation.target,
        ("cost_terms", None): derivation.cost_terms,
        ("cost", None): np.array(derivation.cost),
    }
    for number, layer in enumerate(derivation.layers, 1):
        found |= {
            ("z", number): layer.weighted_inputs,
            ("a", number): layer.activations,
            ("s", number): layer.slopes,
            ("d", number): layer.desires,
            ("delta", number): layer.errors,
            ("W", number): layer.weights,
            ("b", number): layer.biases,
            ("dW", number): layer.weight_nudges,
            ("db", number): layer.bias_nudges,
            ("contributions", number): layer.contributions,
        }
    return found


def named_arrays(derivation: Derivation) -> dict[str, FloatArray]:
    """Return all quantities under the names they have on screen and in archives: "a0", "dW1"."""
    return {
        name if layer is None else f"{name}{layer}": array
        for (name, layer), array in quantities(derivation).items()
    }


def save_npz(path: str | os.PathLike[str], derivation: Derivation) -> int:
    """Write all quantities to an .npz archive, in float64, and return how many arrays there are.

    Raises
    ------
    CannotWriteError
        If the file can't be written; what was there before is still there.
    """
    members = named_arrays(derivation)
    write_atomically(path, lambda file: np.savez(file, allow_pickle=False, **members))
    return len(members)


def save_csv(path: str | os.PathLike[str], derivation: Derivation) -> int:
    """Write all quantities to a tidy .csv table, and return how many rows of numbers it has.

    Columns: quantity, layer, row, column, value. Indices count from 0; what doesn't apply is
    empty. Numbers have as many digits as it takes to read the same float64 back.

    Raises
    ------
    CannotWriteError
        If the file can't be written; what was there before is still there.
    """
    found = quantities(derivation)
    write_atomically(path, _CsvWriter(found))
    return sum(array.size for array in found.values())


class _CsvWriter:
    """Writes quantities into a binary file, as write_atomically asks for it."""

    def __init__(self, found: dict[Name, FloatArray]) -> None:
        self.found = found

    def __call__(self, file: BinaryIO) -> None:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        table = csv.writer(text, lineterminator="\n")
        table.writerow(HEADINGS)
        for (name, layer), array in self.found.items():
            table.writerows(_rows(name, layer, array))
        text.detach()  # flushes, and leaves the file to its owner


def _rows(name: str, layer: int | None, array: FloatArray) -> Iterator[tuple[object, ...]]:
    """Yield a row for each number of an array of 0, 1 or 2 dimensions."""
    where = "" if layer is None else layer
    for place, value in np.ndenumerate(array):
        row, column = (*place, "", "")[:2]
        yield name, where, row, column, repr(float(value))
