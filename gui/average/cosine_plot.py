"""Cosines between mini-batch gradients and the full one: over an epoch, or many at one moment."""

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


class CosineStrip(QWidget):
    """Draws many cosines of one moment as dots on a line from -1 to 1, with their median."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cosines: tuple[float, ...] = ()
        self._middle: float | None = None
        self.setFixedHeight(52)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def cosines(self) -> tuple[float, ...]:
        """What is shown."""
        return self._cosines

    def set_cosines(self, cosines: Sequence[float], middle: float | None) -> None:
        """Show other cosines, and their median."""
        self._cosines, self._middle = tuple(cosines), middle
        told = "" if middle is None else f", median {fixed(middle, 3)}"
        self.setAccessibleName(f"{len(cosines)} cosines{told}")
        self.update()

    def x_of(self, cosine: float) -> float:
        """Return where a cosine is, in the widget's pixels."""
        return 16 + (cosine + 1) / 2 * (self.width() - 32)

    def sizeHint(self) -> QSize:
        return QSize(400, 52)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(12))
        middle = 16.0
        painter.setPen(QPen(self._theme.color("text_faint"), 1))
        painter.drawLine(QPointF(self.x_of(-1), middle), QPointF(self.x_of(1), middle))
        for value, words in ((-1, "against −1"), (0, "across 0"), (1, "same way +1")):
            x = self.x_of(value)
            painter.setPen(QPen(self._theme.color("text_faint"), 1))
            painter.drawLine(QPointF(x, middle - 5), QPointF(x, middle + 5))
            painter.setPen(self._theme.color("text_muted"))
            box = QRectF(x - 48, 30, 96, 18)
            box.moveLeft(min(max(box.left(), 0), self.width() - 96))
            flag = (
                Qt.AlignmentFlag.AlignLeft
                if value < 0
                else Qt.AlignmentFlag.AlignRight
                if value > 0
                else Qt.AlignmentFlag.AlignHCenter
            )
            painter.drawText(box, flag, words)
        painter.setPen(QPen(self._theme.color("highlight"), 1.5))
        painter.setBrush(self._theme.color("highlight", 0.35))
        for cosine in self._cosines:
            painter.drawEllipse(QPointF(self.x_of(cosine), middle), 5, 5)
        if self._middle is not None:
            x = self.x_of(self._middle)
            painter.setPen(QPen(self._theme.color("text"), 2))
            painter.drawLine(QPointF(x, middle - 13), QPointF(x, middle + 13))
