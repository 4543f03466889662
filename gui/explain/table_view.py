"""The table of a step: what it is about, its bars, and the buttons that choose a neuron."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtGui import QColor, QFont
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.explain.neighbours import Neighbours
from gui.explain.notation import WORDS, in_notation, numbers_alone
from gui.explain.tables import Table
from gui.theme import Theme
from gui.widgets.elided import ElidedLabel
from gui.widgets.number_words import NumberWords
from gui.widgets.rows_area import RowsArea, SumRow
from gui.widgets.signed_bars import SignedBars


class TableView(QWidget):
    """Shows a table, and asks for another neuron where the table is about one."""

    focus_requested = pyqtSignal(int)
    neuron_hovered = pyqtSignal(object)  # NeuronId or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = Table("")
        self._focus = 0
        self._notation = True
        self._title = ElidedLabel()
        self._value = NumberWords(theme)
        self._value.setWordWrap(False)
        self._state = NumberWords(theme, "muted")
        self._neighbours = Neighbours(theme)
        self._note = NumberWords(theme, "faint")
        self.bars = SignedBars(theme, total_apart=True)
        self.bars.setToolTip("Click a row for its arithmetic")
        self.area = RowsArea(self.bars)
        self.sum = SumRow(theme, self.bars)
        self._theme = theme
        self._lay_out()
        self._connect()
        self._restyle()

    @property
    def table(self) -> Table:
        """The table shown."""
        return self._table

    def set_table(self, table: Table, focus: int) -> None:
        """Show a table; ``focus`` is the neuron that it is about."""
        self._table, self._focus = table, focus
        self._refresh()

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        self._refresh()

    def _refresh(self) -> None:
        table = self._table if self._notation else without_letters(self._table)
        self._title.setText(table.title)
        for label, told in (
            (self._value, table.value),
            (self._state, table.state),
            (self._note, table.note),
        ):
            label.set_words(told, table.details)
        self._state.setVisible(bool(table.state))
        self._note.setVisible(bool(table.note))
        self._neighbours.set_place(self._focus, table.choices)
        self.bars.setAccessibleName(table.title)
        self.sum.setVisible(table.total is not None)
        self.bars.set_rows(table.rows, table.scale, table.total, table.headers, table.one_sided)
        self._restyle()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        for widget in (self._value, self._neighbours):
            head.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._state)
        layout.addWidget(self.area, 1000)
        layout.addWidget(self.sum)
        layout.addWidget(self._note)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._neighbours.asked.connect(self.focus_requested)
        self.bars.row_hovered.connect(self._tell_neuron)
        self._theme.changed.connect(self._restyle)

    @pyqtSlot()
    def _restyle(self) -> None:
        colors = self._theme.colors
        self._title.setFont(self._theme.font(13, QFont.Weight.DemiBold))
        self._title.set_color(QColor(colors.highlight if self._table.choices else colors.text))

    @pyqtSlot(object)
    def _tell_neuron(self, row: int | None) -> None:
        self.neuron_hovered.emit(None if row is None else self._table.neurons[row])


def without_letters(table: Table) -> Table:
    """Return a table in words and numbers alone."""
    return replace(
        table,
        rows=in_notation(table.rows, False),
        total=None if table.total is None else in_notation((table.total,), False)[0],
        details={key: numbers_alone(detail) for key, detail in table.details.items()},
        headers=tuple(WORDS.get(header, header) for header in table.headers),
        state="" if "′" in table.state or "=" in table.state else table.state,
    )
