"""Arrows along the connections."""

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtGui import QColor, QImage, QPainter

from gui.network_view.layout import NetworkLayout, Shape, network_layout
from gui.network_view.marks import MOST, ROOM, draw_marks, marks_of
from gui.network_view.scene import Scene
from gui.theme import Theme

SIZE = (600, 400)


@pytest.fixture
def layout(scene: Scene) -> NetworkLayout:
    return network_layout(Shape.of(scene), *SIZE)


def drawn(theme: Theme, layout: NetworkLayout, scene: Scene) -> QImage:
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(theme.color("canvas"))
    painter = QPainter(image)
    draw_marks(painter, theme, layout, scene)
    painter.end()
    return image


def one_connection(scene: Scene, name: str, value: float) -> Scene:
    first = np.zeros((4, 3))
    first[0, 0] = value
    return replace(
        scene,
        connections=(first, np.zeros((2, 4))),
        connection_scales=(1.0, 1.0),
        connection_name=name,
    )


def color_on_line(image: QImage, layout: NetworkLayout) -> QColor:
    """Return the colour in the middle of the connection from neuron 0 to neuron 0."""
    before, after = layout.columns[:2]
    return QColor(image.pixel(int((before.x + after.x) / 2), int((before.ys[0] + after.ys[0]) / 2)))


def test_an_arrow_is_as_long_as_its_connection_is_bright(layout: NetworkLayout) -> None:
    light = np.random.default_rng(0).uniform(-1, 1, (4, 3))
    marks = marks_of(layout, 1, light)
    assert len(marks) > 3
    assert all(mark.share == light[mark.row, mark.source] for mark in marks)


def test_the_largest_are_marked_and_lie_on_their_connections(layout: NetworkLayout) -> None:
    light = np.random.default_rng(1).uniform(-1, 1, (4, 3))
    first, *_ = marks_of(layout, 1, light)
    assert abs(first.share) == np.abs(light).max()
    before, after = layout.columns[:2]
    share = (first.centre.x() - before.x) / (after.x - before.x)
    y = before.ys[first.source] * (1 - share) + after.ys[first.row] * share
    assert 0 < share < 1
    assert first.centre.y() == pytest.approx(y)


def test_no_arrow_lies_over_another_and_there_are_few() -> None:
    layout = network_layout(Shape((64, 64), (64, 64)), 900, 600)
    marks = marks_of(layout, 1, np.random.default_rng(2).uniform(-1, 1, (64, 64)))
    assert 0 < len(marks) <= MOST
    for index, mark in enumerate(marks):
        for other in marks[:index]:
            assert (mark.centre - other.centre).manhattanLength() >= ROOM


def test_a_nudge_is_solid_and_a_request_is_hollow(
    theme: Theme, layout: NetworkLayout, scene: Scene
) -> None:
    nudge = drawn(theme, layout, one_connection(scene, "nudge", -1.0))
    request = drawn(theme, layout, one_connection(scene, "request", -1.0))
    assert color_on_line(nudge, layout) == theme.color("negative")
    assert color_on_line(request, layout) == theme.color("canvas")


@pytest.mark.parametrize(
    ("name", "value"), [("weight", 1.0), ("nudge", 0.0), ("nudge", 0.01), ("nudge", np.nan)]
)
def test_weights_specks_and_what_is_no_number_have_no_arrow(
    theme: Theme, layout: NetworkLayout, scene: Scene, name: str, value: float
) -> None:
    image = drawn(theme, layout, one_connection(scene, name, value))
    blank = QImage(*SIZE, QImage.Format.Format_RGB32)
    blank.fill(theme.color("canvas"))
    assert image == blank


def test_between_columns_close_together_there_are_none() -> None:
    layout = network_layout(Shape((3, 4, 2), (3, 4, 2)), 200, 300)
    assert marks_of(layout, 1, np.ones((4, 3))) == []
