"""One plot over the steps of a run, drawn by pyqtgraph in the theme's colours.

Importing pyqtgraph takes about a third of a second, so only `gui.training.curve_card` imports this
module, and only when the window stands.
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QPointF, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from core.arrays import FloatArray
from gui.theme import Theme
from gui.training.curve_style import CurveStyle

LEFT_AXIS, BOTTOM_AXIS = 44, 20
LEAST_COST = 1e-12  # so that a cost of 0 has a logarithm


class StepsAxis(pg.AxisItem):
    """An axis whose whole numbers are set apart by commas."""

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [f"{value:,.0f}" if value >= 0 else "" for value in values]


class Plot(QWidget):
    """Curves over steps: the wheel zooms, dragging moves, `fit` shows everything again."""

    step_hovered = pyqtSignal(object)  # the step under the cursor, or None
    range_changed = pyqtSignal()

    def __init__(
        self, theme: Theme, styles: tuple[CurveStyle, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._styles = styles
        self._following = True
        self._log = False
        self._view = pg.PlotWidget(background=None, axisItems={"bottom": StepsAxis("bottom")})
        self._items = {style.name: pg.PlotDataItem() for style in styles}
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._prepare()
        self._restyle()
        theme.changed.connect(self._restyle)

    @property
    def following(self) -> bool:
        """Whether the whole run is in view, and stays so as it grows."""
        return self._following

    @property
    def steps_shown(self) -> tuple[float, float]:
        """The first and the last step in view."""
        (first, last), _ = self._view.viewRange()
        return float(first), float(last)

    def points(self, name: str) -> tuple[FloatArray, FloatArray]:
        """Return the points drawn of a curve."""
        x, y = self._items[name].getOriginalDataset()
        empty = np.zeros(0)
        return (empty if x is None else x), (empty if y is None else y)

    def set_points(self, name: str, x: FloatArray, y: FloatArray) -> None:
        """Draw other points of a curve."""
        if self._log:
            y = np.maximum(y, LEAST_COST)
        self._items[name].setData(x, y)

    def set_log(self, log: bool) -> None:
        """Draw the logarithm of the values, or the values."""
        self._log = log
        for item in self._items.values():
            item.setLogMode(False, log)
        self._view.getAxis("left").setLogMode(False, log)

    def set_range(self, last_step: float, low: float, high: float) -> None:
        """Show values from low to high, and all steps where the run is followed."""
        view = self._view.getViewBox()
        if self._following:
            view.setXRange(0, max(last_step, 10), padding=0.01)
        if self._log:
            low, high = np.log10(max(low, LEAST_COST)), np.log10(max(high, LEAST_COST))
        if high <= low:
            low, high = low - 0.5, high + 0.5
        view.setYRange(low, high, padding=0.05)

    @pyqtSlot()
    def fit(self) -> None:
        """Show all steps again."""
        self._following = True
        self.range_changed.emit()

    def _prepare(self) -> None:
        plot = self._view.getPlotItem()
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.showGrid(x=False, y=True, alpha=0.12)
        self._view.setFrameShape(self._view.Shape.NoFrame)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view = self._view.getViewBox()
        view.setMouseEnabled(x=True, y=False)
        view.disableAutoRange()
        view.setLimits(xMin=0)
        view.sigRangeChangedManually.connect(self._stop_following)
        self._view.scene().sigMouseMoved.connect(self._hover)
        for item in self._items.values():
            plot.addItem(item)
        self._cursor.hide()
        plot.addItem(self._cursor, ignoreBounds=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._view)

    @pyqtSlot()
    def _restyle(self) -> None:
        """Take the theme's colours and fonts."""
        theme = self._theme
        for name, size in (("left", LEFT_AXIS), ("bottom", BOTTOM_AXIS)):
            axis = self._view.getAxis(name)
            axis.setPen(theme.color("line"))
            axis.setTextPen(theme.color("text_faint"))
            axis.setStyle(tickFont=theme.font(11), tickLength=-4, tickTextOffset=4)
            axis.enableAutoSIPrefix(False)
            axis.setWidth(size) if name == "left" else axis.setHeight(size)
        self._cursor.setPen(pg.mkPen(theme.color("text_faint"), width=1))
        for style in self._styles:
            style_item(self._items[style.name], style, theme)

    @pyqtSlot(object)
    def _stop_following(self, _axes: object) -> None:
        self._following = False
        self.range_changed.emit()

    @pyqtSlot(object)
    def _hover(self, place: QPointF) -> None:
        view = self._view.getViewBox()
        if not view.sceneBoundingRect().contains(place):
            self._leave()
            return
        step = view.mapSceneToView(place).x()
        self._cursor.setPos(step)
        self._cursor.show()
        self.step_hovered.emit(step)

    def _leave(self) -> None:
        self._cursor.hide()
        self.step_hovered.emit(None)

    def leaveEvent(self, _event: object) -> None:
        self._leave()


def style_item(item: pg.PlotDataItem, style: CurveStyle, theme: Theme) -> None:
    """Give a curve its colour, its line and its markers."""
    color = theme.color(style.color, style.alpha)
    line = Qt.PenStyle.DashLine if style.dashed else Qt.PenStyle.SolidLine
    item.setPen(pg.mkPen(color, width=style.width, style=line) if style.width else None)
    item.opts["antialias"] = style.smooth
    if style.markers:
        item.setSymbol("o")
        item.setSymbolSize(5)
        item.setSymbolPen(None)
        item.setSymbolBrush(color)
