"""Cosines of many mini-batches at once: those of now, and those at the start of the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.numbers import fixed

HEIGHT, MIDDLE = 68, 30.0
EDGE, DOT, TICK = 16.0, 5.0, 12.0
CENTRED = Qt.AlignmentFlag.AlignHCenter
ENDS = (
    (-1, "against −1", Qt.AlignmentFlag.AlignLeft),
    (0, "across 0", CENTRED),
    (1, "same way +1", Qt.AlignmentFlag.AlignRight),
)


@dataclass(frozen=True)
class Cosines:
    """Many cosines of one moment, what the moment is called, and their median."""

    name: str
    values: tuple[float, ...] = ()
    middle: float | None = None

    @property
    def label(self) -> str:
        """The moment and the median."""
        return self.name if self.middle is None else f"{self.name} {fixed(self.middle, 3)}"


class CosineStrip(QWidget):
    """Draws cosines as dots on a line from -1 to 1, with the medians named above them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._first, self._now = Cosines("at the start"), Cosines("now")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def cosines(self) -> tuple[float, ...]:
        """Those of now."""
        return self._now.values

    @property
    def first_cosines(self) -> tuple[float, ...]:
        """Those at the start; none where the run stands there."""
        return self._first.values

    def set_cosines(
        self,
        cosines: Sequence[float],
        middle: float | None,
        first: Sequence[float] = (),
        first_middle: float | None = None,
    ) -> None:
        """Show other cosines and their medians, those of now and those at the start."""
        self._now = Cosines("now", tuple(cosines), middle)
        self._first = Cosines("at the start", tuple(first), first_middle)
        told = [f"{len(each.values)} cosines {each.label}" for each in self._moments]
        self.setAccessibleName(", ".join(told) or "no cosines yet")
        self.update()

    @property
    def _moments(self) -> list[Cosines]:
        return [each for each in (self._first, self._now) if each.values]

    def x_of(self, cosine: float) -> float:
        """Return where a cosine is, in the widget's pixels."""
        return EDGE + (cosine + 1) / 2 * (self.width() - 2 * EDGE)

    def label_places(self) -> list[tuple[Cosines, QRectF]]:
        """Return where the moments are named: over their medians, and not over each other."""
        metrics = QFontMetricsF(self._label_font())
        places: list[tuple[Cosines, QRectF]] = []
        for each in self._moments:
            if each.middle is None:
                continue
            wide = metrics.horizontalAdvance(each.label) + 4
            box = QRectF(self.x_of(each.middle) - wide / 2, 0, wide, MIDDLE - TICK)
            box.moveLeft(min(max(box.left(), 0.0), self.width() - wide))
            if places and box.intersects(places[0][1].adjusted(-8, 0, 8, 0)):
                before = places[0][1]
                room = before.left() - 8 - wide
                box.moveLeft(room if room >= 0 else before.right() + 8)
            places.append((each, box))
        return places

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_axis(painter)
        for each in self._moments:
            self._draw_dots(painter, each)
        painter.setFont(self._label_font())
        for each, box in self.label_places():
            painter.setPen(self._theme.color(self._color(each)))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, each.label)

    def _label_font(self) -> QFont:
        return self._theme.font(13, QFont.Weight.DemiBold)

    def _color(self, moment: Cosines) -> str:
        return "positive" if moment is self._first else "highlight"

    def _draw_axis(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font(12))
        painter.setPen(QPen(self._theme.color("text_faint"), 1))
        painter.drawLine(QPointF(self.x_of(-1), MIDDLE), QPointF(self.x_of(1), MIDDLE))
        for value, words, flag in ENDS:
            x = self.x_of(value)
            painter.setPen(QPen(self._theme.color("text_faint"), 1))
            painter.drawLine(QPointF(x, MIDDLE - 5), QPointF(x, MIDDLE + 5))
            painter.setPen(self._theme.color("text_muted"))
            box = QRectF(x - 48, MIDDLE + 16, 96, 18)
            box.moveLeft(min(max(box.left(), 0), self.width() - 96))
            painter.drawText(box, flag, words)

    def _draw_dots(self, painter: QPainter, moment: Cosines) -> None:
        """Draw a dot for each mini-batch, and a line at the median."""
        name = self._color(moment)
        painter.setPen(QPen(self._theme.color(name), 1.5))
        painter.setBrush(self._theme.color(name, 0.35))
        for cosine in moment.values:
            painter.drawEllipse(QPointF(self.x_of(cosine), MIDDLE), DOT, DOT)
        if moment.middle is not None:
            x = self.x_of(moment.middle)
            painter.setPen(QPen(self._theme.color("text"), 2))
            painter.drawLine(QPointF(x, MIDDLE - TICK), QPointF(x, MIDDLE + TICK))
