"""From light to colour: sums of positive and negative light become pixels.

The hue of a pixel is that of its light: the theme's positive or negative colour, whichever sum
outweighs the other, and a mixture where they are close. How far it stands out from the canvas grows
with the sum of both, nearly in proportion while it is dim, and saturates like film; where many
bright lines meet it turns towards white on a dark canvas, towards ink on a light one. So single
lines keep their colour and dense bundles glow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray

Rgb = tuple[int, int, int]
BRIGHTEST = 6.0  # lines of full light over each other; more looks the same
FILM = 2.3  # how fast light saturates: one line of full light reaches 90 % of its colour
TOE = 1.35  # a little contrast for the dim ones, so that many of them make no fog
CROWD = 2.4  # lines of full light at which a pixel has lost much of its hue
ONSET = 3  # how suddenly it loses it: single lines keep theirs
DECIDED = 2.5  # how clearly the hue is that of the larger sum; at 1 crowds of both signs turn grey
HOTTEST = 0.9  # how far it may turn towards white or ink
INK: Rgb = (10, 14, 22)
WHITE: Rgb = (255, 255, 255)
NOT_A_NUMBER: Rgb = (255, 43, 214)  # no sign, no brightness: never a plausible colour
STEPS = 256
BLOCK = 16_384  # pixels at a time: they stay in the processor's cache


class ToneMap:
    """The colours of a pixel for its positive and negative light, in a table made once."""

    def __init__(self, positive: Rgb, negative: Rgb, canvas: Rgb, glows: bool) -> None:
        self.canvas = packed(canvas)
        self._table = _table(positive, negative, canvas, glows)
        self._steps = np.empty((BLOCK, 2), np.float32)
        self._colors = np.empty(0, np.uint32)

    def colors(self, light: FloatArray) -> NDArray[np.uint32]:
        """Return the colour, 0xffrrggbb, of each pixel of a (pixels, 2) array of light.

        The array returned is good until next time.
        """
        self._make_room(len(light))
        for start in range(0, len(light), BLOCK):
            part = slice(start, min(start + BLOCK, len(light)))
            steps = self._steps[: part.stop - start]
            # The square root spends more of the steps on dim light, where the eye sees them.
            np.sqrt(light[part], out=steps)
            np.multiply(steps, np.float32((STEPS - 1) / BRIGHTEST**0.5), out=steps)
            np.clip(steps, 0, STEPS - 1, out=steps)
            pairs = steps.astype(np.uint8).view("<u2").ravel()  # positive + 256 * negative
            np.take(self._table, pairs.astype(np.intp), out=self._colors[part], mode="clip")
        return self._colors[: len(light)]

    def _make_room(self, pixels: int) -> None:
        """Have a buffer of at least this size, which is used again and again."""
        if len(self._colors) < pixels:
            self._colors = np.empty(pixels, np.uint32)


def packed(rgb: Rgb) -> int:
    """Return a colour as 0xffrrggbb."""
    red, green, blue = rgb
    return 0xFF000000 | red << 16 | green << 8 | blue


def _table(positive: Rgb, negative: Rgb, canvas: Rgb, glows: bool) -> NDArray[np.uint32]:
    """Return the colours of all pairs of steps, a flat (STEPS * STEPS,) array."""
    light = BRIGHTEST * (np.arange(STEPS) / (STEPS - 1)) ** 2
    plus, minus = light[None, :, None], light[:, None, None]
    total = plus + minus
    start, positive_, negative_ = (np.asarray(c, float) for c in (canvas, positive, negative))
    blue, orange = plus**DECIDED, minus**DECIDED
    hue = (blue * positive_ + orange * negative_) / np.where(total > 0, blue + orange, 1.0)
    heat = HOTTEST * (1 - np.exp(-((total / CROWD) ** ONSET)))
    hue += (np.asarray(WHITE if glows else INK) - hue) * heat
    film = 1 - np.exp(-FILM * total**TOE)
    channels = np.rint(start + (hue - start) * film).astype(np.uint32)
    red, green, blue = np.moveaxis(channels, -1, 0)
    return (0xFF000000 | red << 16 | green << 8 | blue).astype(np.uint32).ravel()
