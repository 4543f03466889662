from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QColor, QImage, QPainter

from gui.network_view.layout import Shape, network_layout
from gui.network_view.light import NOT_A_NUMBER
from gui.network_view.neurons import Discs, draw_columns, draw_label_ring
from gui.network_view.scene import Scene
from gui.theme import Theme


def disc(theme: Theme, brightness: float | None, radius: float = 10) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(theme.color("canvas"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    Discs(painter, theme).draw(QPointF(20, 20), radius, brightness)
    painter.end()
    return image


def centre(image: QImage) -> int:
    return QColor(image.pixel(20, 20)).lightness()


def test_a_brighter_neuron_is_lighter_in_the_dark(theme: Theme) -> None:
    values = [centre(disc(theme, value)) for value in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert values == sorted(set(values))
    assert values[-1] == 255


def test_a_brighter_neuron_is_more_ink_on_white(light_theme: Theme) -> None:
    values = [centre(disc(light_theme, value)) for value in (1.0, 0.5, 0.0)]
    assert values == sorted(set(values))
    assert values[-1] == 255


def test_a_neuron_not_computed_yet_is_an_empty_ring(theme: Theme) -> None:
    image = disc(theme, None)
    assert image.pixel(20, 20) == theme.color("canvas").rgb()
    assert image.pixel(10, 20) != theme.color("canvas").rgb()


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_marked(theme: Theme, value: float) -> None:
    assert QColor(disc(theme, value).pixel(20, 20)) == QColor(*NOT_A_NUMBER)


def test_a_disc_stays_within_its_radius(theme: Theme) -> None:
    image = disc(theme, 1.0)
    outside = [(x, y) for x in range(40) for y in range(40) if np.hypot(x - 19.5, y - 19.5) > 12]
    assert {image.pixel(*at) for at in outside} == {theme.color("canvas").rgb()}


def test_a_crowded_column_becomes_a_strip_of_cells(theme: Theme) -> None:
    assert centre(disc(theme, 1.0, radius=2)) == 255


def test_every_shown_neuron_is_drawn_and_the_label_is_ringed(theme: Theme, scene: Scene) -> None:
    scene = replace(scene, brightness=tuple(np.ones(n) for n in (3, 4, 2)), label=1)
    layout = network_layout(Shape.of(scene), 300, 300)
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(theme.color("canvas"))
    painter = QPainter(image)
    draw_columns(painter, theme, layout, scene)
    draw_label_ring(painter, theme, layout, scene)
    painter.end()
    for column in layout.columns:
        assert {image.pixel(int(column.x), int(y)) for y in column.ys} == {0xFFFFFFFF}
    last = layout.columns[-1]
    ring = image.pixel(int(last.x + last.radius), int(last.ys[1]))
    assert QColor(ring) == theme.color("highlight")
