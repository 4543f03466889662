"""How a chart is drawn: axes, lines, the names at their ends, and the values that are read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from gui.theme import Theme
from gui.widgets.chart import Line
from gui.widgets.chart_area import GAP, LETTERS, ChartArea, name_font
from gui.widgets.fitting import fitting

CENTRED = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
EMPTY = int(CENTRED | Qt.TextFlag.TextWordWrap)
FEW = 16  # points of a curve that get a dot each
ROOM_FOR_TICK = 64.0


def draw_axes(painter: QPainter, area: ChartArea, theme: Theme) -> None:
    """Draw a line at each level with its value, the values below, and what they are of."""
    rect, width = area.rect, int(area.width)
    painter.setFont(theme.font(LETTERS))
    words = empty_place(painter, area)
    for level, text in area.levels.items():
        y = area.y(level)
        painter.setPen(QPen(theme.color("line"), 1))
        if words.top() <= y <= words.bottom():
            painter.drawLine(QPointF(rect.left(), y), QPointF(words.left(), y))
            painter.drawLine(QPointF(words.right(), y), QPointF(rect.right(), y))
        else:
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        painter.setPen(theme.color("text_muted"))
        painter.drawText(QRectF(0, y - 10, rect.left() - GAP, 20), RIGHT, text)
    draw_x_ticks(painter, area, theme)
    painter.setPen(theme.color("text_muted"))
    place = QRectF(rect.left(), rect.bottom() + 22, width - rect.left(), 20)
    name = fitting((area.chart.x_name,), painter.fontMetrics(), int(place.width()))
    painter.drawText(place, name)


def draw_x_ticks(painter: QPainter, area: ChartArea, theme: Theme) -> None:
    """Write values below, leaving out those for which there is no room."""
    chart, rect = area.chart, area.rect
    ticks = chart.x_ticks or chart.scales[0].ticks(max(2, int(rect.width() / ROOM_FOR_TICK)))
    metrics, free_from = QFontMetricsF(painter.font()), -1e9
    for tick in ticks:
        x, text = area.x(tick), chart.write_x(tick)
        half = metrics.horizontalAdvance(text) / 2
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x, rect.bottom() + 4))
        if x - half < free_from:
            continue
        free_from = x + half + GAP
        painter.setPen(theme.color("text_muted"))
        place = QRectF(x - half - 4, rect.bottom() + 4, 2 * half + 8, 20)
        painter.drawText(place, CENTRED, text)


def draw_y_name(painter: QPainter, area: ChartArea, theme: Theme) -> None:
    """Write above the plot what the values beside the vertical axis are of."""
    painter.setFont(theme.font(LETTERS))
    painter.setPen(theme.color("text_muted"))
    painter.drawText(QRectF(0, 4, area.width, 20), area.chart.y_name)


def empty_place(painter: QPainter, area: ChartArea) -> QRectF:
    """Return where the words of an empty chart stand, through which no line goes."""
    if not area.chart.empty or area.chart.places().size:
        return QRectF(0, -2, 0, 0)  # above everything
    return painter.boundingRect(area.rect, EMPTY, area.chart.empty).adjusted(-GAP, -2, GAP, 2)


def draw_empty(painter: QPainter, area: ChartArea, theme: Theme) -> None:
    """Say what is missing where there is no curve."""
    painter.setFont(theme.font(LETTERS))
    painter.setPen(theme.color("text_faint"))
    painter.drawText(area.rect, EMPTY, area.chart.empty)


def draw_lines(painter: QPainter, area: ChartArea, theme: Theme) -> None:
    """Draw all curves, the faint ones behind the others."""
    for line in sorted(area.chart.lines, key=_stands_in_front):
        draw_line(painter, area, line, line_color(line, theme))


def draw_line(painter: QPainter, area: ChartArea, line: Line, color: QColor) -> None:
    """Draw a curve over its spread, with a dot at each point where there are few."""
    there, as_stairs = area.chart.visible(line), area.chart.stairs
    if not there.any():
        return
    style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
    draw_spread(painter, area, line, color)
    painter.setPen(QPen(color, 1.75 if line.faint else 2.5, style, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = area.points(line.x[there], line.y[there])
    painter.drawPolyline(stairs(points) if as_stairs else QPolygonF(points))
    if len(points) <= FEW and not as_stairs:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for point in points:
            painter.drawEllipse(point, 4, 4)


def draw_spread(painter: QPainter, area: ChartArea, line: Line, color: QColor) -> None:
    """Draw a band from the lowest to the highest value at each point, where they are known."""
    if line.low is None or line.high is None:
        return
    there = area.chart.visible(line)
    up = area.points(line.x[there], line.high[there])
    down = area.points(line.x[there], line.low[there])
    band = QColor(color)
    band.setAlphaF(0.18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(band)
    painter.drawPolygon(QPolygonF(up + down[::-1]))
    painter.setPen(QPen(color, 1.5))
    for high, low in zip(up, down, strict=True):
        painter.drawLine(high, low)


def draw_names(painter: QPainter, area: ChartArea, theme: Theme) -> None:
    """Write each name beside the end of its line, moved apart where they would overlap."""
    chart, rect = area.chart, area.rect
    named = [line for line in chart.lines if chart.visible(line).any()]
    ends = [area.y(float(line.y[chart.visible(line)][-1])) for line in named]
    painter.setFont(name_font(theme))
    metrics = painter.fontMetrics()
    places = moved_apart(ends, metrics.height() + 2.0, rect.top(), rect.bottom())
    for line, y in zip(named, places, strict=True):
        last = line.x[chart.visible(line)][-1]
        beyond = chart.scales[0].share(np.array([last]))[0] > 0.6
        left = rect.right() if beyond else area.x(float(last))
        width = max(0.0, area.width - left - GAP - 4)
        painter.setPen(line_color(line, theme))
        text = fitting((line.name,), metrics, int(width))
        painter.drawText(QRectF(left + GAP, y - 12, width, 24), Qt.AlignmentFlag.AlignVCenter, text)


def draw_readings(painter: QPainter, area: ChartArea, place: float, theme: Theme) -> None:
    """Draw a line at the place that is read, and the values above the plot."""
    chart, rect, x = area.chart, area.rect, area.x(place)
    painter.setPen(QPen(theme.color("text_faint"), 1))
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    painter.setFont(theme.font(LETTERS, QFont.Weight.DemiBold))
    left = 0.0
    words = [(f"{chart.write_x(place)} {chart.x_name.split(',')[0]}", theme.color("text"))]
    words += [
        (f"{line.name} {chart.write_y(value)}", line_color(line, theme))
        for line, value in chart.values_at(place)
    ]
    for text, color in words:
        painter.setPen(color)
        painter.drawText(QRectF(left, 4, area.width - left, 20), text)
        left += painter.fontMetrics().horizontalAdvance(text) + 16


def line_color(line: Line, theme: Theme) -> QColor:
    """Return the colour of a line, of its name and of its values."""
    return theme.color(line.color, 0.55 if line.faint else 1.0)


def stairs(points: Sequence[QPointF]) -> QPolygonF:
    """Return a line that holds each height until the next point."""
    corners = list(points[:1])
    for before, after in itertools.pairwise(points):
        corners += [QPointF(after.x(), before.y()), after]
    return QPolygonF(corners)


def moved_apart(wanted: Sequence[float], least: float, top: float, bottom: float) -> list[float]:
    """Return places near the wanted ones, at least so far from each other, in the same order."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    places = list(wanted)
    for before, after in itertools.pairwise(order):
        places[after] = max(places[after], places[before] + least)
    limit = bottom
    for index in reversed(order):
        places[index] = min(places[index], limit)
        limit = places[index] - least
    return [max(place, top) if len(wanted) == 1 else place for place in places]


def _stands_in_front(line: Line) -> bool:
    return not line.faint
