"""Curves with their names at their ends; the pointer reads the values of all of them.

Large letters and strong lines, so that it can be read from the back of a room.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)  # fmt: skip
from PyQt6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray
from gui.theme import Theme
from gui.widgets.chart_scale import Scale, percents, short
from gui.widgets.fitting import fitting

LETTERS, NAME_LETTERS = 13, 14
TOP, BOTTOM, GAP = 32.0, 44.0, 8.0
LEAST_SIZE, USUAL_SIZE = QSize(240, 160), QSize(420, 260)
MOST_NAME_SHARE = 0.32  # of the width, for the names at the ends
FEW = 16  # points of a curve that get a dot each
ROOM_FOR_TICK = 64.0
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

Written = Callable[[float], str]


@dataclass(frozen=True, eq=False)
class Line:
    """A curve.

    Attributes
    ----------
    x, y : (n,) arrays, x ascending
    color : name of a colour of the theme
    low, high : (n,) arrays, the spread at each point; None where there is none
    faint : whether it stands behind, as an earlier one to compare with
    dashed : whether the line is broken
    """

    name: str
    x: FloatArray
    y: FloatArray
    color: str
    low: FloatArray | None = None
    high: FloatArray | None = None
    faint: bool = False
    dashed: bool = False


@dataclass(frozen=True, eq=False)
class Chart:
    """What is shown.

    Attributes
    ----------
    y_range : ends of the vertical scale; None for those of the values, 0 among them
    log_x : whether the horizontal scale is logarithmic; points at 0 or below are left out
    x_ticks : values written below; none for round ones
    stairs : whether a value holds until the next x, as in a histogram
    """

    lines: tuple[Line, ...] = ()
    x_name: str = ""
    y_name: str = ""
    y_range: tuple[float, float] | None = (0.0, 1.0)
    log_x: bool = False
    x_ticks: tuple[float, ...] = ()
    write_x: Written = short
    write_y: Written = percents
    stairs: bool = False
    empty: str = ""
    scales: tuple[Scale, Scale] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scales", (self._x_scale(), self._y_scale()))

    def visible(self, line: Line) -> NDArray[np.bool_]:
        """Return which points of a line have a place, as an array of truths."""
        there = np.isfinite(line.x) & np.isfinite(line.y)
        return there & (line.x > 0) if self.log_x else there

    def _x_scale(self) -> Scale:
        values = [line.x[self.visible(line)] for line in self.lines]
        values.append(np.array(self.x_ticks))
        every = np.concatenate(values) if values else np.zeros(0)
        if not len(every):
            return Scale(1.0, 10.0, self.log_x)
        low, high = float(every.min()), float(every.max())
        if low == high:
            high = low * 10 if self.log_x else low + 1
        return Scale(low if self.log_x else min(0.0, low), high, self.log_x)

    def _y_scale(self) -> Scale:
        if self.y_range is not None:
            return Scale(*self.y_range)
        tops = [line.y[self.visible(line)].max(initial=0.0) for line in self.lines]
        return Scale(0.0, 1.05 * float(max(tops, default=0.0)) or 1.0)


class LineChart(QWidget):
    """Shows a `Chart`; the mouse, or the arrow keys, read the values at a place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chart = Chart()
        self._pointed: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def chart(self) -> Chart:
        """What is shown."""
        return self._chart

    @property
    def pointed(self) -> float | None:
        """The x at which values are read, or None."""
        return self._pointed

    def set_chart(self, chart: Chart) -> None:
        """Show other curves; the place that is read stays, if it is still there."""
        self._chart = chart
        if self._pointed is not None and self._pointed not in self._places():
            self._pointed = None
        self.setAccessibleName(f"{chart.y_name} over {chart.x_name}")
        self.update()

    def plot_rectangle(self) -> QRectF:
        """Return the rectangle between the axes and the names at the ends."""
        metrics = QFontMetricsF(self._theme.font(LETTERS))
        left = 12 + max(metrics.horizontalAdvance(text) for text in self._y_texts().values())
        return QRectF(self.rect()).adjusted(left, TOP, -self._names_width() - 12, -BOTTOM)

    def readings(self) -> list[tuple[Line, float]]:
        """Return each line with its value nearest to the place that is pointed at."""
        found = []
        for line in self._chart.lines if self._pointed is not None else ():
            there = self._chart.visible(line)
            if there.any() and self._pointed is not None:
                nearest = np.abs(line.x[there] - self._pointed).argmin()
                found.append((line, float(line.y[there][nearest])))
        return found

    def point_at(self, position: QPointF) -> None:
        """Read the values at the place nearest to a position."""
        places = self._places()
        rect = self.plot_rectangle()
        if not len(places) or not rect.adjusted(-12, -TOP, 12, BOTTOM).contains(position):
            self._point(None)
            return
        at = rect.left() + rect.width() * self._chart.scales[0].share(places)
        self._point(float(places[np.abs(at - position.x()).argmin()]))

    def _point(self, place: float | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.update()

    def _places(self) -> FloatArray:
        lines = [line.x[self._chart.visible(line)] for line in self._chart.lines]
        return np.unique(np.concatenate(lines)) if lines else np.zeros(0)

    def _y_texts(self) -> dict[float, str]:
        room = max(2, int((self.height() - TOP - BOTTOM) / 44))
        ticks = self._chart.scales[1].ticks(min(room, 5))
        return {tick: self._chart.write_y(tick) for tick in ticks} or {0.0: "0"}

    def _names_width(self) -> float:
        metrics = QFontMetricsF(self._name_font())
        names = [metrics.horizontalAdvance(line.name) for line in self._chart.lines]
        return min(max(names, default=0.0) + 16, self.width() * MOST_NAME_SHARE)

    def _name_font(self) -> QFont:
        return self._theme.font(NAME_LETTERS, QFont.Weight.DemiBold)

    def _color(self, line: Line) -> QColor:
        return self._theme.color(line.color, 0.55 if line.faint else 1.0)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.plot_rectangle()
        self._draw_axes(painter, rect)
        if not self._places().size:
            painter.setPen(self._theme.color("text_faint"))
            painter.drawText(
                rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._chart.empty
            )
            return
        for line in sorted(self._chart.lines, key=_stands_in_front):
            self._draw_line(painter, rect, line)
        self._draw_names(painter, rect)
        if self._pointed is not None:
            self._draw_readings(painter, rect)

    def _draw_axes(self, painter: QPainter, rect: QRectF) -> None:
        chart, theme = self._chart, self._theme
        painter.setFont(theme.font(LETTERS))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for tick, text in self._y_texts().items():
            y = self._y(rect, tick)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
            painter.setPen(theme.color("text_muted"))
            painter.drawText(QRectF(0, y - 10, rect.left() - GAP, 20), right, text)
        self._draw_x_ticks(painter, rect)
        painter.setPen(theme.color("text_muted"))
        words = painter.fontMetrics()
        place = QRectF(rect.left(), rect.bottom() + 22, self.width() - rect.left(), 20)
        painter.drawText(place, fitting((chart.x_name,), words, int(place.width())))
        if self._pointed is None:
            painter.drawText(QRectF(0, 4, self.width(), 20), chart.y_name)

    def _draw_x_ticks(self, painter: QPainter, rect: QRectF) -> None:
        """Write values below, leaving out those for which there is no room."""
        chart = self._chart
        ticks = chart.x_ticks or chart.scales[0].ticks(max(2, int(rect.width() / ROOM_FOR_TICK)))
        metrics, free_from = QFontMetricsF(painter.font()), -1e9
        for tick in ticks:
            x, text = self._x(rect, tick), chart.write_x(tick)
            half = metrics.horizontalAdvance(text) / 2
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.drawLine(QPointF(x, rect.bottom()), QPointF(x, rect.bottom() + 4))
            if x - half < free_from:
                continue
            free_from = x + half + GAP
            painter.setPen(self._theme.color("text_muted"))
            place = QRectF(x - half - 4, rect.bottom() + 4, 2 * half + 8, 20)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_line(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        there = self._chart.visible(line)
        if not there.any():
            return
        color, width = self._color(line), 1.75 if line.faint else 2.5
        style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
        self._draw_spread(painter, rect, line, color)
        painter.setPen(QPen(color, width, style, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        points = self._points(rect, line.x[there], line.y[there])
        painter.drawPolyline(stairs(points) if self._chart.stairs else QPolygonF(points))
        if len(points) <= FEW and not self._chart.stairs:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            for point in points:
                painter.drawEllipse(point, 4, 4)

    def _draw_spread(self, painter: QPainter, rect: QRectF, line: Line, color: QColor) -> None:
        if line.low is None or line.high is None:
            return
        there = self._chart.visible(line)
        up = self._points(rect, line.x[there], line.high[there])
        down = self._points(rect, line.x[there], line.low[there])
        band = QColor(color)
        band.setAlphaF(0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band)
        painter.drawPolygon(QPolygonF(up + down[::-1]))
        painter.setPen(QPen(color, 1.5))
        for high, low in zip(up, down, strict=True):
            painter.drawLine(high, low)

    def _draw_names(self, painter: QPainter, rect: QRectF) -> None:
        """Write each name beside the end of its line, moved apart where they would overlap."""
        named = [line for line in self._chart.lines if self._chart.visible(line).any()]
        ends = [self._y(rect, float(line.y[self._chart.visible(line)][-1])) for line in named]
        painter.setFont(self._name_font())
        metrics = painter.fontMetrics()
        places = moved_apart(ends, metrics.height() + 2.0, rect.top(), rect.bottom())
        for line, y in zip(named, places, strict=True):
            last = line.x[self._chart.visible(line)][-1]
            beyond = self._chart.scales[0].share(np.array([last]))[0] > 0.6
            left = rect.right() if beyond else self._x(rect, float(last))
            width = max(0.0, self.width() - left - GAP - 4)
            painter.setPen(self._color(line))
            text = fitting((line.name,), metrics, int(width))
            painter.drawText(
                QRectF(left + GAP, y - 12, width, 24), Qt.AlignmentFlag.AlignVCenter, text
            )

    def _draw_readings(self, painter: QPainter, rect: QRectF) -> None:
        """Draw a line at the place that is read, and the values above the plot."""
        place, chart = self._pointed, self._chart
        if place is None:
            return
        x = self._x(rect, place)
        painter.setPen(QPen(self._theme.color("text_faint"), 1))
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        painter.setFont(self._theme.font(LETTERS, QFont.Weight.DemiBold))
        left = 0.0
        words = [(f"{chart.write_x(place)} {chart.x_name.split(',')[0]}", "text", False)]
        words += [
            (f"{line.name} {chart.write_y(value)}", line.color, line.faint)
            for line, value in self.readings()
        ]
        for text, color, faint in words:
            painter.setPen(self._theme.color(color, 0.55 if faint else 1.0))
            painter.drawText(QRectF(left, 4, self.width() - left, 20), text)
            left += painter.fontMetrics().horizontalAdvance(text) + 16

    def _points(self, rect: QRectF, x: FloatArray, y: FloatArray) -> list[QPointF]:
        across, up = (
            scale.share(each) for scale, each in zip(self._chart.scales, (x, y), strict=True)
        )
        return [
            QPointF(rect.left() + rect.width() * a, rect.bottom() - rect.height() * b)
            for a, b in zip(across.tolist(), up.tolist(), strict=True)
        ]

    def _x(self, rect: QRectF, value: float) -> float:
        return rect.left() + rect.width() * float(self._chart.scales[0].share(np.array([value]))[0])

    def _y(self, rect: QRectF, value: float) -> float:
        share = float(self._chart.scales[1].share(np.array([value]))[0])
        return rect.bottom() - rect.height() * share

    def sizeHint(self) -> QSize:
        return USUAL_SIZE

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self.point_at(event.position())

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        step = STEPS.get(Qt.Key(event.key())) if event is not None else None
        places = self._places()
        if step is None or not len(places):
            super().keyPressEvent(event)
            return
        now = -1 if self._pointed is None else int(np.searchsorted(places, self._pointed))
        self._point(float(places[min(max(now + step, 0), len(places) - 1)]))


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
