"""The SVG is read as XML: what is in it, not how it was drawn."""

from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PyQt6.QtCore import QByteArray, QPoint, QRect
from PyQt6.QtGui import QColor, QImage, QPainter, QPolygon
from PyQt6.QtSvg import QSvgRenderer

from gui.network_view.layout import Shape, network_layout
from gui.network_view.light import NOT_A_NUMBER
from gui.network_view.picture import picture_of
from gui.network_view.scene import Pulse, Scene
from gui.network_view.svg import svg_of
from gui.theme import Theme

RGB = QImage.Format.Format_RGB32
SVG = "{http://www.w3.org/2000/svg}"


def groups(theme: Theme, scene: Scene) -> list[tuple[str, float]]:
    """Return colour and opacity of every line of a connection."""
    root = ElementTree.fromstring(svg_of(theme, scene, 600, 400))
    return [
        (group.get("stroke", ""), float(group.get("stroke-opacity", "1")))
        for group in root.iter(f"{SVG}g")
        if group.get("stroke-width") == "1.2"
        for _line in group.iter(f"{SVG}polyline")
    ]


def with_first(scene: Scene, *values: float) -> Scene:
    first = np.zeros((4, 3))
    first[0, : len(values)] = values
    return replace(scene, connections=(first, np.zeros((2, 4))))


def test_every_connection_that_is_not_zero_is_a_line_in_its_signs_colour(
    theme: Theme, scene: Scene
) -> None:
    found = groups(theme, with_first(scene, 2.0, -2.0))
    colors = {QColor(theme.colors.positive).name(), QColor(theme.colors.negative).name()}
    assert {color for color, _ in found} == colors
    assert len(found) == 2


def test_a_larger_value_is_a_more_opaque_line(theme: Theme, scene: Scene) -> None:
    (_, small), (_, large) = groups(theme, with_first(scene, 0.4, 1.8))
    assert 0 < small < large <= 1


def test_what_is_not_a_number_is_marked(theme: Theme, scene: Scene) -> None:
    found = groups(theme, with_first(scene, np.nan))
    assert found == [(QColor(*NOT_A_NUMBER).name(), 1.0)]


@pytest.mark.filterwarnings("error")
def test_it_holds_no_pixels_and_names_the_outputs(theme: Theme, scene: Scene) -> None:
    root = ElementTree.fromstring(
        svg_of(theme, replace(scene, pulse=Pulse(1, True, 0.5)), 600, 400)
    )
    texts = {node.get("aria-label") for node in root.iter(f"{SVG}path")}
    assert not list(root.iter(f"{SVG}image"))
    assert {"0", "1", "3 inputs", "outputs"} <= texts


def test_it_needs_no_font(theme: Theme, scene: Scene) -> None:
    root = ElementTree.fromstring(svg_of(theme, scene, 600, 400))
    assert not list(root.iter(f"{SVG}text"))


def test_outlined_letters_stand_where_the_letters_stood(theme: Theme, scene: Scene) -> None:
    drawn, image = picture_of(theme, scene, 600, 400, 1.0), QImage(600, 400, RGB)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg_of(theme, scene, 600, 400))).render(painter)
    painter.end()
    layout, colors = network_layout(Shape.of(scene), 600, 400), theme.color("canvas").rgb()
    column = layout.columns[-1]
    box = QRect(int(column.x + column.radius + 20), int(column.ys[0]) - 12, 80, 24)

    def inked(picture: QImage) -> QRect:
        """Return the smallest rectangle that holds the name and activation of output 0."""
        part = picture.copy(box)
        places = [
            QPoint(x, y)
            for x in range(part.width())
            for y in range(part.height())
            if part.pixel(x, y) != colors
        ]
        return QPolygon(places).boundingRect()

    for side in ("left", "right", "top", "bottom"):
        before, after = (getattr(inked(picture), side)() for picture in (drawn, image))
        assert abs(before - after) <= 1
