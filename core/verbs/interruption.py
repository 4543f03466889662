"""Ctrl-C and SIGTERM while training: noticed between two steps, so that no step is torn."""

from __future__ import annotations

import signal
from types import FrameType, TracebackType
from typing import Any

from core.errors import ExitCode, NudgesError

WORDS = {signal.SIGINT: "interrupted", signal.SIGTERM: "terminated"}


class StoppedError(NudgesError):
    """The user asked the process to end; what was done until then is kept."""

    def __init__(self, number: signal.Signals) -> None:
        super().__init__(WORDS[number])
        interrupted = number == signal.SIGINT
        self.exit_code = ExitCode.INTERRUPTED if interrupted else ExitCode.TERMINATED


class Interruption:
    """A context in which SIGINT and SIGTERM only leave a mark; the second one takes effect.

    Attributes
    ----------
    signal : the first that came, or None
    """

    def __init__(self) -> None:
        self.signal: signal.Signals | None = None
        self._handlers: dict[signal.Signals, Any] = {}

    def wanted(self) -> bool:
        """Whether the work should end."""
        return self.signal is not None

    def check(self) -> None:
        """Raise StoppedError if the work should end."""
        if self.signal is not None:
            raise StoppedError(self.signal)

    def __enter__(self) -> Interruption:
        for number in WORDS:
            self._handlers[number] = signal.signal(number, self._mark)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._restore()

    def _mark(self, number: int, frame: FrameType | None) -> None:
        self.signal = signal.Signals(number)
        self._restore()

    def _restore(self) -> None:
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
