"""The ground of a map as arrays that only have to be coloured and drawn: relief and contours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, frozen
from core.landscape.relief import CostScale, contour, hillshade, smooth

RELIEF = (168, 320)  # rows and columns: it is smooth, and drawn larger
FINE = (67, 107)  # rows and columns between which contours are straight

SingleArray = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Ground:
    """What a grid of costs looks like, whatever the size and the colours of the picture.

    Attributes
    ----------
    scale : which height stands for which cost
    heights : (rows, columns) float32 from 0 to 1, the top of the picture first; NaN for no cost
    light : (rows, columns) float32 from 0 to 1, how brightly the relief is lit
    levels : the costs at which there are contours
    contours : for each level the (k, 2, 2) pieces of its line; a piece is two points (x, y), from
        (0, 0) at the upper left of the map to (1, 1) at its lower right
    """

    scale: CostScale
    heights: SingleArray
    light: SingleArray
    levels: tuple[float, ...]
    contours: tuple[FloatArray, ...]


def ground_of(costs: FloatArray, scale: CostScale, shape: tuple[int, int] = RELIEF) -> Ground:
    """Return the ground of a grid of costs, whose first row is the lowest of the map.

    Parameters
    ----------
    shape : rows and columns of the relief
    """
    heights = smooth(scale.height(costs), shape)[::-1]
    filled = np.clip(np.where(np.isfinite(heights), heights, 1.0), 0, 1)
    fine, levels = smooth(costs, FINE), tuple(scale.levels())
    return Ground(
        scale,
        frozen(heights.astype(np.float32)),
        frozen(hillshade(filled).astype(np.float32)),
        levels,
        tuple(contour_on_map(fine, level) for level in levels),
    )


def contour_on_map(fine: FloatArray, level: float) -> FloatArray:
    """Return the pieces of a contour, (k, 2, 2), in shares of the map; row 0 is at its bottom."""
    across, up = fine.shape[1] - 1, fine.shape[0] - 1
    return frozen(contour(fine, level) * (1 / across, -1 / up) + (0, 1))
