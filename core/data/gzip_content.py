"""The content of a gzip file, inflated bit by bit: never more than was asked for."""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

from core.errors import BadFileError

GZIP = 16 + zlib.MAX_WBITS
READ_BYTES = 1 << 16


class GzipContent:
    """Reads a gzip file of one member; whoever asks decides how much is inflated.

    A small file can hold gigabytes of zeros, so nothing is inflated beyond the places that
    ``fill`` is given. ``sha256`` is that of the content so far.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decompressor = zlib.decompressobj(GZIP)
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The digest of all the content that was read, in hexadecimal."""
        return self._digest.hexdigest()

    def fill(self, view: memoryview) -> int:
        """Write the next bytes into a view and return how many: fewer only at the end.

        Raises
        ------
        BadFileError
            If the file isn't gzip, is damaged or ends early; the message is the reason alone.
        """
        filled = 0
        while filled < len(view) and not self._decompressor.eof:
            piece = self._inflate(len(view) - filled)
            view[filled : filled + len(piece)] = piece
            self._digest.update(piece)
            filled += len(piece)
        return filled

    def finish(self) -> None:
        """Check that content and file end here, and the checksum at the end of the file.

        Raises
        ------
        BadFileError
            If there is more content, or anything after it.
        """
        if self.fill(memoryview(bytearray(1))):
            raise BadFileError("it goes on after its last entry")
        if self._decompressor.unused_data or self._file.read(1):
            raise BadFileError("something foreign follows after the end of its gzip data")

    def _inflate(self, most: int) -> bytes:
        """Return the next 0 to most bytes."""
        data = self._decompressor.unconsumed_tail or self._file.read(READ_BYTES)
        try:
            piece = self._decompressor.decompress(data, most)
        except zlib.error as error:
            raise BadFileError(f"its gzip data is damaged ({error})") from error
        if not (data or piece or self._decompressor.eof):
            raise BadFileError("it ends early: a part of it is missing")
        return piece
