"""The mean over the newest hundred, at every number of a series."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray

MEAN_OVER = 100


def running_means(before: FloatArray, values: FloatArray) -> FloatArray:
    """Return for each value the mean of it and the 99 before it, those in ``before`` included.

    Each mean is added up of numbers that it counts, so that one huge value doesn't leave a rounding
    error behind: of the sums from a row's start to it, and from after its place in the row before.
    """
    if not len(values):
        return np.zeros(0)
    known = np.concatenate([before[-(MEAN_OVER - 1) :], values])
    padded = np.zeros((-(-len(known) // MEAN_OVER) + 1, MEAN_OVER))
    padded[1:].flat[: len(known)] = known
    sums = padded[1:].cumsum(axis=1)
    sums[:, :-1] += padded[:-1, :0:-1].cumsum(axis=1)[:, ::-1]
    counts = np.minimum(np.arange(1, len(known) + 1), MEAN_OVER)
    return (sums.ravel()[: len(known)] / counts)[-len(values) :]
