"""What a network answers to noise: it has never learnt to say that it doesn't know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import ByteArray, FloatArray, frozen
from core.data.images import DIGITS, PIXELS, WHITE, ImageSet
from core.experiments.trial import require_between
from core.network.network import Network
from core.progress import Progress

MOST_PICTURES = 100_000
PIECE = 500
BINS = 20


@dataclass(frozen=True)
class Noise:
    """Pictures in which each pixel is any brightness from 0 to 255, by chance.

    Attributes
    ----------
    seed : of the pictures
    count : how many are shown to the network
    like_digits : whether the pixels of a true digit are mixed up instead, so that there is as
        much ink as in a digit
    """

    seed: int = 0
    count: int = 2_000
    like_digits: bool = False

    def __post_init__(self) -> None:
        require_between("noise pictures", self.count, 1, MOST_PICTURES)


@dataclass(frozen=True, eq=False)
class NoiseFinding:
    """What a network answers to noise, beside what it answers to digits.

    Attributes
    ----------
    picture : (784,) bytes, the first noise picture
    answers : (10,) activations of the outputs for it
    noise_tops : (count,) largest output for each noise picture
    digit_tops : (n,) largest output for each test digit
    noise_answers : (10,) how many noise pictures are called which digit
    """

    noise: Noise
    picture: ByteArray
    answers: FloatArray
    noise_tops: FloatArray
    digit_tops: FloatArray
    noise_answers: FloatArray

    @property
    def answer(self) -> int:
        """The digit that the first noise picture is called."""
        return int(self.answers.argmax())

    @property
    def confidence(self) -> float:
        """The largest output for it, 0 to 1."""
        return float(self.answers.max())

    def confident(self, least: float = 0.5) -> float:
        """Return the share of the noise pictures whose largest output is above a limit."""
        return float((self.noise_tops > least).mean())

    def histogram(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the edges of the bins, and the shares of noise pictures and digits in each."""
        tops = np.concatenate([self.noise_tops, self.digit_tops])
        edges = np.linspace(min(0.0, float(tops.min())), max(1.0, float(tops.max())), BINS + 1)
        noise, _ = np.histogram(self.noise_tops, edges)
        digits, _ = np.histogram(self.digit_tops, edges)
        return edges, noise / len(self.noise_tops), digits / len(self.digit_tops)

    def table(self) -> list[Sequence[object]]:
        """Return the histogram as rows, headings first."""
        edges, noise, digits = self.histogram()
        rows: list[Sequence[object]] = [("from", "to", "noise_share", "digit_share")]
        columns = edges[:-1], edges[1:], noise, digits
        rows += [[repr(float(value)) for value in row] for row in zip(*columns, strict=True)]
        return rows


def run_noise(
    noise: Noise, network: Network, images: ImageSet, progress: Progress
) -> NoiseFinding | None:
    """Show noise and digits to a network; None if that is given up."""
    chance = np.random.default_rng(noise.seed)
    outputs, first = [], np.zeros(PIXELS, np.uint8)
    for start in range(0, noise.count, PIECE):
        pictures = noise_pictures(noise, min(PIECE, noise.count - start), images, chance)
        if start == 0:
            first = pictures[0]
        outputs.append(network.outputs(pictures / float(WHITE)))
        if not progress.report(0.5 * start / noise.count):
            return None
    tops = []
    for start in range(0, len(images), PIECE):
        tops.append(network.outputs(images.activations(slice(start, start + PIECE))).max(axis=1))
        if not progress.report(0.5 + 0.5 * start / len(images)):
            return None
    a = np.concatenate(outputs)
    answers = np.bincount(a.argmax(axis=1), minlength=DIGITS)
    return NoiseFinding(
        noise,
        frozen(first),
        frozen(a[0]),
        frozen(a.max(axis=1)),
        frozen(np.concatenate(tops)),
        frozen(answers),
    )


def noise_pictures(
    noise: Noise, count: int, images: ImageSet, chance: np.random.Generator
) -> ByteArray:
    """Return so many noise pictures, (count, 784) bytes."""
    if noise.like_digits:
        chosen = images.pixels[chance.integers(0, len(images), count)]
        return chance.permuted(chosen, axis=1)
    return chance.integers(0, WHITE + 1, (count, PIXELS), dtype=np.uint8)
