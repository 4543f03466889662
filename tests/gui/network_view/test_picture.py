"""The whole picture: what is kept of it from last time looks like what is drawn anew."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtGui import QImage, QPainter

from gui.network_view.kept import Kept
from gui.network_view.layout import Shape, network_layout
from gui.network_view.picture import captions_box, draw_over_connections
from gui.network_view.scene import Arrows, Scene
from gui.theme import Theme


class NothingKept(Kept):
    """Draws everything anew, where it belongs."""

    def draw(self, painter: QPainter, box: object, shows: object, draw: Callable) -> None:
        draw(painter)


def drawn(theme: Theme, scene: Scene, kept: Kept, zoom: tuple[float, float, float]) -> QImage:
    image = QImage(700, 420, QImage.Format.Format_RGB32)
    image.fill(theme.color("canvas"))
    painter = QPainter(image)
    layout = network_layout(Shape.of(scene), 700, 420).moved(*zoom)
    draw_over_connections(painter, theme, layout, scene, kept)
    painter.end()
    return image


@pytest.mark.parametrize(
    "zoom", [(1.0, 0, 0), (1.0, 0, 60), (1.0, -150, -100), (2.5, -300, -250), (0.7, 90, 50)]
)
def test_what_is_kept_hides_nothing(
    theme: Theme, scene: Scene, zoom: tuple[float, float, float]
) -> None:
    scene = replace(
        scene, connection_scales=(0.5, 0.7), arrows=(Arrows(2, np.ones(2), 1.0, hollow=True),)
    )
    anew = drawn(theme, scene, NothingKept(theme), zoom)
    kept = Kept(theme)
    for _ in range(2):
        assert drawn(theme, scene, kept, zoom) == anew


def test_other_words_are_drawn_at_once(theme: Theme, scene: Scene) -> None:
    kept, plain = Kept(theme), (1.0, 0.0, 0.0)
    before = drawn(theme, scene, kept, plain)
    others = (
        replace(scene, label=1),
        replace(scene, connection_scales=(0.5, 0.7)),
        replace(scene, connection_name="nudge"),
        replace(scene, values=(*scene.values[:-1], np.array([0.123, 0.456]))),
        replace(scene, brightness_ends=("-1", "1")),
    )
    for other in others:
        assert drawn(theme, other, kept, plain) == drawn(theme, other, Kept(theme), plain) != before


@pytest.mark.parametrize("size", [(200, 150), (470, 300), (780, 540), (2560, 1440)])
def test_the_network_lies_above_its_captions(size: tuple[int, int]) -> None:
    for shown in ((3, 4, 2), (16, 16, 16, 10), (64, 64)):
        layout = network_layout(Shape(shown, shown), *size)
        top = captions_box(layout).top()
        assert all(column.ys.max() + 2 * layout.unit < top for column in layout.columns)
