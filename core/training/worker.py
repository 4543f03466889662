"""The process that trains, from within: commands come by one pipe, and news leave by another.

Nothing of Qt is imported here. The process lives as long as its pipe of commands is open: it ends
by itself when the window's process ends, in whatever way.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import partial
from multiprocessing.connection import Connection

from core.data.images import Dataset
from core.data.shared import files_are_seen
from core.training.bundles import Bundler
from core.training.engine import Listeners, Tell
from core.training.loop import TrainingLoop
from core.training.messages import Message, from_bytes, receive_dataset, to_bytes

log = logging.getLogger(__name__)

WIDE = 1 << 20  # bytes that may be under way before training waits for the window
SWITCH_INTERVAL = 0.001  # seconds after which code that is loaded lets a command go on


class Outbox:
    """Sends news in their order, from the thread that has them."""

    def __init__(self, news: Connection) -> None:
        widen(news)
        self._news = news
        self._bundler = Bundler(partial(self._send, "bundle"))
        self.before_waiting = self._bundler.before_waiting

    def tell(self, name: str, *values: object) -> None:
        """Tell something, after all records so far."""
        self._bundler.flush()
        self._send(name, *values)

    def listeners(self) -> Listeners:
        """Return what an engine tells its news to."""
        tellers: dict[str, Tell] = {
            field.name: partial(self.tell, field.name) for field in fields(Listeners)
        }
        return replace(Listeners(**tellers), bundle_finished=self._bundler.add)

    def _send(self, name: str, *values: object) -> None:
        """Send; a process whose news nobody reads any more has no work left."""
        try:
            self._news.send_bytes(to_bytes(Message(name, values)))
        except OSError:
            os._exit(0)


class Worker:
    """Carries out what the window's process asks for."""

    def __init__(self, commands: Connection, news: Connection) -> None:
        self._commands = commands
        self._outbox = Outbox(news)
        self._loop = TrainingLoop(self._outbox.listeners(), self._outbox.before_waiting)
        self._dataset: Dataset | None = None

    def work(self) -> None:
        """Take commands until the pipe is closed."""
        self._loop.prepare()
        self._outbox.tell("ready", files_are_seen(os.getppid()))
        while True:
            self._take(from_bytes(self._commands.recv_bytes()))

    def _take(self, message: Message) -> None:
        if message.name == "images":
            self._dataset = receive_dataset(self._commands, *message.values)
        elif message.name in ("begin", "resume"):
            self._loop.do(message.name, *message.values, self._dataset)
        elif message.name == "synchronize":
            self._loop.call(partial(self._outbox.tell, "synchronized", *message.values))
        else:
            self._loop.do(message.name, *message.values)


def main(commands: Connection, news: Connection) -> None:
    """Be the process that trains."""
    leave_interrupts_to_the_window()
    sys.setswitchinterval(SWITCH_INTERVAL)
    with end_of_process():
        Worker(commands, news).work()


@contextlib.contextmanager
def end_of_process() -> Iterator[None]:
    """End the process at once, whatever its other threads do, where the work within ends."""
    code = 1
    try:
        yield
    except (EOFError, OSError):
        code = 0  # the other end of a pipe is closed: the window has no use for this process
    except Exception:
        log.exception("the process that trains must end")
    finally:
        os._exit(code)


def leave_interrupts_to_the_window() -> None:
    """Ignore Ctrl+C, which reaches every process of a terminal; until now it was blocked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def widen(pipe: Connection) -> None:
    """Let a pipe hold a few snapshots, where the system can do that."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, WIDE)
