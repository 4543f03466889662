"""A table of signed bars: a label, a bar about a zero line, a number, a sum below.

A row that is clicked opens and shows its arithmetic; one row is open at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextDocument,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.bar_drawing import Look, draw_headers, draw_plate, draw_ring, draw_row
from gui.widgets.bar_places import HEADER, ROW, Places
from gui.widgets.bar_rows import BarRow, Columns, Fonts
from gui.widgets.keys import keep_keys
from gui.widgets.numbers import decimals_for

__all__ = ["BarRow", "SignedBars"]

TOTAL = 26.0
INSET = 8.0  # between the widget's edge and text, so that a row's plate has room
DETAIL_GAP = 4.0
OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
OWN_KEYS = (*OPENING_KEYS, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class SignedBars(QWidget):
    """Shows rows of signed bars; up and down choose a row, Enter or a click opens it."""

    row_hovered = pyqtSignal(object)  # the row's index, or None
    row_opened = pyqtSignal(object)  # the row's index, or None when it closes
    reveal_requested = pyqtSignal(int, int)  # top and bottom of what should be in view
    remeasured = pyqtSignal()  # rows, their look or the table's height have changed

    gutter = 0.0  # room for a subclass's own marks, left of the labels
    own_keys: tuple[Qt.Key, ...] = OWN_KEYS

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, total_apart: bool = False
    ) -> None:
        super().__init__(parent)
        self._total_apart = total_apart  # the sum is drawn by someone else
        self._theme = theme
        self._rows: tuple[BarRow, ...] = ()
        self._total: BarRow | None = None
        self._headers: tuple[str, ...] = ()
        self._scale = 0.0
        self._one_sided = False
        self._digits = 4
        self._current: int | None = None
        self._hovered: int | None = None
        self._open: int | None = None
        self._detail = QTextDocument(self)
        self._detail.setDocumentMargin(0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("values")
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def rows(self) -> tuple[BarRow, ...]:
        """The rows shown, without the sum."""
        return self._rows

    @property
    def total(self) -> BarRow | None:
        """The row of the sum."""
        return self._total

    @property
    def scale(self) -> float:
        """The size of a value whose bar reaches the end."""
        return self._scale

    @property
    def opened(self) -> int | None:
        """The index of the row whose arithmetic is shown."""
        return self._open

    @property
    def shown_cells(self) -> tuple[float, ...]:
        """The widths of the columns of cells for which there is room."""
        return self._look.columns.cells

    def set_rows(
        self,
        rows: Sequence[BarRow],
        scale: float | None = None,
        total: BarRow | None = None,
        headers: Sequence[str] = (),
        one_sided: bool = False,
    ) -> None:
        """Show other rows.

        The bars' scale is that of the largest of rows and sum if none is given. ``headers`` are
        the words over label, cells, bar and number; ``one_sided`` puts zero to the left.
        """
        if [row.label for row in rows] != [row.label for row in self._rows]:
            self._current = self._open = self._hovered = None
        self._rows, self._total, self._headers = tuple(rows), total, tuple(headers)
        if self._open is not None and not self._detail_of(self._open):
            self._open = None
        largest = max((abs(row.value) for row in self._all_rows()), default=0.0)
        self._scale = largest if scale is None else scale
        self._one_sided = one_sided
        self._digits = decimals_for(largest)
        self._restyle()

    def open_row(self, index: int | None) -> None:
        """Open a row to show its arithmetic, and close the other; None closes.

        The sum opens like a row: its index is the number of rows.
        """
        self._open = None if index is None or not self._detail_of(index) else index
        self._layout_detail()
        self.updateGeometry()
        self.remeasured.emit()
        self.row_opened.emit(self._open)
        if self._open is not None:
            self._reveal(self._open)
        self.update()

    def row_at(self, y: float) -> int | None:
        """Return the row at a height, its open arithmetic included; the sum if it can be opened."""
        index, last = self._places.row_at(y), len(self._rows)
        below = y >= self._places.top(last)
        return last if index is None and below and self._openable > last else index

    def row_rectangle(self, index: int) -> QRectF:
        """Return the rectangle of a row's line, in the widget's pixels."""
        return QRectF(0, self._places.top(index), self.width(), ROW)

    def height_of_rows(self, count: int) -> int:
        """Return the height of the headers and so many rows."""
        return round(self._header_height() + count * ROW)

    def spoken(self, row: BarRow) -> str:
        """Return a row as one line for a screen reader, with the table's decimals."""
        return row.spoken(self._digits)

    def draw_total(self, painter: QPainter, top: float) -> None:
        """Draw the line and the sum below it at a height, in the table's columns."""
        if self._total is None:
            return
        painter.fillRect(QRectF(0, top + 1, self.width(), 1), QColor(self._theme.colors.line))
        draw_row(painter, self._inner(top + 4, ROW), self._total, self._look, bold=True)

    def _all_rows(self) -> tuple[BarRow, ...]:
        return self._rows if self._total is None else (*self._rows, self._total)

    def _detail_of(self, index: int) -> str:
        """Return the arithmetic of a row, or of the sum, which comes after the last."""
        rows = self._all_rows()
        return rows[index].detail if index < len(rows) else ""

    @property
    def _openable(self) -> int:
        """The number of rows that can be chosen: all, and the sum where it has arithmetic."""
        count = len(self._rows)
        return count + 1 if not self._total_apart and self._detail_of(count) else count

    def _header_height(self) -> float:
        return HEADER if any(self._headers) else 0.0

    def _detail_height(self) -> float:
        return 0.0 if self._open is None else self._detail.size().height() + 2 * DETAIL_GAP

    @property
    def _places(self) -> Places:
        return Places(len(self._rows), self._header_height(), self._open, self._detail_height())

    @pyqtSlot()
    def _restyle(self) -> None:
        """Measure the columns again: rows, fonts or colours have changed."""
        bold = QFont.Weight.DemiBold
        theme = self._theme
        fonts = Fonts(theme.font(13), theme.font(13, bold), theme.font(11))
        self._columns = Columns.fitting(self._all_rows(), self._headers, self._digits, fonts)
        columns = self._columns.within(self._inner_width())
        self._look = Look(theme.colors, fonts, columns, self._digits, self._scale, self._one_sided)
        self._layout_detail()
        self._describe()
        self.updateGeometry()
        self.remeasured.emit()
        self.update()

    def _layout_detail(self) -> None:
        if self._open is None:
            return
        style = f"color: {self._theme.colors.text_muted}"
        self._detail.setDefaultFont(self._theme.font(12))
        self._detail.setTextWidth(max(self._inner_width(), 40.0))
        self._detail.setHtml(f'<div style="{style}">{self._detail_of(self._open)}</div>')

    def _describe(self) -> None:
        index = self._current
        rows = self._rows if index is None else self._all_rows()[index : index + 1]
        lines = [row.spoken(self._digits) for row in rows[:20]]
        self.setAccessibleDescription("; ".join(lines))

    def _reveal(self, index: int) -> None:
        self.reveal_requested.emit(int(self._places.top(index)), int(self._places.end(index)) + 1)

    def _choose(self, index: int) -> None:
        self._current = index
        self._describe()
        self._reveal(index)
        self.update()

    def _press(self, index: int, place: QPointF) -> None:
        """Use a click on a row: open it, or close it again."""
        self.open_row(None if index == self._open else index)

    def _use_key(self, key: Qt.Key, index: int) -> bool:
        """Use a key on the current row; return whether it has a meaning there."""
        if key in OPENING_KEYS:
            self.open_row(None if index == self._open else index)
        return key in OPENING_KEYS

    def _hover(self, index: int | None) -> None:
        if index == self._hovered:
            return
        self._hovered = index
        self.row_hovered.emit(index if index is None or index < len(self._rows) else None)
        clickable = index is not None and bool(self._detail_of(index))
        shape = Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    def sizeHint(self) -> QSize:
        height = self._header_height() + len(self._rows) * ROW + self._detail_height()
        total = 0.0 if self._total is None or self._total_apart else TOTAL
        return QSize(
            round(self._columns.least_width() + self._margins()) + 40, round(height + total)
        )

    def minimumSizeHint(self) -> QSize:
        least = self._columns.within(0).least_width() + self._margins()
        return QSize(round(least), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        columns = self._columns.within(self._inner_width())
        self._look = replace(self._look, columns=columns)
        self._layout_detail()
        self.updateGeometry()
        self.remeasured.emit()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._hover(self.row_at(event.position().y()))

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that move in the table from the window's shortcuts."""
        return keep_keys(event, self.own_keys) or super().event(event)

    def leaveEvent(self, event: QEvent | None) -> None:
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        index = None if event is None else self.row_at(event.position().y())
        if event is not None and index is not None:
            self._current = index
            self._press(index, event.position())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or not self._rows:
            return
        index, last = self._current, self._openable - 1
        moves = {
            Qt.Key.Key_Down: 0 if index is None else min(index + 1, last),
            Qt.Key.Key_Up: last if index is None else max(index - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._choose(moves[key])
        elif index is not None and self._use_key(key, index):
            pass
        elif key == Qt.Key.Key_Escape and self._open is not None:
            self.open_row(None)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QRectF(self.rect() if event is None else event.rect())
        if any(self._headers):
            header = self._inner(0, HEADER)
            draw_headers(painter, header, self._headers, self._look)
        places = self._places
        for index in range(len(self._rows)):
            if places.end(index) >= clip.top() and places.top(index) <= clip.bottom():
                self._draw_row(painter, index)
        if not self._total_apart:
            self._draw_sum(painter, places.top(len(self._rows)))

    def _draw_sum(self, painter: QPainter, top: float) -> None:
        """Draw the sum, on a plate and with its arithmetic if it is open."""
        last = len(self._rows)
        height = TOTAL + (self._detail_height() if self._open == last else 0.0)
        plate = QRectF(0, top + 2, self.width(), height - 2)
        if last in (self._open, self._hovered):
            draw_plate(painter, plate, self._theme.color("raised_hover", 0.6))
        if self._current == last and self.hasFocus():
            draw_ring(painter, plate, self._theme.color("positive"))
        self.draw_total(painter, top)
        if self._open == last:
            self._draw_detail(painter, top + TOTAL)

    def _draw_detail(self, painter: QPainter, top: float) -> None:
        painter.save()
        painter.translate(INSET + self.gutter, top)
        self._detail.drawContents(painter)
        painter.restore()

    def _draw_row(self, painter: QPainter, index: int) -> None:
        top, end = self._places.top(index), self._places.end(index)
        plate = QRectF(0, top, self.width(), end - top)
        if index in (self._open, self._hovered):
            draw_plate(painter, plate, self._theme.color("raised_hover", 0.6))
        if index == self._current and self.hasFocus():
            draw_ring(painter, plate, self._theme.color("positive"))
        self._draw_line(painter, self._inner(top, ROW), index)
        if index == self._open:
            self._draw_detail(painter, top + ROW)

    def _draw_line(self, painter: QPainter, rect: QRectF, index: int) -> None:
        """Draw a row without its plate and its arithmetic."""
        draw_row(painter, rect, self._rows[index], self._look)

    def _inner(self, top: float, height: float) -> QRectF:
        return QRectF(INSET + self.gutter, top, self._inner_width(), height)

    def _inner_width(self) -> float:
        return self.width() - self._margins()

    def _margins(self) -> float:
        return 2 * INSET + self.gutter
