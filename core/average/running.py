"""The mean of what many examples wish, as it settles: kept up to date one block after the other.

Blocks are merged by the formula of Chan, Golub and LeVeque (1979), which loses nothing where a mean
is large beside its spread: M2 = M2_a + M2_b + d^2 n_a n_b / n, with d the difference of the means.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.arrays import FloatArray, IntArray, frozen
from core.average.wishes import Wishes
from core.data.images import DIGITS

POINTS_IN_DECADE = 20


@dataclass(frozen=True, eq=False)
class Average:
    """The mean over the examples so far. All arrays read-only.

    Attributes
    ----------
    count : how many examples
    means : (n_places,), the mean wish: the component of the negative gradient of their mean cost
    deviations : (n_places,), standard deviation of one example's wish (divided by count - 1);
        not a number for fewer than two examples
    ups, downs : (n_places,), how many examples wish the parameter up, and down
    digit_counts : (10,), how many examples of each digit
    digit_means : (n_places, 10), the mean wish of each digit's examples; not a number where there
        is none
    """

    count: int
    means: FloatArray
    deviations: FloatArray
    ups: IntArray
    downs: IntArray
    digit_counts: IntArray
    digit_means: FloatArray

    @property
    def errors(self) -> FloatArray:
        """The standard error of the mean: deviation / sqrt(count)."""
        return self.deviations / np.sqrt(max(self.count, 1))

    @property
    def missing_digits(self) -> list[int]:
        """The digits of which no example has come yet."""
        return [int(digit) for digit in np.flatnonzero(self.digit_counts == 0)]


@dataclass(frozen=True, eq=False)
class Course:
    """How the means have settled, at counts about evenly spaced in their logarithm.

    Attributes
    ----------
    counts : (m,)
    means, deviations : (m, n_places); deviations not a number where the count is 1
    """

    counts: IntArray
    means: FloatArray
    deviations: FloatArray

    @property
    def errors(self) -> FloatArray:
        """The standard errors of the means, (m, n_places)."""
        return self.deviations / np.sqrt(np.maximum(self.counts, 1))[:, np.newaxis]


class RunningAverage:
    """Takes examples in, block after block, and tells their average at any time."""

    def __init__(self, places: int) -> None:
        self.count = 0
        self._means = np.zeros(places)
        self._squares = np.zeros(places)
        self._ups = np.zeros(places, np.int64)
        self._downs = np.zeros(places, np.int64)
        self._digit_counts = np.zeros(DIGITS, np.int64)
        self._digit_sums = np.zeros((places, DIGITS))
        self._course: list[tuple[int, FloatArray, FloatArray]] = []

    def add(self, wishes: Wishes) -> None:
        """Take further examples in, and note the means at the counts of the course."""
        last = self.count + len(wishes)
        stops = [stop for stop in noted_counts(last) if stop > self.count]
        first = self.count
        for start, stop in pairwise([first, *stops]):
            self._merge(wishes.part(start - first, stop - first))
            self._note()
        if last > self.count:
            self._merge(wishes.part(self.count - first, len(wishes)))

    @property
    def average(self) -> Average:
        """The average of now."""
        counts = self._digit_counts
        with np.errstate(all="ignore"):
            digit_means = np.where(counts > 0, self._digit_sums / np.maximum(counts, 1), np.nan)
        return Average(
            self.count,
            frozen(self._means),
            frozen(self._deviations()),
            frozen(self._ups),
            frozen(self._downs),
            frozen(counts),
            frozen(digit_means),
        )

    @property
    def course(self) -> Course:
        """The way to the average of now, which is its last point."""
        points = list(self._course)
        if self.count and (not points or points[-1][0] != self.count):
            points.append((self.count, self._means.copy(), self._deviations()))
        empty = np.zeros((0, len(self._means)))
        return Course(
            np.array([point[0] for point in points], np.int64),
            np.array([point[1] for point in points]) if points else empty,
            np.array([point[2] for point in points]) if points else empty,
        )

    def _merge(self, wishes: Wishes) -> None:
        """Take some examples into mean and squares."""
        added, values = len(wishes), wishes.values
        total = self.count + added
        with np.errstate(all="ignore"):
            means = values.mean(axis=0)
            apart = means - self._means
            self._squares += ((values - means) ** 2).sum(axis=0)
            self._squares += apart**2 * (self.count * added / total)
            self._means += apart * (added / total)
        self._ups += (values > 0).sum(axis=0)
        self._downs += (values < 0).sum(axis=0)
        for digit in range(DIGITS):
            own = wishes.labels == digit
            self._digit_counts[digit] += int(own.sum())
            self._digit_sums[:, digit] += values[own].sum(axis=0)
        self.count = total

    def _note(self) -> None:
        self._course.append((self.count, self._means.copy(), self._deviations()))

    def _deviations(self) -> FloatArray:
        if self.count < 2:
            return np.full(len(self._means), np.nan)
        return np.sqrt(self._squares / (self.count - 1))


def noted_counts(last: int) -> list[int]:
    """Return the counts up to ``last`` at which the course is noted: 1, 2, 3, ... 10, 11, 13, ...

    About twenty in a factor of ten.
    """
    if last < 1:
        return []
    decades = int(np.ceil(np.log10(max(last, 2)))) + 1
    steps = np.arange(decades * POINTS_IN_DECADE + 1) / POINTS_IN_DECADE
    counts = np.unique(np.round(10**steps).astype(np.int64))
    return [int(count) for count in counts if count <= last]
