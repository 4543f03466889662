"""Named array types, and the one way in which an array is made safe to share."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.floating]
IntArray = NDArray[np.integer]
ByteArray = NDArray[np.uint8]


def frozen(array: NDArray[Any]) -> NDArray[Any]:
    """Return a read-only copy of an array, which whoever holds it may trust for ever."""
    copy = np.array(array)
    copy.setflags(write=False)
    return copy
