"""Finding an example: at random, of a digit, or one that the network gets wrong."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.data.images import ImageSet
from core.errors import UsageError
from core.network.network import Network

PIECE = 500


def random_index(images: ImageSet, digit: int | None, rng: np.random.Generator) -> int:
    """Return the place of a random image, of one digit if one is given.

    Raises
    ------
    UsageError
        If there is no image of that digit.
    """
    if digit is None:
        return int(rng.integers(len(images)))
    places = images.with_label(digit)
    if not len(places):
        raise UsageError(f"there is no {digit} among the {images.name} images")
    return int(rng.choice(places))


def next_wrong(
    network: Network,
    images: ImageSet,
    after: int,
    digit: int | None = None,
    go_on: Callable[[float], bool] | None = None,
) -> int | None:
    """Return the next place, going round after the last, where the answer is not the label.

    Parameters
    ----------
    after : the place where the search begins; it is looked at last
    digit : only images with this label, if one is given
    go_on : called with the share looked at, 0 to 1; returns False to give up

    Returns None if every answer is right, or if given up.
    """
    places = np.roll(np.arange(len(images)), -(after + 1))
    if digit is not None:
        places = places[images.labels[places] == digit]
    for start in range(0, len(places), PIECE):
        if go_on is not None and not go_on(start / len(places)):
            return None
        piece = places[start : start + PIECE]
        dtype = network.parameters.vector.dtype
        answers = network.answers(images.activations(piece, dtype))
        wrong = np.flatnonzero(answers != images.labels[piece])
        if len(wrong):
            return int(piece[wrong[0]])
    return None
