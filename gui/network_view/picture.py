"""Draw the whole picture of a network: connections, neurons, arrows, rings, words, legend.

These are functions of a painter and plain values; the view decides when they are called.
"""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from gui.network_view.arrows import draw_all_arrows
from gui.network_view.edge_picture import EdgePicture, EdgeRasters, lights_of
from gui.network_view.kept import Kept
from gui.network_view.layout import NetworkLayout, Shape, network_layout
from gui.network_view.legend import Legend, bundle_words, draw_full_lights
from gui.network_view.light import Rgb, ToneMap
from gui.network_view.marks import draw_marks
from gui.network_view.neurons import (
    draw_captions,
    draw_columns,
    draw_label_ring,
    draw_outputs,
    draw_ring,
    neuron_centre,
    output_words,
)
from gui.network_view.scene import NeuronId, Scene
from gui.theme import Theme

LINE = 10.0  # from the middle of the captions to where no letter reaches
STRIP = 38.0  # of the legend, from the lower edge
FOCUS_AWAY = 4.0  # from a disc to the ring that marks it


def tone_map_of(theme: Theme) -> ToneMap:
    """Return how light becomes colour in the theme shown now."""
    colors = theme.colors
    positive, negative, canvas = (
        _rgb(QColor(name)) for name in (colors.positive, colors.negative, colors.canvas)
    )
    return ToneMap(positive, negative, canvas, colors.glows)


def draw_connections(painter: QPainter, edges: EdgePicture, layout: NetworkLayout) -> None:
    """Draw the image of the connections; one of another layout is stretched until there is one."""
    if edges.rasters.layout is layout:
        painter.drawImage(QPointF(0, 0), edges.image)
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(stretched(edges.rasters.layout, layout), edges.image)


def draw_over_connections(
    painter: QPainter,
    theme: Theme,
    layout: NetworkLayout,
    scene: Scene,
    kept: Kept | None = None,
) -> None:
    """Draw everything but the connections, back to front.

    kept : the words drawn last time, for who draws again and again
    """
    kept = kept or Kept(theme)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_words_under(painter, theme, layout, scene, kept)
    draw_columns(painter, theme, layout, scene)
    draw_words_beside(painter, theme, layout, scene, kept)
    draw_label_ring(painter, theme, layout, scene)
    draw_marks(painter, theme, layout, scene)
    draw_all_arrows(painter, theme, layout, scene.arrows)
    draw_mark(painter, layout, scene, scene.partner, theme.color("text"))
    draw_mark(painter, layout, scene, scene.focus, theme.color("highlight"))
    draw_legend(painter, theme, layout, scene, kept)


def draw_words_under(
    painter: QPainter, theme: Theme, layout: NetworkLayout, scene: Scene, kept: Kept
) -> None:
    """Draw the captions of columns and bundles."""
    box = captions_box(layout) & view_of(layout)
    bundles = tuple(bundle_words(scene, layer) for layer in range(1, scene.depth + 1))
    shows = "under", layout, scene.input_words, bundles

    def draw(onto: QPainter) -> None:
        draw_full_lights(onto, theme, layout, scene)
        draw_captions(onto, theme, layout, scene)

    kept.draw(painter, box, shows, draw)


def draw_words_beside(
    painter: QPainter, theme: Theme, layout: NetworkLayout, scene: Scene, kept: Kept
) -> None:
    """Draw the names and activations of the outputs."""
    column = layout.columns[-1]
    left = column.x + column.radius + 2 * layout.unit
    box = QRectF(left, 0, max(layout.width - left, 0), captions_box(layout).top())
    shows = "beside", layout, scene.label, scene.answer, output_words(scene)
    draw = partial(draw_outputs, theme=theme, layout=layout, scene=scene)
    kept.draw(painter, box & view_of(layout), shows, draw)


def draw_legend(
    painter: QPainter, theme: Theme, layout: NetworkLayout, scene: Scene, kept: Kept
) -> None:
    """Draw the legend, as large as suits the picture."""
    unit, strip = layout.unit, STRIP * layout.unit
    box = QRectF(0, layout.height - strip, layout.width, strip)
    legend = Legend(theme, scene)

    def draw(onto: QPainter) -> None:
        onto.save()
        onto.scale(unit, unit)
        legend.draw(onto, layout.width / unit, layout.height / unit)
        onto.restore()

    if captions_box(layout).bottom() > box.top():
        draw(painter)  # over whatever has been moved there
    else:
        kept.draw(painter, box, ("legend", unit, *legend.shows), draw)


def captions_box(layout: NetworkLayout) -> QRectF:
    """Return the strip of the captions; the network lies above it, nothing else within."""
    half = LINE * layout.text_scale
    return QRectF(0, layout.caption_y - half, layout.width, 2 * half)


def view_of(layout: NetworkLayout) -> QRectF:
    """Return the rectangle that can be seen."""
    return QRectF(0, 0, layout.width, layout.height)


def draw_mark(
    painter: QPainter, layout: NetworkLayout, scene: Scene, neuron: NeuronId | None, color: QColor
) -> None:
    """Draw a ring around a neuron, if it is drawn."""
    row = scene.row_of(neuron)
    if neuron is None or row is None:
        return
    column = layout.columns[neuron.layer]
    pen, away = QPen(color, 2.0 * layout.unit), FOCUS_AWAY * layout.unit
    draw_ring(painter, pen, neuron_centre(column, row), column.radius + away)


def picture_of(theme: Theme, scene: Scene, width: int, height: int, scale: float) -> QImage:
    """Return the network fitted into a picture of width x height logical pixels."""
    layout = network_layout(Shape.of(scene), width, height)
    edges = EdgePicture(EdgeRasters.build(layout, scale), tone_map_of(theme))
    edges.show(lights_of(scene, None), scene.pulse)
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    draw_connections(painter, edges, layout)
    draw_over_connections(painter, theme, layout, scene)
    painter.end()
    return image


def stretched(old: NetworkLayout, new: NetworkLayout) -> QRectF:
    """Return where a picture of the old layout has to be drawn for its columns to fit the new."""
    x, wide = _mapped(_span_x(old), _span_x(new))
    y, tall = _mapped(_span_y(old), _span_y(new))
    return QRectF(x, y, old.width * wide, old.height * tall)


def _mapped(old: tuple[float, float], new: tuple[float, float]) -> tuple[float, float]:
    """Return offset and factor that take one interval to another."""
    length = old[1] - old[0]
    factor = (new[1] - new[0]) / length if length > 0 else 1.0
    return new[0] - old[0] * factor, factor


def _span_x(layout: NetworkLayout) -> tuple[float, float]:
    return layout.columns[0].x, layout.columns[-1].x


def _span_y(layout: NetworkLayout) -> tuple[float, float]:
    ys = [y for column in layout.columns for y in column.ys]
    return min(ys, default=0.0), max(ys, default=0.0)


def _rgb(color: QColor) -> Rgb:
    return color.red(), color.green(), color.blue()
