"""Carries out studies of the data for their page, and keeps the findings."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import cast

from PyQt6.QtCore import pyqtSlot

from core.data.images import Dataset
from core.experiments.data_study import DataFinding
from core.experiments.trial import TrialResult
from core.experiments.trial_run import run_trial
from gui.experiments.data_page import DataPage
from gui.experiments.study_presenter import Images, NetworkShape, StudyPresenter, numbered
from gui.experiments.undertaking import Undertaking, Work
from gui.process_jobs import ProcessJobs


class DataPresenter(StudyPresenter):
    """Carries out a study of the data, trial by trial."""

    def __init__(
        self, page: DataPage, jobs: ProcessJobs, images: Images, shape: NetworkShape
    ) -> None:
        self.page = page
        self._finding: DataFinding | None = None
        self._results: dict[int, TrialResult] = {}
        super().__init__(page, jobs, images, shape)

    @property
    def findings(self) -> list[tuple[int, DataFinding]]:
        """The findings that are shown, with their numbers."""
        return cast("list[tuple[int, DataFinding]]", self.page.results.shown)

    def works(self, dataset: Dataset) -> list[Work]:
        study = self.page.study(self._shape(), len(dataset.train))
        self._finding, self._results = DataFinding(study), {}
        return [partial(run_trial, trial) for trial in study.trials()]

    def _listen(self, undertaking: Undertaking) -> None:
        undertaking.done.connect(self._take)
        undertaking.progressed.connect(self.page.set_progress)
        self.page.set_running(True)

    @pyqtSlot(int, object)
    def _take(self, place: int, result: TrialResult) -> None:
        if self._finding is None:
            return
        self._results[place] = result
        results = tuple(self._results[at] for at in sorted(self._results))
        self._finding = replace(self._finding, results=results)
        self.page.show_findings([*self.findings, (0, self._finding)])

    def finish(self) -> None:
        if self._finding is not None and self._finding.results:
            finding, self._finding = self._finding, None
            self.page.results.add(self.page.name_of(finding), finding)

    @pyqtSlot()
    def show_results(self) -> None:
        if not self.running:
            self.page.set_running(False)
            self.page.show_findings(self.findings)

    def table(self) -> list[tuple[object, ...]]:
        """Return the numbers of all findings shown, each row with the finding's number."""
        return numbered(self.findings)
