"""Curves with their names at their ends; the pointer reads the values of all of them.

Large letters and strong lines, so that it can be read from the back of a room.
"""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.chart import Chart
from gui.widgets.chart_area import BOTTOM, TOP, ChartArea, area_of
from gui.widgets.chart_drawing import (
    draw_axes,
    draw_empty,
    draw_lines,
    draw_names,
    draw_readings,
    draw_y_name,
)

LEAST_SIZE, USUAL_SIZE = QSize(240, 160), QSize(420, 260)
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class LineChart(QWidget):
    """Shows a `Chart`; the mouse, or the arrow keys, read the values at a place."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chart = Chart()
        self._pointed: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def chart(self) -> Chart:
        """What is shown."""
        return self._chart

    @property
    def pointed(self) -> float | None:
        """The x at which values are read, or None."""
        return self._pointed

    def set_chart(self, chart: Chart) -> None:
        """Show other curves; the place that is read stays, if it is still there."""
        self._chart = chart
        if self._pointed is not None and self._pointed not in chart.places():
            self._pointed = None
        self.setAccessibleName(f"{chart.y_name} over {chart.x_name}")
        self.update()

    def plot_rectangle(self) -> QRectF:
        """Return the rectangle between the axes and the names at the ends."""
        return self._area().rect

    def point_at(self, position: QPointF) -> None:
        """Read the values at the place nearest to a position."""
        places = self._chart.places()
        rect = self.plot_rectangle()
        if not len(places) or not rect.adjusted(-12, -TOP, 12, BOTTOM).contains(position):
            self._point(None)
            return
        at = rect.left() + rect.width() * self._chart.scales[0].share(places)
        self._point(float(places[np.abs(at - position.x()).argmin()]))

    def _point(self, place: float | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.update()

    def _area(self) -> ChartArea:
        return area_of(self._chart, QSizeF(self.size()), self._theme)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter, area, theme = QPainter(self), self._area(), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_axes(painter, area, theme)
        if self._pointed is None:
            draw_y_name(painter, area, theme)
        if not self._chart.places().size:
            draw_empty(painter, area, theme)
            return
        draw_lines(painter, area, theme)
        draw_names(painter, area, theme)
        if self._pointed is not None:
            draw_readings(painter, area, self._pointed, theme)

    def sizeHint(self) -> QSize:
        return USUAL_SIZE

    def minimumSizeHint(self) -> QSize:
        return LEAST_SIZE

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self.point_at(event.position())

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point(None)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        step = STEPS.get(Qt.Key(event.key())) if event is not None else None
        places = self._chart.places()
        if step is None or not len(places):
            super().keyPressEvent(event)
            return
        now = -1 if self._pointed is None else int(np.searchsorted(places, self._pointed))
        self._point(float(places[min(max(now + step, 0), len(places) - 1)]))
