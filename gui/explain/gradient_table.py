"""The table of the whole gradient: how much of it lies in each layer's weights and biases."""

from __future__ import annotations

import numpy as np

from core.explain.derivation import Derivation
from core.explain.gradient_size import squared_lengths
from gui.explain.arithmetic import summed
from gui.explain.counts import of_parameters, of_weights
from gui.explain.tables import Table
from gui.widgets.bar_rows import BarRow
from gui.widgets.numbers import fixed, percent, whole

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
        title="All nudges",
        value=f"[[count|{whole(derivation.nudges.vector.size)}]] in all",
        details={"count": of_parameters(derivation.network.architecture.sizes)},
        rows=tuple(rows),
        headers=("", "how many", "squared"),
        neurons=(None,) * len(rows),
        total=BarRow(
            "sum", total, False, detail=_of_total(sums), number=fixed(total), signed=False
        ),
        one_sided=True,
        note=NOTE,
    )


def _of_total(sums: np.ndarray) -> str:
    """Return the squared length of the gradient as the sum of the layers' parts, (L, 2)."""
    numbers = f"{summed(sums.ravel().tolist(), sums.size)} = <b>{fixed(float(sums.sum()))}</b>"
    return f"|∇C<sub>0</sub>|<sup>2</sup> = Σ of the rows above<br>= {numbers}"


def _row(label: str, size: float, detail: str, count: str) -> BarRow:
    return BarRow(
        label, size, hollow=False, detail=detail, cells=(count,), number=fixed(size), signed=False
    )


def _detail(nudges: np.ndarray, size: float) -> str:
    """Return a sum of squares, (n,) or (n, m) nudges: the largest, all others as one, the zeros."""
    still = int(np.count_nonzero(nudges == 0))
    squares = np.sort(nudges.ravel() ** 2)[::-1].tolist()
    share = f"{whole(still)} / {whole(nudges.size)} = {percent(still / nudges.size)} are exactly 0"
    counted = f"{of_weights(*nudges.shape)}<br>" if nudges.ndim == 2 else ""
    return (
        f"{counted}{share}<br>the squares of {whole(nudges.size)} nudges, added up"
        f"<br>= {summed(squares)} = <b>{fixed(size)}</b>"
    )
