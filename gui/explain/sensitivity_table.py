"""The table of all parameters: found by words and filters, sorted by a click, chosen by a row."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PyQt6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QRect,
    QRectF,
    Qt,
    pyqtSignal,
    pyqtSlot,
)
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from core.explain.places import Place
from core.explain.sensitivity import Sensitivity
from gui.explain.parameter_model import ADVICE, DERIVATIVE, NAME, SHARE, SIZE, VALUE, ParameterModel
from gui.theme import Theme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.fitting import FittingLabel
from gui.widgets.keys import keep_keys
from gui.widgets.numbers import whole

ROW = 24
BAR = 8.0
LEAST_ROWS = 4
WIDTHS = {NAME: 86, VALUE: 62, DERIVATIVE: 78, ADVICE: 56}
LEAST_SIZE = 28
ROOM_FOR_VALUE, ROOM_FOR_SIZE, ROOM_FOR_WORDS = 324, 264, 480
WHOLE_WORDS = 152
COMPARE = Qt.Key.Key_B
OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
OWN_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    COMPARE,
    *OPENING_KEYS,
)
KINDS = {"kinds": None, "weights": False, "biases": True}
SIGNS = {"signs": None, "not 0": None, "↑ up": 1, "↓ down": -1}
NOT_ZERO = "not 0"
DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
ORDERS = {
    "size ↓": (SIZE, DOWN),
    "size ↑": (SIZE, UP),
    "value ↓": (VALUE, DOWN),
    "value ↑": (VALUE, UP),
    "derivative ↓": (DERIVATIVE, DOWN),
    "derivative ↑": (DERIVATIVE, UP),
    "layer ↑": (NAME, UP),
}
ALL_LAYERS = "layers"
NARROW = ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class SizeBars(QStyledItemDelegate):
    """Draws the size of a derivative as a bar; the largest of all fills the column."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        super().paint(painter, option, index)
        share = index.data(SHARE)
        if painter is None or not isinstance(share, float) or not share > 0:
            return
        area = QRectF(option.rect).adjusted(4, 0, -4, 0)
        bar = QRectF(area.left(), 0, max(area.width() * share, 1.5), BAR)
        bar.moveTop(area.center().y() - BAR / 2)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(bar, self._theme.color("primary_text" if selected else "text_muted"))


class ParameterView(QTableView):
    """A table view in which Ctrl and a click, or B, chooses the one to compare with."""

    compare_wanted = pyqtSignal(int)
    arithmetic_wanted = pyqtSignal()  # of the current row: a click on it again, Enter

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            index = self.indexAt(event.position().toPoint())
            if index.isValid():
                self.compare_wanted.emit(index.row())
            return
        before = self.currentIndex().row()
        super().mousePressEvent(event)
        if self.currentIndex().isValid() and before == self.currentIndex().row():
            self.arithmetic_wanted.emit()

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that move in the table from the window's shortcuts."""
        return keep_keys(event, OWN_KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() == COMPARE and self.currentIndex().isValid():
            self.compare_wanted.emit(self.currentIndex().row())
        elif event is not None and event.key() in OPENING_KEYS and self.currentIndex().isValid():
            self.arithmetic_wanted.emit()
        else:
            super().keyPressEvent(event)


class SensitivityTable(QWidget):
    """Shows every parameter's value and derivative; tells which one is chosen."""

    chosen = pyqtSignal(object)  # Place
    compare_requested = pyqtSignal(object)  # Place
    opened = pyqtSignal(QRect)  # the row of the chosen one, whose arithmetic is asked for

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place: Place | None = None
        self.model = ParameterModel(self)
        self.view = ParameterView()
        self.text = QLineEdit()
        self.layer = ChoiceBox(theme, [ALL_LAYERS], "layer")
        self.kind = ChoiceBox(theme, list(KINDS), "kind")
        self.sign = ChoiceBox(theme, list(SIGNS), "sign")
        self.order = ChoiceBox(theme, list(ORDERS), "order")
        self.order.hide()
        self.count = FittingLabel()
        self.count.setProperty("role", "faint")
        self._prepare_view()
        self._lay_out()
        self._connect()

    def set_table(self, table: Sensitivity | None, place: Place | None) -> None:
        """Show other parameters or derivatives, with one chosen."""
        depth = 0 if table is None else int(table.layers[-1])
        if self.layer.count() != depth + 1:
            self.layer.blockSignals(True)
            self.layer.clear()
            self.layer.addItems([ALL_LAYERS, *(f"layer {n}" for n in range(1, depth + 1))])
            self.layer.blockSignals(False)
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
        row, selection = self._row(), self.view.selectionModel()
        if selection is None:
            return
        selection.blockSignals(True)
        if row is None:
            selection.clear()
        else:
            self.view.setCurrentIndex(self.model.index(row, NAME))
            self.view.selectRow(row)
            if scroll:
                hint = QAbstractItemView.ScrollHint.PositionAtCenter
                self.view.scrollTo(self.model.index(row, NAME), hint)
        selection.blockSignals(False)
        viewport = self.view.viewport()
        if viewport is not None:
            viewport.update()

    def _prepare_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegateForColumn(SIZE, SizeBars(self._theme, view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setAccessibleName("derivatives of all parameters")
        view.setToolTipDuration(4000)
        view.setMinimumHeight(LEAST_ROWS * ROW)
        rows, columns = view.verticalHeader(), view.horizontalHeader()
        if rows is None or columns is None:
            return
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(LEAST_SIZE)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(SIZE, QHeaderView.ResizeMode.Stretch)
        columns.setSortIndicator(SIZE, Qt.SortOrder.DescendingOrder)
        view.setSortingEnabled(True)

    def _fit_columns(self) -> None:
        """Leave columns out where there is no room for their numbers."""
        view, width = self.view, self.view.width()
        view.setColumnHidden(VALUE, width < ROOM_FOR_VALUE)
        view.setColumnHidden(SIZE, width < ROOM_FOR_SIZE)
        self._offer_orders(width < ROOM_FOR_VALUE)
        columns = view.horizontalHeader()
        if columns is not None:
            columns.setStretchLastSection(width < ROOM_FOR_SIZE)
        for column, wide in WIDTHS.items():
            view.setColumnWidth(column, wide)
        self.model.whole_words = width >= ROOM_FOR_WORDS
        if self.model.whole_words:
            view.setColumnWidth(ADVICE, WHOLE_WORDS)

    def _fit_rows(self) -> None:
        """Show whole rows: what is left below the last one stays empty."""
        header = self.view.horizontalHeader()
        above = 0 if header is None else header.height()
        frame = 2 * self.view.frameWidth()
        below = self.count.sizeHint().height() + self._rows.spacing()
        room = self.height() - self.view.y() - below - above - frame
        self.view.setMaximumHeight(above + frame + max(room // ROW, LEAST_ROWS) * ROW)

    def _offer_orders(self, narrow: bool) -> None:
        """Offer the orders in a list where columns that could be clicked are left out."""
        self.order.setVisible(narrow)

    @pyqtSlot(int)
    def _sort(self, choice: int) -> None:
        column, order = list(ORDERS.values())[choice]
        self.view.sortByColumn(column, order)

    @pyqtSlot(int, Qt.SortOrder)
    def _show_order(self, column: int, order: Qt.SortOrder) -> None:
        """Show in the list by what the table is sorted, if the list has a name for it."""
        orders = list(ORDERS.values())
        self.order.blockSignals(True)
        known = (column, order) in orders
        self.order.setCurrentIndex(orders.index((column, order)) if known else -1)
        self.order.blockSignals(False)

    def _lay_out(self) -> None:
        self.text.setPlaceholderText("find: layer 2, neuron 3, from 406, bias …")
        self.text.setAccessibleName("find parameters")
        self.text.setClearButtonEnabled(True)
        filters = QHBoxLayout()
        filters.setSpacing(4)
        for box in (self.layer, self.kind, self.sign):
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(NARROW)
            filters.addWidget(box, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._rows = layout
        self.set_low(False)
        finding = QHBoxLayout()
        finding.setSpacing(4)
        finding.addWidget(self.text, 1)
        finding.addWidget(self.order)
        layout.addLayout(finding)
        layout.addLayout(filters)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.count)
        layout.addStretch(0)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._filter)
        for box in (self.layer, self.kind, self.sign):
            box.currentIndexChanged.connect(self._filter)
        self.order.setToolTip("Sort by this: ↓ the largest first, ↑ the smallest")
        self.order.currentIndexChanged.connect(self._sort)
        columns = self.view.horizontalHeader()
        if columns is not None:
            columns.sortIndicatorChanged.connect(self._show_order)
        self.view.compare_wanted.connect(self._ask_to_compare)
        self.view.arithmetic_wanted.connect(self._open)
        selection = self.view.selectionModel()
        if selection is not None:
            selection.selectionChanged.connect(self._chosen)
        self.model.modelReset.connect(partial(self._select, False))
        self._theme.changed.connect(self._restyle)
        self._restyle()

    @pyqtSlot()
    def _restyle(self) -> None:
        font, color = self._theme.font(12), self._theme.colors.text_muted
        self.view.setFont(font)
        self.view.setStyleSheet(
            "QHeaderView { background: transparent; }"
            "QHeaderView::section { background: transparent; border: 0; padding: 2px 4px;"
            f" font-size: 11px; color: {color}; }}"
        )

    @pyqtSlot()
    def _filter(self) -> None:
        layer = self.layer.currentIndex()
        wanted = replace(
            self.model.wanted,
            text=self.text.text(),
            layer=layer if layer > 0 else None,
            bias=KINDS[self.kind.currentText()],
            sign=SIGNS[self.sign.currentText()],
            not_zero=self.sign.currentText() == NOT_ZERO,
        )
        self.model.set_wanted(wanted)
        self._tell_count()

    def _tell_count(self) -> None:
        table = self.model.table
        total = 0 if table is None else len(table)
        count = self.model.rowCount()
        counted, short = f"{whole(count)} of {whole(total)} parameters", whole(count)
        if self.hidden_choice:
            hidden = "the filter hides the chosen one"
            self.count.set_forms(f"{counted} · {hidden}", f"{short} · {hidden}", hidden)
        else:
            keys = "Enter: arithmetic · B: compare"
            self.count.set_forms(f"{counted} · {keys}", f"{short} shown · {keys}", keys)

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
        self._fit_columns()
        self._fit_rows()
