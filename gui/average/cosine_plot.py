"""Cosines between mini-batch gradients and the full one, over the epochs that are dealt."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.numbers import fixed

LEFT, RIGHT, TOP, BOTTOM = 40.0, 12.0, 10.0, 24.0
AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
DOT = 3.5
Point = tuple[float, float]  # epochs, cosine


class CosinePlot(QWidget):
    """Draws cosines from -1 to 1 as dots over what was dealt, in epochs; a line joins them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._points: tuple[Point, ...] = ()
        self.setMinimumHeight(112)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("cosine of the angle over the epochs")
        theme.changed.connect(self.update)

    @property
    def points(self) -> tuple[Point, ...]:
        """What is shown."""
        return self._points

    @property
    def span(self) -> tuple[float, float]:
        """The epochs at both ends: whole ones."""
        if not self._points:
            return 0.0, 1.0
        first, last = float(int(self._points[0][0])), self._points[-1][0]
        return first, max(first + 1, float(-(-last // 1)))

    def set_points(self, points: Sequence[Point]) -> None:
        """Show other points, in the order of their epochs."""
        self._points = tuple(points)
        self.update()

    def place_of(self, epochs: float, cosine: float) -> QPointF:
        """Return the place of a point, in the widget's pixels."""
        area, (first, last) = self.plot_rectangle(), self.span
        low = self.lowest
        return QPointF(
            area.left() + (epochs - first) / (last - first) * area.width(),
            area.bottom() - (cosine - low) / (1 - low) * area.height(),
        )

    @property
    def lowest(self) -> float:
        """The lower end of the scale: 0, or -1 where a mini-batch points against the whole."""
        return -1.0 if any(cosine < 0 for _, cosine in self._points) else 0.0

    def plot_rectangle(self) -> QRectF:
        """Return the rectangle within the axes' words."""
        return QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)

    def sizeHint(self) -> QSize:
        return QSize(400, 132)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axes(painter)
        places = [self.place_of(*point) for point in self._points]
        painter.setPen(QPen(self._theme.color("highlight", 0.5), 1.5))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("highlight"))
        for place in places:
            painter.drawEllipse(place, DOT, DOT)

    def _draw_axes(self, painter: QPainter) -> None:
        area, (first, last) = self.plot_rectangle(), self.span
        painter.setFont(self._theme.font(12))
        for value in sorted({self.lowest, 0.0, 0.5, 1.0}):
            y = self.place_of(first, value).y()
            painter.setPen(QPen(self._theme.color("line" if value else "text_faint"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self._theme.color("text_muted"))
            painter.drawText(QRectF(0, y - 9, LEFT - 8, 18), AT_RIGHT, fixed(value, 1))
        for epochs, flag in (
            (first, Qt.AlignmentFlag.AlignLeft),
            (last, Qt.AlignmentFlag.AlignRight),
        ):
            box = QRectF(area.left(), area.bottom() + 4, area.width(), 18)
            painter.drawText(box, flag, f"epoch {epochs:.0f}")
