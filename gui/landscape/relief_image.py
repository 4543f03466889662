"""The colours of a cost surface: a perceptual scale, darkened and brightened by light on it."""

from __future__ import annotations

import numpy as np
from PyQt6.QtGui import QColor, QImage

from core.arrays import ByteArray, FloatArray
from core.landscape.ground import Ground

# From a low cost to a high one: lightness rises evenly, so that it reads without its hues too.
ANCHORS = ("#1b1a4b", "#243f86", "#1f6f93", "#2f9a8f", "#7cbf86", "#cfdc93", "#fbf3cf")
STEPS = 256
SHADE_LEAST, SHADE_GAIN = 0.46, 0.764  # level ground, lit at 0.707, keeps its colour
LINEAR = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def color_table() -> FloatArray:
    """Return the scale's colours, (256, 3) from 0 to 1, even in OKLab (Ottosson, 2020)."""
    anchors = np.array([QColor(name).getRgbF()[:3] for name in ANCHORS])
    light = np.where(anchors > 0.04045, ((anchors + 0.055) / 1.055) ** 2.4, anchors / 12.92)
    lab = np.einsum("ij,kj->ki", LAB, np.cbrt(np.einsum("ij,kj->ki", LINEAR, light)))
    places = np.linspace(0, 1, len(ANCHORS))
    fine = np.linspace(0, 1, STEPS)
    even = np.stack([np.interp(fine, places, channel) for channel in lab.T], axis=1)
    cubes = np.einsum("ij,kj->ki", np.linalg.inv(LAB), even) ** 3
    rgb = np.clip(np.einsum("ij,kj->ki", np.linalg.inv(LINEAR), cubes), 0, 1)
    return np.where(rgb > 0.0031308, 1.055 * rgb ** (1 / 2.4) - 0.055, 12.92 * rgb)


TABLE = color_table()
CHANNELS = (TABLE.T * 255).astype(np.float32)


def color_of(height: float) -> QColor:
    """Return the colour of a height from 0 to 1."""
    red, green, blue = TABLE[round(min(max(height, 0.0), 1.0) * (STEPS - 1))]
    return QColor.fromRgbF(float(red), float(green), float(blue))


def relief_pixels(ground: Ground) -> ByteArray:
    """Return the picture of a ground, (rows, columns, 4) as red, green, blue, opacity.

    Where there is no cost it is clear.
    """
    known = np.isfinite(ground.heights)
    places = (np.where(known, ground.heights, 1.0).clip(0, 1) * (STEPS - 1)).astype(np.uint8)
    shade = SHADE_LEAST + SHADE_GAIN * ground.light
    pixels = np.empty((*places.shape, 4), np.uint8)
    for channel, table in enumerate(CHANNELS):
        pixels[..., channel] = np.minimum(table[places] * shade, 255)
    pixels[..., 3] = np.where(known, 255, 0)
    return pixels


def relief_image(ground: Ground) -> QImage:
    """Return the picture of a ground as an image of its own memory."""
    pixels = relief_pixels(ground)
    rows, columns = pixels.shape[:2]
    image = QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
    return image.copy()


def scale_image() -> QImage:
    """Return the scale itself, a line of 256 pixels from low to high."""
    pixels = np.ones((1, STEPS, 4))
    pixels[0, :, :3] = TABLE
    data = (pixels * 255).astype(np.uint8).tobytes()
    return QImage(data, STEPS, 1, 4 * STEPS, QImage.Format.Format_RGBA8888).copy()
