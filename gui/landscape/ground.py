"""The ground of a map: relief and contours, which stay the same while the path goes on."""

from __future__ import annotations

from PyQt6.QtCore import QLineF, QRectF
from PyQt6.QtGui import QColor, QPainter, QPixmap

from core.arrays import FloatArray
from core.landscape.relief import CostScale, contour, smooth
from gui.landscape.map_drawing import draw_contours, level_place
from gui.landscape.relief_image import relief_image

FINE = (67, 107)  # rows and columns between which contours are straight
MOST_COLUMNS = 320  # of the relief's own pixels: it is smooth, and drawn larger


def drawn_ground(
    costs: FloatArray, scale: CostScale, area: QRectF, ratio: float, paper: QColor
) -> QPixmap:
    """Return relief and contours of a grid of costs, with so many pixels for each of the area.

    Where a cost isn't finite, the paper is seen.
    """
    pixmap = QPixmap(round(area.width() * ratio), round(area.height() * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(paper)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    columns = min(round(area.width()), MOST_COLUMNS)
    rows = max(2, round(columns * area.height() / area.width()))
    painter.drawImage(area, relief_image(costs, scale, (rows, max(2, columns))))
    fine = smooth(costs, FINE)
    for place, level in enumerate(scale.levels()):
        lines = contour_lines(fine, level, area)
        draw_contours(painter, lines, level_place(scale, level), place % 2 == 0)
    painter.end()
    return pixmap


def contour_lines(fine: FloatArray, level: float, area: QRectF) -> list[QLineF]:
    """Return the pieces of a contour in the pixels of the area; row 0 is at its bottom."""
    across, up = area.width() / (fine.shape[1] - 1), area.height() / (fine.shape[0] - 1)
    pieces = contour(fine, level) * (across, -up) + (0, area.height())
    return [QLineF(*start, *end) for start, end in pieces.tolist()]
