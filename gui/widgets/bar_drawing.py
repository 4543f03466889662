"""How a row of signed bars is drawn: functions of a painter, a rectangle and plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from gui.colors import Colors
from gui.widgets.bar_rows import GAP, BarRow, Columns, Fonts
from gui.widgets.pixel_values import NOT_A_NUMBER

BAR = 11.0
BROKEN = 4.0  # half the size of the cross that marks what is not a number
THINNEST = 1.5  # a bar this short still shows its sign by its colour and side
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Look:
    """What all rows of a table share: colours, fonts, columns, decimals, the bars' scale."""

    colors: Colors
    fonts: Fonts
    columns: Columns
    digits: int | None
    scale: float
    one_sided: bool


def draw_row(painter: QPainter, rect: QRectF, row: BarRow, look: Look, bold: bool = False) -> None:
    """Draw label, cells, bar and number of a row."""
    draw_words(painter, rect, row, look, bold)
    area = bar_area(rect, look)
    draw_zero(painter, area, QColor(look.colors.text_faint), look.one_sided)
    middle = QRectF(area.left(), area.center().y() - BAR / 2, area.width(), BAR)
    if isnan(row.value):
        draw_broken(painter, QPointF(area.center().x(), area.center().y()))
        return
    bar = bar_rectangle(middle, row.value, look.scale, look.one_sided)
    draw_bar(painter, bar, bar_color(row, look.colors), row.hollow)


def draw_words(
    painter: QPainter, rect: QRectF, row: BarRow, look: Look, bold: bool = False
) -> None:
    """Draw label, cells and number of a row."""
    colors = look.colors
    painter.setFont(look.fonts.bold if bold or row.emphasis else look.fonts.text)
    strong = QColor(colors.highlight if row.emphasis else colors.text)
    soft = strong if bold or row.emphasis else QColor(colors.text_muted)
    painter.setPen(soft)
    painter.drawText(rect, LEFT, row.label)
    for column, text in zip(cell_rectangles(rect, look.columns), row.cells, strict=False):
        painter.drawText(column, RIGHT, text)
    painter.setPen(strong)
    painter.drawText(rect, RIGHT, row.written(look.digits))


def draw_headers(painter: QPainter, rect: QRectF, headers: Sequence[str], look: Look) -> None:
    """Draw the words over label, cells, and number."""
    painter.setFont(look.fonts.small)
    painter.setPen(QColor(look.colors.text_faint))
    painter.drawText(rect, LEFT, headers[0])
    painter.drawText(rect, RIGHT, headers[-1])
    for column, text in zip(cell_rectangles(rect, look.columns), headers[1:-1], strict=False):
        painter.drawText(column, RIGHT, text)


def draw_plate(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Draw the plate behind a row under the mouse, the chosen one, or an open one."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(rect, 4, 4)


def draw_ring(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Draw the outline of the row that the keyboard is on."""
    painter.setPen(QPen(color, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def bar_color(row: BarRow, colors: Colors) -> QColor:
    """Return the colour of a row's bar: that of its sign, if it has one."""
    if not row.signed:
        return QColor(colors.text_muted)
    return QColor(colors.positive if row.value >= 0 else colors.negative)


def bar_area(rect: QRectF, look: Look) -> QRectF:
    """Return the part of a row in which bars are drawn."""
    left, width = look.columns.bar(rect.width())
    return QRectF(rect.left() + left, rect.top(), width, rect.height())


def cell_rectangles(rect: QRectF, columns: Columns) -> list[QRectF]:
    """Return the rectangles of a row's cells."""
    left, cells = rect.left() + columns.label, []
    for width in columns.cells:
        cells.append(QRectF(left + GAP, rect.top(), width, rect.height()))
        left += GAP + width
    return cells


def bar_rectangle(area: QRectF, value: float, scale: float, one_sided: bool) -> QRectF:
    """Return the rectangle of a bar: from zero to the right where positive, else to the left.

    Zero lies in the middle of the area, or at its left edge if one-sided; ``scale`` reaches the
    area's end. What is larger, and what is not finite, is cut off there.
    """
    zero = area.left() if one_sided else area.center().x()
    room = area.right() - zero
    share = min(abs(value) / scale, 1.0) if scale > 0 and value == value else 0.0
    length = max(room * share, THINNEST) if value else 0.0
    left = zero if value >= 0 else zero - length
    return QRectF(left, area.top(), length, area.height())


def draw_bar(painter: QPainter, bar: QRectF, color: QColor, hollow: bool) -> None:
    """Draw a bar, filled where it is a change and outlined where it is a wish."""
    if bar.width() <= 0:
        return
    if hollow and 3 <= bar.width() < 4:
        painter.setPen(QPen(color, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))
        return
    if bar.width() < 4:
        painter.fillRect(bar, color)
        return
    painter.setPen(QPen(color, 1.25))
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else color)
    painter.drawRoundedRect(bar.adjusted(0.6, 0.6, -0.6, -0.6), 1.5, 1.5)


def draw_zero(painter: QPainter, area: QRectF, color: QColor, one_sided: bool) -> None:
    """Draw the zero line over the height of an area."""
    x = area.left() if one_sided else area.center().x()
    painter.setPen(QPen(color, 1))
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))


def draw_broken(painter: QPainter, centre: QPointF) -> None:
    """Draw the mark of what is not a number: a cross in the one colour that nothing else has."""
    painter.setPen(QPen(NOT_A_NUMBER, 2))
    for side in (-1, 1):
        arm = QPointF(BROKEN, side * BROKEN)
        painter.drawLine(centre - arm, centre + arm)
