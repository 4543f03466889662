"""How counts come about: of pixels, of those that are empty, of all parameters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from core.arrays import FloatArray
from gui.widgets.numbers import TIMES, whole


def pixel_counts(image: FloatArray) -> dict[str, str]:
    """Return the arithmetic of how many pixels there are, how many are empty, how many not."""
    return {"all": of_pixels(image.size), "dark": of_empty(image), "bright": of_bright(image)}


def of_pixels(count: int) -> str:
    """Return how many pixels a picture has."""
    side = round(count**0.5)
    sides = f"{side} {TIMES} {side}" if side * side == count else whole(count)
    return f"rows {TIMES} columns of the picture<br>= {sides} = <b>{whole(count)}</b>"


def of_empty(image: FloatArray) -> str:
    """Return how many pixels are exactly 0, as all without those that aren't."""
    bright = int(np.count_nonzero(image))
    numbers = f"{whole(image.size)} − {whole(bright)} = <b>{whole(image.size - bright)}</b>"
    return f"pixels with activation exactly 0, counted: all − the others<br>= {numbers}"


def of_bright(image: FloatArray) -> str:
    """Return how many pixels aren't empty."""
    bright = int(np.count_nonzero(image))
    numbers = f"{whole(image.size)} − {whole(image.size - bright)} = <b>{whole(bright)}</b>"
    return f"all pixels − the empty ones<br>= {numbers}"


def of_silent(activations: FloatArray) -> str:
    """Return how many neurons of a layer are at 0, as all without those that aren't."""
    active, count = int(np.count_nonzero(activations)), activations.size
    numbers = f"{whole(count)} − {whole(active)} = <b>{whole(count - active)}</b>"
    return f"neurons at exactly 0, counted: all − the others<br>= {numbers}"


def of_weights(n_out: int, n_in: int) -> str:
    """Return how many weights lead into a layer."""
    numbers = f"{whole(n_out)} {TIMES} {whole(n_in)} = <b>{whole(n_out * n_in)}</b>"
    return f"neurons {TIMES} neurons before them<br>= {numbers}"


def of_parameters(sizes: Sequence[int]) -> str:
    """Return how many weights and biases a network of these layers has."""
    parts = [f"{whole(after)} {TIMES} ({whole(before)} + 1)" for before, after in pairwise(sizes)]
    count = sum((a + 1) * b for a, b in pairwise(sizes))
    words = "each neuron has a weight for each neuron before it, and a bias"
    return f"{words}<br>= {' + '.join(parts)} = <b>{whole(count)}</b>"


def of_shown(shown: int, total: int) -> str:
    """Return how many parameters a filter leaves in view."""
    numbers = f"{whole(total)} − {whole(total - shown)} = <b>{whole(shown)}</b>"
    return f"all parameters − those that the filter hides<br>= {numbers}"
