"""Numbers that are added at the end for as long as the program runs, and all of them kept.

At full speed there are tens of millions of costs after ten minutes. The newest stay in memory,
the others in a temporary file that nobody else sees and that is gone with them. Where there can be
no such file, or it can't grow, the numbers stay in memory: none is lost.
"""

from __future__ import annotations

import logging
import tempfile
import threading
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import numpy as np

from core.arrays import FloatArray

log = logging.getLogger(__name__)

CHUNK = 1 << 17  # numbers that leave the memory together


@dataclass(frozen=True)
class _Stored:
    """Where a chunk lies in the file, and in which form."""

    offset: int
    dtype: np.dtype


class LongSeries:
    """A series of numbers; adding n of them takes time in proportion to n.

    A number takes four bytes where that loses nothing for its chunk, else eight. One thread may
    read while another one adds.

    Parameters
    ----------
    chunk : so many leave the memory together, and as many at least stay
    """

    def __init__(self, chunk: int = CHUNK) -> None:
        self._chunk = chunk
        self._older: list[_Stored | FloatArray] = []
        self._newer = np.zeros(min(1024, 2 * chunk))
        self._newer_count = 0
        self._file: IO[bytes] | None = None
        self._files_fail = False
        self._lock = threading.Lock()

    def __len__(self) -> int:
        with self._lock:
            return len(self._older) * self._chunk + self._newer_count

    def extend(self, numbers: FloatArray) -> None:
        """Add (n,) numbers at the end."""
        start = 0
        while start < len(numbers):
            with self._lock:
                stop = min(len(numbers), start + 2 * self._chunk - self._newer_count)
                self._append(numbers[start:stop])
                if self._newer_count == 2 * self._chunk:
                    self._put_away()
            start = stop

    def read(self, start: int, stop: int) -> FloatArray:
        """Return the numbers at places from start to before stop, of those that there are."""
        parts = list(self._parts(max(0, start), stop))
        return np.concatenate(parts) if parts else np.zeros(0)

    def _parts(self, start: int, stop: int) -> Iterator[FloatArray]:
        """Yield the numbers chunk by chunk; between two of them others may be added."""
        while start < stop:
            with self._lock:
                part = self._part(start, stop)
            if not len(part):
                return
            yield part
            start += len(part)

    def _part(self, start: int, stop: int) -> FloatArray:
        """Return a copy of the first numbers from a place on: of one chunk, or of the newer."""
        chunk, skip = divmod(start, self._chunk)
        if chunk < len(self._older):
            return self._older_numbers(chunk)[skip : skip + stop - start]
        away = len(self._older) * self._chunk
        return self._newer[start - away : min(stop - away, self._newer_count)].copy()

    def _append(self, numbers: FloatArray) -> None:
        """Add numbers for which there is room among the newer."""
        end = self._newer_count + len(numbers)
        if end > len(self._newer):
            larger = np.zeros(min(max(end, 2 * len(self._newer)), 2 * self._chunk))
            larger[: self._newer_count] = self._newer[: self._newer_count]
            self._newer = larger
        self._newer[self._newer_count : end] = numbers
        self._newer_count = end

    def _put_away(self) -> None:
        """Let the older half of the newer numbers leave the memory, where that is possible."""
        chunk = self._newer[: self._chunk]
        self._older.append(self._store(compact(chunk)))
        self._newer[: self._chunk] = self._newer[self._chunk :]
        self._newer_count -= self._chunk

    def _store(self, chunk: FloatArray) -> _Stored | FloatArray:
        """Write a chunk at the end of the file; return where it is, or it where that fails."""
        if self._files_fail:
            return chunk
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="nudges-")  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            offset = self._file.seek(0, 2)
            self._file.write(chunk.tobytes())
            self._file.flush()
        except OSError as error:
            log.warning("curves stay in memory: %s", error)
            self._files_fail = True
            return chunk
        return _Stored(offset, chunk.dtype)

    def _older_numbers(self, place: int) -> FloatArray:
        """Return the numbers of a chunk."""
        chunk = self._older[place]
        if not isinstance(chunk, _Stored):
            return chunk.astype(float)
        assert self._file is not None
        self._file.seek(chunk.offset)
        content = self._file.read(self._chunk * chunk.dtype.itemsize)
        return np.frombuffer(content, chunk.dtype).astype(float)


def compact(numbers: FloatArray) -> FloatArray:
    """Return a copy of numbers in four bytes each, or in eight where four would change one."""
    with np.errstate(all="ignore"):
        small = numbers.astype(np.float32)
    same = np.array_equal(small.astype(float), numbers, equal_nan=True)
    return small if same else numbers.copy()
