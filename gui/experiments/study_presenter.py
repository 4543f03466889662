"""What the presenters of race and data have in common: begin, pause, cancel, keep what came."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.data.images import Dataset
from core.errors import UsageError
from core.experiments.data_study import DataFinding
from core.experiments.race import RaceResult
from core.network.architecture import Architecture
from gui.experiments.data_page import DataPage
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
