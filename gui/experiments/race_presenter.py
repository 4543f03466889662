"""Carries out races for their page, and keeps the results."""

from __future__ import annotations

from functools import partial
from typing import cast

from PyQt6.QtCore import pyqtSlot

from core.data.images import Dataset
from core.experiments.race import RaceResult
from core.experiments.race_run import run_race
from gui.experiments.race_page import RacePage
from gui.experiments.study_presenter import Images, NetworkShape, StudyPresenter, numbered
from gui.experiments.undertaking import Undertaking, Work
from gui.process_jobs import ProcessJobs


class RacePresenter(StudyPresenter):
    """Carries out races."""

    def __init__(
        self, page: RacePage, jobs: ProcessJobs, images: Images, shape: NetworkShape
    ) -> None:
        self.page = page
        self._result: RaceResult | None = None
        super().__init__(page, jobs, images, shape)

    @property
    def races(self) -> list[tuple[int, RaceResult]]:
        """The races that are shown, with their numbers."""
        return cast("list[tuple[int, RaceResult]]", self.page.results.shown)

    def works(self, dataset: Dataset) -> list[Work]:
        self._result = None
        return [partial(run_race, self.page.race(self._shape(), len(dataset.train)))]

    def _listen(self, undertaking: Undertaking) -> None:
        undertaking.told.connect(self._show_meanwhile)
        undertaking.done.connect(self._take)
        undertaking.progressed.connect(self.page.set_progress)
        self.page.set_running(True)

    @pyqtSlot(object)
    def _show_meanwhile(self, result: RaceResult) -> None:
        if self.running:
            self.page.show_races([*self.races, (0, result)])

    @pyqtSlot(int, object)
    def _take(self, _place: int, result: RaceResult) -> None:
        self._result = result

    def finish(self) -> None:
        if self._result is not None:
            self.page.results.add(self.page.name_of(self._result), self._result)

    @pyqtSlot()
    def show_results(self) -> None:
        if not self.running:
            self.page.set_running(False)
            self.page.show_races(self.races)

    def table(self) -> list[tuple[object, ...]]:
        """Return the numbers of all races shown, each row with the race's number."""
        return numbered(self.races)
