"""The table of all parameters: found by words and filters, sorted by a click, chosen by a row."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QItemSelection, QRect, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.explain.places import Place
from core.explain.sensitivity import Sensitivity
from gui.explain.counts import of_parameters, of_shown
from gui.explain.parameter_filters import ParameterFilters
from gui.explain.parameter_model import ParameterModel
from gui.explain.parameter_view import ParameterView
from gui.theme import Theme
from gui.widgets.fitting import FittingLabel
from gui.widgets.number_words import NumberWords
from gui.widgets.numbers import whole


class SensitivityTable(QWidget):
    """Shows every parameter's value and derivative; tells which one is chosen."""

    chosen = pyqtSignal(object)  # Place
    compare_requested = pyqtSignal(object)  # Place
    opened = pyqtSignal(QRect)  # the row of the chosen one, whose arithmetic is asked for

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: Place | None = None
        self.model = ParameterModel(self)
        self.view = ParameterView(theme, self.model)
        self.filters = ParameterFilters(theme)
        self.shown = NumberWords(theme, "faint")
        self.shown.setWordWrap(False)
        self.count = FittingLabel()
        self.count.setProperty("role", "faint")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.filters)
        self._rows.addWidget(self.view, 1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.shown)
        below.addWidget(self.count, 1)
        self._rows.addLayout(below)
        self._rows.addStretch(0)
        self.set_low(False)
        self._connect()

    def set_table(self, table: Sensitivity | None, place: Place | None) -> None:
        """Show other parameters or derivatives, with one chosen."""
        self.filters.set_depth(0 if table is None else int(table.layers[-1]))
        bar = self.view.verticalScrollBar()
        top = 0 if bar is None else bar.value()
        self.model.set_table(table)
        moved = place != self._place
        self._place = place
        self._select(scroll=moved)
        if bar is not None and not moved:
            bar.setValue(top)
        self._tell_count()

    def set_place(self, place: Place | None) -> None:
        """Choose a parameter and bring it into view."""
        if place != self._place:
            self._place = place
            self._select(scroll=True)
            self._tell_count()

    def set_low(self, low: bool) -> None:
        """Take less room between the parts where there is little height."""
        self._rows.setSpacing(4 if low else 8)
        self.filters.set_spacing(4 if low else 8)

    @property
    def hidden_choice(self) -> bool:
        """Whether the filter leaves out the parameter that is chosen."""
        return self._place is not None and self._row() is None

    def _row(self) -> int | None:
        table = self.model.table
        if table is None or self._place is None:
            return None
        place, source = self._place, -1 if self._place.source is None else self._place.source
        same = (table.layers == place.layer) & (table.neurons == place.neuron)
        found = (same & (table.sources == source)).nonzero()[0]
        return self.model.row_of(int(found[0])) if len(found) else None

    def _select(self, scroll: bool) -> None:
        self.view.mark(self._row(), scroll)

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.filters.order_chosen.connect(self.view.sortByColumn)
        columns = self.view.horizontalHeader()
        if columns is not None:
            columns.sortIndicatorChanged.connect(self.filters.show_order)
        self.view.compare_wanted.connect(self._ask_to_compare)
        self.view.arithmetic_wanted.connect(self._open)
        selection = self.view.selectionModel()
        if selection is not None:
            selection.selectionChanged.connect(self._chosen)
        self.model.modelReset.connect(partial(self._select, False))

    @pyqtSlot()
    def _filter(self) -> None:
        self.model.set_wanted(self.filters.wanted(self.model.wanted))
        self._tell_count()

    def _tell_count(self) -> None:
        table = self.model.table
        total = 0 if table is None else len(table)
        count = self.model.rowCount()
        sizes = () if table is None else table.neurons_of_layers
        details = {"shown": of_shown(count, total), "all": of_parameters(sizes)}
        words = f"[[shown|{whole(count)}]] of [[all|{whole(total)}]]"
        self.shown.set_words("" if table is None else words, details)
        hidden, keys = "the filter hides the chosen one", "Enter: arithmetic · B: compare"
        self.count.set_forms(*((hidden,) if self.hidden_choice else (keys, "Enter · B")))

    @pyqtSlot(QItemSelection, QItemSelection)
    def _chosen(self, now: QItemSelection, _before: QItemSelection) -> None:
        indexes = now.indexes()
        if indexes:
            self._place = self.model.place(indexes[0].row())
            self.chosen.emit(self._place)

    @pyqtSlot(int)
    def _ask_to_compare(self, row: int) -> None:
        self.compare_requested.emit(self.model.place(row))

    @pyqtSlot()
    def _open(self) -> None:
        self.opened.emit(self.view.visualRect(self.view.currentIndex()))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.view.fit_columns()
        self.filters.order.setVisible(self.view.leaves_out)
        below = self.count.sizeHint().height() + self._rows.spacing()
        self.view.fit_rows(self.height() - self.view.y() - below)
