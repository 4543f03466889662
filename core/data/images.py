"""Labelled images: a set of them, and the data set of two such sets.

Pixels stay the bytes that they are in the file (47 MB for MNIST's training set); they become
activations only where they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import ByteArray, FloatArray, IntArray
from core.errors import UsageError

SIDE = 28
PIXELS = SIDE * SIDE
DIGITS = 10
WHITE = 255


@dataclass(frozen=True, eq=False)
class ImageSet:
    """Images of 28 x 28 pixels, each with the digit it shows.

    Attributes
    ----------
    name : "train" or "test"
    pixels : (n, 784) uint8 array, read-only; 0 is paper, 255 is ink
    labels : (n,) uint8 array, read-only, 0 to 9
    """

    name: str
    pixels: ByteArray
    labels: ByteArray

    def __post_init__(self) -> None:
        if self.pixels.shape != (len(self.labels), PIXELS) or self.labels.ndim != 1:
            raise ValueError(f"pixels {self.pixels.shape} with labels {self.labels.shape}")
        if self.pixels.dtype != np.uint8 or self.labels.dtype != np.uint8:
            raise ValueError(f"pixels {self.pixels.dtype} with labels {self.labels.dtype}")
        for field in ("pixels", "labels"):
            object.__setattr__(self, field, _read_only(getattr(self, field)))

    def __len__(self) -> int:
        return len(self.labels)

    def activations(
        self, indices: int | slice | IntArray, dtype: DTypeLike = np.float64
    ) -> FloatArray:
        """Return a[0] of the images: their pixels / 255, (k, 784), or (784,) for one index."""
        dtype = np.dtype(dtype)
        return np.divide(self.pixels[indices], dtype.type(WHITE), dtype=dtype)

    def emptied(self) -> ImageSet:
        """Return a set of this name without images, to stand for this one where that is known."""
        return ImageSet(self.name, np.zeros((0, PIXELS), np.uint8), np.zeros(0, np.uint8))

    def picture(self, index: int) -> ByteArray:
        """Return an image as it is seen, (28, 28) uint8, 0 for paper and 255 for ink."""
        pixels: ByteArray = self.pixels[index]
        return pixels.reshape(SIDE, SIDE)

    def with_label(self, digit: int) -> IntArray:
        """Return the indices of all images of a digit, ascending."""
        return np.flatnonzero(self.labels == digit)

    def checked(self, index: int) -> int:
        """Return an index that a user gave, if the set has an image there.

        Raises
        ------
        UsageError
            If it has not; the message names the limits.
        """
        if not 0 <= index < len(self):
            raise UsageError(
                f"image {index} of the {self.name} set doesn't exist: choose 0 to {len(self) - 1}"
            )
        return index


@dataclass(frozen=True, eq=False)
class Dataset:
    """Images to train on, others to test on, and a digest that tells this data set from others."""

    train: ImageSet
    test: ImageSet
    sha256: str

    def named(self, name: str) -> ImageSet:
        """Return the set called "train" or "test".

        Raises
        ------
        UsageError
            If there is none of that name.
        """
        for images in (self.train, self.test):
            if images.name == name:
                return images
        raise UsageError(f"unknown set {name!r}: choose train or test")


def _read_only(array: ByteArray) -> ByteArray:
    """Return a view that nobody can write through; 47 MB aren't copied for it."""
    view = array.view()
    view.setflags(write=False)
    return view
