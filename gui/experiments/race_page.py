"""The page of the race: walkers down the same cost, by steps, by examples, by seconds."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QPushButton

from core.arrays import FloatArray
from core.experiments.race import (
    EXAMPLES,
    MOST_STEPS,
    SECONDS,
    STEPS,
    Path,
    Race,
    RaceResult,
    Walker,
)
from core.experiments.trial import require_between
from core.network.architecture import Architecture
from core.training.settings import check_batch_size, check_learning_rate, check_seed
from gui.experiments.study_page import StudyPage, row_of, words
from gui.theme import Theme
from gui.widgets.chart import Chart, Line
from gui.widgets.chart_scale import percents
from gui.widgets.numbers import compact, percent
from gui.widgets.segments import Segments

AXES = {"Steps": STEPS, "Examples": EXAMPLES, "Seconds": SECONDS}
X_NAMES = {
    STEPS: "steps, on a logarithmic scale",
    EXAMPLES: "examples seen, on a logarithmic scale",
    SECONDS: "seconds of stepping, on a logarithmic scale",
}
COST, ACCURACY = "Cost", "Accuracy"
BATCH_COLOR, FULL_COLOR, ONE_COLOR = "positive", "negative", "good"
ONE_EXAMPLE_STEPS = 60_000
GOOD, HALF = 0.9, 0.5


class RacePage(StudyPage):
    """Settings, curves and results of races.

    `surface_requested` carries the race whose paths are to be seen on the cost surface.
    """

    surface_requested = pyqtSignal(object)

    def __init__(self, theme: Theme) -> None:
        self.axis = Segments(tuple(AXES))
        self.quantity = Segments((ACCURACY, COST))
        self.with_one = QPushButton("One example as well")
        self.with_one.setProperty("role", "tab")
        self.with_one.setCheckable(True)
        self.with_one.setToolTip("A third walker, which makes a step for every single example")
        self.on_surface = QPushButton("Paths on the surface")
        self.on_surface.setToolTip("Both ways on a map of the cost, on the page Surface")
        super().__init__(
            theme,
            "Stumbling fast, or walking carefully?",
            "From the same start one goes by mini-batches, the other looks at all training images"
            " before each step. Whoever has walked for less time goes next.",
            "Start the race",
        )
        self.batch = self.add_field("Batch", 10, _check_batch)
        self.steps = self.add_field("Steps", 12_000, _check_steps)
        self.full_steps = self.add_field("Full steps", 60, _check_steps)
        self.rate = self.add_field("Rate", 1.0, check_learning_rate, whole=False)
        self.seed = self.add_field("Seed", 0, _check_seed)
        self._races: list[tuple[int, RaceResult]] = []
        self._place_rest()
        self.axis.set_chosen("Seconds")
        self.axis.chosen.connect(self._draw)
        self.quantity.chosen.connect(self._draw)
        self.pause_button.toggled.connect(self._name_pause)
        self.on_surface.clicked.connect(self._ask_for_surface)
        self.show_races([])

    def _place_rest(self) -> None:
        at = self.body.indexOf(self.chart)
        for segments in (self.quantity, self.axis):
            segments.setStyleSheet("QPushButton { padding: 3px 6px; }")
        by = words("by", "muted", wrap=False)
        self.body.insertLayout(at, row_of(self.quantity, by, self.axis))
        self.buttons.insertWidget(1, self.with_one)
        self.saving.insertWidget(0, self.on_surface)

    def race(self, architecture: Architecture, available: int) -> Race:
        """Return the race that is set, on so many training images; raises UsageError."""
        rate, train_size = float(self.rate.value), min(available, 60_000)
        walkers = [
            Walker(int(self.batch.value), int(self.steps.value), rate),
            Walker(train_size, int(self.full_steps.value), rate),
        ]
        if self.with_one.isChecked():
            walkers.append(Walker(1, ONE_EXAMPLE_STEPS, rate))
        return Race(architecture, tuple(walkers), int(self.seed.value), train_size)

    def name_of(self, result: RaceResult) -> str:
        """Return a race's settings in a line."""
        return result.race.name

    def set_running(self, running: bool) -> None:
        super().set_running(running)
        self.pause_button.setVisible(running)

    def show_races(self, races: list[tuple[int, RaceResult]]) -> None:
        """Show races, the last one in front."""
        self._races = races
        self._draw()
        last = races[-1][1] if races else None
        self.set_finding(words_for(last) if last else "")
        self.set_problems(last.problems() if last else ())
        self.set_savable(bool(races))
        kept = last is not None and any(len(path.parameters) for path in last.paths)
        self.on_surface.setEnabled(kept)

    @pyqtSlot()
    def _ask_for_surface(self) -> None:
        if self._races:
            self.surface_requested.emit(self._races[-1][1])

    @pyqtSlot()
    def _draw(self) -> None:
        axis, of_cost = AXES[self.axis.current], self.quantity.current == COST
        self.chart.set_chart(
            Chart(
                self._lines(axis, "costs" if of_cost else "accuracies"),
                X_NAMES[axis],
                "Cost, mean of the first 5,000 training images" if of_cost else "Of unseen images",
                None if of_cost else (0.0, 1.0),
                log_x=True,
                write_x=_number,
                write_y=_number if of_cost else percents,
                empty="Start the race: the curves grow while they walk.",
            )
        )

    def _lines(self, axis: str, quantity: str) -> tuple[Line, ...]:
        lines = []
        for number, result in self._races:
            faint = result is not self._races[-1][1]
            mark = f"{number} · " if len(self._races) > 1 and number else ""
            for walker, path in zip(result.race.walkers, result.paths, strict=True):
                values: FloatArray = getattr(path, quantity)
                name = mark + result.race.name_of(walker)
                color = color_of(result.race, walker)
                lines.append(Line(name, path.along(axis), values, color, faint=faint))
        return tuple(lines)

    @pyqtSlot(bool)
    def _name_pause(self, paused: bool) -> None:
        self.pause_button.setText("Go on" if paused else "Pause")


def color_of(race: Race, walker: Walker) -> str:
    """Return the name of a walker's colour."""
    if walker.batch_size == race.train_size:
        return FULL_COLOR
    return ONE_COLOR if walker.batch_size == 1 else BATCH_COLOR


def words_for(result: RaceResult) -> str:
    """Return who got how far, in a sentence for each, made of the numbers."""
    pairs = zip(result.race.walkers, result.paths, strict=True)
    said = [_sentence(result.race.name_of(who), path) for who, path in pairs if len(path.steps)]
    return " ".join(said)


def _sentence(name: str, path: Path) -> str:
    start = name[0].upper() + name[1:]
    seconds = path.first_above(GOOD, SECONDS)
    if seconds is not None:
        return f"{start}: above {percent(GOOD)} after {compact(seconds, 2)} s."
    return f"{start}: {percent(float(path.accuracies[-1]))} after {compact(path.seconds[-1], 2)} s."


def _number(value: float) -> str:
    """Return a number as the axes write it."""
    if value >= 10_000:
        return f"{value / 1000:,.0f}k" if value < 1e6 else f"{value / 1e6:.3g}M"
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _check_steps(value: float) -> None:
    require_between("steps", value, 1, MOST_STEPS)


def _check_batch(value: float) -> None:
    check_batch_size(int(value), 60_000)


def _check_seed(value: float) -> None:
    check_seed(int(value))
