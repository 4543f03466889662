"""The picture of marks on their straight line: axes with their numbers, the line, the marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSlot
from PyQt6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from gui.theme import Theme
from gui.widgets.bar_drawing import draw_broken
from gui.widgets.numbers import compact

LEAST_LEFT, RIGHT, TOP, BOTTOM = 40.0, 16.0, 10.0, 28.0
LABEL_DROP = 11.0  # from the plot to the words below it, so that a ring has room
LABEL_APART = 13.0  # nearer to zero than this an axis leaves its end's number out
MANY = 64  # more marks than these are dots without stems
MARK, DOT = 5.0, 5.0
LEAST_HEIGHT = 84
CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Marks:
    """Marks at (x, y), all with y = slope x.

    Attributes
    ----------
    x, y : (count,)
    slope : of the line
    low, high : the ends of the x axis, zero among them
    x_name, y_name : the words at the axes
    names : what each mark is called
    hollow : whether they are wishes
    """

    x: FloatArray = field(default_factory=lambda: np.zeros(0))
    y: FloatArray = field(default_factory=lambda: np.zeros(0))
    slope: float = 0.0
    low: float = 0.0
    high: float = 1.0
    x_name: str = ""
    y_name: str = ""
    names: tuple[str, ...] = ()
    hollow: bool = False

    @cached_property
    def reach(self) -> tuple[float, float]:
        """The lowest and the highest y, zero among them, as far as they are numbers."""
        finite = self.y[np.isfinite(self.y)]
        return float(finite.min(initial=0.0)), float(finite.max(initial=0.0))


class MarkPicture(QWidget):
    """Draws marks on their line, as far as they have risen; some of them ringed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks = Marks()
        self._alpha = 1.0
        self._left = LEAST_LEFT
        self._pointed: int | None = None
        self._chosen: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._restyle)

    @property
    def marks(self) -> Marks:
        """What is shown."""
        return self._marks

    @property
    def chosen(self) -> int | None:
        """The mark that is chosen."""
        return self._chosen

    def set_marks(self, marks: Marks) -> None:
        """Show other marks."""
        self._marks = marks
        self._pointed = None
        self._restyle()
        self.setAccessibleName(f"{marks.y_name} over {marks.x_name}")

    def set_alpha(self, alpha: float) -> None:
        """Let the marks have risen so far from the zero line, from 0 to 1."""
        if alpha != self._alpha:
            self._alpha = alpha
            self.update()

    def set_chosen(self, index: int | None) -> None:
        """Ring one mark."""
        self._chosen = index
        self.update()

    def plot_rectangle(self) -> QRectF:
        """Return the rectangle within the axes' words."""
        return QRectF(self.rect()).adjusted(self._left, TOP, -RIGHT, -BOTTOM)

    def place_of(self, x: float, y: float) -> QPointF:
        """Return the place of a point, in the widget's pixels."""
        area, marks = self.plot_rectangle(), self._marks
        low, high = marks.reach
        wide, tall = marks.high - marks.low, high - low
        right = (x - marks.low) / wide if wide > 0 else 0.5
        up = (y - low) / tall if tall > 0 else 0.5
        return QPointF(area.left() + right * area.width(), area.bottom() - up * area.height())

    def mark_place(self, index: int) -> QPointF:
        """Return the place of a mark, as far as it has risen; what is no number lies at zero."""
        x, y = float(self._marks.x[index]), float(self._marks.y[index])
        known = isfinite(x) and isfinite(y)
        return self.place_of(x if isfinite(x) else 0.0, self._alpha * y if known else 0.0)

    @pyqtSlot()
    def _restyle(self) -> None:
        """Leave as much room as the numbers at the upright axis take."""
        metrics = QFontMetricsF(self._theme.font(11))
        texts = [compact(value, 2) for value in self._marks.reach]
        wide = max(metrics.horizontalAdvance(text) for text in texts)
        self._left = max(wide + 18.0, LEAST_LEFT)
        self.update()

    def _draw_axes(self, painter: QPainter) -> None:
        area, zero = self.plot_rectangle(), self.place_of(0.0, 0.0)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(QPointF(area.left(), zero.y()), QPointF(area.right(), zero.y()))
        painter.drawLine(QPointF(zero.x(), area.top()), QPointF(zero.x(), area.bottom()))
        painter.setFont(self._theme.font(11))
        painter.setPen(self._theme.color("text_faint"))
        for value, place in self.upright_numbers().items():
            painter.drawText(place, AT_RIGHT, compact(value, 2))
        self._draw_words_below(painter, area.bottom() + LABEL_DROP, zero.x())

    def upright_numbers(self) -> dict[float, QRectF]:
        """Return the numbers at the upright axis, its ends and 0, and where they are written."""
        zero, places = self.place_of(0.0, 0.0).y(), {}
        for value in (*self._marks.reach, 0.0):
            y = self.place_of(0.0, value).y()
            if not value or abs(y - zero) >= LABEL_APART:
                places[value] = QRectF(0, y - 7, self._left - 14, 14)
        return places

    def level_numbers(self) -> dict[float, QRectF]:
        """Return the numbers at the level axis, its ends and 0, and where they are written."""
        top = self.plot_rectangle().bottom() + LABEL_DROP
        zero, places = self.place_of(0.0, 0.0).x(), {}
        for value in (self._marks.low, self._marks.high, 0.0):
            x = self.place_of(value, 0.0).x()
            if not value or abs(x - zero) >= 2 * LABEL_APART:
                places[value] = QRectF(x - 30, top, 60, 14)
        return places

    def _draw_words_below(self, painter: QPainter, top: float, zero: float) -> None:
        """Draw the numbers of the level axis, and its name where there is room."""
        marks, metrics = self._marks, QFontMetricsF(self._theme.font(11))
        for value, place in self.level_numbers().items():
            painter.drawText(place, CENTRED, compact(value, 2))
        between = QRectF(zero + 8, top, self.plot_rectangle().right() - zero - 24, 14)
        if metrics.horizontalAdvance(marks.x_name) < between.width():
            painter.drawText(between, CENTRED, marks.x_name)

    def _draw_line(self, painter: QPainter) -> None:
        """Draw the line that all marks lie on, where it is a number."""
        marks = self._marks
        if not isfinite(marks.slope) or not len(marks.x):
            return
        area = self.plot_rectangle()
        painter.save()
        painter.setClipRect(area.adjusted(-2, -2, 2, 2))
        painter.setPen(QPen(self._theme.color("text_faint", 0.8), 1, Qt.PenStyle.DashLine))
        ends = [self.place_of(x, marks.slope * x) for x in (marks.low, marks.high)]
        painter.drawLine(*ends)
        painter.restore()

    def _draw_mark(self, painter: QPainter, index: int) -> None:
        place, y = self.mark_place(index), float(self._marks.y[index])
        if not isfinite(y):
            draw_broken(painter, place)
            return
        color = self._theme.color("positive" if y > 0 else "negative" if y else "text_faint")
        painter.setPen(QPen(color, 1))
        painter.drawLine(QPointF(place.x(), self.place_of(0.0, 0.0).y()), place)
        painter.setPen(QPen(color, 1.25, join=Qt.PenJoinStyle.MiterJoin))
        painter.setBrush(self._theme.color("canvas") if self._marks.hollow else color)
        if y == 0:
            painter.drawEllipse(place, MARK / 2, MARK / 2)
        else:
            painter.drawPolygon(pointer(place, MARK if y > 0 else -MARK))

    def _draw_crowd(self, painter: QPainter) -> None:
        """Draw many marks as dots, those of one colour at once and each place only once."""
        y, known = self._marks.y, np.isfinite(self._marks.y)
        kinds = {"text_faint": y == 0, "positive": y > 0, "negative": y < 0}
        for name, chosen in kinds.items():
            dots = self._dots(np.flatnonzero(chosen & known))
            layers = [(self._theme.color(name), DOT)]
            if self._marks.hollow:
                layers.append((self._theme.color("canvas"), DOT - 2.5))
            for color, size in layers if dots else ():
                painter.setPen(QPen(color, size, cap=Qt.PenCapStyle.RoundCap))
                painter.drawPoints(QPolygonF(dots))
        for index in np.flatnonzero(~known)[:MANY]:
            draw_broken(painter, self.mark_place(int(index)))

    def _dots(self, indices: IntArray) -> list[QPointF]:
        """Return the places of some marks, to half a pixel, each once."""
        marks, zero = self._marks, self.place_of(0.0, 0.0)
        one = self.place_of(1.0, 1.0) - zero
        xs = zero.x() + marks.x[indices] * one.x()
        ys = zero.y() + self._alpha * marks.y[indices] * one.y()
        places = np.unique(np.round(2 * np.stack([xs, ys], axis=1)) / 2, axis=0)
        return [QPointF(x, y) for x, y in places.tolist()]

    def sizeHint(self) -> QSize:
        return QSize(240, LEAST_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, LEAST_HEIGHT)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axes(painter)
        self._draw_line(painter)
        if len(self._marks.x) > MANY:
            self._draw_crowd(painter)
        else:
            for index in range(len(self._marks.x)):
                self._draw_mark(painter, index)
        for ringed, name in ((self._chosen, "text_muted"), (self._pointed, "highlight")):
            if ringed is not None and ringed < len(self._marks.x):
                painter.setPen(QPen(self._theme.color(name), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(self.mark_place(ringed), 8, 8)


def pointer(place: QPointF, size: float) -> QPolygonF:
    """Return a triangle that points up where its size is positive, else down."""
    corners = ((0.0, -size), (abs(size) * 0.85, size * 0.7), (-abs(size) * 0.85, size * 0.7))
    return QPolygonF([place + QPointF(x, y) for x, y in corners])
