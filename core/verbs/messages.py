"""What the command line says, and the exit code with which it ends.

Results go to stdout; a message of one line goes to stderr. Nothing here needs numpy, so that its
absence can be told too.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from types import FrameType

from core.errors import ExitCode, NudgesError
from core.storage.opening import shown

DEBUG = "NUDGES_DEBUG"
PREFIX = "nudges: "
NEEDED_PACKAGES = (
    "PyQt6", "numpy", "platformdirs", "pyqtgraph", "threadpoolctl", "tqdm", "ziamath"
)  # fmt: skip


class TerminatedError(Exception):
    """The process was asked to end by SIGTERM."""


def say(line: str = "") -> None:
    """Print a line of a result on stdout."""
    print(line, flush=True)


def note(message: str) -> None:
    """Print a message as one line on stderr, whatever characters it holds."""
    if sys.stderr is not None:
        print(PREFIX + shown(message), file=sys.stderr, flush=True)


def complain(message: str) -> None:
    """Print an error as one line on stderr."""
    note(f"error: {message}")


def guarded(action: Callable[[], int]) -> int:
    """Return the exit code of an action, or that of the error it raised, once that is told."""
    try:
        _prepare_streams()
        code = action()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except NudgesError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        note("interrupted")
        return ExitCode.INTERRUPTED
    except TerminatedError:
        note("terminated")
        return ExitCode.TERMINATED
    except BrokenPipeError:
        _silence_stdout()
        return ExitCode.FAILED
    except Exception as error:  # whatever it is, the user gets a line and no traceback
        return _tell_failure(error)


def raise_on_termination() -> None:
    """Let SIGTERM end the process by an exception, so that everything open is put in order."""
    signal.signal(signal.SIGTERM, _raise_terminated)


def _raise_terminated(number: int, frame: FrameType | None) -> None:
    raise TerminatedError


def _tell_failure(error: Exception) -> int:
    """Tell what is not the user's mistake, with a traceback if that is asked for."""
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    complain(_failure(error))
    return ExitCode.FAILED


def _failure(error: Exception) -> str:
    """Return the line for an error that nobody expected."""
    missing = getattr(error, "name", None) if isinstance(error, ModuleNotFoundError) else None
    if missing and missing.split(".")[0] in NEEDED_PACKAGES:
        return (
            f"{missing.split('.')[0]} is not installed for this Python ({sys.executable}): "
            "`make run` installs all that is needed into .venv"
        )
    if isinstance(error, MemoryError):
        return "there is not enough memory: choose fewer neurons or examples"
    words = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return f"internal error, {words}; please report it with the details that {DEBUG}=1 shows"


def _prepare_streams() -> None:
    """Let what a terminal can't show be replaced, instead of failing."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")


def _silence_stdout() -> None:
    """Send what is left for stdout nowhere, as nobody reads it any more."""
    descriptor = os.open(os.devnull, os.O_WRONLY)
    os.dup2(descriptor, sys.stdout.fileno())
    os.close(descriptor)
