"""Opening a file that a user names, and showing its name in a message."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from core.errors import BadFileError

READ_FLAGS = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)
)  # fmt: skip


def shown(path: str | os.PathLike[str]) -> str:
    """Return a path as one printable line: newlines, controls and stray bytes are escaped."""
    text = os.fspath(path)
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    r"""Return a character as \n, \x1b or \u202e; a byte that is not UTF-8 as \xff."""
    if "\udc80" <= char <= "\udcff":
        return f"\\x{ord(char) - 0xDC00:02x}"
    return char.encode("unicode_escape", "surrogatepass").decode("ascii")


def open_regular(path: str | os.PathLike[str]) -> BinaryIO:
    """Open an ordinary file for reading, and nothing else: a pipe or a device could hang.

    Raises
    ------
    BadFileError
        If there is no such file, it isn't an ordinary one, or it may not be read.
    """
    try:
        require_regular(path, Path(path).stat())
        # The file may have been replaced since: don't wait for a pipe's writer, and look again.
        descriptor = os.open(path, READ_FLAGS)
    except (OSError, ValueError) as error:
        raise BadFileError(_refusal(path, error)) from error
    try:
        require_regular(path, os.fstat(descriptor))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def require_regular(path: str | os.PathLike[str], status: os.stat_result) -> None:
    """Raise BadFileError if a status is that of a folder, a pipe, a socket or a device."""
    if stat.S_ISDIR(status.st_mode):
        raise BadFileError(f"{shown(path)} is a folder: name a file")
    if not stat.S_ISREG(status.st_mode):
        raise BadFileError(f"{shown(path)} is not an ordinary file: name one that is")


def _refusal(path: str | os.PathLike[str], error: OSError | ValueError) -> str:
    """Return why a file can't be opened, and what to do."""
    if isinstance(error, FileNotFoundError):
        if Path(path).is_symlink():
            return f"{shown(path)} is a link to a file that doesn't exist: check where it points"
        return f"{shown(path)} doesn't exist: check its name and folder"
    if isinstance(error, PermissionError):
        return f"{shown(path)} may not be read: check its permissions"
    return f"{shown(path)} can't be opened ({reason(error)}): check its name and folder"


def reason(error: Exception) -> str:
    """Return the operating system's own words for an error, without number and path."""
    return str(getattr(error, "strerror", None) or error or type(error).__name__)
