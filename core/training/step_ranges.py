"""Whole numbers that increase, nearly always one by one, kept as the ranges that they make up."""

from __future__ import annotations

import math
from bisect import bisect_right

import numpy as np

from core.arrays import FloatArray, IntArray


class StepRanges:
    """The steps of mini-batches, in order; millions of them take no more room than one."""

    def __init__(self) -> None:
        self._places: list[int] = []  # at which a range begins
        self._firsts: list[int] = []  # its first step
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def extend(self, steps: FloatArray | IntArray) -> None:
        """Add (n,) steps that increase, all after the last."""
        if not len(steps):
            return
        whole = np.asarray(steps).astype(np.int64)
        breaks = np.flatnonzero(np.diff(whole) != 1) + 1
        if not self._count or whole[0] != self[self._count - 1] + 1:
            breaks = np.concatenate([[0], breaks])
        for place in breaks.tolist():
            self._places.append(self._count + place)
            self._firsts.append(int(whole[place]))
        self._count += len(whole)

    def __getitem__(self, place: int) -> int:
        """Return the step at a place from 0 to before their number."""
        found = bisect_right(self._places, place) - 1
        return self._firsts[found] + place - self._places[found]

    def at(self, places: IntArray) -> FloatArray:
        """Return the steps at places."""
        if not self._places:
            return np.zeros(len(places))
        starts, firsts = np.array(self._places), np.array(self._firsts)
        found = np.searchsorted(starts, places, side="right") - 1
        return (firsts[found] + places - starts[found]).astype(float)

    def count_until(self, step: float) -> int:
        """Return how many steps are not after a step, which may be infinite."""
        found = bisect_right(self._firsts, step) - 1
        if found < 0:
            return 0
        end = self._places[found + 1] if found + 1 < len(self._places) else self._count
        if math.isinf(step):
            return end
        return min(end, self._places[found] + math.floor(step - self._firsts[found]) + 1)
