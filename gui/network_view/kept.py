"""Drawings that are kept as images while what they show stays the same: words, mostly.

Laying out words takes longer than copying their image. The image is opaque, since letters look
thinner on a transparent one. In an SVG they are drawn anew, as letters.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QColor, QImage, QPaintEngine, QPainter

from gui.theme import Theme

MOST = 12


class Kept:
    """The newest drawings on the canvas, by what they show."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._images: OrderedDict[Hashable, QImage] = OrderedDict()

    def draw(
        self,
        painter: QPainter,
        box: QRectF,
        shows: Hashable,
        draw: Callable[[QPainter], None],
    ) -> None:
        """Draw within a box what is kept of what it shows, or draw it and keep it.

        There must be nothing but canvas in the box before.

        shows : everything that the drawing depends on, but for the theme and the device's scale
        """
        scale = device_scale(painter)
        if box.isEmpty():
            return
        if is_vector(painter):
            draw(painter)
            return
        key = shows, self._theme.colors, box.getRect(), scale
        image = self._images.get(key)
        if image is None:
            image = self._images[key] = image_of(box, scale, self._theme.color("canvas"), draw)
            while len(self._images) > MOST:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        painter.drawImage(corner_of(box, scale), image)


def is_vector(painter: QPainter) -> bool:
    """Return whether lines and letters are written down instead of pixels."""
    engine = painter.paintEngine()
    return engine is not None and engine.type() == QPaintEngine.Type.SVG


def device_scale(painter: QPainter) -> float:
    """Return how many pixels of the device a logical pixel has."""
    device = painter.device()
    return 1.0 if device is None else device.devicePixelRatioF()


def corner_of(box: QRectF, scale: float) -> QPointF:
    """Return a box's upper left corner, moved out onto the device's pixels."""
    return QPointF(int(box.left() * scale // 1) / scale, int(box.top() * scale // 1) / scale)


def image_of(box: QRectF, scale: float, canvas: QColor, draw: Callable[[QPainter], None]) -> QImage:
    """Return the image of what is drawn within a box."""
    corner = corner_of(box, scale)
    width, height = (
        max(int((end - start) * scale) + 1, 1)
        for start, end in ((corner.x(), box.right()), (corner.y(), box.bottom()))
    )
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(canvas)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-corner)
    draw(painter)
    painter.end()
    return image
