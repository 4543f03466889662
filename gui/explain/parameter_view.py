"""The view of the table of all parameters: its columns, its keys, and the bars of the sizes."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QModelIndex, QRectF, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.explain.parameter_model import ADVICE, DERIVATIVE, NAME, SHARE, SIZE, VALUE, ParameterModel
from gui.theme import Theme
from gui.widgets.keys import keep_keys

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
    """A table view in which a row is compared by Ctrl and a click or B, and opened by Enter."""

    compare_wanted = pyqtSignal(int)
    arithmetic_wanted = pyqtSignal()  # of the current row: a click on it again, Enter

    def __init__(self, theme: Theme, model: ParameterModel) -> None:
        super().__init__()
        self._theme, self._parameters = theme, model
        self.setModel(model)
        self._prepare()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def leaves_out(self) -> bool:
        """Whether there is too little room for a column that could be sorted by."""
        return self.width() < ROOM_FOR_VALUE

    def fit_columns(self) -> None:
        """Leave columns out where there is no room for their numbers."""
        width = self.width()
        self.setColumnHidden(VALUE, width < ROOM_FOR_VALUE)
        self.setColumnHidden(SIZE, width < ROOM_FOR_SIZE)
        columns = self.horizontalHeader()
        if columns is not None:
            columns.setStretchLastSection(width < ROOM_FOR_SIZE)
        for column, wide in WIDTHS.items():
            self.setColumnWidth(column, wide)
        self._parameters.whole_words = width >= ROOM_FOR_WORDS
        if self._parameters.whole_words:
            self.setColumnWidth(ADVICE, WHOLE_WORDS)

    def fit_rows(self, room: int) -> None:
        """Show whole rows in a height: what is left below the last one stays empty."""
        header = self.horizontalHeader()
        others = 2 * self.frameWidth() + (0 if header is None else header.height())
        self.setMaximumHeight(others + max((room - others) // ROW, LEAST_ROWS) * ROW)

    def mark(self, row: int | None, scroll: bool) -> None:
        """Mark a row, or none, without telling anyone; ``scroll`` brings it into view."""
        selection = self.selectionModel()
        if selection is None:
            return
        selection.blockSignals(True)
        if row is None:
            selection.clear()
        else:
            self.setCurrentIndex(self._parameters.index(row, NAME))
            self.selectRow(row)
            if scroll:
                hint = QAbstractItemView.ScrollHint.PositionAtCenter
                self.scrollTo(self._parameters.index(row, NAME), hint)
        selection.blockSignals(False)
        viewport = self.viewport()
        if viewport is not None:
            viewport.update()

    def _prepare(self) -> None:
        self.setItemDelegateForColumn(SIZE, SizeBars(self._theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setAccessibleName("derivatives of all parameters")
        self.setToolTipDuration(4000)
        self.setMinimumHeight(LEAST_ROWS * ROW)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
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
        self.setSortingEnabled(True)

    @pyqtSlot()
    def _restyle(self) -> None:
        font, color = self._theme.font(12), self._theme.colors.text_muted
        self.setFont(font)
        self.setStyleSheet(
            "QHeaderView { background: transparent; }"
            "QHeaderView::section { background: transparent; border: 0; padding: 2px 4px;"
            f" font-size: 11px; color: {color}; }}"
        )

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
