"""The ledger of the cost: what each output adds to it, the sum, and the mean beside it.

Another label is asked for by a click on its digit.
"""

from __future__ import annotations

from dataclasses import replace
from math import nan

import numpy as np
from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QPushButton, QWidget

from core.explain.derivation import Derivation
from gui.explain.forward_tables import cost_table
from gui.explain.notation import in_notation
from gui.explain.rows_body import RowsBody
from gui.explain.tables import Table
from gui.network_view.scene import NeuronId
from gui.theme import Theme
from gui.widgets.bar_rows import BarRow
from gui.widgets.choice_bars import ChoiceBars, MarkRow
from gui.widgets.numbers import compact, seen, whole
from gui.widgets.rows_area import SumRow

INVITATION = "Ask for {} instead: everything turns to it"
HINT = "Click a digit to ask for it instead, a row for its arithmetic."
ONE_TERM = f"Only the label's term counts: the other targets are 0. {HINT}"
NO_TERM = (
    "Its target is 0, so its term is 0 × ln {} = <b>0</b>.<br>It counts through softmax: "
    "what it has, output {} lacks."
)
WORDS = {"a − y": "off by", "−y ln a": "cost"}


class LedgerView(RowsBody):
    """Shows ten rows that add up to the cost, and asks for another label."""

    label_chosen = pyqtSignal(int)
    label_reset = pyqtSignal()
    neuron_hovered = pyqtSignal(object)  # NeuronId or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.ledger = ChoiceBars(theme)
        super().__init__(theme, self.ledger, parent)
        self._derivation: Derivation | None = None
        self._true_label = 0
        self._notation = True
        self._mean: float | None = None
        self._count = 10_000
        self._step: int | None = None
        self.back = QPushButton()
        self.back.setStyleSheet("padding: 0 8px; min-height: 22px;")
        self.sum = SumRow(theme, self.ledger)
        self.mean = MarkRow(theme, self.ledger, 1)
        self.add_to_head(self.back)
        self.add_below(self.sum)
        self.add_below(self.mean)
        self.back.hide()
        self.back.clicked.connect(self.label_reset)
        self.ledger.row_chosen.connect(self.label_chosen)
        self.ledger.row_hovered.connect(self._tell_neuron)

    def set_ledger(self, derivation: Derivation, true_label: int) -> None:
        """Show the cost of an example whose own label may be another than the one asked for."""
        self._derivation, self._true_label = derivation, true_label
        self._refresh()

    def set_mean(self, mean: float | None, count: int = 10_000, step: int | None = None) -> None:
        """Show the mean cost over so many unseen images; None is not known yet.

        step : the mini-batch after which it was measured; while a run goes on it is an older one
        """
        self._mean, self._count, self._step = mean, count, step
        self._refresh()

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        self._refresh()

    def _refresh(self) -> None:
        if self._derivation is None:
            return
        derivation, table = self._derivation, self._table(self._derivation)
        asked, true = derivation.label, self._true_label
        self.ledger.set_rows(
            table.rows,
            self._scale(derivation),
            table.total,
            table.headers,
            table.one_sided,
            others=in_notation((self._mean_row(),), self._notation),
        )
        self.ledger.set_chosen(asked, INVITATION)
        self.mean.setToolTip(self._mean_words())
        changed = asked != true
        title = f"True label {true}, asked {asked}" if changed else "Each output's share"
        self.set_words(title, ONE_TERM if derivation.outputs_compete else HINT)
        self.back.setText(f"Back to {true}")
        self.back.setVisible(changed)

    def _table(self, derivation: Derivation) -> Table:
        table = cost_table(derivation)
        if derivation.outputs_compete:
            table = replace(table, rows=tuple(silent_terms(derivation, table.rows)))
        if self._notation or table.total is None:
            return table
        headers = tuple(WORDS.get(header, header) for header in table.headers)
        (total,) = in_notation((replace(table.total, label="cost"),), False)
        return replace(table, rows=in_notation(table.rows, False), headers=headers, total=total)

    def _scale(self, derivation: Derivation) -> float:
        """Return the scale on which both the cost and the mean have room."""
        finite = np.nan_to_num(derivation.cost_terms, nan=0.0, posinf=0.0)
        return max(float(finite.sum()), self._mean or 0.0, 1e-300)

    def _mean_row(self) -> BarRow:
        value = nan if self._mean is None else self._mean
        number = "…" if self._mean is None else seen(value)
        label = f"mean of {whole(self._count)} unseen images"
        return BarRow(
            label,
            value,
            cells=(f"mean of {whole(self._count)} unseen", "mean, unseen"),
            number=number,
            detail="" if self._mean is None else of_mean(self._mean, self._count, self._step),
        )

    def _mean_words(self) -> str:
        if self._mean is None:
            return "The mean cost over all unseen images is being computed"
        return f"The mean cost of {whole(self._count)} unseen images is {seen(self._mean)}"

    @pyqtSlot(object)
    def _tell_neuron(self, row: int | None) -> None:
        depth = 0 if self._derivation is None else self._derivation.depth
        self.neuron_hovered.emit(None if row is None else NeuronId(depth, row))


def of_mean(mean: float, count: int, step: int | None = None) -> str:
    """Return how a mean cost comes about: all costs added up, shared out among the images."""
    when = "" if step is None else f"<br>measured after mini-batch {whole(step)}"
    letters = f"C = (C<sub>1</sub> + … + C<sub>{whole(count)}</sub>) / {whole(count)}"
    numbers = f"{compact(mean * count, 5)} / {whole(count)} = <b>{seen(mean)}</b>"
    return f"{letters}<br>= {numbers}{when}"


def silent_terms(derivation: Derivation, rows: tuple[BarRow, ...]) -> list[BarRow]:
    """Return the rows of a cross-entropy: those without a term say why it is 0."""
    return [
        row
        if j == derivation.label
        else replace(
            row,
            number="0",
            detail=NO_TERM.format(compact(float(derivation.outputs[j])), derivation.label),
        )
        for j, row in enumerate(rows)
    ]
