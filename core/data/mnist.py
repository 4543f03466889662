"""MNIST, the handwritten digits that come with Nudges (see resources/mnist/README.md)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from core.arrays import ByteArray
from core.data.idx import IdxFile, read_idx
from core.data.images import DIGITS, PIXELS, SIDE, Dataset, ImageSet
from core.errors import BadFileError, NoDataError
from core.storage.opening import shown

MNIST_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "mnist"

MNIST_FILES = {
    "train-images-idx3-ubyte.gz": (
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    ),
    "train-labels-idx1-ubyte.gz": (
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    ),
}
"""Each file's name and the sha256 of its uncompressed content."""


def load_mnist(folder: Path = MNIST_FOLDER) -> Dataset:
    """Return MNIST from the four files in a folder, every byte of it checked.

    Raises
    ------
    NoDataError
        If a file is missing, damaged or another; names it, says why and how to repair it.
    """
    try:
        files = [_read(Path(folder) / name) for name in MNIST_FILES]
        train = image_set("train", files[0], files[1])
        test = image_set("test", files[2], files[3])
        for file in files:
            _require_mnist(file)
    except BadFileError as error:
        raise NoDataError(f"no MNIST: {error}. {_remedy(Path(folder))}") from error
    digests = "\n".join(file.sha256 for file in files)
    return Dataset(train, test, hashlib.sha256(digests.encode()).hexdigest())


def image_set(name: str, images: IdxFile, labels: IdxFile) -> ImageSet:
    """Return the images of one file with the labels of another.

    Raises
    ------
    BadFileError
        If they aren't images of 28 x 28 and as many labels from 0 to 9.
    """
    _require_images(images)
    _require_labels(labels)
    if len(images.entries) != len(labels.entries):
        raise BadFileError(
            f"{shown(images.path)} holds {len(images.entries):,} images, but"
            f" {shown(labels.path)} {len(labels.entries):,} labels: they don't belong together"
        )
    return ImageSet(name, images.entries.reshape(-1, PIXELS), labels.entries)


def _read(path: Path) -> IdxFile:
    """Return one of the four files, unless it is another of them under this one's name."""
    file = read_idx(path)
    for name, digest in MNIST_FILES.items():
        if digest == file.sha256 and name != path.name:
            raise BadFileError(f"{shown(path)} is really {name}: the files are swapped")
    return file


def _require_images(file: IdxFile) -> None:
    """Refuse what isn't one or more images of 28 x 28."""
    if file.entries.ndim == 1:
        raise BadFileError(f"{shown(file.path)} holds labels where images belong: swapped files?")
    if file.entries.shape[1:] != (SIDE, SIDE):
        raise BadFileError(
            f"{shown(file.path)} holds {file.dimensions} pixels: images must be {SIDE} x {SIDE}"
        )
    if not len(file.entries):
        raise BadFileError(f"{shown(file.path)} holds no images")


def _require_labels(file: IdxFile) -> None:
    """Refuse what isn't a list of digits."""
    if file.entries.ndim != 1:
        raise BadFileError(f"{shown(file.path)} holds images where labels belong: swapped files?")
    wrong = first_wrong_label(file.entries)
    if wrong is not None:
        raise BadFileError(
            f"{shown(file.path)} has label {file.entries[wrong]} at index {wrong}:"
            f" labels are 0 to {DIGITS - 1}"
        )


def first_wrong_label(labels: ByteArray) -> int | None:
    """Return the index of the first label that isn't a digit, or None."""
    wrong = np.flatnonzero(labels >= DIGITS)
    return int(wrong[0]) if len(wrong) else None


def _require_mnist(file: IdxFile) -> None:
    """Refuse a file that is well formed and still isn't MNIST's."""
    expected = MNIST_FILES[file.path.name]
    if file.sha256 != expected:
        raise BadFileError(
            f"{shown(file.path)} has been changed"
            f" (its sha256 is {file.sha256[:12]}… where MNIST's is {expected[:12]}…)"
        )


def _remedy(folder: Path) -> str:
    """Return how to get the files back."""
    if folder.resolve() == MNIST_FOLDER:
        return "Repair it with: git checkout -- resources/mnist (or install Nudges again)"
    return f"Copy the four files again from {shown(MNIST_FOLDER)}"
