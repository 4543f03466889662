"""The results of all experiments of the session, for their pages and for the session's file.

A page is built when it is first shown, so the results are kept here and not in the pages.
"""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.experiments.data_study import AMOUNT, SHUFFLED, DataFinding
from core.experiments.noise import NoiseFinding
from core.experiments.race import RaceResult
from core.experiments.results import ExperimentResults

RACE, NOISE = "race", "noise"
KINDS = (RACE, AMOUNT, SHUFFLED, NOISE)
Result = RaceResult | DataFinding | NoiseFinding


class KeptResults(QObject):
    """Results by the kind of their experiment.

    `changed` tells that there are others than before, `restored` that they were opened, and
    `race_wanted` that the paths of `wanted_race` are to be shown.
    """

    changed = pyqtSignal()
    restored = pyqtSignal()
    race_wanted = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results: dict[str, tuple[Result, ...]] = dict.fromkeys(KINDS, ())
        self._in_file: tuple[Result, ...] = ()
        self.wanted_race: RaceResult | None = None

    @property
    def races(self) -> tuple[RaceResult, ...]:
        """All races, the oldest first."""
        return tuple(each for each in self._results[RACE] if isinstance(each, RaceResult))

    @pyqtSlot(object)
    def show_race(self, result: RaceResult) -> None:
        """Ask for the paths of a race on the cost surface."""
        self.wanted_race = result
        self.race_wanted.emit()

    def of(self, kind: str) -> tuple[Result, ...]:
        """Return the results of a kind, the oldest first."""
        return self._results[kind]

    def set_results(self, kind: str, results: tuple[Result, ...]) -> None:
        """Keep other results of a kind, the oldest first."""
        self._results[kind] = results
        self.changed.emit()

    def all(self) -> ExperimentResults:
        """Return all results, as a session holds them."""
        found = [result for kind in KINDS for result in self._results[kind]]
        return ExperimentResults(
            tuple(each for each in found if isinstance(each, RaceResult)),
            tuple(each for each in found if isinstance(each, DataFinding)),
            tuple(each for each in found if isinstance(each, NoiseFinding)),
        )

    def mark_saved(self, results: ExperimentResults) -> None:
        """Remember that results are in a file, so that opening another one may replace them."""
        self._in_file = (*results.races, *results.findings, *results.noises)

    def restore(self, results: ExperimentResults | None) -> None:
        """Take the results of a session that is opened.

        They replace those that are in a file; what was never saved stays behind them.
        """
        opened = results or ExperimentResults()
        before, saved = self._results, {id(each) for each in self._in_file}
        self.mark_saved(opened)
        self._results = {
            kind: (
                *(each for each in self._in_file if kind_of(each) == kind),
                *(each for each in before[kind] if id(each) not in saved),
            )
            for kind in KINDS
        }
        self.changed.emit()
        self.restored.emit()


def kind_of(result: Result) -> str:
    """Return the kind of a result, one of `KINDS`."""
    if isinstance(result, DataFinding):
        return result.study.kind
    return RACE if isinstance(result, RaceResult) else NOISE
