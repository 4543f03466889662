"""The picture of a network in lines and letters instead of pixels: SVG."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QBuffer, QByteArray, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPen
from PyQt6.QtSvg import QSvgGenerator

from core.arrays import FloatArray
from gui.network_view.edge_picture import exposures_of, lights_of, line_width
from gui.network_view.layout import NetworkLayout, Shape, network_layout
from gui.network_view.light import FILM, NOT_A_NUMBER, TOE
from gui.network_view.neurons import neuron_centre
from gui.network_view.picking import DARK
from gui.network_view.picture import draw_over_connections
from gui.network_view.scene import Scene
from gui.network_view.svg_letters import with_outlined_letters
from gui.theme import Theme

DASHES = [4.0, 4.0]  # of a connection whose value is not a number


def svg_of(theme: Theme, scene: Scene, width: int, height: int) -> bytes:
    """Return the network fitted into an SVG picture of width x height.

    Connections are lines: the sign is the colour, the size the opacity. A pulse isn't drawn.
    """
    content = QByteArray()
    buffer = QBuffer(content)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRectF(0, 0, width, height))
    generator.setTitle("network")
    layout = network_layout(Shape.of(scene), width, height)
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, width, height), theme.color("canvas"))
    draw_lines(painter, theme, layout, scene)
    draw_over_connections(painter, theme, layout, scene)
    painter.end()
    return with_outlined_letters(content.data().decode(), theme).encode()


def draw_lines(painter: QPainter, theme: Theme, layout: NetworkLayout, scene: Scene) -> None:
    """Draw each connection that can be seen as a line, the dim ones first."""
    exposures = exposures_of(layout, 1.0)
    for index, (light, exposure) in enumerate(zip(lights_of(scene, None), exposures, strict=True)):
        before, after = layout.columns[index], layout.columns[index + 1]
        exposed, width = light * exposure, line_width(layout, light.size)
        sizes = np.where(np.isfinite(exposed), np.abs(exposed), np.inf)
        order = np.argsort(sizes, axis=None)
        for place in order[np.searchsorted(sizes.ravel()[order], DARK) :]:
            row, source = np.unravel_index(place, light.shape)
            painter.setPen(line_pen(theme, float(exposed[row, source]), width))
            painter.drawLine(neuron_centre(before, int(source)), neuron_centre(after, int(row)))


def line_pen(theme: Theme, light: float, width: float) -> QPen:
    """Return the pen for a connection's light, from -1 to 1, or not a number."""
    flat = Qt.PenCapStyle.FlatCap
    if not np.isfinite(light):
        pen = QPen(QColor(*NOT_A_NUMBER), width, cap=flat)
        pen.setDashPattern(DASHES)
        return pen
    color = theme.color("positive" if light > 0 else "negative", float(opacity(np.abs(light))))
    return QPen(color, width, cap=flat)


def opacity(light: FloatArray) -> FloatArray:
    """Return how opaque a line is for it to look as its light does in the picture of pixels."""
    return 1 - np.exp(-FILM * light**TOE)
