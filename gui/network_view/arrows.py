"""Draw arrows beside neurons: hollow for what is wished for, solid for what can be changed.

Up is positive, down is negative, and the colour says the same; the length is the value over the
scale. What is too small for an arrow is a diamond, and zero is a dash.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from gui.network_view.layout import Column, NetworkLayout
from gui.network_view.light import NOT_A_NUMBER
from gui.network_view.scene import Arrows
from gui.theme import Theme

PLACE = 15.0  # from a disc's edge to the middle of its arrow
APART = 17.0  # between two arrows of one neuron
LONGEST = 40.0
SHARE_OF_SPACING = 0.78
SHORTEST = 5.0  # below this an arrow can't be told from a speck
DIAMOND = 3.0
WIDEST_WING = 6.0  # half of an arrow's head
OUTLINE = 1.4
HALO = 4.4  # of canvas around an arrow, so that it reads over the connections


@dataclass(frozen=True)
class ArrowStyle:
    """How an arrow looks: its colour, whether it is hollow, whether canvas sets it apart."""

    color: QColor
    canvas: QColor
    hollow: bool
    halo: bool = True
    scale: float = 1.0


def arrow_shape(centre: QPointF, length: float, scale: float = 1.0) -> QPolygonF:
    """Return a block arrow of a length in pixels: up if positive, down if negative.

    scale : how much larger than usual the parts of an arrow are
    """
    size = abs(length) / scale
    if size < SHORTEST:
        return _diamond(centre, scale)
    head, shaft = min(7.0, size * 0.5), max(1.8, min(3.0, size * 0.13))
    wing = min(WIDEST_WING, max(3.6, size * 0.3))
    tip, neck, tail = -size / 2, -size / 2 + head, size / 2
    half = [(0.0, tip), (wing, neck), (shaft, neck), (shaft, tail)]
    outline = [*half, *((-x, y) for x, y in reversed(half[1:]))]
    sign = math.copysign(scale, length)
    return QPolygonF([centre + QPointF(x * scale, y * sign) for x, y in outline])


def draw_shapes(painter: QPainter, style: ArrowStyle, shapes: list[QPolygonF]) -> None:
    """Draw arrows of one style at once, with a halo where they have to be read over connections."""
    if not shapes:
        return
    path = QPainterPath()
    for shape in shapes:
        path.addPolygon(shape)
        path.closeSubpath()
    if style.halo:
        painter.strokePath(
            path, QPen(style.canvas, HALO * style.scale, join=Qt.PenJoinStyle.BevelJoin)
        )
    painter.setPen(QPen(style.color, OUTLINE * style.scale, join=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(style.canvas if style.hollow else style.color)
    painter.drawPath(path)


def draw_all_arrows(
    painter: QPainter, theme: Theme, layout: NetworkLayout, arrows: tuple[Arrows, ...]
) -> None:
    """Draw the arrows of all layers; where a layer has both, nudges stand right of desires."""
    wished = {each.layer for each in arrows if each.hollow}
    for each in arrows:
        draw_arrows(painter, theme, layout, each, each.layer in wished and not each.hollow)


def draw_arrows(
    painter: QPainter,
    theme: Theme,
    layout: NetworkLayout,
    arrows: Arrows,
    second: bool = False,
) -> None:
    """Draw one arrow to the right of each neuron of a layer, or right of an arrow already there."""
    column, scale = layout.columns[arrows.layer], layout.text_scale
    shapes: dict[str, list[QPolygonF]] = {"positive": [], "negative": []}
    for row, value in enumerate(np.asarray(arrows.values, float)):
        if not arrows.has(row):
            continue
        centre = arrow_centre(column, row, second, scale)
        if not math.isfinite(value):
            _draw_broken(painter, centre, scale)
        elif value == 0 or not arrows.scale > 0:
            _draw_dash(painter, theme.color("text_faint"), centre, scale)
        else:
            length = longest_arrow(column, scale) * max(-1.0, min(1.0, value / arrows.scale))
            shapes["positive" if value > 0 else "negative"].append(
                arrow_shape(centre, length, scale)
            )
    for name, same in shapes.items():
        style = ArrowStyle(theme.color(name), theme.color("canvas"), arrows.hollow, scale=scale)
        draw_shapes(painter, style, same)


def longest_arrow(column: Column, scale: float = 1.0) -> float:
    """Return how long an arrow at full scale is, so that it doesn't touch its neighbours."""
    return max(min(column.spacing * SHARE_OF_SPACING, LONGEST * scale), 2 * DIAMOND)


def arrow_centre(column: Column, row: int, second: bool = False, scale: float = 1.0) -> QPointF:
    """Return the middle of a neuron's arrow, or of the second one beside it."""
    place = PLACE + APART if second else PLACE
    return QPointF(column.x + column.radius + place * scale, float(column.ys[row]))


def _diamond(centre: QPointF, scale: float) -> QPolygonF:
    corners = ((0, -DIAMOND), (DIAMOND, 0), (0, DIAMOND), (-DIAMOND, 0))
    return QPolygonF([centre + QPointF(x, y) * scale for x, y in corners])


def _draw_dash(painter: QPainter, color: QColor, centre: QPointF, scale: float) -> None:
    """Draw the sign for a value that is exactly zero."""
    painter.setPen(QPen(color, OUTLINE * scale))
    arm = QPointF(DIAMOND * scale, 0)
    painter.drawLine(centre - arm, centre + arm)


def _draw_broken(painter: QPainter, centre: QPointF, scale: float) -> None:
    painter.setPen(QPen(QColor(*NOT_A_NUMBER), 2.0 * scale))
    for side in (-1, 1):
        arm = QPointF(DIAMOND + 1, side * (DIAMOND + 1)) * scale
        painter.drawLine(centre - arm, centre + arm)
