"""The lit pixels of a set of images, one image after the other: a fifth of all pixels of MNIST.

A black pixel adds nothing to a weighted input, and its weights want no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from core.arrays import ByteArray, IntArray
from core.data.images import DIGITS, ImageSet


@dataclass(frozen=True, eq=False)
class SparseImages:
    """Lit pixels of n images; arrays are read-only.

    Attributes
    ----------
    starts : (n + 1,) int64, where each image's pixels start, and where the last one's end
    columns : uint16, the place of each lit pixel in its image, 0 to 783
    values : uint8, 1 to 255
    labels : (n,) uint8
    """

    starts: IntArray
    columns: IntArray
    values: ByteArray
    labels: ByteArray

    @classmethod
    def of(cls, images: ImageSet) -> SparseImages:
        """Return the lit pixels of a set; of the same set always the same."""
        known = _made.get(images)
        if known is None:
            known = _made[images] = cls._list(images)
        return known

    @classmethod
    def _list(cls, images: ImageSet) -> SparseImages:
        """List all lit pixels: 0.07 s for MNIST's training set, and 27 MB."""
        from core.training import kernels

        if len(images) and images.labels.max() >= DIGITS:  # compiled code wouldn't notice
            raise IndexError(f"label {images.labels.max()} is no digit")
        starts = np.zeros(len(images) + 1, np.int64)
        kernels.count_lit(images.pixels, starts)
        columns, values = np.zeros(starts[-1], np.uint16), np.zeros(starts[-1], np.uint8)
        kernels.list_lit(images.pixels, starts, columns, values)
        for array in (starts, columns, values):
            array.setflags(write=False)
        return cls(starts, columns, values, images.labels)


_made: WeakKeyDictionary[ImageSet, SparseImages] = WeakKeyDictionary()
