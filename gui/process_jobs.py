"""Work in processes of their own: what computes for seconds and may not slow the window down.

`gui/background.py` does its jobs in threads of the window's process, which is right for what
waits or lasts milliseconds. Here the work is a function that can be pickled; it gets a
`core.progress.Progress` and, if asked for, the data set. A process is kept for the next job, with
the images that it has been sent. Where no process can be started, the work is done in a thread.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.data.images import Dataset
from core.training import job_worker
from core.training.child import Child
from core.training.job_worker import Gate, Reporter, Work, outcome_of
from core.training.messages import Message
from gui.timers import single_shot

LOOK_SECONDS = 0.05  # between two looks at whether a job is cancelled or paused
OBEY_SECONDS = 0.25  # until a work that doesn't hear that it is cancelled is ended
LONGEST_END = 2.0
IDLE_MILLISECONDS = 30_000  # that a process without work is kept


class Cancelled(Exception):
    """Raised where a job is given up."""


class Lost(Exception):
    """Raised where the process of a job is no more."""


class Helper:
    """A process, and the data set that it holds."""

    def __init__(self, job: ProcessJob) -> None:
        self._child = Child(lambda: job.cancelled, job_worker.main, "working")
        self._holds: Dataset | None = None

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._child.alive

    def begin(self, work: Work, dataset: Dataset | None) -> None:
        """Send the work, and before it the images if they aren't there yet."""
        if dataset is not None and dataset is not self._holds:
            self._child.send_dataset(dataset)
            self._holds = dataset
        self._child.send(Message("work", (work, dataset is not None)))

    def order(self, name: str) -> None:
        """Send "pause", "resume" or "cancel"."""
        self._child.send(Message(name))

    def news(self) -> Message | None:
        """Return the next news, or None where there is none for a moment."""
        return self._child.receive() if self._child.has_news(LOOK_SECONDS) else None

    def fate(self) -> str:
        """Say how the process came to its end."""
        return self._child.fate()

    def end(self, at_once: bool = False) -> None:
        """End the process and give back what it held."""
        if at_once:
            self._child.kill()
        self._child.end()
        self._child.release()


class ProcessJob(QObject):
    """One piece of work in a process of its own; its signals are those of `background.Job`.

    They arrive in the thread that made the job. After `cancel` nothing is told but `ended`.
    """

    done = pyqtSignal(object)
    failed = pyqtSignal(str)
    progressed = pyqtSignal(float)
    told = pyqtSignal(object)
    ended = pyqtSignal(object)

    def __init__(self, jobs: ProcessJobs, work: Work, dataset: Dataset | None) -> None:
        super().__init__(jobs)
        self._jobs = jobs
        self._work = work
        self._dataset = dataset
        self._cancel = threading.Event()
        self._pause = threading.Event()
        self._thread = threading.Thread(target=self._run, name="process-job", daemon=True)
        self._helper: Helper | None = None

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the result any more."""
        return self._cancel.is_set()

    @property
    def paused(self) -> bool:
        """Whether the work is held up."""
        return self._pause.is_set()

    @property
    def pid(self) -> int | None:
        """The number of the process that does the work, None while there is none."""
        return None if self._helper is None else self._helper.pid

    def start(self) -> None:
        """Begin, or wait for the turn."""
        self._jobs.enqueue(self)

    def cancel(self) -> None:
        """Give the work up; its result will not be told."""
        self._cancel.set()
        self._jobs.drop(self)

    def pause(self) -> None:
        """Hold the work up soon."""
        self._pause.set()

    def resume(self) -> None:
        """Let the work go on."""
        self._pause.clear()

    # For `ProcessJobs`

    def begin(self) -> None:
        """Begin now."""
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the thread's end; return whether it has ended."""
        if self._thread.ident is not None:
            self._thread.join(max(seconds, 0))
        return not self._thread.is_alive()

    # In the job's thread

    def _run(self) -> None:
        """Have the work done and tell how it ended; nothing leaves here as an exception."""
        try:
            outcome = self._outcome()
            if not self.cancelled:
                getattr(self, outcome.name).emit(*outcome.values)
        except Cancelled:
            pass
        except Exception as error:
            if not self.cancelled:
                self.failed.emit(f"{type(error).__name__}: {error}")
        finally:
            self.ended.emit(self)

    def _outcome(self) -> Message:
        """Return "done" with the result, or "failed" with the reason."""
        try:
            helper = self._jobs.helper_for(self)
        except (OSError, EOFError):
            if self.cancelled:
                raise Cancelled from None
            return self._outcome_here()
        self._helper = helper
        try:
            outcome = self._outcome_of(helper)
        except Lost:
            reason = f"the process that did this has {helper.fate()}"
            helper.end(at_once=True)
            return Message("failed", (reason,))
        except BaseException:
            helper.end(at_once=True)
            raise
        finally:
            self._helper = None
        self._jobs.give_back(helper)
        return outcome

    def _outcome_of(self, helper: Helper) -> Message:
        """Let a process do the work, passing on what it tells and what is ordered."""
        try:
            helper.begin(self._work, self._dataset)
            return self._heard(helper)
        except (EOFError, OSError) as error:
            raise Lost from error

    def _heard(self, helper: Helper) -> Message:
        """Return the last news of a work, having told those before."""
        paused, deadline = False, None
        while True:
            news = helper.news()
            if news is not None and news.name in ("done", "failed"):
                return news
            if news is not None and not self.cancelled:
                getattr(self, news.name).emit(*news.values)
            if self.cancelled:
                deadline = self._insist(helper, deadline)
            elif self.paused is not paused:
                paused = not paused
                helper.order("pause" if paused else "resume")

    def _insist(self, helper: Helper, deadline: float | None) -> float:
        """Tell the process that it is cancelled; give it up if it hasn't heard that in time."""
        now = time.monotonic()
        if deadline is None:
            helper.order("cancel")
            return now + OBEY_SECONDS
        if now > deadline:
            raise Cancelled
        return deadline

    def _outcome_here(self) -> Message:
        """Do the work in this thread."""
        reporter = Reporter(self._emit, _GateOf(self))
        data = () if self._dataset is None else (self._dataset,)
        return outcome_of(self._work, reporter, *data)

    def _emit(self, message: Message) -> None:
        if not self.cancelled:
            getattr(self, message.name).emit(*message.values)


class _GateOf(Gate):
    """The gate of a work that is done in its job's thread."""

    def __init__(self, job: ProcessJob) -> None:
        super().__init__()
        self._job = job

    def passes(self) -> bool:
        """Wait while the job is paused; return whether it is wanted."""
        while self._job.paused and not self._job.cancelled:
            time.sleep(LOOK_SECONDS)
        return not self._job.cancelled


class ProcessJobs(QObject):
    """All jobs of this kind: some are done at the same time, the rest wait in their order.

    Parameters
    ----------
    at_once : how many are done at the same time; one processor is left to window and training
    processes : whether to use processes; else the work is done in threads, which begin sooner
    """

    def __init__(
        self, parent: QObject | None = None, at_once: int | None = None, processes: bool = True
    ) -> None:
        super().__init__(parent)
        self.at_once = at_once or max(1, usable_processors() - 1)
        self._processes = processes
        self._waiting: deque[ProcessJob] = deque()
        self._running: list[ProcessJob] = []
        self._idle: list[Helper] = []
        self._lock = threading.Lock()
        self._closed = False
        self._tidying = single_shot(self, IDLE_MILLISECONDS, self._end_idle)

    @property
    def busy(self) -> bool:
        """Whether anything is done or waits."""
        return bool(self._running or self._waiting)

    def create(self, work: Work, dataset: Dataset | None = None) -> ProcessJob:
        """Return a job that is not started yet, so that its signals can be connected.

        Parameters
        ----------
        work : a function that can be pickled, called as ``work(progress)``, or with a data set
            as ``work(progress, dataset)``; its result and what it tells can be pickled too
        """
        job = ProcessJob(self, work, dataset)
        job.ended.connect(self._forget)
        return job

    def close(self) -> bool:
        """Cancel all and end all processes; return whether that took at most two seconds."""
        self._closed = True
        self._tidying.stop()
        until = time.monotonic() + LONGEST_END
        running = tuple(self._running)
        for job in (*self._waiting, *running):
            job.cancel()
        ended = [job.wait(until - time.monotonic()) for job in running]
        self._end_idle()
        return all(ended)

    # For `ProcessJob`

    def enqueue(self, job: ProcessJob) -> None:
        """Begin a job when it is its turn."""
        self._waiting.append(job)
        self._begin_next()

    def drop(self, job: ProcessJob) -> None:
        """Forget a job that waits and is not wanted any more."""
        if job in self._waiting:
            self._waiting.remove(job)
            job.ended.emit(job)

    def helper_for(self, job: ProcessJob) -> Helper:
        """Return a process without work, a new one if there is none; called in any thread.

        Raises
        ------
        OSError, EOFError
            If none can be started, or the job is cancelled meanwhile.
        """
        if not self._processes:
            raise OSError("no processes are wanted")
        while (idle := self._idle_helper()) is not None:
            if idle.alive:
                return idle
            idle.end()
        return Helper(job)

    def _idle_helper(self) -> Helper | None:
        with self._lock:
            return self._idle.pop() if self._idle else None

    def give_back(self, helper: Helper) -> None:
        """Keep a process for the next job; called in any thread."""
        with self._lock:
            keep = not self._closed
            if keep:
                self._idle.append(helper)
        if not keep:
            helper.end()

    def _begin_next(self) -> None:
        self._tidying.stop()
        while self._waiting and len(self._running) < self.at_once and not self._closed:
            job = self._waiting.popleft()
            self._running.append(job)
            job.begin()

    @pyqtSlot(object)
    def _forget(self, job: ProcessJob) -> None:
        if job in self._running:
            self._running.remove(job)
        job.wait(LONGEST_END)  # its thread may still be telling others of its end
        job.deleteLater()
        self._begin_next()
        if not self._running and not self._closed:
            self._tidying.start()

    @pyqtSlot()
    def _end_idle(self) -> None:
        """End the processes without work."""
        with self._lock:
            helpers, self._idle = self._idle, []
        for helper in helpers:
            helper.end()


def usable_processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
