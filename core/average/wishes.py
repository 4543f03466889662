"""What single examples wish for a few chosen parameters: -dC_x/dw, an example a row.

For example x the derivative of the weight w[l][j, k] is delta[l]_j(x) a[l-1]_k(x), and that of a
bias delta[l]_j(x) (M. Nielsen, "Neural Networks and Deep Learning", chapter 2). So one forward and
one backward pass over a block of examples holds all that is wanted, and only the wanted products
are made: never an array of all examples by all parameters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray, frozen
from core.data.images import ImageSet
from core.explain.places import Place
from core.network.backpropagation import layer_errors
from core.network.network import Network, targets

BLOCK = 500  # examples at once: their inputs take three megabytes in float64


@dataclass(frozen=True, eq=False)
class Wishes:
    """The wishes of some examples, one after the other.

    Attributes
    ----------
    examples : (n,) places in the image set, read-only
    labels : (n,) digits, read-only
    values : (n, n_places) float64, -dC_x/dw, read-only
    """

    examples: IntArray
    labels: IntArray
    values: FloatArray

    def __len__(self) -> int:
        return len(self.examples)

    def part(self, start: int, stop: int) -> Wishes:
        """Return the examples from one place to before another, as views."""
        some = slice(start, stop)
        return Wishes(self.examples[some], self.labels[some], self.values[some])


def wishes_of(
    network: Network, images: ImageSet, examples: IntArray, places: Sequence[Place]
) -> Wishes:
    """Return the wishes of a block of examples, in float64 from the network's parameters."""
    network = network.with_parameters(network.parameters.copy(np.float64))
    return _wishes_of(network, images, examples, places)


def stream(
    network: Network,
    images: ImageSet,
    examples: IntArray,
    places: Sequence[Place],
    block: int = BLOCK,
) -> Iterator[Wishes]:
    """Yield the wishes of many examples, a block at a time, in their order."""
    network = network.with_parameters(network.parameters.copy(np.float64))
    for start in range(0, len(examples), block):
        yield _wishes_of(network, images, examples[start : start + block], places)


def joined(parts: Sequence[Wishes], places: int) -> Wishes:
    """Return the wishes of several blocks as one; of no block, those of no example."""
    none = Wishes(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, places)))
    parts = parts or [none]
    return Wishes(
        frozen(np.concatenate([each.examples for each in parts])),
        frozen(np.concatenate([each.labels for each in parts])),
        frozen(np.concatenate([each.values for each in parts])),
    )


def shuffled_examples(size: int, seed: int) -> IntArray:
    """Return the first ``size`` places of an image set in an order that a seed decides."""
    return frozen(np.random.default_rng([seed, size]).permutation(size))


def _wishes_of(
    network: Network, images: ImageSet, examples: IntArray, places: Sequence[Place]
) -> Wishes:
    labels = images.labels[examples].astype(np.int64)
    with np.errstate(all="ignore"):  # a diverged network's wishes aren't numbers, and shown so
        forward = network.forward(images.activations(examples))
        errors = layer_errors(network, forward, targets(labels))
        values = np.empty((len(examples), len(places)))
        for column, place in enumerate(places):
            delta = errors[place.layer - 1][:, place.neuron]
            if place.source is None:
                np.subtract(0.0, delta, values[:, column])
            else:
                before = forward.activations[place.layer - 1][:, place.source]
                np.subtract(0.0, delta * before, values[:, column])
    return Wishes(frozen(examples), frozen(labels), frozen(values))
