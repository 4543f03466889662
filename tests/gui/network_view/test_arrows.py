import numpy as np
import pytest
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from gui.network_view.arrows import (
    WIDEST_WING,
    ArrowStyle,
    arrow_centre,
    arrow_shape,
    draw_all_arrows,
    draw_arrows,
    draw_shapes,
)
from gui.network_view.layout import NetworkLayout, Shape, network_layout
from gui.network_view.light import NOT_A_NUMBER
from gui.network_view.neurons import NAME_SPACE
from gui.network_view.scene import Arrows
from gui.theme import Theme


@pytest.fixture
def layout() -> NetworkLayout:
    return network_layout(Shape((4, 4), (4, 4)), 400, 400)


def drawn(theme: Theme, layout: NetworkLayout, *values: float, hollow: bool = False) -> QImage:
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(theme.color("canvas"))
    painter = QPainter(image)
    draw_arrows(painter, theme, layout, Arrows(0, np.array(values), 1.0, hollow))
    painter.end()
    return image


def color_at(image: QImage, layout: NetworkLayout, row: int, second: bool = False) -> QColor:
    centre = arrow_centre(layout.columns[0], row, second)
    return QColor(image.pixel(int(centre.x()), int(centre.y())))


def test_an_arrows_length_is_its_value_and_its_tip_shows_the_sign() -> None:
    up, down = arrow_shape(QPointF(0, 0), 30), arrow_shape(QPointF(0, 0), -15)
    assert up.boundingRect().height() == 30
    assert down.boundingRect().height() == 15
    assert up.first() == QPointF(0, -15)
    assert down.first() == QPointF(0, 7.5)


def test_a_tiny_value_is_a_diamond() -> None:
    box = arrow_shape(QPointF(0, 0), 0.1).boundingRect()
    assert box.width() == box.height()


def test_solid_arrows_are_filled_with_the_colour_of_their_sign(
    theme: Theme, layout: NetworkLayout
) -> None:
    image = drawn(theme, layout, 1.0, -1.0, 0.5, -0.5)
    assert color_at(image, layout, 0) == theme.color("positive")
    assert color_at(image, layout, 1) == theme.color("negative")


def test_hollow_arrows_are_empty_within(theme: Theme, layout: NetworkLayout) -> None:
    image = drawn(theme, layout, 1.0, -1.0, 0.5, -0.5, hollow=True)
    assert color_at(image, layout, 0) == theme.color("canvas")
    found = {QColor(image.pixel(x, y)).name() for x in range(400) for y in range(400)}
    assert {theme.colors.positive, theme.colors.negative} <= found


def test_zero_is_a_dash_without_a_sign(theme: Theme, layout: NetworkLayout) -> None:
    image = drawn(theme, layout, 0.0, 0.0, 0.0, 0.0)
    found = {QColor(image.pixel(x, y)).name() for x in range(400) for y in range(400)}
    assert theme.colors.text_faint in found
    assert not {theme.colors.positive, theme.colors.negative} & found


def test_what_is_no_number_is_marked(theme: Theme, layout: NetworkLayout) -> None:
    image = drawn(theme, layout, float("nan"), 0.1, 0.1, 0.1, hollow=True)
    assert color_at(image, layout, 0) == QColor(*NOT_A_NUMBER)


def test_nothing_to_draw_is_no_error(qapp: object) -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw_shapes(painter, ArrowStyle(QColor("red"), QColor("black"), True), [])
    painter.end()


def test_where_a_layer_has_both_nudges_stand_beside_desires(
    theme: Theme, layout: NetworkLayout
) -> None:
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(theme.color("canvas"))
    painter = QPainter(image)
    values = np.ones(4)
    both = (Arrows(0, values, 1.0, True), Arrows(0, -values, 1.0, False))
    draw_all_arrows(painter, theme, layout, both)
    painter.end()
    assert color_at(image, layout, 0) == theme.color("canvas")
    assert color_at(image, layout, 0, second=True) == theme.color("negative")


def test_two_arrows_stand_clear_of_an_outputs_digit(theme: Theme, layout: NetworkLayout) -> None:
    column = layout.columns[-1]
    tip = arrow_centre(column, 0, second=True).x() + WIDEST_WING
    digit = QFontMetricsF(theme.font(17, QFont.Weight.DemiBold)).horizontalAdvance("8")
    assert tip < column.x + column.radius + NAME_SPACE - digit
