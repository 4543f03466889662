"""Several pieces of work that belong together, in processes: one progress, one cancel, one end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.data.images import Dataset
from gui.process_jobs import ProcessJob, ProcessJobs

Work = Callable[..., object]


class Undertaking(QObject):
    """Carries out works, as many at the same time as there are processors for.

    Signals: each work's result with its place, what a work tells meanwhile, the progress of all,
    a failure in words (the others go on), and the end, whether finished or cancelled.
    """

    done = pyqtSignal(int, object)
    told = pyqtSignal(object)
    progressed = pyqtSignal(float)
    failed = pyqtSignal(str)
    ended = pyqtSignal()

    def __init__(self, jobs: ProcessJobs, works: Sequence[Work], dataset: Dataset) -> None:
        super().__init__(jobs)
        self._shares = [0.0] * len(works)
        self._jobs = [jobs.create(work, dataset) for work in works]
        self._under_way: list[ProcessJob] = list(self._jobs)
        self.cancelled = False
        for place, job in enumerate(self._jobs):
            job.done.connect(partial(self._take_result, place))
            job.progressed.connect(partial(self._take_progress, place))
            job.told.connect(self.told)
            job.failed.connect(self.failed)
            job.ended.connect(self._take_end)

    def start(self) -> None:
        """Begin all, or queue them."""
        for job in self._jobs:
            job.start()

    def cancel(self) -> None:
        """Give all of it up."""
        self.cancelled = True
        for job in tuple(self._under_way):
            job.cancel()

    def set_paused(self, paused: bool) -> None:
        """Hold all up, or let all go on."""
        for job in self._under_way:
            job.pause() if paused else job.resume()

    def _take_result(self, place: int, result: object) -> None:
        if not self.cancelled:
            self._take_progress(place, 1.0)
            self.done.emit(place, result)

    def _take_progress(self, place: int, fraction: float) -> None:
        self._shares[place] = fraction
        self.progressed.emit(sum(self._shares) / len(self._shares))

    @pyqtSlot(object)
    def _take_end(self, job: ProcessJob) -> None:
        self._under_way.remove(job)
        if not self._under_way:
            self.ended.emit()
            self.deleteLater()
