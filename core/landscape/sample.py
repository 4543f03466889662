"""The images that a cost is measured on, as arrays, and the words that say which they are."""

from __future__ import annotations

from dataclasses import dataclass

from core.arrays import FloatArray, frozen
from core.data.images import ImageSet
from core.network.backpropagation import gradient
from core.network.network import Network, targets
from core.network.parameters import Parameters

SAMPLE_SIZE = 1_000
SET_NAMES = {"train": "training", "test": "test"}


@dataclass(frozen=True, eq=False)
class Sample:
    """The first images of a set, in float64.

    Attributes
    ----------
    x : (count, 784) array, a[0] of the images
    y : (count, 10) array, their targets
    name : such as "the first 1,000 training images"
    """

    x: FloatArray
    y: FloatArray
    name: str

    @property
    def count(self) -> int:
        """How many images there are."""
        return len(self.x)


def sample_of(images: ImageSet, most: int = SAMPLE_SIZE) -> Sample:
    """Return the first ``most`` images of a set, or all where it has no more."""
    count = min(most, len(images))
    part = slice(0, count)
    name = f"the first {count:,} {SET_NAMES.get(images.name, images.name)} images"
    return Sample(frozen(images.activations(part)), frozen(targets(images.labels[part])), name)


def mean_cost(network: Network, sample: Sample) -> float:
    """Return the mean cost of a sample's images, by a plain forward pass in float64."""
    parameters = Parameters(network.parameters.vector.astype(float), network.parameters.sizes)
    plain = network.with_parameters(parameters)
    return float(plain.example_cost(sample.x, sample.y).mean())


def sample_gradient(network: Network, sample: Sample) -> tuple[FloatArray, float]:
    """Return the gradient of a sample's mean cost, (n_parameters,) float64, and that cost."""
    parameters = Parameters(network.parameters.vector.astype(float), network.parameters.sizes)
    found, cost = gradient(network.with_parameters(parameters), sample.x, sample.y)
    return found.vector, cost
