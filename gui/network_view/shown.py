"""Which neurons of a layer are drawn, and which value is drawn at full light."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray, IntArray

INPUTS_SHOWN = 16
NEURONS_SHOWN = 64  # of a layer that is drawn whole
PART_SHOWN = 32  # of one that is drawn in part
FULL_LIGHT_PERCENTILE = 98.0


def choose_inputs(image: FloatArray, count: int = INPUTS_SHOWN) -> IntArray:
    """Return the indices of the brightest pixels, top to bottom.

    image : (784,) array of any brightness, or (28, 28). Of equally bright pixels those are chosen
    that lie evenly spread over the picture, so a blank one gives indices from top to bottom too.
    """
    pixels = np.nan_to_num(np.ravel(image))
    if len(pixels) <= count:
        return np.arange(len(pixels))
    threshold = np.sort(pixels)[-count]
    brighter = np.flatnonzero(pixels > threshold)
    equal = np.flatnonzero(pixels == threshold)
    return np.sort(np.concatenate([brighter, _spread(equal, count - len(brighter))]))


def shown_neurons(size: int, limit: int = NEURONS_SHOWN) -> IntArray:
    """Return the indices drawn of a layer: all up to ``limit``, else a part, both ends of it."""
    if size <= limit:
        return np.arange(size)
    part = min(limit, PART_SHOWN)
    first = (part + 1) // 2
    return np.concatenate([np.arange(first), np.arange(size - (part - first), size)])


def robust_scale(values: FloatArray, percentile: float = FULL_LIGHT_PERCENTILE) -> float:
    """Return the size that is drawn at full light or length: a maximum that outliers don't move.

    It is 0 where every value is 0 or none is finite: then nothing is drawn, and nothing divided.
    """
    sizes = np.abs(np.ravel(values))
    sizes = sizes[np.isfinite(sizes)]
    if not len(sizes):
        return 0.0
    scale = _percentile(sizes, percentile)
    return scale if scale > 0 else float(sizes.max())


def _percentile(sizes: FloatArray, percentile: float) -> float:
    """Return what np.percentile does of finite numbers, without what takes it ten times as long."""
    place = (len(sizes) - 1) * (percentile / 100)
    below = int(place)
    above = min(below + 1, len(sizes) - 1)
    ordered = np.partition(sizes, (below, above))
    low, high = float(ordered[below]), float(ordered[above])
    return low + (high - low) * (place - below)


def _spread(indices: IntArray, count: int) -> IntArray:
    """Return ``count`` of the indices, evenly spaced among them."""
    places = (np.arange(count) + 0.5) * len(indices) / max(count, 1)
    return indices[places.astype(int)]
