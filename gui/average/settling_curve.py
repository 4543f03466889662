"""How a mean settles: the running mean over the number of examples, with its spread as a band."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import floor, log10

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray, IntArray
from gui.theme import Theme
from gui.widgets.numbers import compact, whole

LEFT, RIGHT, TOP, BOTTOM = 64.0, 12.0, 8.0, 24.0
HEIGHT = 200
CENTRED = Qt.AlignmentFlag.AlignCenter
AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WIDE_FROM = 5  # bands of fewer examples would hide all that follows


@dataclass(frozen=True)
class Settling:
    """A running mean.

    counts : (m,), ascending
    means, spreads : (m,), not a number where there is none
    most : the count at the right end
    """

    counts: IntArray = field(default_factory=lambda: np.zeros(0, np.int64))
    means: FloatArray = field(default_factory=lambda: np.zeros(0))
    spreads: FloatArray = field(default_factory=lambda: np.zeros(0))
    most: int = 1

    @cached_property
    def reach(self) -> tuple[float, float]:
        """The lowest and the highest value, zero among them."""
        late = self.counts >= min(WIDE_FROM, self.counts[-1] if len(self.counts) else 0)
        spread = np.where(late, np.nan_to_num(self.spreads), 0.0)
        both = np.concatenate([self.means - spread, self.means + spread])
        both = both[np.isfinite(both)]
        return float(both.min(initial=0.0)), float(both.max(initial=0.0))


class SettlingCurve(QWidget):
    """Draws a running mean over the logarithm of the count."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settling = Settling()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(HEIGHT)
        theme.changed.connect(self.update)

    @property
    def settling(self) -> Settling:
        """What is shown."""
        return self._settling

    def set_settling(self, settling: Settling) -> None:
        """Show another running mean."""
        self._settling = settling
        if len(settling.counts):
            last = compact(float(settling.means[-1]))
            words = f"running mean of {whole(int(settling.counts[-1]))} examples: {last}"
            self.setAccessibleName(words)
        self.update()

    def plot_rectangle(self) -> QRectF:
        """Return the rectangle within the axes' words."""
        return QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)

    def place_of(self, count: float, value: float) -> QPointF:
        """Return the place of a point, in the widget's pixels."""
        area, (low, high) = self.plot_rectangle(), self._settling.reach
        wide = log10(max(self._settling.most, 10))
        up = (value - low) / (high - low) if high > low else 0.5
        right = log10(max(count, 1)) / wide
        return QPointF(area.left() + right * area.width(), area.bottom() - up * area.height())

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axes(painter)
        shown = np.isfinite(self._settling.means)
        if not shown.any():
            return
        painter.setClipRect(self.plot_rectangle().adjusted(-4, -4, 6, 4))
        self._draw_band(painter)
        self._draw_line(painter)

    def _draw_axes(self, painter: QPainter) -> None:
        """Draw zero, and a line for each power of ten of the count."""
        area, settling = self.plot_rectangle(), self._settling
        painter.setFont(self._theme.font(12))
        most = max(settling.most, 10)
        for decade in range(floor(log10(most)) + 1):
            x = self.place_of(10**decade, 0).x()
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(self._theme.color("text_muted"))
            box = QRectF(x - 36, area.bottom() + 4, 72, 18)
            painter.drawText(box, CENTRED, whole(10**decade))
        zero = self.place_of(1, 0).y()
        painter.setPen(QPen(self._theme.color("text_faint"), 1))
        painter.drawLine(QPointF(area.left(), zero), QPointF(area.right(), zero))
        painter.setPen(self._theme.color("text_muted"))
        height = QFontMetricsF(painter.font()).height()
        for value in (0.0, *settling.reach):
            y = self.place_of(1, value).y()
            if value == 0 or abs(y - zero) >= height:
                box = QRectF(0, y - 9, LEFT - 8, 18)
                text = compact(value, 2)
                painter.drawText(box, AT_RIGHT, f"+{text}" if value > 0 else text)

    def _draw_band(self, painter: QPainter) -> None:
        """Draw what lies within the spread to both sides."""
        settling = self._settling
        known = np.isfinite(settling.means) & np.isfinite(settling.spreads)
        counts, means = settling.counts[known].tolist(), settling.means[known]
        if not counts:
            return
        spreads = settling.spreads[known]
        above = zip(counts, (means + spreads).tolist(), strict=True)
        below = zip(counts[::-1], (means - spreads)[::-1].tolist(), strict=True)
        outline = [self.place_of(*point) for point in (*above, *below)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("highlight", 0.22))
        painter.drawPolygon(QPolygonF(outline))

    def _draw_line(self, painter: QPainter) -> None:
        """Draw the running mean, and a disc at its end."""
        settling = self._settling
        points = [
            self.place_of(count, mean)
            for count, mean in zip(settling.counts.tolist(), settling.means.tolist(), strict=True)
            if np.isfinite(mean)
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("highlight"), 2.5))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("highlight"))
        painter.drawEllipse(points[-1], 4.5, 4.5)
