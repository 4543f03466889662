"""The table of the whole gradient: how much of it lies in each layer's weights and biases."""

from __future__ import annotations

import numpy as np

from core.explain.derivation import Derivation
from core.explain.gradient_size import squared_lengths
from gui.explain.tables import Table
from gui.widgets.bar_rows import BarRow
from gui.widgets.numbers import fixed, percent, signed, whole

NOTE = (
    "Nudges squared and added up: times the learning rate, what the cost is predicted to fall by."
)


def gradient_table(derivation: Derivation) -> Table:
    """Return a row for each layer's weights and biases: the sum of its squared nudges."""
    sums = squared_lengths(derivation)
    rows = []
    for layer, (weights, biases) in zip(derivation.layers, sums, strict=True):
        owner = "outputs" if layer.index == derivation.depth else f"layer {layer.index}"
        for kind, nudges, size in (
            ("weights", layer.weight_nudges, float(weights)),
            ("biases", layer.bias_nudges, float(biases)),
        ):
            detail = _detail(nudges, size)
            rows.append(_row(f"{owner}, {kind}", size, detail, whole(nudges.size)))
    total = float(sums.sum())
    return Table(
        title=f"All {whole(derivation.nudges.vector.size)} nudges",
        rows=tuple(rows),
        headers=("", "how many", "squared"),
        neurons=(None,) * len(rows),
        total=BarRow("sum", total, hollow=False, number=fixed(total), signed=False),
        one_sided=True,
        note=NOTE,
    )


def _row(label: str, size: float, detail: str, count: str) -> BarRow:
    return BarRow(
        label, size, hollow=False, detail=detail, cells=(count,), number=fixed(size), signed=False
    )


def _detail(nudges: np.ndarray, size: float) -> str:
    """Return what is behind a sum of squares: its number of parts, its largest, its zeros."""
    largest = float(nudges.flat[int(np.argmax(np.abs(nudges)))])
    still = int(np.count_nonzero(nudges == 0))
    return (
        f"the sum of {whole(nudges.size)} squared nudges, of which the largest is "
        f"({signed(largest)})²; {whole(still)} ({percent(still / nudges.size)}) are exactly 0<br>"
        f"= <b>{fixed(size)}</b>"
    )
