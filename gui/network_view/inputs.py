"""Which pixels are drawn as input neurons: the user's choice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import numpy as np

from core.arrays import FloatArray, IntArray
from gui.network_view.shown import INPUTS_SHOWN, choose_inputs

SIDE = 28
REGION_SIDE = 4


class Pixels(Enum):
    """Which of the pixels are drawn where there isn't room for all."""

    STRONGEST = "strongest"
    ENDS = "ends"
    REGION = "region"


CHOICES = {
    Pixels.STRONGEST: "16 brightest pixels of this picture",
    Pixels.ENDS: "top 8 and bottom 8 of the picture",
    Pixels.REGION: "16 around a pixel that you click",
}


@dataclass(frozen=True)
class InputChoice:
    """The pixels drawn: all, or 16 of them.

    region : the index of the pixel around which a region lies
    """

    everything: bool = False
    pixels: Pixels = Pixels.STRONGEST
    region: int = SIDE * SIDE // 2 + SIDE // 2

    def of(self, image: FloatArray) -> IntArray:
        """Return the indices of the pixels drawn for an image, from the top down."""
        count = int(np.size(image))
        if self.everything or count <= INPUTS_SHOWN:
            return np.arange(count)
        if self.pixels is Pixels.ENDS:
            half = INPUTS_SHOWN // 2
            return np.concatenate([np.arange(half), np.arange(count - half, count)])
        if self.pixels is Pixels.REGION and count == SIDE * SIDE:
            return region_around(self.region)
        return brightest(np.asarray(image, float).tobytes())

    @property
    def words(self) -> str:
        """Which pixels these are, in a few words; none where all are drawn."""
        if self.everything:
            return ""
        if self.pixels is Pixels.ENDS:
            return "top and bottom"
        if self.pixels is Pixels.REGION:
            row, column = divmod(self.region, SIDE)
            return f"at row {row}, column {column}"
        return "brightest"

    @property
    def sentences(self) -> tuple[str, ...]:
        """Which pixels are drawn as neurons, from the longest form to the shortest."""
        if self.everything:
            return "all 784 pixels drawn as neurons", "all 784 pixels"
        row, column = divmod(self.region, SIDE)
        long, short = {
            Pixels.STRONGEST: ("the 16 brightest pixels of this picture", "16 brightest pixels"),
            Pixels.ENDS: ("top 8 and bottom 8 of the picture", "top 8 and bottom 8"),
            Pixels.REGION: (
                f"the 16 pixels around row {row}, column {column}",
                f"16 around row {row}, column {column}",
            ),
        }[self.pixels]
        drawn = "drawn as neurons"
        return f"{drawn}: {long}", f"{drawn}: {short}", f"drawn: {short}", short, self.words


@lru_cache(maxsize=64)
def brightest(image: bytes) -> IntArray:
    """Return the indices of an image's brightest pixels, read-only: every frame asks again."""
    places = choose_inputs(np.frombuffer(image))
    places.setflags(write=False)
    return places


def region_around(index: int) -> IntArray:
    """Return the indices of the 4 x 4 pixels around one, within the picture."""
    row, column = (
        min(max(place - REGION_SIDE // 2, 0), SIDE - REGION_SIDE) for place in divmod(index, SIDE)
    )
    rows = row + np.arange(REGION_SIDE)
    return (rows[:, np.newaxis] * SIDE + column + np.arange(REGION_SIDE)).ravel()
