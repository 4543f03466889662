"""Work of which only the newest counts: what an older piece still tells isn't heard."""

from __future__ import annotations

from typing import Any

from PyQt6.QtCore import QCoreApplication, QObject, pyqtSignal, pyqtSlot

from core.training.job_worker import Work
from gui.process_jobs import ProcessJob
from gui.program.parts import Parts

LONGEST_WAIT = 10.0


class NewestJob(QObject):
    """Lets one piece of work run at a time, on the images of the program.

    `told` carries what it tells; `ended` says that it has ended, in whatever way.
    """

    told = pyqtSignal(object)
    ended = pyqtSignal()

    def __init__(self, parts: Parts, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._job: ProcessJob | None = None

    def begin(self, work: Work) -> None:
        """Begin a piece of work in place of the one before; the images must be there."""
        self.give_up()
        assert self._parts.dataset is not None
        job = self._job = self._parts.quick_jobs.create(work, self._parts.dataset)
        job.told.connect(self._tell)
        job.failed.connect(self._parts.refuse)
        job.ended.connect(self._end)
        job.start()

    @pyqtSlot()
    def give_up(self) -> None:
        """Want no more of it."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def settle(self, most: int = 1) -> None:
        """Wait until it is done, and what follows from it, for a picture of the window."""
        for _ in range(most):
            if self._job is None:
                return
            self._job.wait(LONGEST_WAIT)
            QCoreApplication.processEvents()

    @pyqtSlot(object)
    def _tell(self, value: Any) -> None:
        if self.sender() is self._job:
            self.told.emit(value)

    @pyqtSlot(object)
    def _end(self, job: ProcessJob) -> None:
        if job is self._job:
            self._job = None
            self.ended.emit()
