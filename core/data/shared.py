"""Images in a file that this program's processes share, so that memory holds them only once.

The window, the process that trains and those of experiments all need MNIST's 55 MB. Where the
system shows an open file to other processes (Linux, under /proc), the images lie in a temporary
file without a name, which is gone with the process that made it, however that ends. Elsewhere each
process is sent its own.
"""

from __future__ import annotations

import logging
import os
import tempfile
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import numpy as np

from core.arrays import ByteArray
from core.data.images import PIXELS, Dataset, ImageSet

log = logging.getLogger(__name__)

_files: weakref.WeakKeyDictionary[Dataset, IO[bytes]] = weakref.WeakKeyDictionary()


def shared(dataset: Dataset) -> Dataset:
    """Return the same images in a shared file; the data set itself where there can't be one."""
    if not files_are_seen(os.getpid()) or dataset in _files:
        return dataset
    try:
        file = tempfile.TemporaryFile(prefix="nudges-")  # noqa: SIM115
        for array in arrays_of(dataset):
            file.write(array.data)
        file.flush()
        sizes = [(images.name, len(images)) for images in (dataset.train, dataset.test)]
        found = _mapped(file, sizes, dataset.sha256)
    except (OSError, ValueError) as error:
        log.warning("each process keeps its own images: %s", error)
        return dataset
    _files[found] = file
    weakref.finalize(found, file.close)
    return found


def place_of(dataset: Dataset) -> str | None:
    """Return where another process finds the file of a data set; None if it is in none."""
    file = _files.get(dataset)
    return None if file is None else f"/proc/{os.getpid()}/fd/{file.fileno()}"


def from_place(place: str, sizes: Iterable[tuple[str, int]], sha256: str) -> Dataset:
    """Return the data set in a file of another process.

    Parameters
    ----------
    sizes : name and number of images of both sets

    Raises
    ------
    OSError, ValueError
        If it can't be read.
    """
    with Path(place).open("rb") as file:
        return _mapped(file, sizes, sha256)


def files_are_seen(pid: int) -> bool:
    """Return whether this process may open the files that another one has open."""
    return os.access(f"/proc/{pid}/fd", os.R_OK | os.X_OK)


def arrays_of(dataset: Dataset) -> tuple[ByteArray, ...]:
    """Return pixels and labels of both sets, in the order of the file."""
    return tuple(
        array
        for images in (dataset.train, dataset.test)
        for array in (images.pixels, images.labels)
    )


def _mapped(file: IO[bytes], sizes: Iterable[tuple[str, int]], sha256: str) -> Dataset:
    """Return the data set whose arrays are pages of a file."""
    content = np.memmap(file, np.uint8, mode="r").view(np.ndarray)
    sets, start = [], 0
    for name, count in sizes:
        middle, stop = start + count * PIXELS, start + count * (PIXELS + 1)
        pixels = content[start:middle].reshape(count, PIXELS)
        sets.append(ImageSet(name, pixels, content[middle:stop]))
        start = stop
    return Dataset(sets[0], sets[1], sha256)
