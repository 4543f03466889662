"""Files that a verb will write: whether it can is asked before the work, not after it."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from core.errors import CannotWriteError, UsageError
from core.storage.opening import reason, shown


def require_writable(paths: Sequence[Path | None]) -> None:
    """Raise unless all files can be written, as far as that can be told without writing.

    Raises
    ------
    CannotWriteError
        If a file can't be written; names it, says why and what to do.
    UsageError
        If two of them are the same file.
    """
    targets = [(path, Path(os.path.realpath(path))) for path in paths if path is not None]
    for path, target in targets:
        _require_writable(path, target)
    if len({target for _, target in targets}) < len(targets):
        raise UsageError(f"{shown(targets[0][0])} would be written twice: name two files")


def _require_writable(path: Path, target: Path) -> None:
    """Look at a target, its folder, and the permissions of both."""
    try:
        _look_at(path, target)
    except (OSError, ValueError) as error:
        raise _refusal(path, reason(error)) from error


def _look_at(path: Path, target: Path) -> None:
    """Refuse a target that can't be written, or raise the system's own error."""
    folder = target.parent
    if not folder.exists():
        raise _refusal(path, "its folder doesn't exist", "make the folder first")
    if not folder.is_dir():
        raise _refusal(path, f"{shown(folder)} is not a folder")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _refusal(path, "its folder is write-protected")
    if target.exists():
        _require_replaceable(path, target)


def _require_replaceable(path: Path, target: Path) -> None:
    """Refuse to replace what is not an ordinary file, or is protected."""
    if target.is_dir():
        raise _refusal(path, "it is a folder", "add a file's name")
    if not stat.S_ISREG(target.stat().st_mode):
        raise _refusal(path, "it is not an ordinary file")
    if not os.access(target, os.W_OK):
        raise _refusal(path, "it is write-protected")


def _refusal(path: Path, why: str, remedy: str = "choose another place") -> CannotWriteError:
    return CannotWriteError(f"{shown(path)} can't be written: {why}; {remedy}")
