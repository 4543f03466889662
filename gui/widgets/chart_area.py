"""Where a chart lies in its widget: the rectangle between axes and names, and each value in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSizeF
from PyQt6.QtGui import QFont, QFontMetricsF

from core.arrays import FloatArray
from gui.theme import Theme
from gui.widgets.chart import Chart

LETTERS, NAME_LETTERS = 13, 14
TOP, BOTTOM, GAP = 32.0, 44.0, 8.0  # above and below the rectangle; between words and lines
MOST_NAME_SHARE = 0.32  # of the width, for the names at the ends
ROOM_FOR_LEVEL = 44  # pixels from one value beside the axis to the next
MOST_LEVELS = 5


@dataclass(frozen=True, eq=False)
class ChartArea:
    """The place of a chart.

    Attributes
    ----------
    rect : between the axes and the names at the ends of the lines
    width : of the whole widget
    levels : the values beside the vertical axis, and how they are written
    """

    chart: Chart
    rect: QRectF
    width: float
    levels: dict[float, str]

    def x(self, value: float) -> float:
        """Return how far to the right a value lies."""
        share = float(self.chart.scales[0].share(np.array([value]))[0])
        return self.rect.left() + self.rect.width() * share

    def y(self, value: float) -> float:
        """Return how far down a value lies."""
        share = float(self.chart.scales[1].share(np.array([value]))[0])
        return self.rect.bottom() - self.rect.height() * share

    def points(self, x: FloatArray, y: FloatArray) -> list[QPointF]:
        """Return where the points of a curve lie."""
        rect, (x_scale, y_scale) = self.rect, self.chart.scales
        return [
            QPointF(rect.left() + rect.width() * across, rect.bottom() - rect.height() * up)
            for across, up in zip(x_scale.share(x).tolist(), y_scale.share(y).tolist(), strict=True)
        ]


def area_of(chart: Chart, size: QSizeF, theme: Theme) -> ChartArea:
    """Return the place of a chart in a widget of a size."""
    levels = levels_of(chart, size.height())
    metrics = QFontMetricsF(theme.font(LETTERS))
    left = 12 + max(metrics.horizontalAdvance(text) for text in levels.values())
    right = 12 + names_width(chart, size.width(), theme)
    rect = QRectF(0, 0, size.width(), size.height()).adjusted(left, TOP, -right, -BOTTOM)
    return ChartArea(chart, rect, size.width(), levels)


def levels_of(chart: Chart, height: float) -> dict[float, str]:
    """Return round values for the vertical axis, as many as there is room for, and their texts."""
    room = max(2, int((height - TOP - BOTTOM) / ROOM_FOR_LEVEL))
    ticks = chart.scales[1].ticks(min(room, MOST_LEVELS))
    return {tick: chart.write_y(tick) for tick in ticks} or {0.0: "0"}


def names_width(chart: Chart, width: float, theme: Theme) -> float:
    """Return how much of a width the names at the ends of the lines are given."""
    metrics = QFontMetricsF(name_font(theme))
    names = [metrics.horizontalAdvance(line.name) for line in chart.lines]
    return min(max(names, default=0.0) + 16, width * MOST_NAME_SHARE)


def name_font(theme: Theme) -> QFont:
    """Return the font of the names at the ends of the lines."""
    return theme.font(NAME_LETTERS, QFont.Weight.DemiBold)
