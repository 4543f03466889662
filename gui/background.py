"""Work off the GUI thread: jobs that end with a result, an error, or a cancel.

Besides the trainer, this is the only place that knows that there are threads.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.errors import NudgesError

LONGEST_END = 2.0


class Job(QObject):
    """One piece of work in a thread of its own.

    The work is a function of the job: it may call ``report`` with a fraction done and
    ``tell`` with what it knows already, and gives up
    soon after ``cancelled`` is true. Signals arrive in the thread that made the job.
    """

    done = pyqtSignal(object)
    failed = pyqtSignal(str)
    progressed = pyqtSignal(float)
    told = pyqtSignal(object)
    ended = pyqtSignal(object)

    def __init__(self, work: Callable[[Job], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancel = threading.Event()
        self._thread = threading.Thread(target=self._run, name="nudges-job", daemon=True)

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the result any more."""
        return self._cancel.is_set()

    def start(self) -> None:
        """Begin, unless it was cancelled before."""
        if not self.cancelled:
            self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; its result will not be told."""
        self._cancel.set()

    def report(self, fraction: float) -> bool:
        """Tell how much is done, 0 to 1; return False if the work should stop."""
        if self.cancelled:
            return False
        self.progressed.emit(fraction)
        return True

    def tell(self, value: object) -> bool:
        """Tell something that is known already; return False if the work should stop."""
        if self.cancelled:
            return False
        self.told.emit(value)
        return True

    def wait(self, seconds: float) -> bool:
        """Wait for the thread's end; return whether it has ended."""
        if self._thread.ident is not None:
            self._thread.join(max(seconds, 0))
        return not self._thread.is_alive()

    def _run(self) -> None:
        """Do the work and tell how it ended; nothing leaves this thread as an exception."""
        try:
            result = self._work(self)
            if not self.cancelled:
                self.done.emit(result)
        except NudgesError as error:
            self._tell_failure(str(error))
        except Exception as error:
            self._tell_failure(f"{type(error).__name__}: {error}")
        finally:
            self.ended.emit(self)

    def _tell_failure(self, text: str) -> None:
        if not self.cancelled:
            self.failed.emit(text)


class Jobs(QObject):
    """All jobs that are under way."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Job] = []
        self._closed = False

    def create(self, work: Callable[[Job], object]) -> Job:
        """Return a job that is not started yet, so that its signals can be connected.

        After `close` it is one that will never start: news of a run may come even then.
        """
        job = Job(work, self)
        if self._closed:
            job.cancel()
            return job
        job.ended.connect(self._forget)
        self._running.append(job)
        return job

    def close(self) -> bool:
        """Cancel all and wait; return whether all have ended within two seconds."""
        self._closed = True
        until = time.monotonic() + LONGEST_END
        jobs = tuple(self._running)
        for job in jobs:
            job.cancel()
        ended = [job.wait(until - time.monotonic()) for job in jobs]
        return all(ended)

    @pyqtSlot(object)
    def _forget(self, job: Job) -> None:
        if job in self._running:
            self._running.remove(job)
        job.wait(LONGEST_END)  # its thread may still be telling others of its end
        job.deleteLater()
