"""Bars of which one is chosen by its label: the labels are chips that can be clicked."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPen, QPolygonF
from PyQt6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.apart_row import ApartRow
from gui.widgets.bar_drawing import (
    LEFT,
    RIGHT,
    Look,
    bar_area,
    bar_rectangle,
    draw_row,
    draw_zero,
)
from gui.widgets.bar_places import ROW
from gui.widgets.bar_rows import BarRow
from gui.widgets.signed_bars import INSET, SignedBars

CHOOSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CHIP = 20.0
MARK = 4.0  # half the width of the mark on the scale


class ChoiceBars(SignedBars):
    """Shows bars; a click on a label, or Enter, asks for that row, anything else opens it."""

    row_chosen = pyqtSignal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, total_apart=True)
        self._chosen: int | None = None
        self._pointed: int | None = None
        self._invitation = ""

    def set_chosen(self, index: int | None, invitation: str) -> None:
        """Say which row is chosen; the invitation, with {} for a label, is the others' tooltip."""
        self._chosen, self._invitation = index, invitation
        self.update()

    def chip_rectangle(self, index: int) -> QRectF:
        """Return the rectangle of a row's label that can be clicked."""
        row = self.row_rectangle(index)
        wide = max(CHIP, self._columns.label - 8)
        return QRectF(INSET - 6, row.top() + 1, wide, ROW - 2)

    def draw_mark(self, painter: QPainter, top: float, row: BarRow) -> None:
        """Draw a row below the table whose value is a mark on the bars' scale."""
        rect = self._inner(top, ROW)
        draw_mark_row(painter, rect, row, self._look)

    def _chip_at(self, index: int | None, place: QPointF) -> int | None:
        if index is None or index >= len(self._rows):
            return None
        if not self.chip_rectangle(index).contains(place):
            return None
        return None if index == self._chosen else index

    def _press(self, index: int, place: QPointF) -> None:
        if self._chip_at(index, place) is not None:
            self.row_chosen.emit(index)
        else:
            super()._press(index, place)

    def _use_key(self, key: Qt.Key, index: int) -> bool:
        if key not in CHOOSING_KEYS or index >= len(self._rows):
            return super()._use_key(key, index)
        if index != self._chosen:
            self.row_chosen.emit(index)
        return True

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        super().mouseMoveEvent(event)
        if event is None:
            return
        pointed = self._chip_at(self.row_at(event.position().y()), event.position())
        if pointed != self._pointed:
            self._pointed = pointed
            label = "" if pointed is None else self._rows[pointed].label
            self.setToolTip(self._invitation.format(label) if label else "")
            self.update()

    def _draw_line(self, painter: QPainter, rect: QRectF, index: int) -> None:
        colors = self._theme.colors
        chip = self.chip_rectangle(index).adjusted(0.5, 0.5, -0.5, -0.5)
        strong = index in (self._chosen, self._pointed)
        painter.setPen(QPen(QColor(colors.highlight if strong else colors.line), 1))
        painter.setBrush(QColor(colors.raised))
        painter.drawRoundedRect(chip, 4, 4)
        draw_row(painter, rect, self._rows[index], self._look)


class MarkRow(ApartRow):
    """A value that belongs to no row, as a mark on the scale of a table's bars."""

    def __init__(
        self, theme: Theme, bars: ChoiceBars, place: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(bars, theme, place, ROW, parent)
        self._choice = bars

    def draw_content(self, painter: QPainter) -> None:
        """Draw label, mark and number; NaN has no mark."""
        if self.row is not None:
            self._choice.draw_mark(painter, 0, self.row)


def fitting_label(row: BarRow, metrics: QFontMetricsF, room: float) -> str:
    """Return the first of a row's labels that fits, else the last."""
    labels = (row.label, *row.cells)
    return next((text for text in labels if metrics.horizontalAdvance(text) <= room), labels[-1])


def draw_mark_row(painter: QPainter, rect: QRectF, row: BarRow, look: Look) -> None:
    """Draw a label over the columns before the bars, a mark on their scale, and a number.

    The row's cells are shorter labels, for where there is less room.
    """
    area = bar_area(rect, look)
    painter.setFont(look.fonts.small)
    painter.setPen(QColor(look.colors.text_muted))
    room = area.left() - rect.left() - MARK
    painter.drawText(rect, LEFT, fitting_label(row, QFontMetricsF(look.fonts.small), room))
    painter.setFont(look.fonts.text)
    painter.drawText(rect, RIGHT, row.written(look.digits))
    draw_zero(painter, area, QColor(look.colors.text_faint), look.one_sided)
    if row.value != row.value:
        return
    x = bar_rectangle(area, row.value, look.scale, look.one_sided).right()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.colors.highlight))
    top, bottom = area.top() + 4, area.bottom() - 4
    head = [QPointF(x - MARK, top), QPointF(x + MARK, top), QPointF(x, top + MARK + 1)]
    painter.drawPolygon(QPolygonF(head))
    painter.fillRect(QRectF(x - 0.75, top, 1.5, bottom - top), QColor(look.colors.highlight))
