"""The page of the cost surface: a map of a plane, or the line down the gradient."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtGui import QHideEvent, QShowEvent
from PyQt6.QtWidgets import QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.landscape.line import Slice
from core.landscape.relief import smooth
from core.landscape.sketch import Sketch
from core.landscape.survey import Survey
from gui.landscape import surface_words as told
from gui.landscape.cost_plot import CostPlot, Curve, Curves, Mark
from gui.landscape.labels import flatten, line, row, words
from gui.landscape.plane_choice import PlaneChoice
from gui.landscape.surface_map import Live, Place, SurfaceMap
from gui.theme import Theme
from gui.widgets.segments import Segments

MAP, LINE = "Plane", "Down the gradient"
HINT = "Point at the map, or press arrow keys; a click or Enter shows the network there."
VISIT_HINT = "Point at the map, or press arrow keys."
LINE_HINT = "Point at the curve, or move along it with the arrow keys."
FINE = 161


class SurfacePanel(QWidget):
    """Shows a survey or a slice, and says what is wanted.

    `wanted` asks for what is chosen now; `place_chosen` for the network at a place of the map.
    """

    wanted = pyqtSignal()
    cancelled = pyqtSignal()
    place_chosen = pyqtSignal(float, float)
    left_place = pyqtSignal()
    shown = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.views = Segments((MAP, LINE))
        self.compute = QPushButton("Compute again")
        self.choice = PlaneChoice(theme)
        self.map = SurfaceMap(theme)
        self.plot = CostPlot(theme)
        self.readout = line("muted", HINT)
        self.visit = words("good")
        self.back = QPushButton("Back to the run's network")
        self.problem = words("warning")
        self.path = words("text")
        self.step = words("text")
        self.data = words("faint")
        self.moved = words("muted")
        self.progress = QProgressBar()
        self._busy = False
        self._lay_out()
        self._connect()
        self._show_view()
        self.leave_place()
        self.set_busy(False)

    @property
    def on_line(self) -> bool:
        """Whether the line is shown, not the map."""
        return self.views.current == LINE

    def show_map(self) -> None:
        """Show the map, not the line; nothing is told."""
        if self.on_line:
            self.views.set_chosen(MAP)
            self._show_view()

    def set_sketch(self, sketch: Sketch) -> None:
        """Show a map, coarse or fine."""
        survey = sketch.survey
        self.map.set_sketch(sketch)
        self.path.setText(told.path_words(survey))
        self.step.setText(told.step_words(survey))
        self.data.setText(told.data_words(survey))
        self.moved.hide()
        self.say_problem("")

    def set_slice(self, found: Slice, learning_rate: float, step: int) -> None:
        """Show the line down the gradient."""
        self.plot.set_curves(curves_of(found))
        self.step.setText(told.slice_words(found, learning_rate))
        self.data.setText(told.slice_data_words(found, step))
        self.path.setText("")
        self.moved.hide()
        self.say_problem("")

    def set_live(self, places: tuple[Place, ...], text: str) -> None:
        """Show where the run has gone since the map was made, and say how far off."""
        self.map.set_live(Live(places))
        self.say_in_passing(text)

    def say_in_passing(self, text: str) -> None:
        """Say something below the map until another one is made."""
        self.moved.setText(text)
        self.moved.setVisible(bool(text))

    def say_problem(self, text: str) -> None:
        """Say why there is nothing to show; nothing hides the words, and shows the picture."""
        self.problem.setText(text[:1].upper() + text[1:])
        self.problem.setVisible(bool(text))
        self.map.setVisible(not text and not self.on_line)
        self.plot.setVisible(not text and self.on_line)
        for label in (self.path, self.step, self.data, self.readout):
            label.setVisible(not text and bool(label.text()))

    def set_busy(self, busy: bool, share: float = 0.0) -> None:
        """Show how far a computation is, with a way to give it up."""
        self._busy = busy
        self.compute.setText("Cancel" if busy else "Compute again")
        self.progress.setValue(round(100 * share) if busy else 0)

    def visit_place(self, place: Place, text: str) -> None:
        """Say whose network the picture shows."""
        self.map.set_visited(place)
        self.visit.setText(text)
        self.readout.setText(VISIT_HINT)
        self.visit.show()
        self.back.show()

    def leave_place(self) -> None:
        """Say nothing: the picture shows the run's network."""
        self.map.set_visited(None)
        if self.readout.text() == VISIT_HINT:
            self.readout.setText(HINT)
        self.visit.hide()
        self.back.hide()

    def _lay_out(self) -> None:
        flatten(self.progress)
        width = self.compute.fontMetrics().horizontalAdvance("Compute again") + 32
        self.compute.setMinimumWidth(width)
        self.compute.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        spacer = QWidget()
        for widget in (
            row(self.views, spacer, self.compute, stretch=spacer),
            self.choice,
            self.progress,
            self.problem,
            self.map,
            self.plot,
            row(self.readout, self.back, stretch=self.readout),
            self.visit,
            self.moved,
            self.data,
            self.step,
            self.path,
        ):
            layout.addWidget(widget)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.views.chosen.connect(self._change_view)
        self.choice.changed.connect(self.wanted)
        self.compute.clicked.connect(self._press)
        self.map.pointed.connect(self._read_map)
        self.map.chosen.connect(self.place_chosen)
        self.plot.pointed.connect(self._read_line)
        self.back.clicked.connect(self.left_place)

    def _show_view(self) -> None:
        self.choice.show_line(self.on_line)
        self.say_problem("")
        self.readout.setText(LINE_HINT if self.on_line else HINT)

    @pyqtSlot()
    def _change_view(self) -> None:
        self._show_view()
        self.wanted.emit()

    @pyqtSlot()
    def _press(self) -> None:
        if self._busy:
            self.cancelled.emit()
        else:
            self.wanted.emit()

    @pyqtSlot(object)
    def _read_map(self, place: Place | None) -> None:
        survey = self.map.survey
        if place is None or survey is None:
            self.readout.setText(HINT if self.back.isHidden() else VISIT_HINT)
            return
        text = told.place_words(survey, *place, cost_near(survey, *place))
        self.readout.setText(text)
        self.map.setAccessibleDescription(text)

    @pyqtSlot(object)
    def _read_line(self, index: int | None) -> None:
        text = LINE_HINT if index is None else self.plot.words_at(index)
        self.readout.setText(text)
        self.plot.setAccessibleDescription(text)

    def showEvent(self, event: QShowEvent | None) -> None:
        super().showEvent(event)
        self.shown.emit()

    def hideEvent(self, event: QHideEvent | None) -> None:
        super().hideEvent(event)
        self.left.emit()


def curves_of(found: Slice) -> Curves:
    """Return a slice as it is drawn: its curve, the slope's line, now, and the step's two costs."""
    return Curves(
        found.distances,
        (Curve("cost", "positive", found.costs),),
        "distance along minus the gradient",
        (0.0, found.cost, found.slope),
        (
            Mark(found.step, found.predicted, "predicted", "highlight", hollow=True, above=False),
            Mark(found.step, found.cost_after, "after the step", "highlight"),
            Mark(0.0, found.cost, "now", "positive", above=False, left=True),
        ),
        from_zero=False,
    )


def cost_near(survey: Survey, a: float, b: float) -> float | None:
    """Return the cost between the grid's points, or None where it isn't finite."""
    fine = smooth(survey.grid.costs, (FINE, FINE))
    extent = survey.grid.extent
    column = round(((a - extent.middle[0]) / extent.reach[0] + 1) / 2 * (FINE - 1))
    place = round(((b - extent.middle[1]) / extent.reach[1] + 1) / 2 * (FINE - 1))
    cost = float(fine[min(max(place, 0), FINE - 1), min(max(column, 0), FINE - 1)])
    return cost if cost == cost else None
