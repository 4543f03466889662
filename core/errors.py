"""The errors that a user can cause, each with the exit code of the command line.

A message says what is wrong, with which file or value, why, and what to do about it. It is shown
as it stands, in one line on stderr or in one box in the window.
"""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """What the process tells whoever started it."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    BAD_FILE = 3
    CANNOT_WRITE = 4
    NO_DATA = 5
    DIVERGED = 6
    INTERRUPTED = 130
    TERMINATED = 143


class NudgesError(Exception):
    """An error with a message for the user; its class decides the exit code."""

    exit_code = ExitCode.FAILED


class UsageError(NudgesError):
    """A value that was typed or passed is out of range or not understood."""

    exit_code = ExitCode.USAGE


class BadFileError(NudgesError):
    """A file that should be read is damaged, foreign, or doesn't fit."""

    exit_code = ExitCode.BAD_FILE


class CannotWriteError(NudgesError):
    """A file can't be written; what was there before is still there."""

    exit_code = ExitCode.CANNOT_WRITE


class NoDataError(NudgesError):
    """The data set is missing or damaged."""

    exit_code = ExitCode.NO_DATA


class DivergedError(NudgesError):
    """Training met a value that is not finite."""

    exit_code = ExitCode.DIVERGED
