"""A process that does one piece of work after another, from within.

Work comes by one pipe, and what it has to tell leaves by another. Nothing of Qt is imported here.
A second thread reads the pipe, so that a work can be held up or given up at any moment, and so
that the process ends at once when the window's process does, whatever it is computing.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from core.data.images import Dataset
from core.data.shared import files_are_seen
from core.errors import NudgesError
from core.training.messages import Message, from_bytes, receive_dataset, to_bytes
from core.training.worker import leave_interrupts_to_the_window

log = logging.getLogger(__name__)

Work = Callable[..., Any]

NICENESS = 10
REPORT_SECONDS = 0.03  # between two reports of progress
BELOW_NORMAL = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS of Windows


class Gate:
    """Whether a work may go on: yes, later, or never."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether the work is given up."""
        return self._cancelled.is_set()

    def pause(self) -> None:
        """Hold the work up where it next passes."""
        if not self.cancelled:
            self._open.clear()

    def resume(self) -> None:
        """Let it go on."""
        self._open.set()

    def cancel(self) -> None:
        """Give the work up, held up or not."""
        self._cancelled.set()
        self._open.set()

    def passes(self) -> bool:
        """Wait while the work is held up; return whether it may go on."""
        self._open.wait()
        return not self.cancelled


class Reporter:
    """What a work tells and asks: the `Progress` of a work in this process."""

    def __init__(self, send: Callable[[Message], object], gate: Gate) -> None:
        self._send = send
        self._gate = gate
        self._next_report = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the result any more; waits while the work is paused."""
        return not self._gate.passes()

    def report(self, fraction: float) -> bool:
        """Tell how much is done, 0 to 1, not too often; return False if the work should stop."""
        now = time.monotonic()
        if now >= self._next_report:
            self._next_report = now + REPORT_SECONDS
            self._send(Message("progressed", (fraction,)))
        return self._gate.passes()

    def tell(self, value: object) -> bool:
        """Tell something that is known already; return False if the work should stop."""
        self._send(Message("told", (value,)))
        return self._gate.passes()


def outcome_of(work: Work, *arguments: object) -> Message:
    """Return the result of a work as a message, or why there is none."""
    try:
        return Message("done", (work(*arguments),))
    except NudgesError as error:
        return Message("failed", (str(error),))
    except Exception as error:
        log.exception("a piece of work failed")
        return Message("failed", (f"{type(error).__name__}: {error}",))


class JobWorker:
    """Takes what the window's process sends; does its work in another thread than that."""

    def __init__(self, commands: Connection, news: Connection) -> None:
        self._commands = commands
        self._news = news
        self._works: SimpleQueue[tuple[Work, bool, Gate]] = SimpleQueue()
        self._gate = Gate()
        self._dataset: Dataset | None = None

    def read(self) -> None:
        """Take commands until the pipe is closed; then there is nobody to work for."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                self._take(from_bytes(self._commands.recv_bytes()))
        os._exit(0)

    def work(self) -> None:
        """Do one work after another."""
        self._send(Message("ready", (files_are_seen(os.getppid()),)))
        while True:
            work, with_images, gate = self._works.get()
            reporter = Reporter(self._send, gate)
            data = (self._dataset,) if with_images else ()
            self._send(outcome_of(work, reporter, *data))

    def _take(self, message: Message) -> None:
        if message.name == "images":
            self._dataset = receive_dataset(self._commands, *message.values)
        elif message.name == "work":
            self._gate = Gate()
            self._works.put((*message.values, self._gate))
        else:
            getattr(self._gate, message.name)()

    def _send(self, message: Message) -> None:
        """Send; a process whose news nobody reads any more has no work left."""
        try:
            self._news.send_bytes(to_bytes(message))
        except OSError:
            os._exit(0)


def main(commands: Connection, news: Connection) -> None:
    """Be a process that does pieces of work."""
    leave_interrupts_to_the_window()
    be_humble()
    worker = JobWorker(commands, news)
    threading.Thread(target=worker.read, name="commands", daemon=True).start()
    try:
        worker.work()
    except Exception:
        log.exception("the process that works must end")
    os._exit(1)


def be_humble() -> None:
    """Let window and training go first, where the system can do that."""
    with contextlib.suppress(OSError, AttributeError):
        if sys.platform == "win32":
            import ctypes

            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), BELOW_NORMAL)
        else:
            os.nice(NICENESS)
