"""Begin what a page asks for, show what comes of it, and keep the results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.data.images import Dataset
from core.errors import UsageError
from core.experiments.data_study import DataFinding
from core.experiments.noise import NoiseFinding, run_noise
from core.experiments.race import RaceResult, run_race
from core.experiments.trial import TrialResult, run_trial
from core.network.architecture import Architecture
from core.network.network import Network
from gui.background import Job, Jobs
from gui.experiments.data_page import DataPage
from gui.experiments.noise_page import NoisePage
from gui.experiments.race_page import RacePage
from gui.experiments.undertaking import Undertaking, Work
from gui.process_jobs import ProcessJobs

NO_IMAGES = "The images are still being read: try again in a moment."
Images = Callable[[], Dataset | None]
NetworkShape = Callable[[], Architecture]


class StudyPresenter(QObject):
    """What the pages of race and data have in common: at most one undertaking each."""

    refused = pyqtSignal(str)

    def __init__(
        self, page: DataPage | RacePage, jobs: ProcessJobs, images: Images, shape: NetworkShape
    ) -> None:
        super().__init__(page)
        self._jobs = jobs
        self._images = images
        self._shape = shape
        self._undertaking: Undertaking | None = None
        page.run_requested.connect(self.run)
        page.cancel_requested.connect(self.cancel)
        page.pause_requested.connect(self.set_paused)
        page.results.changed.connect(self.show_results)

    @property
    def running(self) -> bool:
        """Whether an experiment is under way."""
        return self._undertaking is not None

    @pyqtSlot()
    def run(self) -> None:
        """Begin what the page is set to, or say why that can't be."""
        dataset = self._images()
        if self._undertaking is not None:
            return
        if dataset is None:
            self.refused.emit(NO_IMAGES)
            return
        try:
            works = self.works(dataset)
        except UsageError as error:
            self.refused.emit(str(error))
            return
        self._begin(Undertaking(self._jobs, works, dataset))

    @pyqtSlot()
    def cancel(self) -> None:
        """Give up what is under way; earlier results stay."""
        if self._undertaking is not None:
            self._undertaking.cancel()

    @pyqtSlot(bool)
    def set_paused(self, paused: bool) -> None:
        """Hold up what is under way, or let it go on."""
        if self._undertaking is not None:
            self._undertaking.set_paused(paused)

    def works(self, dataset: Dataset) -> list[Work]:
        """Return what is to be done."""
        raise NotImplementedError

    @pyqtSlot()
    def show_results(self) -> None:
        """Show the results that are chosen."""

    def finish(self) -> None:
        """Keep what came of it."""

    def _begin(self, undertaking: Undertaking) -> None:
        self._undertaking = undertaking
        undertaking.failed.connect(self.refused)
        undertaking.ended.connect(self._end)
        self._listen(undertaking)
        undertaking.start()

    def _listen(self, undertaking: Undertaking) -> None:
        """Connect what the page shows meanwhile."""

    @pyqtSlot()
    def _end(self) -> None:
        undertaking, self._undertaking = self._undertaking, None
        if undertaking is not None and not undertaking.cancelled:
            self.finish()
        self.show_results()


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


class NoisePresenter(QObject):
    """Shows noise to the network as it is now."""

    refused = pyqtSignal(str)

    def __init__(
        self,
        page: NoisePage,
        jobs: Jobs,
        images: Images,
        network: Callable[[], Network | None],
    ) -> None:
        super().__init__(page)
        self.page = page
        self._jobs = jobs
        self._images = images
        self._network = network
        self._seed = 0
        self._asked: Network | None = None
        self._job: Job | None = None
        self._finding: NoiseFinding | None = None
        page.run_requested.connect(self.run)
        page.kind.chosen.connect(self.run)
        page.shown.connect(self._look_again)

    @pyqtSlot()
    def run(self) -> None:
        """Make new noise and show the answers."""
        dataset, network = self._images(), self._network()
        if self._job is not None:
            return
        if dataset is None or network is None:
            self.refused.emit(NO_IMAGES)
            return
        self._asked = network
        noise = self.page.noise(self._seed)
        self._seed += 1
        self._job = self._jobs.create(partial(run_noise, noise, network, dataset.test))
        self._job.done.connect(self._take)
        self._job.failed.connect(self.refused)
        self._job.ended.connect(self._end)
        self.page.set_running(True)
        self._job.start()

    @pyqtSlot()
    def _look_again(self) -> None:
        """Show noise to a network that hasn't been asked yet."""
        if self._images() is not None and self._network() not in (None, self._asked):
            self.run()

    @pyqtSlot(object)
    def _take(self, finding: NoiseFinding) -> None:
        self._finding = finding
        self.page.show_finding(finding)

    @pyqtSlot(object)
    def _end(self, _job: Job) -> None:
        self._job = None
        self.page.set_running(False)

    def table(self) -> list[tuple[object, ...]]:
        """Return the numbers of the histogram."""
        return [tuple(row) for row in self._finding.table()] if self._finding else []


def numbered(results: list[tuple[int, DataFinding]] | list[tuple[int, RaceResult]]) -> list[
    tuple[object, ...]
]:  # fmt: skip
    """Return the tables of results as one, each row with its result's number."""
    rows: list[tuple[object, ...]] = []
    for number, result in results:
        head, *body = result.table()
        rows += [] if rows else [("result", *head)]
        rows += [(number, *row) for row in body]
    return rows
