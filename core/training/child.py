"""A process of this program's own: started, heard, and ended whatever state it is in."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection

from core.data.images import Dataset
from core.data.shared import place_of
from core.training import worker
from core.training.messages import Message, from_bytes, send_dataset, to_bytes

START_SECONDS = 30.0
LOOK_SECONDS = 0.05
POLITE_SECONDS = 0.4


class Child:
    """A process, usually the one that trains, and the two pipes to it.

    Parameters
    ----------
    unwanted : asked while the process starts; where it says yes, that is given up
    target : what it does with its ends of the pipes, at first to tell "ready", and whether
        it sees the files that this process has open; trains,
        where none is given
    name : of the process

    Raises
    ------
    OSError, EOFError
        If it can't be started, or doesn't get ready.
    """

    def __init__(
        self,
        unwanted: Callable[[], bool],
        target: Callable[[Connection, Connection], None] | None = None,
        name: str = "training",
    ) -> None:
        self._sees_files = False  # those that this process has open
        context = multiprocessing.get_context("spawn")
        their_commands, self._commands = context.Pipe(duplex=False)
        self._news, their_news = context.Pipe(duplex=False)
        self._process = context.Process(
            target=target or worker.main,
            args=(their_commands, their_news),
            name=name,
            daemon=True,
        )
        try:
            self._start(their_commands, their_news)
            self._await_ready(unwanted)
        except BaseException:
            self.kill()
            self.end()
            self.release()
            raise

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def send(self, message: Message) -> None:
        """Send a command; raises OSError if the process is no more."""
        self._commands.send_bytes(to_bytes(message))

    def send_dataset(self, dataset: Dataset) -> None:
        """Send all images, or where to find them; raises OSError if the process is no more."""
        send_dataset(self._commands, dataset, place_of(dataset) if self._sees_files else None)

    def receive(self) -> Message:
        """Wait for news; raises EOFError or OSError if the process is no more."""
        return from_bytes(self._news.recv_bytes())

    def has_news(self, seconds: float) -> bool:
        """Wait for news, but not longer; return whether there is something to receive."""
        return self._news.poll(seconds)

    def kill(self) -> None:
        """End the process at once, from any thread."""
        if self._process.pid is not None:
            self._process.kill()

    def fate(self) -> str:
        """Say how a process that has ended came to its end."""
        self._process.join(POLITE_SECONDS)
        code = self._process.exitcode
        if code is not None and code < 0:
            return f"ended from outside by signal {-code}, as when memory runs out"
        return f"ended by itself with exit code {code}"

    def end(self) -> None:
        """End the process, politely at first: without its pipe of commands it ends by itself."""
        self._commands.close()
        for insist in (self._process.terminate, self._process.kill, _nothing):
            if self._process.pid is None:
                return
            self._process.join(POLITE_SECONDS)
            if self._process.exitcode is None:
                insist()

    def release(self) -> None:
        """Give back what an ended process has left; nobody may be waiting for its news."""
        self._news.close()
        with contextlib.suppress(ValueError):  # it runs even now
            self._process.close()

    def _start(self, their_commands: Connection, their_news: Connection) -> None:
        """Start the process; only it keeps its ends of the pipes, so that its end is noticed."""
        with their_commands, their_news, interrupts_blocked():
            self._process.start()

    def _await_ready(self, unwanted: Callable[[], bool]) -> None:
        """Wait until the process takes commands."""
        for _ in range(round(START_SECONDS / LOOK_SECONDS)):
            if self._news.poll(LOOK_SECONDS):
                self._sees_files = self.receive().values == (True,)
                return
            if unwanted():
                break
        raise TimeoutError("the process did not get ready")


@contextlib.contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Start a process within this so that Ctrl+C can't reach it before it is able to ignore it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # else the process's start would do it, and unblock them
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _nothing() -> None:
    """Insist no more."""
