"""Draw neurons: crisp discs by brightness, their rings, and the names beside the outputs."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from gui.network_view.kept import device_scale, is_vector
from gui.network_view.layout import SHARE_OF_CROWDED, Column, NetworkLayout
from gui.network_view.light import NOT_A_NUMBER
from gui.network_view.scene import Scene
from gui.theme import Theme
from gui.widgets.numbers import compact, fixed

RING = 1.25
SHADES = 128
LARGE = 100.0  # from here on an activation is written short
SMALLEST_WITH_RING = 2.5  # smaller discs are drawn as the cells of a strip
STRIP = 4.0  # half its width
CAPTION_EDGE = 8.0  # from a caption to the edge of the picture
BETWEEN = 24.0  # two captions and the words between them, at least
WORDS_BETWEEN = "weight ±0.000"  # about as long as what stands there
NAME_SPACE = 54.0  # from an output's disc to its name; two arrows stand between


class Discs:
    """Draws discs by brightness, with the colours of a theme looked up once.

    A disc is a small image that is kept: copying it takes a tenth of the time of drawing it.
    """

    def __init__(self, painter: QPainter, theme: Theme, unit: float = 1.0) -> None:
        self._painter = painter
        self._unit = unit
        self._empty = theme.color("canvas")
        self._ends = theme.colors.quiet, theme.colors.activation
        self._ring = theme.color("outline")
        self._empty_ring = theme.color("outline", 0.45)
        self._vector, self._scale = is_vector(painter), device_scale(painter)

    def draw(self, centre: QPointF, radius: float, brightness: float | None) -> None:
        """Draw one disc; None is a ring not yet filled, and what is not a number is marked."""
        if brightness is not None and not math.isfinite(brightness):
            _draw_broken(self._painter, centre, radius)
            return
        fill = self._empty if brightness is None else self._fill(brightness)
        if radius < SMALLEST_WITH_RING:
            cell = QPointF(STRIP * self._unit, radius / SHARE_OF_CROWDED / 2)
            self._painter.fillRect(QRectF(centre - cell, centre + cell), fill)
            return
        ring = self._empty_ring if brightness is None else self._ring
        if self._vector:
            draw_disc(self._painter, centre, radius, fill, QPen(ring, RING * self._unit))
            return
        look = fill.rgb(), ring.rgba(), RING * self._unit
        image = disc_image(round(radius, 1), look, self._scale)
        half = image.deviceIndependentSize().width() / 2
        self._painter.drawImage(self._on_pixels(centre - QPointF(half, half)), image)

    def _fill(self, brightness: float) -> QColor:
        """Return the colour of a brightness, one of so many shades."""
        return shade_of(*self._ends, round(brightness * SHADES))

    def _on_pixels(self, corner: QPointF) -> QPointF:
        """Return a corner moved onto the device's pixels, so that a copied disc stays crisp."""
        x, y = round(corner.x() * self._scale), round(corner.y() * self._scale)
        return QPointF(x / self._scale, y / self._scale)


@lru_cache(maxsize=1024)
def shade_of(quiet: str, bright: str, shade: int) -> QColor:
    """Return the colour of one of so many shades between two, for who doesn't change it."""
    return mixed(QColor(quiet), QColor(bright), shade / SHADES)


@lru_cache(maxsize=2048)
def disc_image(radius: float, look: tuple[int, int, float], scale: float) -> QImage:
    """Return the image of a disc with its ring, at a device pixel ratio.

    look : the colours of disc and ring as 0xaarrggbb, and how wide the ring is
    """
    fill, ring, width = look
    side = 2 * math.ceil((radius + width) * scale)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = side / scale / 2
    pen = QPen(QColor.fromRgba(ring), width)
    draw_disc(painter, QPointF(middle, middle), radius, QColor.fromRgba(fill), pen)
    painter.end()
    return image


def draw_disc(painter: QPainter, centre: QPointF, radius: float, fill: QColor, ring: QPen) -> None:
    """Draw a disc with its ring."""
    painter.setPen(ring)
    painter.setBrush(fill)
    painter.drawEllipse(centre, radius, radius)


def mixed(low: QColor, high: QColor, share: float) -> QColor:
    """Return the colour at a share, 0 to 1, of the way from one to another."""
    share = min(max(share, 0.0), 1.0)
    return QColor(
        round(low.red() + (high.red() - low.red()) * share),
        round(low.green() + (high.green() - low.green()) * share),
        round(low.blue() + (high.blue() - low.blue()) * share),
    )


def draw_ring(painter: QPainter, pen: QPen, centre: QPointF, radius: float) -> None:
    """Draw a ring without filling it."""
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)


def draw_columns(painter: QPainter, theme: Theme, layout: NetworkLayout, scene: Scene) -> None:
    """Draw every neuron of every column, and the dots where some are left out."""
    discs = Discs(painter, theme, layout.unit)
    for layer, column in enumerate(layout.columns):
        values = scene.brightness[layer]
        for row, y in enumerate(column.ys):
            brightness = None if values is None else float(values[row])
            discs.draw(QPointF(column.x, y), column.radius, brightness)
        if column.gap_y is not None:
            _draw_dots(painter, theme, QPointF(column.x, column.gap_y), layout.text_scale)


def draw_captions(painter: QPainter, theme: Theme, layout: NetworkLayout, scene: Scene) -> None:
    """Draw the words under each column."""
    font = theme.font(12 * layout.text_scale)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.color("text_muted"))
    boxes = [caption_box(layout, scene, layer, metrics) for layer in range(len(layout.columns))]
    if any(before.right() > after.left() for before, after in pairwise(boxes)):
        return  # too narrow for words
    for layer, box in enumerate(boxes):
        words = caption_of(layout, scene, layer, metrics)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def caption_of(layout: NetworkLayout, scene: Scene, layer: int, metrics: QFontMetricsF) -> str:
    """Return the words under a column: how many neurons, and which ones if there is room."""
    columns, words = layout.columns, scene.words_of_part(layer)
    short = columns[layer].caption
    whole = f"{short} · {words}"
    if not words or layer + 1 == len(columns):
        return short
    after = columns[layer + 1]
    room = after.x - columns[layer].x - metrics.horizontalAdvance(after.caption) / 2
    before = min(columns[layer].x - CAPTION_EDGE, metrics.horizontalAdvance(whole) / 2)
    between = metrics.horizontalAdvance(WORDS_BETWEEN) + BETWEEN
    return whole if metrics.horizontalAdvance(whole) - before + between < room else short


def caption_box(layout: NetworkLayout, scene: Scene, layer: int, metrics: QFontMetricsF) -> QRectF:
    """Return where the words under a column stand: centred, but within the fitted picture."""
    width = metrics.horizontalAdvance(caption_of(layout, scene, layer, metrics)) + 4
    x = layout.columns[layer].x - width / 2
    if layout.zoom == 1:
        x = max(min(x, layout.width - width - CAPTION_EDGE), CAPTION_EDGE)
    return QRectF(x, layout.caption_y - metrics.height() / 2, width, metrics.height())


def draw_outputs(painter: QPainter, theme: Theme, layout: NetworkLayout, scene: Scene) -> None:
    """Draw each output's name and activation to its right, the label's marked."""
    column, scale = layout.columns[-1], layout.text_scale
    size = min(max(column.spacing * 0.4, 9.0), 17.0 * scale)
    left = column.x + column.radius + NAME_SPACE * scale
    for row, index in enumerate(scene.shown[-1]):
        name = output_name(scene, int(index))
        bold = index in (scene.label, scene.answer)
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        painter.setFont(theme.font(size, weight))
        painter.setPen(theme.color("highlight" if index == scene.label else "text"))
        box = QRectF(left - 20 * scale, column.ys[row] - size, 20 * scale, 2 * size)
        painter.drawText(box, _RIGHT, name)
        _draw_activation(painter, theme, scene, row, box, size)


def output_words(scene: Scene) -> tuple[str, ...]:
    """Return the names and the activations of the outputs, as they are written."""
    values = scene.values[-1]
    names = (output_name(scene, int(index)) for index in scene.shown[-1])
    return (*names, *(() if values is None else map(activation_words, values)))


def output_name(scene: Scene, index: int) -> str:
    """Return the name of an output, its number if it has none."""
    return scene.output_names[index] if index < len(scene.output_names) else str(index)


def activation_words(value: float) -> str:
    """Return how an output's activation is written."""
    return fixed(value, 2) if abs(value) < LARGE else compact(value, 2)


def draw_label_ring(painter: QPainter, theme: Theme, layout: NetworkLayout, scene: Scene) -> None:
    """Draw the ring round the output that the label names."""
    column = layout.columns[-1]
    for row in range(len(column.ys)):
        if scene.label is not None and scene.shown[-1][row] == scene.label:
            centre = QPointF(column.x, column.ys[row])
            pen = QPen(theme.color("highlight"), 2.0 * layout.unit)
            draw_ring(painter, pen, centre, column.radius)


def neuron_centre(column: Column, row: int) -> QPointF:
    """Return where a neuron's disc is."""
    return QPointF(column.x, float(column.ys[row]))


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _draw_activation(
    painter: QPainter, theme: Theme, scene: Scene, row: int, name: QRectF, size: float
) -> None:
    values = scene.values[-1]
    if values is None:
        return
    strong = scene.answer is not None and scene.shown[-1][row] == scene.answer
    painter.setFont(theme.font(max(size * 0.76, 9.0)))
    painter.setPen(theme.color("text" if strong else "text_muted"))
    text = activation_words(float(values[row]))
    box = QRectF(name.right() + size * 0.6, name.top(), 5 * size, name.height())
    painter.drawText(box, _LEFT, text)


def _draw_dots(painter: QPainter, theme: Theme, centre: QPointF, scale: float) -> None:
    """Draw the three dots that stand for the neurons left out."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("text_muted"))
    for step in (-1, 0, 1):
        painter.drawEllipse(centre + QPointF(0, 6 * scale * step), 1.5 * scale, 1.5 * scale)


def _draw_broken(painter: QPainter, centre: QPointF, radius: float) -> None:
    """Draw the mark for a value that is not a number: a crossed disc in a colour of its own."""
    painter.setPen(QPen(QColor(*NOT_A_NUMBER), 2.0))
    painter.setBrush(QColor(*NOT_A_NUMBER, 60))
    painter.drawEllipse(centre, radius, radius)
    arm = radius * 0.6
    painter.drawLine(centre + QPointF(-arm, -arm), centre + QPointF(arm, arm))
    painter.drawLine(centre + QPointF(-arm, arm), centre + QPointF(arm, -arm))
