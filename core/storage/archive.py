"""The zip around a session file's members: each stored as it is, none compressed.

What isn't compressed can't swell: no member is larger than the file that holds it.
"""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from core.errors import BadFileError
from core.storage.opening import shown

MOST_MEMBERS = 96
MOST_DIRECTORY = 1 << 14
MOST_FILE = 256 * 2**20
LOCAL_HEADER = b"PK\x03\x04"
END = struct.Struct("<4s4H2LH")
END_MARK = b"PK\x05\x06"
END_64_LOCATOR = b"PK\x06\x07"
END_64_LOCATOR_SIZE = 20
LONG_AGO = (1980, 1, 1, 0, 0, 0)
DAMAGED = (
    zipfile.BadZipFile, struct.error, EOFError, ValueError, OverflowError,
    RuntimeError, NotImplementedError,
)  # fmt: skip
"""What the zip module raises for damaged files."""


def write_archive(file: BinaryIO, members: Iterable[tuple[str, bytes]]) -> None:
    """Write members, each a name and its content; the same ones always give the same bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=False) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)


class Archive:
    """The members of a file that `write_archive` has written.

    Raises
    ------
    BadFileError
        If the file is anything else. Messages continue a sentence that begins with its name.
    """

    def __init__(self, file: BinaryIO, first: str) -> None:
        size = os.fstat(file.fileno()).st_size
        _require_start(file, size, first)
        _require_end(file, size)
        with _damage():
            self._zip = zipfile.ZipFile(file)
        self._require_sane_members(size)

        if first not in self.sizes:
            raise damaged(f"{first} is missing")

    @property
    def sizes(self) -> dict[str, int]:
        """The size of each member in bytes, by its name."""
        return {info.filename: info.file_size for info in self._zip.infolist()}

    def read(self, name: str, most: int | None = None) -> bytes:
        """Return a member, or at most so many of its first bytes; the whole has its CRC checked."""
        with _damage(), self._zip.open(name) as member:
            return member.read(-1 if most is None else most)

    def _require_sane_members(self, size: int) -> None:
        """Refuse compressed members, two of one name, and more than the file can hold."""
        names = [info.filename for info in self._zip.infolist()]
        for info in self._zip.infolist():
            if names.count(info.filename) > 1:
                raise damaged(f"it holds {shown(info.filename)} twice")
            if info.compress_type != zipfile.ZIP_STORED or info.compress_size != info.file_size:
                raise damaged(f"{shown(info.filename)} is compressed, which Nudges never does")
        if sum(self.sizes.values()) > size:
            raise damaged("its members claim more bytes than the file has")


def damaged(reason: str) -> BadFileError:
    """Return the error for a file that once was a session."""
    return BadFileError(f"is damaged: {reason}; use a copy or backup of it")


@contextmanager
def _damage() -> Iterator[None]:
    """Turn what the zip module raises into a BadFileError."""
    try:
        yield
    except DAMAGED as error:
        text = " ".join(str(error).split())
        raise damaged(shown(text[:200]) or type(error).__name__) from error


def _require_start(file: BinaryIO, size: int, first: str) -> None:
    """Refuse what doesn't begin as a zip with that first member."""
    if size == 0:
        raise BadFileError("is empty: choose a session file, saved by Nudges")
    if size > MOST_FILE:
        raise BadFileError(f"has {size:,} bytes, more than any session ({MOST_FILE:,})")
    start = file.read(30 + len(first))
    foreign_name = len(start) == 30 + len(first) and start[30:] != first.encode()
    if start[:4] != LOCAL_HEADER[: len(start)] or foreign_name:
        raise BadFileError("is not a session file: choose one saved by Nudges")


def _require_end(file: BinaryIO, size: int) -> None:
    """Refuse a zip without an end, and one whose list of members is too long to read."""
    tail = min(size, END.size + END_64_LOCATOR_SIZE)
    file.seek(size - tail)
    end = file.read(tail)
    if len(end) < END.size or END.unpack(end[-END.size :])[0] != END_MARK:
        raise damaged("it ends early, or something was added to it")
    _, _, _, _, members, directory, offset, comment = END.unpack(end[-END.size :])
    if end.startswith(END_64_LOCATOR) or comment or offset + directory + END.size != size:
        raise damaged("its list of members doesn't fit the file")
    if members > MOST_MEMBERS or directory > MOST_DIRECTORY:
        raise damaged(f"it lists {members:,} members where at most {MOST_MEMBERS} are read")
