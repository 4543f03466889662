"""The tables of the way forward: pixels, activations, the cost, and the step's outcome."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.explain.derivation import Derivation
from gui.explain import arithmetic
from gui.explain.counts import pixel_counts
from gui.explain.tables import MOST_ROWS, PICKED, Table, first_ones, short_name
from gui.network_view.scene import NeuronId
from gui.widgets.bar_rows import BarRow
from gui.widgets.numbers import SMALL, apart, compact, fixed, signed, whole

SIDE = 28
OUTPUT_HEADERS: tuple[str, ...] = ("digit", "output")
CHANGE_HEADERS: tuple[str, ...] = ("digit", "before", "after", "change")


def input_table(derivation: Derivation) -> Table:
    """Return the brightest pixels, and how many are dark."""
    image = derivation.image
    brightest = [int(k) for k in np.argsort(-image, kind="stable")[:PICKED]]
    dark = int(np.count_nonzero(image == 0))
    rows = tuple(_pixel_row(derivation, k) for k in brightest)
    return Table(
        title="The strongest pixels",
        value=f"[[bright|{whole(len(image) - dark)}]] not empty",
        rows=rows,
        headers=("", "row, column", "activation"),
        neurons=tuple(NeuronId(0, k) for k in brightest),
        one_sided=True,
        scale=1.0,
        note=f"[[dark|{whole(dark)}]] of [[all|{whole(len(image))}]] pixels are empty: "
        "activation exactly 0.",
        details=pixel_counts(image),
    )


def _pixel_row(derivation: Derivation, k: int) -> BarRow:
    place = ", ".join(str(part) for part in divmod(k, SIDE))
    a = float(derivation.image[k])
    detail = arithmetic.of_pixel(derivation, k)
    return BarRow(
        f"pixel {k}", a, hollow=False, detail=detail, cells=(place,), number=fixed(a), signed=False
    )


def forward_table(derivation: Derivation, index: int, focus: int | None) -> Table:
    """Return the activations of a layer, with z beside."""
    layer, depth = derivation.layer(index), derivation.depth
    count = len(layer.activations)
    shown = first_ones(count, focus)
    rows = []
    for j in shown:
        a, z = float(layer.activations[j]), float(layer.weighted_inputs[j])
        rows.append(
            BarRow(
                short_name(index, j, depth),
                a,
                hollow=False,
                emphasis=j == focus,
                detail=arithmetic.of_activation(derivation, layer, j),
                cells=(signed(z, 2),),
                number=fixed(a),
                signed=a < 0,
            )
        )
    return Table(
        title="The outputs" if index == depth else f"Layer {index}",
        value=f"{whole(count)} neuron{'s' if count != 1 else ''}",
        rows=tuple(rows),
        headers=("", "z", "activation"),
        neurons=tuple(NeuronId(index, j) for j in shown),
        one_sided=bool(np.all(layer.activations >= 0)),
        scale=max(1.0, float(np.abs(layer.activations).max())),
        note=f"{MOST_ROWS} of {whole(count)} neurons listed." if count > MOST_ROWS else "",
    )


def cost_table(derivation: Derivation) -> Table:
    """Return the ledger of the cost: output, target, difference, and each output's share."""
    squares = derivation.network.architecture.cost == "quadratic"
    share = "square" if squares else "−y ln a"
    middle = ("output", "target", "a − y") if squares else ("output", "target")
    cost = derivation.cost
    # One form for the whole column: where the sum is small, three figures instead of zeros.
    written: Callable[[float], str] = compact if 0 < abs(cost) < SMALL else fixed
    rows = tuple(_cost_row(derivation, j, squares, written) for j in range(len(derivation.target)))
    detail = arithmetic.of_cost(derivation, derivation.cost_terms.tolist(), "C<sub>0</sub>", cost)
    total = BarRow("C₀", cost, False, detail=detail, number=written(cost), signed=False)
    return Table(
        title="Each output's share",
        rows=rows,
        headers=("digit", *middle, share),
        neurons=output_neurons(derivation),
        total=total,
        one_sided=True,
        scale=max(cost, 1e-300),
    )


def _cost_row(
    derivation: Derivation, j: int, squares: bool, written: Callable[[float], str]
) -> BarRow:
    a, y = float(derivation.outputs[j]), float(derivation.target[j])
    cells = (fixed(a, 2), f"{y:.0f}", signed(a - y, 2))
    term = float(derivation.cost_terms[j])
    return BarRow(
        str(j),
        term,
        hollow=False,
        emphasis=j == derivation.label,
        detail=f"{arithmetic.of_squashed(derivation, derivation.layers[-1], j)}<br>"
        f"{arithmetic.of_cost_term(derivation, j)}",
        cells=cells if squares else cells[:2],
        number=written(term),
        signed=False,
    )


def step_table(before: Derivation, after: Derivation | None) -> Table:
    """Return the outputs before and after one step, and the cost."""
    if after is None:
        rows = tuple(_before_row(before, j) for j in range(len(before.target)))
        value, headers = f"cost {fixed(before.cost, 3)}", OUTPUT_HEADERS
    else:
        rows = tuple(_change_row(before, after, j) for j in range(len(before.target)))
        value = f"cost {fixed(before.cost, 3)} → {fixed(after.cost, 3)}"
        headers = CHANGE_HEADERS
    title = "Outputs"
    return Table(title, value, rows, headers, output_neurons(before), one_sided=after is None)


def _before_row(before: Derivation, j: int) -> BarRow:
    a = float(before.outputs[j])
    emphasis = j == before.label
    detail = arithmetic.of_squashed(before, before.layer(before.depth), j)
    number = fixed(a)
    return BarRow(str(j), a, False, emphasis, detail=detail, number=number, signed=False)


def _change_row(before: Derivation, after: Derivation, j: int) -> BarRow:
    old, new = float(before.outputs[j]), float(after.outputs[j])
    cells = (fixed(old, 2), fixed(new, 2))
    two = apart(new, old)
    detail = f"after − before<br>= {two[0]} − {two[1]} = <b>{arithmetic.exact(new - old)}</b>"
    return BarRow(
        str(j), new - old, hollow=False, emphasis=j == before.label, cells=cells, detail=detail
    )


def output_neurons(derivation: Derivation) -> tuple[NeuronId, ...]:
    """Return the outputs, for rows that are about them."""
    return tuple(NeuronId(derivation.depth, j) for j in range(len(derivation.target)))
