"""The run in a process of its own, seen from the window's process.

Two threads work here, and neither computes. One starts the process and sends it commands; the
other receives its news, puts the records together again and tells the listeners, in order. If a
process can't be started, a loop in this process does the work.
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from queue import SimpleQueue

from core.data.images import Dataset
from core.training.child import Child
from core.training.engine import Listeners
from core.training.loop import CLOSE_SECONDS, TrainingLoop, describe
from core.training.messages import Message
from core.training.recollection import NEW_RUN, Recollection

log = logging.getLogger(__name__)

KILL_AFTER = 1.3  # seconds of closing
RENEWING = (*NEW_RUN, "rewind")  # commands that make a new process of a lost one
GOING = ("start", "run_batches", "run_epoch", "replace_parameters", "go_to", "step_back")
WHAT_TO_DO = "rewind, or begin a new run, to go on training"
NO_RUN = f"there is no run to go on with, since the process that trained it has ended: {WHAT_TO_DO}"


class RemoteLoop:
    """Trains in another process; its methods are those of `TrainingLoop`.

    Listeners are told everything in a thread of its own. If the process ends by itself they are
    told `failed` once, and the next new run, or rewind, starts another one.
    """

    def __init__(self, listeners: Listeners) -> None:
        self._tell = listeners
        self._commands: SimpleQueue[Message | None] = SimpleQueue()
        self._closing = threading.Event()
        self._sender: threading.Thread | None = None
        self._receiver: threading.Thread | None = None
        self._child: Child | None = None
        self._lost = False
        self._in_this_process: TrainingLoop | None = None
        self._known = Recollection()
        self._sent: Dataset | None = None
        self._running = False
        self._tickets = itertools.count()
        self._awaited: dict[int, threading.Event] = {}

    @property
    def running(self) -> bool:
        """Whether mini-batches follow by themselves, as far as is known here."""
        loop = self._in_this_process
        return self._running if loop is None else loop.running

    @property
    def pid(self) -> int | None:
        """The number of the process, None while there is none."""
        return None if self._child is None else self._child.pid

    def prepare(self) -> None:
        """Start the process, so that it is there for the first command."""
        self.do("prepare")

    def do(self, name: str, *arguments: object) -> None:
        """Let the engine carry out one of its commands before the next mini-batch."""
        if self._closing.is_set():
            return
        if self._sender is None:
            self._sender = threading.Thread(target=self._serve, name="commands", daemon=True)
            self._sender.start()
        self._commands.put(Message(name, arguments))

    def synchronize(self, seconds: float) -> bool:
        """Wait until all commands so far are carried out; return whether they were in time."""
        if self._closing.is_set():
            return False
        done = threading.Event()
        self.do("synchronize", done)
        return done.wait(seconds)

    def close(self) -> bool:
        """End process and threads for good; return whether they ended within two seconds."""
        self._closing.set()
        self._commands.put(None)
        deadline = time.monotonic() + CLOSE_SECONDS
        ended = _ended(self._sender, KILL_AFTER)
        if not ended and self._child is not None:
            self._child.kill()
        rest = max(0.0, deadline - time.monotonic())
        return _ended(self._sender, rest) and _ended(self._receiver, rest)

    # In the thread that sends

    def _serve(self) -> None:
        """Carry out commands until the end, and see to it that nothing stays behind."""
        while (command := self._commands.get()) is not None and not self._closing.is_set():
            self._attempt(command)
        if self._in_this_process is not None:
            self._in_this_process.close()
        self._end_child()

    def _attempt(self, command: Message) -> None:
        """Carry out a command, or tell why that can't be."""
        try:
            self._carry_out(command)
        except Exception as error:
            log.exception("a command to the process that trains was lost")
            self._tell.failed(describe(error))

    def _carry_out(self, command: Message) -> None:
        """Pass a command on, to a new process where it needs one."""
        self._known.take(command)
        if self._in_this_process is not None:
            self._pass_within(self._in_this_process, command)
        elif self._child is not None and self._sends(self._child, command):
            return
        elif not self._lost or command.name in RENEWING:
            self._renew(command)
        else:
            self._refuse(command)

    def _sends(self, child: Child, command: Message) -> bool:
        """Send a command; return whether there is still a process to take it."""
        if not self._lost:
            try:
                self._send(child, command)
                return True
            except OSError:
                _ended(self._receiver, CLOSE_SECONDS)  # it tells what has happened
                self._lost = True
        return False

    def _send(self, child: Child, command: Message) -> None:
        """Send a command, and before it the images that it needs, once."""
        if command.name in NEW_RUN:
            *values, dataset = command.values
            if dataset is not self._sent:
                child.send_dataset(dataset)
                self._sent = dataset
            child.send(Message(command.name, tuple(values)))
        elif command.name == "synchronize":
            child.send(Message(command.name, (self._ticket(*command.values),)))
        elif command.name != "prepare":
            child.send(command)

    def _ticket(self, event: threading.Event) -> int:
        """Return a number that comes back when everything before it has been done."""
        number = next(self._tickets)
        self._awaited[number] = event
        return number

    def _renew(self, command: Message) -> None:
        """Start a process and tell it all it needs; where there can't be one, work without."""
        self._end_child()
        try:
            self._start_child()
        except (OSError, EOFError) as error:
            if self._closing.is_set():
                return
            log.info("training without a process of its own: %s", error)
            self._in_this_process = TrainingLoop(self._tell)
        for needed in self._known.needed_for(command):
            if self._in_this_process is not None:
                self._pass_within(self._in_this_process, needed)
            elif self._child is not None:
                self._sends(self._child, needed)

    def _start_child(self) -> None:
        """Start a process and listen to it."""
        child = Child(unwanted=self._closing.is_set)
        self._child, self._sent, self._lost = child, None, False
        self._receiver = threading.Thread(
            target=self._listen, args=(child,), name="records", daemon=True
        )
        self._receiver.start()

    def _end_child(self) -> None:
        """End the process, if there is one, and the thread that listens to it."""
        child, self._child = self._child, None
        if child is not None:
            child.end()
            _ended(self._receiver, CLOSE_SECONDS)
            child.release()

    def _pass_within(self, loop: TrainingLoop, command: Message) -> None:
        """Give a command to the loop in this process."""
        if command.name == "synchronize":
            loop.call(command.values[0].set)
        elif command.name == "prepare":
            loop.prepare()
        else:
            loop.do(command.name, *command.values)

    def _refuse(self, command: Message) -> None:
        """Say that there is no run any more, where one was to go on."""
        if command.name in GOING:
            self._tell.failed(NO_RUN)
        elif command.name == "synchronize":
            command.values[0].set()

    # In the thread that receives

    def _listen(self, child: Child) -> None:
        """Tell the news of a process until its end, and that end if nobody wanted it."""
        try:
            while True:
                self._hear(child.receive())
        except (EOFError, OSError):
            reason = ""
        except Exception as error:  # its news can't be understood: it is of no use any more
            log.exception("news of training were lost")
            reason = describe(error)
            child.kill()
        if not self._closing.is_set():
            self._lose(reason or f"the process that trains has {child.fate()}: {WHAT_TO_DO}")
        while self._awaited:
            self._awaited.popitem()[1].set()

    def _hear(self, news: Message) -> None:
        """Tell the listeners something."""
        if self._closing.is_set():
            return
        if news.name == "bundle":
            self._tell.bundle_finished(*news.values)
        elif news.name == "synchronized":
            self._awaited.pop(*news.values).set()
        else:
            if news.name == "running_changed":
                (self._running,) = news.values
            getattr(self._tell, news.name)(*news.values)

    def _lose(self, reason: str) -> None:
        """Tell once that the process is no more."""
        self._lost = True
        was_running, self._running = self._running, False
        self._tell.failed(reason)
        if was_running:
            self._tell.running_changed(False)


def _ended(thread: threading.Thread | None, seconds: float) -> bool:
    """Wait for a thread, if there is one; return whether it has ended."""
    if thread is None:
        return True
    thread.join(seconds)
    return not thread.is_alive()
