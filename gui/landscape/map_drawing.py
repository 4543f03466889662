"""How a map of the cost surface is drawn: each function draws one thing with a painter."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, hypot, log10

from PyQt6.QtCore import QLineF, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from core.arrays import FloatArray
from core.landscape.relief import CostScale
from gui.landscape.relief_image import scale_image
from gui.theme import Theme

PAPER, INK = QColor("#ffffff"), QColor("#10131a")  # on the relief, in every theme
DOT = 3.5
ARROW = 8.0
APART = 9.0  # nearer to each other, dots of a path hide each other
LIGHT_BELOW = 0.4  # of the heights
CENTRED = Qt.AlignmentFlag.AlignCenter


def draw_contours(painter: QPainter, lines: list[QLineF], height: float, strong: bool) -> None:
    """Draw contour lines, light in the dark valley and dark above; every other one is stronger."""
    ink = QColor(PAPER if height < LIGHT_BELOW else INK)
    ink.setAlphaF(0.55 if strong else 0.3)
    pen = QPen(ink, 1.1 if strong else 0.9)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)  # pieces that overlap would show as beads
    painter.setPen(pen)
    painter.drawLines(lines)  # type: ignore[call-overload]  # PyQt takes a list


def draw_plate(painter: QPainter, theme: Theme, place: QPointF, text: str, right: bool) -> None:
    """Write words on a dark plate; ``place`` is its upper left corner, or its upper right one."""
    font = theme.font(12)
    painter.setFont(font)
    wide = QFontMetricsF(font).horizontalAdvance(text) + 12
    rect = QRectF(place.x() - (wide if right else 0), place.y(), wide, 20)
    ink = QColor(INK)
    ink.setAlphaF(0.72)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(PAPER)
    painter.drawText(rect, CENTRED, text)


def draw_name(
    painter: QPainter,
    theme: Theme,
    end: QPointF,
    text: str,
    avoided: Sequence[QPointF],
    area: QRectF,
) -> None:
    """Write a name on a plate beside a point, where it hides the fewest others, in an area."""
    wide = QFontMetricsF(theme.font(12)).horizontalAdvance(text) + 12
    plates = [
        QRectF(end.x() + x, end.y() + y, wide, 20)
        for x in (10, -10 - wide, -wide / 2)
        for y in (-10, 8, -28)
        if abs(y + 10) > 10 or x != -wide / 2
    ]
    inside = [plate for plate in plates if area.contains(plate)] or plates
    best = min(inside, key=lambda plate: sum(plate.contains(point) for point in avoided))
    draw_plate(painter, theme, best.topLeft(), text, False)


def draw_way(painter: QPainter, points: list[QPointF], color: QColor = PAPER) -> None:
    """Draw a path as a line with a dark edge."""
    if len(points) < 2:
        return
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = QColor(INK)
    edge.setAlphaF(0.6)
    for ink, width in ((edge, 5.0), (color, 2.5)):
        pen = QPen(ink, width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(path)


def draw_dot(painter: QPainter, place: QPointF, fill: QColor | None, size: float = DOT) -> None:
    """Draw a point with the colour of its cost, or hollow, or crossed where it has no number."""
    painter.setPen(QPen(INK, 3.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(place, size, size)
    painter.setPen(QPen(PAPER, 1.5))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(place, size, size)


def apart(points: list[QPointF]) -> list[int]:
    """Return the places of the points to be drawn as dots: each apart from the one before."""
    chosen: list[int] = []
    for place, point in enumerate(points):
        last = points[chosen[-1]] if chosen else None
        if last is None or hypot(point.x() - last.x(), point.y() - last.y()) >= APART:
            chosen.append(place)
    return chosen


def draw_here(painter: QPainter, theme: Theme, place: QPointF) -> None:
    """Ring the network of now."""
    for color, width in ((INK, 5.0), (QColor("#ffe066"), 2.5)):
        painter.setPen(QPen(color, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place, 8, 8)


def draw_cross(painter: QPainter, place: QPointF) -> None:
    """Mark the cursor."""
    for color, width in ((INK, 3.5), (PAPER, 1.5)):
        painter.setPen(QPen(color, width))
        for x, y in ((9, 0), (0, 9)):
            painter.drawLine(place - QPointF(x, y), place + QPointF(x, y))


def draw_arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
    """Draw the step that the learning rate takes: solid, since it is a change."""
    away = end - start
    length = hypot(away.x(), away.y())
    if length < ARROW:
        return
    along = away / length
    across = QPointF(-along.y(), along.x())
    base = end - along * ARROW
    head = QPolygonF([end, base + across * 5, base - across * 5])
    for color, width in ((INK, 5.0), (QColor("#ffe066"), 2.5)):
        painter.setPen(QPen(color, width))
        painter.setBrush(color)
        painter.drawLine(start + along * 8, base)
        painter.drawPolygon(head)


def draw_ruler(painter: QPainter, theme: Theme, left: QPointF, unit: float) -> None:
    """Draw how long a round distance between parameters is; ``unit`` is pixels for 1."""
    distance = round_below(120 / unit)
    length = distance * unit
    draw_plate(painter, theme, left - QPointF(0, 24), f"distance {distance:g}", False)
    for color, width in ((INK, 4.0), (PAPER, 2.0)):
        painter.setPen(QPen(color, width))
        painter.drawLine(left, left + QPointF(length, 0))


def round_below(value: float) -> float:
    """Return the largest of 1, 2, 5, 10 ... (and 0.5, 0.2 ...) that isn't above a value."""
    power = 10.0 ** floor(log10(value))
    return max(power * step for step in (1, 2, 5) if power * step <= value * (1 + 1e-9))


def draw_scale(painter: QPainter, theme: Theme, rect: QRectF, scale: CostScale) -> None:
    """Draw the bar of colours with the costs they stand for; ``rect`` is the bar."""
    painter.drawImage(rect, scale_image())
    painter.setFont(theme.font(12))
    painter.setPen(theme.color("text_muted"))
    name = "cost, by its logarithm" if scale.log else "cost"
    painter.drawText(QRectF(0, rect.top() - 4, rect.left() - 8, 16), 0x0002 | 0x0080, name)
    metrics, last = QFontMetricsF(theme.font(12)), rect.left() - 30
    for level in scale.levels():
        x = rect.left() + level_place(scale, level) * rect.width()
        text = f"{level:.4g}"
        wide = metrics.horizontalAdvance(text)
        if x - wide / 2 < last + 8 or x + wide / 2 > rect.right() + 16:
            continue
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x, rect.bottom() + 4))
        painter.drawText(QRectF(x - 30, rect.bottom() + 4, 60, 16), CENTRED, text)
        last = x + wide / 2


def level_place(scale: CostScale, level: float) -> float:
    """Return where on the bar a cost stands, 0 to 1."""
    heights: FloatArray = scale.height(level)  # type: ignore[arg-type]
    return float(heights)
