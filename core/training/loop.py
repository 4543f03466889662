"""The loop that trains: an engine driven in a thread of its own, and a second thread that measures.

The first thread takes commands from a queue between two mini-batches and, while nothing is due,
sleeps in that queue, so that every command acts at once. The other one measures frozen networks;
numpy gives up the interpreter lock for nearly all of that, so the run goes on meanwhile. Its
results come back through the same queue: listeners are told everything by the first thread, in the
order in which things happened.

Before that the second thread loads the compiled code and lists a run's images for it, which takes
a second at the start. A run that is started meanwhile waits for that in the queue, too, and so
obeys.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from threadpoolctl import threadpool_limits

from core.data.images import ImageSet
from core.errors import NudgesError
from core.network.architecture import Architecture
from core.storage.session import Session
from core.training import preparing
from core.training.engine import Listeners, TrainingEngine
from core.training.measures import Interrupted
from core.training.measuring import MeasureJob, carry_out

log = logging.getLogger(__name__)

CLOSE_SECONDS = 2.0
NICENESS = 10  # of measuring, from -20 to 19: window and training come first
BEGINNINGS = ("begin", "resume")  # commands that bring a dataset as the last of their values
Command = Callable[[], object]
Job = Callable[[], object]


class TrainingLoop:
    """Trains in threads of this process.

    Parameters
    ----------
    listeners : told everything in the thread that trains
    before_waiting : called in that thread with the seconds that it is about to sleep; None is
        until the next command
    """

    def __init__(
        self, listeners: Listeners, before_waiting: Callable[[float | None], object] | None = None
    ) -> None:
        self._commands: SimpleQueue[Command] = SimpleQueue()
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._preparing = 0  # runs that have begun, and whose images aren't listed yet
        self._closing = threading.Event()
        self._threads: list[threading.Thread] = []
        self._before_waiting = before_waiting or _nothing
        self._engine = TrainingEngine(listeners, self._measure_later)

    @property
    def running(self) -> bool:
        """Whether mini-batches follow by themselves at this moment."""
        return self._engine.running

    def prepare(self) -> None:
        """Begin to load what steps need; commands are obeyed meanwhile."""
        if not self._closing.is_set():
            self._start_threads()

    def do(self, name: str, *arguments: object) -> None:
        """Let the engine carry out one of its commands before the next mini-batch."""
        self.call(partial(self._carry_out_command, name, arguments))

    def call(self, command: Command) -> None:
        """Let a function be called between two mini-batches, after all commands so far."""
        if self._closing.is_set():
            return
        self._start_threads()
        self._commands.put(command)

    def synchronize(self, seconds: float) -> bool:
        """Wait until all commands so far are carried out; return whether they were in time."""
        if self._closing.is_set():
            return False
        done = threading.Event()
        self.call(done.set)
        return done.wait(seconds)

    def close(self) -> bool:
        """End the threads for good; return whether they ended within two seconds."""
        self._closing.set()
        self._commands.put(_nothing)
        self._jobs.put(None)
        deadline = time.monotonic() + CLOSE_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        return not self._threads

    def _start_threads(self) -> None:
        """Start the threads with the first command."""
        if self._threads:
            return
        self._threads = [
            threading.Thread(target=self._train, name="training", daemon=True),
            threading.Thread(target=self._work_aside, name="measuring", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _carry_out_command(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in BEGINNINGS:
            *_, dataset = arguments
            self._preparing += 1
            self._jobs.put(partial(self._prepare_for, arguments[0], dataset.train))
        getattr(self._engine, name)(*arguments)

    def _train(self) -> None:
        """Take turns until the loop closes; whatever is raised is told, and the run paused."""
        threadpool_limits(limits=1, user_api="blas")
        while not self._closing.is_set():
            self._take_turn()

    def _take_turn(self) -> None:
        """Carry out a command or, when none comes in time, the next mini-batches."""
        try:
            command = self._next_command(self._waiting_time())
            if command is None:
                self._engine.advance(turn=True)
            else:
                command()
                self._engine.measure_if_due()
        except Exception as error:
            self._fail(error)

    def _waiting_time(self) -> float | None:
        """Return the seconds until mini-batches are due; None is until the next command."""
        return None if self._preparing else self._engine.waiting_time()

    def _next_command(self, seconds: float | None) -> Command | None:
        """Wait that long (None: for ever) for a command."""
        if self._commands.empty():
            if seconds == 0:
                return None
            self._before_waiting(seconds)
        try:
            return self._commands.get(timeout=seconds)
        except Empty:
            return None

    def _work_aside(self) -> None:
        """Load the compiled code; then do one job after the other until the loop closes."""
        preparing.load_code()
        step_back()
        while (job := self._jobs.get()) is not None:
            job()

    def _prepare_for(self, begun: Architecture | Session, images: ImageSet) -> None:
        """Prepare the images of a run that has begun, and let its steps be made."""
        preparing.list_images(begun, images)
        self._commands.put(self._go_ahead)

    def _go_ahead(self) -> None:
        self._preparing -= 1

    def _measure_later(self, job: MeasureJob) -> None:
        self._jobs.put(partial(self._measure, job))

    def _measure(self, job: MeasureJob) -> None:
        """Make one measurement and hand its result to the thread that trains."""
        try:
            result = carry_out(job, partial(self._unwanted, job))
            self._commands.put(partial(self._engine.accept, result))
        except Interrupted:
            return
        except Exception as error:
            self._commands.put(partial(self._engine.give_up, job))
            self._commands.put(partial(self._fail, error))

    def _unwanted(self, job: MeasureJob) -> bool:
        return self._closing.is_set() or job.generation != self._engine.generation

    def _fail(self, error: Exception) -> None:
        """Tell what went wrong: a user's error in its words, anything else by its type."""
        if isinstance(error, NudgesError):
            self._engine.fail(str(error))
            return
        log.error("training failed", exc_info=error)
        self._engine.fail(describe(error))


def describe(error: Exception) -> str:
    """Return one line about an error that no user caused."""
    if isinstance(error, MemoryError):
        return "there is not enough memory for this network: choose smaller layers"
    return f"training paused by an internal error: {type(error).__name__}: {error}"


def step_back() -> None:
    """Let other threads come first where processors are few; only Linux can do that for one."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def _nothing(_seconds: float | None = None) -> None:
    """Wake the thread that trains, or do nothing before it waits."""
