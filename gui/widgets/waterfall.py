"""Bars that begin where the one before has ended, with a switch to mute or solo each.

Rows that are still to come are faint; those that are muted are struck out and add nothing.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite, isnan

from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QPainter, QPen
from PyQt6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.apart_row import ApartRow
from gui.widgets.bar_drawing import (
    BAR,
    LEFT,
    THINNEST,
    bar_area,
    bar_color,
    draw_bar,
    draw_broken,
    draw_words,
)
from gui.widgets.bar_places import ROW
from gui.widgets.bar_rows import BarRow, Columns, Fonts
from gui.widgets.signed_bars import INSET, OWN_KEYS, SignedBars
from gui.widgets.stack_drawing import (
    Stack,
    SwitchLook,
    draw_arrow,
    place_of,
    span_of,
    switch_image,
)

SWITCH = 18.0
SWITCH_GAP = 2.0
FAINT = 0.4
MUTE, SOLO = "M", "S"


class Waterfall(SignedBars):
    """Shows a stack of signed bars; M and S, or a click on them, mute and solo a row."""

    mute_requested = pyqtSignal(int)
    solo_requested = pyqtSignal(int)

    gutter = 2 * (SWITCH + SWITCH_GAP) + 6
    own_keys = (*OWN_KEYS, Qt.Key.Key_M, Qt.Key.Key_S)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, total_apart=True)
        self._stack = Stack()
        self._alpha = 1.0
        self._low = self._high = 0.0

    @property
    def stack(self) -> Stack:
        """How the bars stand on each other."""
        return self._stack

    @property
    def range(self) -> tuple[float, float]:
        """The values at the left and the right end of the bars' room."""
        return self._low, self._high

    def set_stack(self, stack: Stack, low: float, high: float) -> None:
        """Let the rows stand on each other, on a scale from low to high, zero among them."""
        self._stack = stack
        finite = [value for value in (low, high) if isfinite(value)]
        self._low, self._high = min(0.0, *finite, 0.0), max(0.0, *finite, 0.0)
        self.remeasured.emit()
        self.update()

    def set_alpha(self, alpha: float) -> None:
        """Let the newest bar have grown so far, from 0 to 1."""
        if alpha != self._alpha:
            self._alpha = alpha
            self.update()

    def switch_rectangle(self, index: int, name: str) -> QRectF:
        """Return the rectangle of a row's MUTE or SOLO."""
        row = self.row_rectangle(index)
        left = INSET - 4 + (0.0 if name == MUTE else SWITCH + SWITCH_GAP)
        return QRectF(left, row.top() + 2, SWITCH, ROW - 4)

    def bar_span(self, index: int) -> QRectF:
        """Return the rectangle of a row's bar, in the widget's pixels."""
        area = bar_area(self._inner(self._places.top(index), ROW), self._look)
        begin, end = span_of(self._stack, index, self._alpha)
        return self._span(area, begin, end)

    def draw_sum(self, painter: QPainter, top: float, row: BarRow, strong: bool) -> None:
        """Draw a sum at a height: its arrow from zero, hollow, in the columns of the rows."""
        rect = self._inner(top, ROW)
        rect.setLeft(INSET)
        painter.setOpacity(1.0 if strong else 0.7)
        words = replace(row, label="")
        inner = self._inner(top, ROW)
        draw_words(painter, inner, words, self._look, bold=strong)
        fonts = self._look.fonts
        painter.setFont(fonts.bold if strong else fonts.small)
        painter.drawText(rect, LEFT, row.label)
        area = bar_area(inner, self._look)
        self._draw_zero(painter, area)
        if isnan(row.value):
            draw_broken(painter, area.center())
        elif row.value:
            span = self._span(area, 0.0, row.value)
            draw_arrow(painter, span, row.value > 0, bar_color(row, self._theme.colors))
        painter.setOpacity(1.0)

    def _fitting(self, fonts: Fonts) -> Columns:
        """Return columns with room for all; a sum's words begin further left, in the gutter."""
        sums = self._measured()[len(self._rows) :]
        rows = (*self._rows, *(replace(row, label="") for row in sums))
        columns = Columns.fitting(rows, self._headers, self._digits, fonts)
        words = fonts.width([row.label for row in sums]) - self.gutter
        return replace(columns, label=max(columns.label, words))

    def _span(self, area: QRectF, begin: float, end: float) -> QRectF:
        first, last = (place_of(v, area, self._low, self._high) for v in (begin, end))
        length = max(abs(last - first), THINNEST if end != begin else 0.0)
        left = first if last >= first else first - length
        return QRectF(left, area.center().y() - BAR / 2, length, BAR)

    def _draw_zero(self, painter: QPainter, area: QRectF) -> None:
        x = place_of(0.0, area, self._low, self._high)
        painter.setPen(QPen(QColor(self._theme.colors.text_faint), 1))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _draw_line(self, painter: QPainter, rect: QRectF, index: int) -> None:
        row, stack = self._rows[index], self._stack
        if index >= len(stack.begins):
            return
        self._draw_switches(painter, index)
        area = bar_area(rect, self._look)
        self._draw_zero(painter, area)
        painter.setOpacity(1.0 if index < stack.added else FAINT)
        draw_words(painter, rect, row, self._look)
        if index in stack.struck:
            self._strike(painter, rect, row)
        elif isnan(row.value):
            draw_broken(painter, area.center())
        elif isfinite(stack.ends[index]):  # after what is not a number there is no place to stand
            self._draw_joints(painter, area, index)
            bar = self.bar_span(index)
            draw_bar(painter, bar, bar_color(row, self._theme.colors), row.hollow)
        painter.setOpacity(1.0)

    def _draw_joints(self, painter: QPainter, area: QRectF, index: int) -> None:
        """Draw from where the bar comes and to where it goes on, between the rows."""
        begin, end = span_of(self._stack, index, self._alpha)
        painter.setPen(QPen(self._theme.color("text_faint"), 1, Qt.PenStyle.DotLine))
        middle = area.center().y()
        for value, top, bottom in (
            (begin, area.top(), middle - BAR / 2),
            (end, middle + BAR / 2, area.bottom()),
        ):
            x = place_of(value, area, self._low, self._high)
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def _strike(self, painter: QPainter, rect: QRectF, row: BarRow) -> None:
        painter.setPen(QPen(self._theme.color("text"), 1.25))
        y = rect.center().y() + 0.5
        number = self._look.columns.number
        for left, width in (
            (rect.left(), self._look.columns.label),
            (rect.right() - number, number),
        ):
            painter.drawLine(QPointF(left, y), QPointF(left + width, y))

    def _draw_switches(self, painter: QPainter, index: int) -> None:
        look = SwitchLook(self._theme.colors, self._theme.family, self.devicePixelRatioF())
        on = {MUTE: index in self._stack.struck, SOLO: index in self._stack.alone}
        for name, chosen in on.items():
            rect = self.switch_rectangle(index, name)
            image = switch_image(name, chosen, (SWITCH, ROW - 4), look)
            painter.drawImage(rect.topLeft(), image)

    def _press(self, index: int, place: QPointF) -> None:
        if index >= len(self._rows):
            super()._press(index, place)
        elif self.switch_rectangle(index, MUTE).contains(place):
            self.mute_requested.emit(index)
        elif self.switch_rectangle(index, SOLO).contains(place):
            self.solo_requested.emit(index)
        else:
            super()._press(index, place)

    def _use_key(self, key: Qt.Key, index: int) -> bool:
        if index >= len(self._rows):
            return super()._use_key(key, index)
        if key == Qt.Key.Key_M:
            self.mute_requested.emit(index)
        elif key == Qt.Key.Key_S:
            self.solo_requested.emit(index)
        else:
            return super()._use_key(key, index)
        return True


class SumArrow(ApartRow):
    """A sum below a waterfall: its words, its hollow arrow, its number; empty without a row."""

    def __init__(
        self, theme: Theme, bars: Waterfall, place: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(bars, theme, place, ROW, parent)
        self._waterfall = bars

    def draw_content(self, painter: QPainter) -> None:
        """Draw the sum in the columns of the rows; the first one is the strong one."""
        if self.row is not None:
            self._waterfall.draw_sum(painter, 0, self.row, self._place == 0)
