"""The ground of a map, drawn: relief and contours, which stay the same while the path goes on."""

from __future__ import annotations

from PyQt6.QtCore import QLineF, QRectF
from PyQt6.QtGui import QColor, QPainter, QPixmap

from core.arrays import FloatArray
from core.landscape.ground import Ground
from gui.landscape.map_drawing import draw_contours, level_place
from gui.landscape.relief_image import relief_image


def drawn_ground(ground: Ground, area: QRectF, ratio: float, paper: QColor) -> QPixmap:
    """Return relief and contours with so many pixels for each of the area.

    Where a cost isn't finite, the paper is seen.
    """
    pixmap = QPixmap(round(area.width() * ratio), round(area.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(paper)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(area, relief_image(ground))
    for place, level in enumerate(ground.levels):
        lines = contour_lines(ground.contours[place], area)
        draw_contours(painter, lines, level_place(ground.scale, level), place % 2 == 0)
    painter.end()
    return pixmap


def contour_lines(pieces: FloatArray, area: QRectF) -> list[QLineF]:
    """Return the pieces of a contour, (k, 2, 2) in shares of the map, in pixels of the area."""
    ends = (pieces * (area.width(), area.height())).reshape(-1, 4)
    return [QLineF(*piece) for piece in ends.tolist()]
