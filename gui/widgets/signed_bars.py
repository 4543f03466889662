"""A table of signed bars: a label, a bar about a zero line, a number, a sum below.

A row that is clicked opens and shows its arithmetic; one row is open at a time.
"""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.bar_drawing import draw_headers, draw_plate, draw_ring, draw_row
from gui.widgets.bar_places import HEADER, ROW
from gui.widgets.bar_rows import BarRow
from gui.widgets.bar_table import INSET, TOTAL, BarTable
from gui.widgets.keys import keep_keys

__all__ = ["INSET", "TOTAL", "BarRow", "SignedBars"]

OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
OWN_KEYS = (*OPENING_KEYS, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class SignedBars(BarTable):
    """Shows rows of signed bars; up and down choose a row, Enter or a click opens it."""

    row_hovered = pyqtSignal(object)  # the row's index, or None

    own_keys: tuple[Qt.Key, ...] = OWN_KEYS

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, total_apart: bool = False
    ) -> None:
        super().__init__(theme, parent, total_apart=total_apart)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def row_at(self, y: float) -> int | None:
        """Return the row at a height, its open arithmetic included; the sum if it can be opened."""
        index, last = self._places.row_at(y), len(self._rows)
        below = y >= self._places.top(last) and self._openable > last
        if index is not None or not below:
            return index
        return self._open if self._total_apart else last

    def draw_total(self, painter: QPainter, top: float) -> None:
        """Draw the line and the sum below it at a height, in the table's columns."""
        if self.total is None:
            return
        painter.fillRect(QRectF(0, top + 1, self.width(), 1), QColor(self._theme.colors.line))
        draw_row(painter, self._inner(top + 4, ROW), self.total, self._look, bold=True)

    def is_marked(self, index: int) -> bool:
        """Return whether a row has a plate: it is open or pointed at."""
        return index in (self._open, self._hovered)

    def is_ringed(self, index: int) -> bool:
        """Return whether the keyboard is on a row."""
        return index == self._current and self.hasFocus()

    def press_sum(self, place: int) -> None:
        """Open a sum that is drawn apart, the so-manieth of them; one that is open closes."""
        index = len(self._rows) + place
        if self._detail_of(index):
            self._current = index
            self.toggle(index)

    def _choose(self, index: int) -> None:
        self._current = index
        self._describe()
        self._reveal(index)
        self._mark()

    def _press(self, index: int, place: QPointF) -> None:
        """Use a click on a row: open it, or close it again."""
        self.toggle(index)

    def _use_key(self, key: Qt.Key, index: int) -> bool:
        """Use a key on the current row; return whether it has a meaning there."""
        if key in OPENING_KEYS:
            self.toggle(index)
        return key in OPENING_KEYS

    def _hover(self, index: int | None) -> None:
        if index == self._hovered:
            return
        self._hovered = index
        self.row_hovered.emit(index if index is None or index < len(self._rows) else None)
        clickable = index is not None and bool(self._detail_of(index))
        shape = Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self._mark()

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        self._mark()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        self._mark()

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
            self._draw_headers(painter)
        places = self._places
        for index in range(len(self._rows)):
            if places.end(index) >= clip.top() and places.top(index) <= clip.bottom():
                self._draw_row(painter, index)
        if not self._total_apart:
            self._draw_sum(painter, places.top(len(self._rows)))
        elif self._open is not None and self._open >= len(self._rows):
            self._draw_detail(painter, places.top(len(self._rows)))

    def _draw_headers(self, painter: QPainter) -> None:
        draw_headers(painter, self._inner(0, HEADER), self._headers, self._look)

    def _draw_sum(self, painter: QPainter, top: float) -> None:
        """Draw the sum, on a plate and with its arithmetic if it is open."""
        last = len(self._rows)
        height = TOTAL + (self._detail_height() if self._open == last else 0.0)
        plate = QRectF(0, top + 2, self.width(), height - 2)
        if self.is_marked(last):
            draw_plate(painter, plate, self._theme.color("raised_hover", 0.6))
        if self.is_ringed(last):
            draw_ring(painter, plate, self._theme.color("positive"))
        self.draw_total(painter, top)
        if self._open == last:
            self._draw_detail(painter, top + TOTAL)

    def _draw_row(self, painter: QPainter, index: int) -> None:
        top, end = self._places.top(index), self._places.end(index)
        plate = QRectF(0, top, self.width(), end - top)
        if self.is_marked(index):
            draw_plate(painter, plate, self._theme.color("raised_hover", 0.6))
        if self.is_ringed(index):
            draw_ring(painter, plate, self._theme.color("positive"))
        self._draw_line(painter, self._inner(top, ROW), index)
        if index == self._open:
            self._draw_detail(painter, top + ROW)

    def _draw_line(self, painter: QPainter, rect: QRectF, index: int) -> None:
        """Draw a row without its plate and its arithmetic."""
        draw_row(painter, rect, self._rows[index], self._look)
