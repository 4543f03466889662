"""Answers of a network to many images, and what they cost, in compiled code."""

from __future__ import annotations

import numpy as np

from core.arrays import ByteArray
from core.data.images import ImageSet
from core.network.network import Network
from core.training.compiled import functions_of, kernels
from core.training.padded import PaddedParameters
from core.training.sparse_images import SparseImages


class CompiledAnswers:
    """Finds the answers of a network, in float32, to a set of images."""

    def __init__(self, network: Network, images: ImageSet) -> None:
        self._padded = PaddedParameters(network.architecture.sizes)
        self._padded.assign(network.parameters)
        self._functions = functions_of(network.architecture)
        self._images = SparseImages.of(images)

    def __call__(self, piece: slice) -> tuple[float, ByteArray]:
        """Return the summed cost of a piece of the images, and the (k,) answers to them."""
        found = kernels()
        assert found is not None  # or there would be no such object
        images, padded = self._images, self._padded
        answers = np.zeros(piece.stop - piece.start, np.uint8)
        cost = found.find_answers(
            images.starts, images.columns, images.values, images.labels, piece.start, piece.stop,
            padded.sizes, padded.widths, padded.offsets, *self._functions, padded.vector, answers,
        )  # fmt: skip
        return cost, answers
