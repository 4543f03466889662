"""Two gradients as arrows: the full one points right, a mini-batch's at its true angle."""

from __future__ import annotations

from math import atan2, cos, hypot, pi, radians, sin

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.numbers import fixed

WIDTH, HEIGHT = 176, 132
HEAD = 11.0
LEAST = 1 / 6  # the shorter arrow in lengths of the longer one, so that it is seen
LINE, ABOVE = 18.0, 23.0  # a name's height, and how far above a tip it begins
ALL, OWN, UNSCALED = "all examples", "mini-batch", "not to scale"
UNDEFINED = "no angle: a gradient is exactly 0"


class AngleDial(QWidget):
    """Draws both at their true angle; the ratio of their lengths is true where both are seen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._angle: float | None = None
        self._ratio: float | None = None
        self._words = ""
        self.setFixedSize(WIDTH, HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def words(self) -> str:
        """What is written instead of arrows; empty where there are some."""
        return self._words

    @property
    def to_scale(self) -> bool:
        """Whether the arrows' lengths are in their true ratio."""
        return self._drawn_ratio == self._ratio

    def set_angle(self, angle: float | None, ratio: float | None) -> None:
        """Show an angle in degrees, and the mini-batch's length in lengths of the full one."""
        self._angle, self._ratio = angle, ratio
        self._words = UNDEFINED if angle is None else ""
        scale = "" if self.to_scale else f", the lengths {UNSCALED}"
        self.setAccessibleName(self._words or f"angle {fixed(angle or 0.0, 1)} degrees{scale}")
        self.update()

    def clear(self) -> None:
        """Show nothing yet."""
        self._angle, self._words = None, ""
        self.update()

    def tips(self) -> tuple[QPointF, QPointF, QPointF]:
        """Return the origin, and the tips of the full gradient and of the mini-batch's."""
        angle, ratio = radians(self._angle or 0.0), self._drawn_ratio
        longest = max(1.0, ratio)
        behind = max(0.0, -cos(angle) * ratio / longest)
        right = max(1.0 / longest, cos(angle) * ratio / longest, 0.0)
        upward = max(sin(angle) * ratio / longest, 0.05)
        size = min((WIDTH - 24) / (behind + right), (HEIGHT - 26 - ABOVE) / upward)
        origin = QPointF(12 + behind * size, HEIGHT - 26)
        full = origin + QPointF(size / longest, 0)
        own = QPointF(cos(angle), -sin(angle)) * (size * ratio / longest)
        return origin, full, origin + own

    def name_places(self) -> tuple[QRectF, QRectF, QRectF]:
        """Return where the arrows are named, the full one below its tip and the other above it.

        The third place, in the other half below, is for the words that they are not to scale.
        """
        _, full, own = self.tips()
        left, half = full.x() < WIDTH / 2, WIDTH / 2
        beside = half if left else 0.0
        below = self._named(ALL, full.x(), HEIGHT - LINE, (0.0 if left else half))
        above = self._named(OWN, own.x(), own.y() - ABOVE, 0.0, WIDTH)
        return below, above, QRectF(beside, HEIGHT - LINE, half, LINE)

    def _named(
        self, name: str, middle: float, top: float, left: float, room: float = WIDTH / 2
    ) -> QRectF:
        """Return the place of a name around a middle, moved as far as its room demands."""
        wide = QFontMetricsF(self._name_font()).horizontalAdvance(name) + 1
        start = min(max(middle - wide / 2, left), left + room - wide)
        return QRectF(start, top, wide, LINE)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(13))
        if self._angle is None:
            painter.setPen(self._theme.color("text_muted"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), flags, self._words)
            return
        origin, full, own = self.tips()
        radius = min(hypot(*xy(full - origin)), hypot(*xy(own - origin))) * 0.4
        painter.setPen(QPen(self._theme.color("text_muted"), 1.5))
        arc = QRectF(origin.x() - radius, origin.y() - radius, 2 * radius, 2 * radius)
        painter.drawArc(arc, 0, round(self._angle * 16))
        self._draw_arrow(painter, origin, full, "text")
        self._draw_arrow(painter, origin, own, "highlight")
        self._draw_names(painter)

    @property
    def _drawn_ratio(self) -> float:
        """The mini-batch's length in lengths of the full one, as it is drawn."""
        return min(max(self._ratio or 0.0, LEAST), 1 / LEAST)

    def _name_font(self) -> QFont:
        return self._theme.font(12, QFont.Weight.DemiBold)

    def _draw_names(self, painter: QPainter) -> None:
        """Name each arrow at its tip, and say where their lengths aren't true."""
        below, above, note = self.name_places()
        painter.setFont(self._name_font())
        for place, name, color in ((below, ALL, "text"), (above, OWN, "highlight")):
            painter.setPen(self._theme.color(color))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
        if not self.to_scale:
            painter.setFont(self._theme.font(12))
            painter.setPen(self._theme.color("text_muted"))
            side = Qt.AlignmentFlag.AlignRight if note.left() else Qt.AlignmentFlag.AlignLeft
            painter.drawText(note, side | Qt.AlignmentFlag.AlignVCenter, UNSCALED)

    def _draw_arrow(self, painter: QPainter, start: QPointF, tip: QPointF, name: str) -> None:
        """Draw a solid arrow."""
        color = self._theme.color(name)
        way = tip - start
        turn = atan2(way.y(), way.x())
        head = min(HEAD, hypot(*xy(way)))
        sides = [
            tip - QPointF(cos(turn + side), sin(turn + side)) * head for side in (pi / 7, -pi / 7)
        ]
        painter.setPen(QPen(color, 3, cap=Qt.PenCapStyle.FlatCap))
        painter.drawLine(start, tip - QPointF(cos(turn), sin(turn)) * head * 0.8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([tip, *sides]))


def xy(point: QPointF) -> tuple[float, float]:
    """Return a point's two coordinates."""
    return point.x(), point.y()
