"""Writing a file so that it is, at every moment, either the old one or the new one."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from core.errors import CannotWriteError
from core.storage.opening import reason, shown

WRITE_FLAGS = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)
PERMISSIONS = 0o666
"""Of a new file, less what the user's umask takes away."""

Writer = Callable[[BinaryIO], object]


def write_atomically(path: str | os.PathLike[str], write: Writer) -> None:
    """Let write(file) make the new content of a file, which takes its place only when complete.

    The content goes to a temporary file in the same folder, is brought to the disk, and replaces
    the old file in one step. A link stays a link: the file it points to is replaced. Whatever
    fails, the old file is untouched and the temporary one is removed.

    Raises
    ------
    CannotWriteError
        If the file can't be written; names it, says why and what to do.
    """
    try:
        target = _target_of(path)
        mode = _mode_of(target)
        temporary = target.parent / f".nudges-{secrets.token_hex(8)}.tmp"
        _write_new(temporary, target, mode, write)
    except OSError as error:
        raise CannotWriteError(
            f"{shown(path)} can't be written: {reason(error)}; choose another place,"
            " nothing has been changed"
        ) from error


def _write_new(temporary: Path, target: Path, mode: int | None, write: Writer) -> None:
    """Write a temporary file and let it take the target's place, or remove it again."""
    descriptor = os.open(temporary, WRITE_FLAGS, PERMISSIONS)
    try:
        _fill(os.fdopen(descriptor, "wb"), write)
        if mode is not None:
            with contextlib.suppress(OSError):  # some file systems know no permissions
                temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _fill(file: BinaryIO, write: Writer) -> None:
    """Write a file's content, bring it to the disk, and close it whatever happens."""
    try:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):  # closing writes what is left, which fails again
            file.close()
        raise
    file.close()


def _target_of(path: str | os.PathLike[str]) -> Path:
    """Return the file that a path leads to, or raise OSError if it can't lead to any."""
    try:
        return Path(path).resolve()
    except (ValueError, RuntimeError) as error:  # a zero byte in it, links in a circle
        raise OSError("this can't be the name of a file") from error


def _mode_of(target: Path) -> int | None:
    """Return the permissions of the file to replace, or None where there is none yet.

    Raises
    ------
    OSError
        If it isn't an ordinary file, or is write-protected.
    """
    try:
        status = target.stat()
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise OSError("its folder doesn't exist") from None
        return None
    if stat.S_ISDIR(status.st_mode):
        raise OSError("it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is a device or a pipe, not an ordinary file")
    if not os.access(target, os.W_OK):
        raise OSError("it is write-protected")
    return stat.S_IMODE(status.st_mode)


def _sync_folder(folder: Path) -> None:
    """Bring a folder's new entry to the disk, where the system can (Windows can't)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
