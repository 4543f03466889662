"""Arrays as the .npy members of a session file, in the one form that Nudges writes.

NumPy's format is the magic word, the version 1.0, the header's length in two bytes, a header such
as {'descr': '<f4', 'fortran_order': False, 'shape': (16, 784), }, and the entries. NumPy evaluates
the header as a Python expression and may unpickle the entries; here a pattern has to match, and
the entries are plain numbers of the shape that the caller expects.
"""

from __future__ import annotations

import io
import math
import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import BadFileError

PREFIX = b"\x93NUMPY\x01\x00"
START = len(PREFIX) + 2
MOST_HEAD = 1024
HEADER = re.compile(
    rb"\{'descr': '([^']{1,16})', 'fortran_order': (True|False), "
    rb"'shape': \(((?:-?\d{1,20}, ?){0,4}(?:-?\d{1,20})?)\), \} *\n"
)


def npy_bytes(array: NDArray[Any]) -> bytes:
    """Return an array as the content of an .npy file, little-endian and in C order."""
    content = io.BytesIO()
    little = np.asarray(array, array.dtype.newbyteorder("<"), order="C")
    np.lib.format.write_array(content, little, version=(1, 0), allow_pickle=False)
    return content.getvalue()


def require_npy(head: bytes, size: int, dtype: str, shape: tuple[int, ...]) -> None:
    """Check that an .npy file will hold an array of that type and shape, from its beginning.

    Parameters
    ----------
    head : the file's first MOST_HEAD bytes, or all of it
    size : of the whole file in bytes
    dtype : such as "<f4"

    Raises
    ------
    BadFileError
        If it won't; the message is the reason alone, with both types or both shapes.
    """
    found_dtype, found_shape, start = _parse_head(head)
    if found_dtype != dtype:
        raise BadFileError(f"holds entries of type {found_dtype} where {dtype} is needed")
    if found_shape != shape:
        raise BadFileError(f"has shape {found_shape} where {shape} is needed")
    if size != start + math.prod(shape) * np.dtype(dtype).itemsize:
        raise BadFileError("doesn't have the length that its header promises")


def npy_entries(content: bytes) -> NDArray[Any]:
    """Return the array of an .npy file that `require_npy` has passed, read-only."""
    dtype, shape, start = _parse_head(content[:MOST_HEAD])
    return np.frombuffer(content, dtype, offset=start).reshape(shape)


def _parse_head(head: bytes) -> tuple[str, tuple[int, ...], int]:
    """Return the type and the shape that the header names, and where the entries begin."""
    start = START + int.from_bytes(head[len(PREFIX) : START], "little")
    if not head.startswith(PREFIX) or start > min(len(head), MOST_HEAD):
        raise BadFileError("is not an array of numbers")
    match = HEADER.fullmatch(head[START:start])
    if match is None or match[2] == b"True":
        raise BadFileError("is not an array of numbers as Nudges writes it")
    shape = tuple(int(size) for size in match[3].split(b",") if size.strip())
    return _printable(match[1]), shape, start


def _printable(descr: bytes) -> str:
    """Return a type's name with anything unprintable escaped."""
    return ascii(descr.decode("latin-1"))[1:-1]
