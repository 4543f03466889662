"""Costs over a distance: curves, the straight line that a slope predicts, and named places."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray
from core.landscape.relief import CostScale, even_levels
from gui.theme import Theme
from gui.widgets.keys import keep_keys
from gui.widgets.numbers import compact

LEFT, RIGHT, TOP, BOTTOM = 48.0, 16.0, 12.0, 40.0
HEIGHT = 300
KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)
CENTRED = Qt.AlignmentFlag.AlignCenter
AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Curve:
    """A curve's name, its colour's meaning, and its costs at the plot's distances."""

    name: str
    color: str
    costs: FloatArray
    dashed: bool = False


@dataclass(frozen=True)
class Mark:
    """A named place: solid where it was measured, hollow where it is predicted.

    above, left : on which side of it the name stands
    """

    x: float
    y: float
    name: str
    color: str
    hollow: bool = False
    above: bool = True
    left: bool = False


@dataclass(frozen=True, eq=False)
class Curves:
    """What a plot shows.

    Attributes
    ----------
    x : (count,) distances, ascending
    tangent : a point (x, y) and the slope of the straight line through it, or None
    from_zero : whether the axis of costs begins at 0
    """

    x: FloatArray
    curves: tuple[Curve, ...]
    x_name: str
    tangent: tuple[float, float, float] | None = None
    marks: tuple[Mark, ...] = ()
    from_zero: bool = True

    def range(self) -> tuple[float, float]:
        """Return the lowest and the highest cost to be seen, with a margin."""
        values = np.concatenate([each.costs for each in self.curves])
        values = np.append(values[np.isfinite(values)], [m.y for m in self.marks if isfinite(m.y)])
        if not values.size:
            return 0.0, 1.0
        high = float(values.max())
        low = min(0.0, float(values.min())) if self.from_zero else float(values.min())
        margin = 0.08 * (high - low) or 0.5
        return low if self.from_zero else low - margin, high + margin


class CostPlot(QWidget):
    """Draws curves; mouse or arrow keys move a cursor that reads them."""

    pointed = pyqtSignal(object)  # index of the distance, or None

    def __init__(self, theme: Theme, height: int = HEIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._height = height
        self._data: Curves | None = None
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Cost along a line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def curves(self) -> Curves | None:
        """What is shown."""
        return self._data

    def set_curves(self, curves: Curves | None) -> None:
        """Show other curves, or none."""
        self._data, self._pointed = curves, None
        self.update()

    def words_at(self, index: int) -> str:
        """Return the distance and the costs at a place of the curves."""
        assert self._data is not None
        x = compact(float(self._data.x[index]))
        costs = [f"{c.name} {compact(float(c.costs[index]), 4)}" for c in self._data.curves]
        return f"{self._data.x_name} {x}: {', '.join(costs)}"

    def area(self) -> QRectF:
        """Return the rectangle within the axes' words."""
        return QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)

    def place_of(self, x: float, y: float) -> QPointF:
        """Return where a point is, in the widget's pixels."""
        assert self._data is not None
        area, (low, high) = self.area(), self._data.range()
        first, last = float(self._data.x[0]), float(self._data.x[-1])
        across = (x - first) / (last - first) * area.width()
        return QPointF(
            area.left() + across, area.bottom() - (y - low) / (high - low) * area.height()
        )

    def _point(self, index: int | None) -> None:
        if index != self._pointed:
            self._pointed = index
            self.pointed.emit(index)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that move the cursor from the window's shortcuts."""
        return keep_keys(event, KEYS) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None or self._data is None:
            return
        area, count = self.area(), len(self._data.x)
        share = (event.position().x() - area.left()) / max(area.width(), 1.0)
        self._point(round(share * (count - 1)) if 0 <= share <= 1 else None)

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or self._data is None or Qt.Key(event.key()) not in KEYS:
            if event is not None:
                event.ignore()
            return
        by = -1 if event.key() == Qt.Key.Key_Left else 1
        last = len(self._data.x) - 1
        start = last // 2 - by if self._pointed is None else self._pointed
        self._point(min(max(start + by, 0), last))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._data is None:
            return
        self._draw_axes(painter, self._data)
        painter.setClipRect(self.area().adjusted(0, -2, 0, 2))
        if self._data.tangent is not None:
            self._draw_tangent(painter, self._data, *self._data.tangent)
        for curve in self._data.curves:
            self._draw_curve(painter, self._data.x, curve)
        if self._pointed is not None:
            x = self.place_of(float(self._data.x[self._pointed]), 0.0).x()
            painter.setPen(QPen(self._theme.color("text_faint"), 1))
            painter.drawLine(QPointF(x, self.area().top()), QPointF(x, self.area().bottom()))
        painter.setClipping(False)
        for mark in self._data.marks:
            self._draw_mark(painter, mark)

    def _draw_axes(self, painter: QPainter, data: Curves) -> None:
        area, theme, (low, high) = self.area(), self._theme, data.range()
        painter.setFont(theme.font(12))
        for level in even_levels(CostScale(low, high, False), 5):
            y = self.place_of(0.0, level).y()
            painter.setPen(QPen(theme.color("line", 0.7), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.color("text_muted"))
            painter.drawText(QRectF(0, y - 8, LEFT - 8, 16), AT_RIGHT, f"{level:.3g}")
        first, last = float(data.x[0]), float(data.x[-1])
        for x in even_levels(CostScale(first, last, False), 6):
            place = QPointF(self.place_of(x, low).x(), area.bottom())
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(place, place + QPointF(0, 4))
            painter.setPen(theme.color("text_muted"))
            painter.drawText(QRectF(place.x() - 30, place.y() + 4, 60, 16), CENTRED, f"{x:.3g}")
        below = QRectF(area.left(), area.bottom() + 20, area.width(), 18)
        painter.drawText(below, CENTRED, data.x_name)
        if first < 0 < last:
            x = self.place_of(0.0, low).x()
            painter.setPen(QPen(theme.color("line"), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _draw_tangent(self, painter: QPainter, data: Curves, x: float, y: float, m: float) -> None:
        pen = QPen(self._theme.color("highlight"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        ends = [self.place_of(each, y + m * (each - x)) for each in map(float, data.x[[0, -1]])]
        painter.drawLine(*ends)

    def _draw_curve(self, painter: QPainter, x: FloatArray, curve: Curve) -> None:
        """Draw a curve; where a cost isn't finite it has a gap."""
        path, drawing = QPainterPath(), False
        for distance, cost in zip(x.tolist(), curve.costs.tolist(), strict=True):
            if not isfinite(cost):
                drawing = False
                continue
            place = self.place_of(distance, cost)
            path.lineTo(place) if drawing else path.moveTo(place)
            drawing = True
        style = Qt.PenStyle.DashLine if curve.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self._theme.color(curve.color), 2.5, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _draw_mark(self, painter: QPainter, mark: Mark) -> None:
        if not (isfinite(mark.x) and isfinite(mark.y)):
            return
        place, color = self.place_of(mark.x, mark.y), self._theme.color(mark.color)
        place.setY(min(place.y(), self.area().bottom()))
        painter.setPen(QPen(color, 2))
        painter.setBrush(self._theme.color("canvas") if mark.hollow else color)
        painter.drawEllipse(place, 5, 5)
        painter.setFont(self._theme.font(13))
        painter.setPen(self._theme.color("text"))
        left = mark.left or place.x() > self.area().center().x()
        top = place.y() - 22 if mark.above else place.y() + 4
        box = QRectF(place.x() - 210 if left else place.x() + 10, top, 200, 18)
        flag = AT_RIGHT if left else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, flag, mark.name)
