"""Measure a network: its mean cost and its accuracy over a set of images."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from core.arrays import ByteArray, IntArray, frozen
from core.data.images import ImageSet
from core.network.network import Network, targets
from core.training.compiled import is_compiled
from core.training.compiled_answers import CompiledAnswers
from core.training.confusion import Answers
from core.training.records import Measure

PIECE = 500
FindAnswers = Callable[[slice], tuple[float, ByteArray | IntArray]]


class Interrupted(Exception):
    """Raised where a measurement is given up because nobody wants its result any more."""


def measure(
    network: Network,
    images: ImageSet,
    step: int,
    epoch: int,
    size: int | None = None,
    unwanted: Callable[[], bool] | None = None,
) -> Measure:
    """Return mean cost and accuracy over the first ``size`` images (all, if none is given).

    As `measure_answers`, whose answers are left out.
    """
    return measure_answers(network, images, step, epoch, size, unwanted)[0]


def measure_answers(
    network: Network,
    images: ImageSet,
    step: int,
    epoch: int,
    size: int | None = None,
    unwanted: Callable[[], bool] | None = None,
) -> tuple[Measure, Answers]:
    """Return mean cost and accuracy over the first ``size`` images (all), and all answers.

    It goes in pieces of 500 images, about a millisecond each, and asks between two of them whether
    the result is still wanted.

    Raises
    ------
    Interrupted
        If it is not.
    """
    size = len(images) if size is None else size
    cost, answers = 0.0, np.zeros(size, np.uint8)
    find_answers = answers_of(network, images)
    with np.errstate(all="ignore"):
        for start in range(0, size, PIECE):
            if unwanted is not None and unwanted():
                raise Interrupted
            piece = slice(start, min(start + PIECE, size))
            piece_cost, answers[piece] = find_answers(piece)
            cost += piece_cost
    right = int((answers == images.labels[:size]).sum())
    measure = Measure(images.name, step, epoch, cost / size, right / size, size)
    return measure, Answers(step, epoch, frozen(answers))


def answers_of(network: Network, images: ImageSet) -> FindAnswers:
    """Return what finds cost and answers of pieces of the images fastest."""
    if network.parameters.vector.dtype == np.float32 and is_compiled(network.architecture):
        return CompiledAnswers(network, images)
    return partial(plain_answers, network, images)


def plain_answers(network: Network, images: ImageSet, piece: slice) -> tuple[float, IntArray]:
    """Return the summed cost of a piece of the images, and the (k,) answers to them."""
    labels = images.labels[piece]
    dtype = network.parameters.vector.dtype
    passed = network.forward(images.activations(piece, dtype))
    terms = passed.terms(network.architecture.cost_function, targets(labels, dtype))
    return float(terms.sum(dtype=np.float64)), passed.outputs.argmax(axis=1)
