"""The IDX format, in which MNIST comes: a short header, then unsigned bytes.

A header is two zero bytes, the type of an entry, the number of dimensions, and then the size of
each dimension in four bytes, the highest first. The file is compressed with gzip.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.arrays import ByteArray
from core.data.gzip_content import GzipContent
from core.errors import BadFileError
from core.storage.opening import open_regular, shown

UNSIGNED_BYTE = 0x08
MOST_DIMENSIONS = 3
MOST_BYTES = 64 * 2**20


@dataclass(frozen=True, eq=False)
class IdxFile:
    """What an IDX file holds.

    Attributes
    ----------
    entries : uint8 array, read-only, with the dimensions that the header names
    sha256 : digest of the uncompressed file, header included, in hexadecimal
    """

    path: Path
    entries: ByteArray
    sha256: str

    @property
    def dimensions(self) -> str:
        """The size of each dimension, such as 60000 x 28 x 28."""
        return " x ".join(str(size) for size in self.entries.shape)


def read_idx(path: Path, most_bytes: int = MOST_BYTES) -> IdxFile:
    """Return the entries of a gzip-compressed IDX file of unsigned bytes.

    Neither inflates nor allocates more than most_bytes, whatever the file claims.

    Raises
    ------
    BadFileError
        If the file is missing, damaged or not of that format; names file, reason and remedy.
    """
    with open_regular(path) as file:
        try:
            content = GzipContent(file)
            shape = _read_shape(content, most_bytes)
            entries = _read_entries(content, math.prod(shape)).reshape(shape)
            content.finish()
        except BadFileError as error:
            raise BadFileError(f"{shown(path)} can't be used: {error}; get it again") from error
        except OSError as error:
            raise BadFileError(f"{shown(path)} can't be read: {error.strerror}") from error
    return IdxFile(path, entries, content.sha256)


def _read_shape(content: GzipContent, most_bytes: int) -> tuple[int, ...]:
    """Return the dimensions that the header names, after checking them against the limit."""
    zeros, kind, dimensions = _read(content, 2), *_read(content, 2)
    if zeros != b"\0\0":
        raise BadFileError("it is not an IDX file (it doesn't begin with two zero bytes)")
    if kind != UNSIGNED_BYTE:
        raise BadFileError(f"its entries are of type 0x{kind:02x} where 0x08, bytes, is needed")
    if not 1 <= dimensions <= MOST_DIMENSIONS:
        raise BadFileError(f"it has {dimensions} dimensions where 1 to {MOST_DIMENSIONS} are known")
    shape = tuple(int.from_bytes(_read(content, 4), "big") for _ in range(dimensions))
    if max(math.prod(shape), *shape) > most_bytes:
        claim = " x ".join(str(size) for size in shape)
        raise BadFileError(f"it claims {claim} entries where at most {most_bytes:,} are read")
    return shape


def _read_entries(content: GzipContent, count: int) -> ByteArray:
    """Return the next count bytes as a flat, read-only array."""
    entries = np.empty(count, np.uint8)
    found = content.fill(entries.data)
    if found < count:
        raise BadFileError(f"it holds {found:,} entries where its header promises {count:,}")
    entries.setflags(write=False)
    return entries


def _read(content: GzipContent, count: int) -> bytes:
    """Return the next count bytes of the header."""
    buffer = bytearray(count)
    if content.fill(memoryview(buffer)) < count:
        raise BadFileError("it ends within its header")
    return bytes(buffer)
