import numpy as np
import pytest

from core.data.images import ImageSet
from core.landscape.sample import sample_of
from core.network.architecture import Architecture
from core.network.network import Network


def made_images(count=60, name="train", seed=3):
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (count, 784)) * (rng.random((count, 784)) < 0.2)
    return ImageSet(name, pixels.astype(np.uint8), rng.integers(0, 10, count).astype(np.uint8))


@pytest.fixture(scope="session")
def images():
    return made_images()


@pytest.fixture(scope="session")
def sample(images):
    return sample_of(images)


@pytest.fixture(scope="session")
def network():
    return Network.random(Architecture((784, 7, 6, 10)), np.random.default_rng(5))
