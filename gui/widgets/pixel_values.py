"""Signed values over the pixels of a picture: their colours, and the outline of the strokes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QLineF
from PyQt6.QtGui import QColor, QImage

from core.arrays import FloatArray
from gui.colors import Colors

NOT_A_NUMBER = QColor(255, 43, 214)  # no sign, no size: never a plausible colour
STROKE = 0.5  # the brightness from which a pixel belongs to the strokes


@dataclass(frozen=True)
class PixelValues:
    """One signed value for each pixel.

    name : what the values are, such as "weight"
    values : (rows * columns,) row by row
    scale : the size of a value in full colour
    """

    name: str
    values: FloatArray
    scale: float

    def is_like(self, other: PixelValues | None) -> bool:
        """Return whether another one says the same of every pixel."""
        return other is not None and (
            (self.name, self.scale) == (other.name, other.scale)
            and np.array_equal(self.values, other.values, equal_nan=True)
        )


def develop_signed(values: FloatArray, scale: float, colors: Colors) -> QImage:
    """Return a picture of (rows, columns) values: zero is the canvas, +-scale is full colour.

    Larger values look like the scale, and what is not a number has a colour of its own.
    """
    canvas, positive, negative, none = (
        np.array(QColor(color).getRgb()[:3], float)
        for color in (colors.canvas, colors.positive, colors.negative, NOT_A_NUMBER)
    )
    known = np.nan_to_num(values, nan=0.0)
    shares = np.clip(np.abs(known) / scale if scale > 0 else np.sign(np.abs(known)), 0, 1)
    full = np.where((known >= 0)[..., np.newaxis], positive, negative)
    mixed = canvas + shares[..., np.newaxis] * (full - canvas)
    mixed[np.isnan(values)] = none
    return image_of(mixed)


def image_of(colors: FloatArray) -> QImage:
    """Return an image of (rows, columns, 3) colours from 0 to 255."""
    height, width = colors.shape[:2]
    pixels = np.full((height, width, 4), 255, np.uint8)
    pixels[:, :, :3] = np.round(colors)
    data = pixels.tobytes()
    return QImage(data, width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()


def stroke_outline(pixels: FloatArray) -> list[QLineF]:
    """Return the edges between strokes and ground of a (rows, columns) picture.

    A line's coordinates are columns and rows: pixel (r, c) reaches from (c, r) to (c + 1, r + 1).
    """
    inside = np.pad(np.nan_to_num(pixels) >= STROKE, 1)
    upright = np.argwhere(inside[1:-1, 1:] != inside[1:-1, :-1])
    level = np.argwhere(inside[1:, 1:-1] != inside[:-1, 1:-1])
    lines = [QLineF(c, r, c, r + 1) for r, c in upright.tolist()]
    return lines + [QLineF(c, r, c + 1, r) for r, c in level.tolist()]
