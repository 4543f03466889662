"""How bars stand on each other, and how their switches and the arrow of their sum are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF

from gui.theme import Colors, figures_of_equal_width

HEAD = 7.0  # the length of an arrow's head
SWITCH_LETTER = 10


@dataclass(frozen=True)
class Stack:
    """How bars stand on each other.

    Attributes
    ----------
    begins, ends : where each bar begins and ends
    added : so many are there; the others are still to come
    struck : rows that are muted
    alone : rows that are heard while all others are muted
    """

    begins: tuple[float, ...] = ()
    ends: tuple[float, ...] = ()
    added: int = 0
    struck: frozenset[int] = frozenset()
    alone: frozenset[int] = frozenset()


def span_of(stack: Stack, index: int, alpha: float) -> tuple[float, float]:
    """Return from where to where a bar reaches; the newest has grown by alpha, 0 to 1."""
    begin, end = stack.begins[index], stack.ends[index]
    return (begin, begin + alpha * (end - begin)) if index == stack.added - 1 else (begin, end)


def place_of(value: float, area: QRectF, low: float, high: float) -> float:
    """Return the x of a value where low is the area's left edge and high its right one."""
    if not high > low:
        return area.center().x()
    share = min(max((value - low) / (high - low), 0.0), 1.0)
    return area.left() + share * area.width()


@dataclass(frozen=True)
class SwitchLook:
    """What all switches share: colours, font, and the pixels of the device per logical one."""

    colors: Colors
    family: str
    scale: float


@lru_cache(maxsize=64)
def switch_image(name: str, on: bool, size: tuple[float, float], look: SwitchLook) -> QImage:
    """Return the image of a switch: there are many, and all look like one of four."""
    width, height = (ceil(side * look.scale) for side in size)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(look.scale)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(figures_of_equal_width(look.family, SWITCH_LETTER, QFont.Weight.Normal))
    draw_switch(painter, QRectF(0, 0, *size), name, on, look.colors)
    painter.end()
    return image


def draw_switch(painter: QPainter, rect: QRectF, name: str, on: bool, colors: Colors) -> None:
    """Draw a letter that is switched on or off."""
    painter.setPen(QPen(QColor(colors.highlight if on else colors.line), 1))
    painter.setBrush(QColor(colors.highlight) if on else QColor(colors.raised))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(QColor(colors.canvas if on else colors.text_faint))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name)


def draw_arrow(painter: QPainter, span: QRectF, right: bool, color: QColor) -> None:
    """Draw a hollow block arrow along a span, to the right or to the left."""
    tail, tip = (span.left(), span.right()) if right else (span.right(), span.left())
    head = min(HEAD, span.width())
    neck = tip - head if right else tip + head
    top, bottom, wing = span.top() + 2, span.bottom() - 2, 2.0
    middle = span.center().y()
    corners = [(tail, top), (neck, top), (neck, top - wing), (tip, middle)]
    corners += [(neck, bottom + wing), (neck, bottom), (tail, bottom)]
    painter.setPen(QPen(color, 1.5, join=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
