"""A card with a plot of the run, its legend, and the values under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PyQt6.QtCore import Qt, QTimer, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from core.arrays import FloatArray
from core.training.branch_curves import Aside, BranchCurves
from gui.theme import Theme
from gui.training.curve_style import CurveStyle
from gui.training.history_words import Mark
from gui.training.labels import labelled, small_button
from gui.training.legend import Legend
from gui.widgets.card import Card
from gui.widgets.fitting import FittingLabel

if TYPE_CHECKING:
    from gui.training.plot import Plot
    from gui.training.plot_history import Points

LEAST_WIDTH, HEADER = 172, 20
NEAR = 4  # pixels
SEPARATOR = " · "
LEAST = 1e-12  # so that a cost of 0 has a logarithm


class CurveCard(Card):
    """A plot that is built when it is first seen, because that takes longer than a frame."""

    styles: tuple[CurveStyle, ...] = ()
    title = ""
    menu_words = ""  # what a menu of several cards says of this one
    explanation = ""  # what is measured, where the words of the menu leave it open
    invitation = ""  # what the card says before the first mini-batch
    log_words = ""  # what its button for a logarithmic scale says; none where there is no button
    step_requested = pyqtSignal(int)  # the network as it was then is wanted

    def __init__(self, theme: Theme, curves: BranchCurves, parent: QWidget | None = None) -> None:
        super().__init__(theme, margin=8, parent=parent)
        self._theme = theme
        self._curves = curves
        self._data = curves.line
        self._here: float | None = None
        self._marks: tuple[Mark, ...] = ()
        self._compared: int | None = None
        self._hovered: float | None = None
        self._marked: int | None = None
        self.plot: Plot | None = None
        self.legend = Legend(theme, self.title, self.styles)
        self.value = FittingLabel()
        self.value.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.fit = small_button("fit", "Show the whole run")
        self.header = QHBoxLayout()
        self.header.setSpacing(5)
        self.empty = labelled(self.invitation, "faint")
        self.log = small_button("log", self.log_words)
        self.log.setCheckable(True)
        self.log.toggled.connect(self._set_log)
        self._lay_out()

    def build(self) -> None:
        """Build the plot now, if it isn't there yet."""
        if self.plot is not None:
            return
        from gui.training.plot import Plot

        self.plot = Plot(self._theme, self.styles)
        self.plot.set_log(self.log.isChecked())
        self.plot.step_hovered.connect(self._hover)
        self.plot.range_changed.connect(self.redraw)
        self.plot.history.step_requested.connect(self.step_requested)
        self.fit.clicked.connect(self.plot.fit)
        self._layout.addWidget(self.plot, 1)
        self.plot.mark_step(self._marked)
        self.redraw()

    @property
    def header_height(self) -> int:
        """How much of the card's height is above the plot."""
        return self.header.geometry().bottom() + 1

    @pyqtSlot()
    def redraw(self) -> None:
        """Draw the curves as they are now, if anybody sees them."""
        begun = self._data.last_step > 0
        self.empty.setVisible(not begun)
        if self.plot is None:
            return
        self.plot.setVisible(begun)
        if self.isVisible():
            self.draw(self.plot)
            self._draw_history(self.plot)
            self.fit.setVisible(not self.plot.following)

    def mark_step(self, step: int | None) -> None:
        """Mark a step on the curve: where the run diverged; None ends it."""
        self._marked = step
        if self.plot is not None:
            self.plot.mark_step(step)

    def set_place(self, here: float | None, marks: tuple[Mark, ...]) -> None:
        """Mark where the run stands (None: nowhere) and what was changed on the way."""
        self._here, self._marks = here, marks
        if self.plot is not None:
            self.plot.history.set_here(here)

    def compare(self, branch: int | None) -> None:
        """Let one branch stand out among the others, or none."""
        self._compared = branch
        self.redraw()

    def _draw_history(self, plot: Plot) -> None:
        """Hand over what isn't on the way to here: what lies ahead, and other branches."""
        asides = list(self._curves.asides())
        columns = plot.width()
        others = [self.aside_points(each, columns) for each in asides]
        compared = [
            points
            for each, points in zip(asides, others, strict=True)
            if each.branch == self._compared
        ]
        plot.history.set_lines(self.ahead_points(columns), others, compared)
        plot.history.set_here(self._here)
        by_hand = [mark.step for mark in self._marks if mark.by_hand]
        steps = np.array(by_hand, float)
        plot.history.set_marks(steps, self.levels_at(plot, steps))

    def ahead_points(self, columns: int) -> Points:
        """Return the curve beyond the step at which the run stands."""
        raise NotImplementedError

    def aside_points(self, aside: Aside, columns: int) -> Points:
        """Return the curve of another branch, as so many columns show it."""
        raise NotImplementedError

    def levels_at(self, plot: Plot, steps: FloatArray) -> FloatArray:
        """Return how high marks at some steps lie, as it is drawn."""
        raise NotImplementedError

    def mark_words(self, step: float) -> str:
        """Return what was changed at a step, or within a few pixels of it."""
        if self.plot is None:
            return ""
        first, last = self.plot.steps_shown
        near = NEAR * (last - first) / max(1, self.plot.width())
        found = [mark for mark in self._marks if abs(mark.step - step) <= near]
        return found[-1].words if found else ""

    def draw(self, plot: Plot) -> None:
        """Hand the points in view to the plot."""
        raise NotImplementedError

    def levels(self, *parts: FloatArray) -> tuple[float, float]:
        """Return the lowest and the highest value to show."""
        shown = [part for part in parts if len(part)]
        if not shown:
            return 0.0, 1.0
        lowest = min(float(part.min()) for part in shown) if self.log.isChecked() else 0.0
        return lowest, max(float(part.max()) for part in shown)

    def value_text(self, step: float | None) -> str:
        """Return what stands above the plot: the values at a step, or the newest."""
        raise NotImplementedError

    def _lay_out(self) -> None:
        self.header.addStrut(HEADER)
        self.header.addWidget(self.legend, 1)
        self.header.addWidget(self.value)
        self.header.addWidget(self.fit)
        self.header.addWidget(self.log)
        if not self.log_words:
            self.log.hide()
        self._layout.addLayout(self.header)
        self._layout.setSpacing(4)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self._layout.addWidget(self.empty, 1)
        self.fit.hide()
        self.setMinimumWidth(LEAST_WIDTH)

    def write_value(self) -> None:
        """Write the newest values above the plot, or those under the cursor."""
        parts = self.value_text(self._hovered).split(SEPARATOR)
        self.value.set_forms(*(SEPARATOR.join(parts[:end]) for end in range(len(parts), 0, -1)))
        self.legend.setVisible(self._hovered is None)

    @pyqtSlot(bool)
    def _set_log(self, log: bool) -> None:
        if self.plot is not None:
            self.plot.set_log(log)
            self.redraw()

    @pyqtSlot(object)
    def _hover(self, step: float | None) -> None:
        self._hovered = step
        self.write_value()

    @pyqtSlot()
    def _build_later(self) -> None:
        if self.isVisible():
            self.build()
            self.redraw()
            self.write_value()

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        QTimer.singleShot(0 if self.plot else 60, self._build_later)
