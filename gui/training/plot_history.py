"""What a plot shows of a run's history: the step one stands at, other futures, changes by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QObject, Qt, pyqtSignal, pyqtSlot

from core.arrays import FloatArray
from gui.theme import Theme

GRIP = 11  # pixels: the handle of the marker
LEAST_MOVE = 0.5  # pixels
Points = tuple[FloatArray, FloatArray]


class HereLine(pg.InfiniteLine):
    """The step at which the run stands, as a line that can be dragged."""

    def __init__(self) -> None:
        super().__init__(angle=90, movable=True)
        self.addMarker("v", 1.0, GRIP)
        self.setCursor(Qt.CursorShape.SizeHorCursor)


class PlotHistory(QObject):
    """Adds to a plot what belongs to the history; clicks and drags ask for a step."""

    step_requested = pyqtSignal(int)

    def __init__(self, theme: Theme, view: pg.PlotWidget, color: str, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._color = color
        self._view = view
        self.here = HereLine()
        self.others, self.compared, self.ahead = (pg.PlotDataItem() for _ in range(3))
        self.marks = pg.ScatterPlotItem()
        plot = view.getPlotItem()
        for item in (self.others, self.compared, self.ahead):
            item.opts["connect"] = "finite"
            plot.addItem(item)
        plot.addItem(self.marks)
        plot.addItem(self.here, ignoreBounds=True)
        self.here.hide()
        self.here.sigDragged.connect(self._drag)
        view.scene().sigMouseClicked.connect(self._click)
        self.restyle()

    @property
    def dragging(self) -> bool:
        """Whether the handle is being held."""
        return bool(self.here.moving)

    @pyqtSlot()
    def restyle(self) -> None:
        """Take the theme's colours."""
        theme = self._theme
        self.here.setPen(pg.mkPen(theme.color("highlight"), width=1))
        self.here.setHoverPen(pg.mkPen(theme.color("highlight"), width=3))
        self.others.setPen(pg.mkPen(theme.color("text_faint", 0.55), width=1))
        self.compared.setPen(pg.mkPen(theme.color("text"), width=2))
        self.ahead.setPen(pg.mkPen(theme.color(self._color, 0.4), width=2))
        self.marks.setBrush(theme.color("text"))
        self.marks.setPen(pg.mkPen(theme.color("canvas"), width=1))

    def set_here(self, step: float | None) -> None:
        """Mark a step, unless the handle is being dragged elsewhere; None marks none."""
        self.here.setVisible(step is not None)
        if step is not None and not self.dragging and self._is_elsewhere(step):
            self.here.setValue(step)

    def _is_elsewhere(self, step: float) -> bool:
        """Return whether the line would move by half a pixel: less isn't worth a redraw."""
        (first, last), _ = self._view.viewRange()
        pixels = abs(step - self.here.value()) / max(last - first, 1e-9) * self._view.width()
        return bool(pixels >= LEAST_MOVE)

    def set_lines(
        self, ahead: Points, others: Sequence[Points], compared: Sequence[Points]
    ) -> None:
        """Draw what lies ahead, the other branches, and those that one compares with."""
        self.ahead.setData(*ahead)
        self.others.setData(*with_gaps(others))
        self.compared.setData(*with_gaps(compared))

    def set_log(self, log: bool) -> None:
        """Draw the logarithm of the values, or the values."""
        for item in (self.ahead, self.others, self.compared):
            item.setLogMode(False, log)

    def set_marks(self, steps: FloatArray, values: FloatArray) -> None:
        """Draw diamonds where parameters were set by hand; values as they are drawn.

        Those without a value have no place yet: nothing has been made or measured near them.
        """
        known = np.isfinite(values)
        self.marks.setData(steps[known], values[known], symbol="d", size=9)

    @pyqtSlot(object)
    def _drag(self, line: Any) -> None:
        self.step_requested.emit(max(0, round(line.value())))

    @pyqtSlot(object)
    def _click(self, event: Any) -> None:
        """Ask for the step that was clicked; a double click asks once."""
        box = self._view.getViewBox()
        place = event.scenePos()
        if event.button() != Qt.MouseButton.LeftButton or not self.here.isVisible():
            return
        if box.sceneBoundingRect().contains(place) and not event.double():
            self.step_requested.emit(max(0, round(box.mapSceneToView(place).x())))


def with_gaps(lines: Sequence[Points]) -> Points:
    """Return several lines as one, with a gap after each."""
    gap = np.array([np.nan])
    x = [part for line in lines for part in (line[0], gap)]
    y = [part for line in lines for part in (line[1], gap)]
    return (np.concatenate(x), np.concatenate(y)) if x else (np.zeros(0), np.zeros(0))
