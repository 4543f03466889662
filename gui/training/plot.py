"""One plot over the steps of a run, drawn by pyqtgraph in the theme's colours.

Importing pyqtgraph takes about a third of a second, so only `gui.training.curve_card` imports this
module, and only when the window stands.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from core.arrays import FloatArray
from gui.theme import Theme
from gui.training.curve_style import CurveStyle
from gui.training.plot_history import PlotHistory
from gui.training.step_numbers import Room, StepNumbers, step_numbers

LEFT_AXIS, BOTTOM_AXIS = 40, 20
TEXT_OFFSET = 4
FEW, MANY = 2, 5  # numbers on a logarithmic axis
UNIT = "steps"
LEAST_COST = 1e-12  # so that a cost of 0 has a logarithm
Line = tuple[QPen, QPointF, QPointF]


class Axis(pg.AxisItem):
    """An axis with a few round numbers, drawn directly: few lines are quiet, and quickly drawn.

    What is drawn is computed when the range changes; pyqtgraph then sets ``picture`` to None.
    """

    least_pixels = 32  # between two numbers
    picture: Any

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[Any, list[float]]]:
        if self.logMode:
            return [(None, round_powers(low, high))]
        spacing = round_above((high - low) * self.least_pixels / size)
        first, last = math.ceil(low / spacing), math.floor(high / spacing)
        return [(spacing, [place * spacing for place in range(first, last + 1)])]

    def paint(self, painter: QPainter, *_arguments: object) -> None:
        """Draw the axis line, ticks and numbers."""
        if self.picture is None:
            self.picture = self.generateDrawSpecs(painter)
        if self.picture is not None:
            self._draw_lines_and_texts(painter, *self.picture)

    def _draw_lines_and_texts(
        self, painter: QPainter, axis: Line, ticks: list[Line], texts: Any
    ) -> None:
        """Fill the lines as rectangles: as lines, a dozen translucent ones take milliseconds."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for pen, start, end in (axis, *ticks):
            painter.fillRect(line_rectangle(start, end), pen.color())
        painter.setFont(self.style["tickFont"])
        painter.setPen(self.textPen())
        for rectangle, flags, text in texts:
            painter.drawText(rectangle, int(flags), text)


class StepsAxis(Axis):
    """An axis of whole numbers, and at its right end, in the same line, of what."""

    _numbers: StepNumbers | None = None

    @property
    def unit(self) -> str:
        """What is counted; nothing where there is no room for it beside two numbers."""
        return "" if self._numbers is not None and not self._numbers.with_unit else UNIT

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[Any, list[float]]]:
        advance = QFontMetricsF(self.style["tickFont"]).horizontalAdvance
        self._numbers = step_numbers(Room(low, high, size, advance(UNIT + "  "), advance))
        return [(self._numbers.spacing, list(self._numbers.steps))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Return what is written below the steps that `tickValues` has just returned."""
        return [] if self._numbers is None else list(self._numbers.texts)

    def paint(self, painter: QPainter, *arguments: object) -> None:
        """Draw the axis, and the unit at its end."""
        super().paint(painter, *arguments)
        painter.setFont(self.style["tickFont"])
        painter.setPen(self.textPen())
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        line = self.mapRectFromParent(self.geometry()).adjusted(0, TEXT_OFFSET - 1, 0, 0)
        painter.drawText(line, corner, self.unit)


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
        axes = {"left": Axis("left"), "bottom": StepsAxis("bottom")}
        self._view = pg.PlotWidget(background=None, axisItems=axes)
        self._items = {style.name: pg.PlotDataItem() for style in styles}
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._mark = pg.InfiniteLine(angle=90, movable=False)
        self.history = PlotHistory(theme, self._view, styles[1].color, self)
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
        self.history.set_log(log)

    @property
    def log(self) -> bool:
        """Whether logarithms are drawn."""
        return self._log

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
        view.prepareForPaint()

    @property
    def marked(self) -> float | None:
        """The step that is marked, None if there is none."""
        return float(self._mark.value()) if self._mark.isVisible() else None

    def mark_step(self, step: int | None) -> None:
        """Mark a step by a line; None ends it."""
        self._mark.setVisible(step is not None)
        if step is not None:
            self._mark.setPos(step)

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
        for line in (self._cursor, self._mark):
            line.hide()
            plot.addItem(line, ignoreBounds=True)
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
            axis.setStyle(tickFont=theme.font(11), tickLength=-4, tickTextOffset=TEXT_OFFSET)
            axis.enableAutoSIPrefix(False)
            axis.setWidth(size) if name == "left" else axis.setHeight(size)
        self._mark.setPen(pg.mkPen(theme.color("warning"), width=2, style=Qt.PenStyle.DashLine))
        self._cursor.setPen(pg.mkPen(theme.color("text_faint"), width=1))
        self.history.restyle()
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


def line_rectangle(start: QPointF, end: QPointF) -> QRectF:
    """Return an upright or level line, one pixel wide, as the rectangle that it covers."""
    across, down = abs(end.x() - start.x()), abs(end.y() - start.y())
    left, top = min(start.x(), end.x()), min(start.y(), end.y())
    return QRectF(left, top, max(across, 1.0), max(down, 1.0))


def round_above(value: float) -> float:
    """Return the smallest of 1, 2, 5, 10, 20 ... (and 0.5, 0.2 ...) that isn't below a value."""
    power = 10.0 ** math.floor(math.log10(max(value, LEAST_COST)))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= value * (1 - 1e-9))


def round_powers(low: float, high: float) -> list[float]:
    """Return the logarithms of a few of 1, 2, 5, 10 ... in a range; low and high are logarithms."""
    decades = range(math.floor(low), math.ceil(high) + 1)
    powers = [float(decade) for decade in decades if low <= decade <= high]
    if len(powers) > FEW:
        return powers[:: -(-len(powers) // MANY)]
    fine = [decade + math.log10(step) for decade in decades for step in (1, 2, 5)]
    return [value for value in fine if low <= value <= high]


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
