"""Which digits are taken for which: a network's answers to all test images, and their counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, FloatArray, IntArray
from core.data.images import DIGITS


@dataclass(frozen=True, eq=False)
class Answers:
    """What the network answered at one step, image by image.

    Attributes
    ----------
    step, epoch : of the run
    answers : (n,) uint8 array, the digit of the largest output for each test image, read-only
    """

    step: int
    epoch: int
    answers: ByteArray


@dataclass(frozen=True, eq=False)
class Confusion:
    """How often a digit got which answer.

    Attributes
    ----------
    labels, answers : (n,) arrays of digits, image by image
    counts : (10, 10) array, rows are labels and columns answers; the diagonal is what is right
    """

    labels: ByteArray
    answers: ByteArray
    counts: IntArray

    @classmethod
    def of(cls, labels: ByteArray, answers: ByteArray) -> Confusion:
        """Return the counts of answers to images of these labels, both (n,).

        Raises
        ------
        ValueError
            If there are more of the one than of the other.
        """
        return cls(labels, answers, confusion_counts(labels, answers))

    @property
    def right(self) -> int:
        """How many answers are the label."""
        return int(self.counts.trace())

    @property
    def accuracy(self) -> float:
        """The share of the answers that are right, 0 to 1; 0 where there are no images."""
        return self.right / max(1, len(self.labels))

    @property
    def accuracies(self) -> FloatArray:
        """(10,) share of each digit's images that is answered rightly; NaN for a digit without."""
        images = self.counts.sum(axis=1)
        return np.where(images > 0, self.counts.diagonal() / np.maximum(images, 1), np.nan)

    def images_in(self, label: int, answer: int) -> IntArray:
        """Return the indices of the images of a label that got an answer, ascending."""
        return np.flatnonzero((self.labels == label) & (self.answers == answer))


def confusion_counts(labels: ByteArray, answers: ByteArray) -> IntArray:
    """Return (10, 10) counts by label and answer of two (n,) arrays of digits."""
    if labels.shape != answers.shape:
        raise ValueError(f"{len(answers)} answers to {len(labels)} images")
    places = labels.astype(np.intp) * DIGITS + answers
    return np.bincount(places, minlength=DIGITS * DIGITS).reshape(DIGITS, DIGITS)
