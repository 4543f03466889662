"""The page of the valleys: several starts, their ways down, their ends, what lies between two."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from core.errors import NudgesError
from core.landscape.valleys import SETTLED, STRETCH, Between, Valley, WayDown, distances
from gui.landscape.cost_plot import CostPlot, Curve, Curves
from gui.landscape.labels import flatten, line, name_of, row, words
from gui.landscape.valley_table import DistanceTable, ValleyTable
from gui.landscape.ways_down import chart_of, finding_of
from gui.theme import Theme
from gui.widgets.line_chart import LineChart
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import compact, percent
from gui.widgets.segments import Segments

STARTS, MOST_STARTS = 4, 8
EPOCHS, MOST_EPOCHS = 60, 500
PLOT_HEIGHT, LEAST_CHART = 208, 176
DOWN, ACROSS = "The ways down", "From end to end"
QUESTION = "Where do other starts end?"
HINT = "Choose two ends: a number above is their distance."
PLOT_HINT = "Point at the curve, or move along it with the arrow keys."
NOTHING_YET = "Two ends are needed: press Descend."
ABOUT = (
    f"Each start is trained with the settings of the run until {STRETCH} epochs lower the mean of"
    f" its cost by less than {percent(SETTLED)}, or the limit of epochs comes."
)
SAME_NETWORK = (
    "Hidden neurons may change places without changing one answer, so ends that are far apart can"
    " be much alike."
)


class ValleysPanel(QWidget):
    """Shows starts and ends; `begin_requested` carries how many starts and epochs at most."""

    begin_requested = pyqtSignal(int, int)
    cancelled = pyqtSignal()
    pair_chosen = pyqtSignal(int, int)  # places among the ends shown

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.starts = NumberField(STARTS, check_starts, whole=True, name="Number of starts")
        self.epochs = NumberField(EPOCHS, check_epochs, whole=True, name="Epochs at most")
        self.begin = QPushButton("Descend")
        self.begin.setProperty("role", "primary")
        self.about = words("muted", ABOUT)
        self.progress = QProgressBar()
        self.finding = words("text")
        self.finding.setStyleSheet("font-size: 15px; font-weight: 600;")
        self.table = ValleyTable()
        self.views = Segments((DOWN, ACROSS))
        self.chart = LineChart(theme)
        self.apart_heading = line("heading", "DISTANCE BETWEEN THE ENDS")
        self.apart = DistanceTable()
        self.plot = CostPlot(theme, PLOT_HEIGHT)
        self.readout = line("muted", HINT)
        self.barrier = words("text")
        self.note = words("faint", SAME_NETWORK)
        self.problem = words("warning")
        self.valleys: list[Valley] = []
        self._costs: dict[int, tuple[float, ...]] = {}
        self._shown: Between | None = None
        self._busy = False
        self._lay_out()
        self.begin.clicked.connect(self._press)
        self.apart.pair_chosen.connect(self.pair_chosen)
        self.plot.pointed.connect(self._read)
        self.views.chosen.connect(self._show_view)
        self.set_busy(False)
        self.start([])

    def start(self, seeds: list[int]) -> None:
        """Show rows that wait for their ends."""
        self.valleys, self._costs, self._shown = [], {}, None
        self.plot.set_curves(None)
        self.chart.set_chart(chart_of({}))
        self.table.begin(seeds)
        self.table.setVisible(bool(seeds))
        self.apart.set_distances([], distances([]))
        self.say_problem("")
        for label in (self.barrier, self.finding):
            label.setText("")
        self.readout.setText(NOTHING_YET)
        self.views.set_chosen(DOWN)
        self._show_view()

    def show_way_down(self, way: WayDown) -> None:
        """Show how far a start has come."""
        self._costs[way.seed] = way.costs
        self.chart.set_chart(chart_of(self._costs))

    def add_valley(self, place: int, valley: Valley) -> None:
        """Show another end, and how far it is from those before."""
        self.table.set_valley(place, valley)
        self.show_way_down(WayDown(valley.seed, valley.costs))
        self.valleys = sorted([*self.valleys, valley], key=seed_of)
        self.say_problem("\n".join(problems_of(self.valleys)))
        if len(self.valleys) < 2:
            return
        names = [f"seed {each.seed}" for each in self.valleys]
        apart = distances([each.vector for each in self.valleys])
        self.apart.set_distances(names, apart)
        self.finding.setText(finding_of(self.valleys, apart))
        if self._shown is None:
            self.readout.setText(HINT)
        self._show_view()
        self._mark_pair()

    def set_between(self, found: Between) -> None:
        """Show the cost on the way between two ends."""
        self.plot.set_curves(curves_of(found))
        self.barrier.setText(barrier_words(found))
        self._shown = found
        self._mark_pair()
        self.readout.setText(PLOT_HINT)
        self._show_view()

    def _mark_pair(self) -> None:
        """Mark the distance of the two ends whose way is shown."""
        if self._shown is not None:
            seeds = [each.seed for each in self.valleys]
            self.apart.choose(seeds.index(self._shown.first), seeds.index(self._shown.second))

    def say_problem(self, text: str) -> None:
        """Say what can't be done, or nothing."""
        self.problem.setText(text[:1].upper() + text[1:])
        self.problem.setVisible(bool(text))

    def set_busy(self, busy: bool, share: float = 0.0) -> None:
        """Show how far all starts are, with a way to give them up."""
        self._busy = busy
        self.begin.setText("Cancel" if busy else "Descend")
        self.progress.setValue(round(100 * share))

    def _lay_out(self) -> None:
        flatten(self.progress)
        for field in (self.starts, self.epochs):
            field.setFixedWidth(56)
        self.begin.setMinimumWidth(self.begin.sizeHint().width())
        space = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        self.chart.setMinimumHeight(LEAST_CHART)
        self.views.setStyleSheet("QPushButton { padding: 3px 8px; }")
        for widget in (
            line("title", QUESTION),
            self.about,
            row(
                name_of("starts"),
                self.starts,
                name_of("epochs, at most"),
                self.epochs,
                space,
                self.begin,
                stretch=space,
            ),
            self.progress,
            self.problem,
            self.finding,
            self.table,
            row(self.views),
            self.chart,
            self.apart_heading,
            self.apart,
            self.plot,
            self.readout,
            self.barrier,
            self.note,
        ):
            layout.addWidget(widget, 1 if widget is self.chart else 0)
        layout.addStretch(0)

    @pyqtSlot()
    def _show_view(self) -> None:
        """Show the curves of all starts, or the distances and the way between two ends."""
        across = self.views.current == ACROSS
        known = across and len(self.valleys) > 1
        self.chart.setVisible(not across)
        self.readout.setVisible(across)
        self.plot.setVisible(known and self._shown is not None)
        for widget in (self.apart_heading, self.apart, self.barrier, self.note):
            widget.setVisible(known)
        self.finding.setVisible(bool(self.finding.text()))

    @pyqtSlot()
    def _press(self) -> None:
        if self._busy:
            self.cancelled.emit()
        else:
            self.begin_requested.emit(int(self.starts.value), int(self.epochs.value))

    @pyqtSlot(object)
    def _read(self, index: int | None) -> None:
        text = PLOT_HINT if index is None else self.plot.words_at(index)
        self.readout.setText(text)
        self.plot.setAccessibleDescription(text)


def seed_of(valley: Valley) -> int:
    """Return the seed by which ends are sorted."""
    return valley.seed


def problems_of(valleys: list[Valley]) -> list[str]:
    """Return which starts ended early, and why."""
    return [f"Seed {each.seed}: {each.problem}" for each in valleys if each.problem]


def curves_of(found: Between) -> Curves:
    """Return the way between two ends as it is drawn."""
    return Curves(
        found.shares,
        (
            Curve("training", "positive", found.train),
            Curve("unseen", "accuracy", found.test, dashed=True),
        ),
        f"share of the way from seed {found.first} to seed {found.second}",
    )


def barrier_words(found: Between) -> str:
    """Return how high the way rises, and on which images that was measured."""
    train, top = found.train, found.top
    ends = f"seed {found.first} ({compact(float(train[0]))})"
    ends += f" and seed {found.second} ({compact(float(train[-1]))})"
    measured = f" Solid: {found.names[0]}; dashed: {found.names[1]}."
    if found.barrier == 0:
        return f"Between {ends} the cost never rises above its higher end.{measured}"
    share = percent(float(found.shares[top]))
    return (
        f"Between {ends} lies a barrier {compact(found.barrier)} high: {share} of the way along,"
        f" the cost is {compact(float(train[top]))}.{measured}"
    )


def check_starts(value: float) -> None:
    """Raise NudgesError unless there are two starts at least, and not too many."""
    if not 2 <= value <= MOST_STARTS:
        raise NudgesError(f"{value:g} starts: choose a whole number from 2 to {MOST_STARTS}")


def check_epochs(value: float) -> None:
    """Raise NudgesError unless a limit of epochs is in range."""
    if not 1 <= value <= MOST_EPOCHS:
        raise NudgesError(f"{value:g} epochs: choose a whole number from 1 to {MOST_EPOCHS}")
