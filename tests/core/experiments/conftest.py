"""A small data set in which each digit has rows of its own, and who counts what is told."""

import numpy as np
import pytest

from core.data.images import Dataset, ImageSet
from core.network.architecture import Architecture

SMALL = Architecture((784, 6, 10))


def images(name, count, seed, digits=10):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, digits, count).astype(np.uint8)
    pixels = rng.integers(0, 40, (count, 784))
    for row, label in zip(pixels, labels, strict=True):
        row[int(label) * 78 : int(label) * 78 + 78] += 190
    return ImageSet(name, pixels.astype(np.uint8), labels)


@pytest.fixture(scope="session")
def dataset():
    return Dataset(images("train", 300, 1), images("test", 120, 2), "made up")


@pytest.fixture(scope="session")
def without_nines():
    return Dataset(images("train", 300, 1, digits=9), images("test", 120, 2), "made up")


class Watcher:
    """Notes what it is told; gives up after so many reports, looks or tells."""

    def __init__(self, patience=10**9):
        self.patience, self.fractions, self.told = patience, [], []

    @property
    def cancelled(self):
        self.patience -= 1
        return self.patience < 0

    def report(self, fraction):
        self.fractions.append(fraction)
        return not self.cancelled

    def tell(self, value):
        self.told.append(value)
        return not self.cancelled
