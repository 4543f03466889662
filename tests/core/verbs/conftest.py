import numpy as np
import pytest

from core.data.images import Dataset, ImageSet
from core.verbs import source, train


def digits(name: str, count: int, seed: int) -> ImageSet:
    """Return images whose label is told by a bright stripe, with noise about it."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 10, count).astype(np.uint8)
    pixels = rng.integers(0, 60, (count, 784)).astype(np.uint8)
    for row, label in enumerate(labels.tolist()):
        pixels[row, 56 * label : 56 * label + 84] = 255
    return ImageSet(name, pixels, labels)


@pytest.fixture
def dataset(monkeypatch) -> Dataset:
    """Let the verbs work on a small data set in place of MNIST."""
    small = Dataset(digits("train", 400, 0), digits("test", 100, 1), "5" * 64)
    monkeypatch.setattr(train, "load_mnist", lambda: small)
    monkeypatch.setattr(source, "load_mnist", lambda: small)
    return small
