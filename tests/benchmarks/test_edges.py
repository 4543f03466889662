"""Redrawing the connections against anti-aliased QPainter lines of the same width, side by side.

Both draw the same values between the same neurons at 1600 x 1000, with all of them changed each
time: the raster lights and tone-maps, QPainter draws lines batched by colour. Medians of
alternated runs.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest
from PyQt6.QtCore import QLineF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from core.arrays import FloatArray
from gui.network_view.edge_picture import EdgePicture, EdgeRasters, line_width
from gui.network_view.layout import NetworkLayout, Shape, network_layout
from gui.network_view.light import ToneMap

WIDTH, HEIGHT = 1600, 1000
COLORS = 64  # of the batches, from full negative to full positive light
BLUE, ORANGE, CANVAS = (77, 163, 255), (255, 152, 56), (11, 14, 20)


def random_lights(shape: Shape, rng: np.random.Generator) -> tuple[FloatArray, ...]:
    pairs = zip(shape.shown[1:], shape.shown[:-1], strict=True)
    return tuple(np.clip(rng.normal(0, 0.4, pair), -1, 1).astype(np.float32) for pair in pairs)


def batches(layout: NetworkLayout, lights: tuple[FloatArray, ...]) -> list[list[QLineF]]:
    found: list[list[QLineF]] = [[] for _ in range(COLORS)]
    for before, after, light in zip(layout.columns[:-1], layout.columns[1:], lights, strict=True):
        for (j, k), value in np.ndenumerate(light):
            line = QLineF(before.x, before.ys[k], after.x, after.ys[j])
            found[min(int((value + 1) / 2 * COLORS), COLORS - 1)].append(line)
    return found


def draw_lines(image: QImage, lines: list[list[QLineF]], width: float) -> None:
    image.fill(QColor(*CANVAS))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    for index, batch in enumerate(lines):
        value = (index + 0.5) / COLORS * 2 - 1
        color = QColor(*(BLUE if value > 0 else ORANGE))
        color.setAlphaF(abs(value))
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLines(batch)
    painter.end()


def milliseconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


@pytest.mark.parametrize(
    ("name", "inputs", "must", "aim", "rounds"),
    [
        ("edges_vs_qpainter_default", 16, 10, 25, 15),
        ("edges_vs_qpainter_all", 784, 15, 40, 3),
    ],
)
def test_connections_are_redrawn_many_times_faster_than_lines(
    name: str,
    inputs: int,
    must: float,
    aim: float,
    rounds: int,
    qapp: object,
    record_property: Callable[[str, object], None],
) -> None:
    shape, rng = Shape((784, 16, 16, 10), (inputs, 16, 16, 10)), np.random.default_rng(0)
    layout = network_layout(shape, WIDTH, HEIGHT)
    width = line_width(layout, inputs * 16)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    start = time.perf_counter()
    rasters = EdgeRasters.build(layout, 1.0)
    built = (time.perf_counter() - start) * 1e3
    picture = EdgePicture(rasters, ToneMap(BLUE, ORANGE, CANVAS, glows=True))
    raster, lines = [], []
    for _ in range(rounds):
        lights = random_lights(shape, rng)
        batch = batches(layout, lights)  # not counted: a batch can be kept while colours change
        lines.append(milliseconds(partial(draw_lines, image, batch, width)))
        others = [random_lights(shape, rng) for _ in range(3)]
        raster += [milliseconds(partial(picture.show, values, None)) for values in others]
    mine, theirs = statistics.median(raster), statistics.median(lines)
    ratio = theirs / mine
    count = sum(light.size for light in random_lights(shape, rng))
    print(
        f"\n{name}: {count:,} connections at {WIDTH} x {HEIGHT}: raster {mine:.1f} ms, "
        f"QPainter {theirs:.0f} ms, {ratio:.1f} x as fast (must {must}, aim {aim}); "
        f"prepared in {built:.0f} ms"
    )
    record_property(name, {"value": ratio, "unit": "x", "must": must, "aim": aim})
    assert ratio >= must
