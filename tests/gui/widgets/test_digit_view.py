import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QColor, QKeyEvent, QMouseEvent

from gui.theme import Mode, Theme
from gui.widgets.digit_view import BOTH, PICTURE, VALUES, DigitView, neighbour
from gui.widgets.pixel_values import NOT_A_NUMBER, PixelValues, stroke_outline

WHITE = 5 * 28 + 12


@pytest.fixture
def view(qtbot):
    view = DigitView(Theme(Mode.DARK))
    qtbot.addWidget(view)
    view.resize(240, 260)
    pixels = np.zeros(784)
    pixels[WHITE] = 1.0
    view.set_pixels(pixels)
    return view


@pytest.fixture
def theme_of_view(view):
    return view._theme


def colour_of(view, index):
    """Return the colour in the middle of a pixel, as it is drawn."""
    return view.grab().toImage().pixelColor(middle_of(view, index)).name()


def middle_of(view, index):
    return view.pixel_rectangle(index).center().toPoint()


def move_to(place):
    none = Qt.MouseButton.NoButton
    kind, keys = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(kind, place, place, none, none, keys)


def test_a_bright_pixel_is_drawn_bright_and_its_neighbour_dark(view):
    picture = view.grab().toImage()
    for index, color in ((WHITE, "#ffffff"), (WHITE + 1, view._theme.colors.canvas)):
        place = view.pixel_rectangle(index).center().toPoint()
        assert picture.pixelColor(place).name() == color


def test_every_pixel_is_found_where_it_is_drawn(view):
    for index in (0, 27, 28, 407, 783):
        assert view.pixel_at(view.pixel_rectangle(index).center()) == index


def test_beside_the_picture_is_no_pixel(view):
    assert view.pixel_at(QPointF(1, 1)) is None


def test_all_pixels_have_the_same_whole_size(view):
    assert view.picture_rectangle().width() % 28 == 0


def test_pointing_at_a_pixel_tells_and_lights_it(view, qtbot):
    with qtbot.waitSignal(view.pixel_hovered) as hovered:
        view.mouseMoveEvent(move_to(view.pixel_rectangle(WHITE).center()))
    assert hovered.args == [WHITE]
    assert view.lit == WHITE
    assert "row 5, column 12" in view.toolTip()


def test_a_click_chooses_a_pixel(view, qtbot):
    place = view.pixel_rectangle(300).center().toPoint()
    with qtbot.waitSignal(view.pixel_clicked) as clicked:
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert clicked.args == [300]


def test_the_arrow_keys_walk_over_the_pixels(view, qtbot):
    view.set_lit(100)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.lit == 129


def test_the_arrow_keys_stop_at_the_edge():
    assert neighbour(27, 0, 1) == 27
    assert neighbour(783, 1, 0) == 783


def test_an_arrow_key_is_kept_from_the_windows_shortcuts(view):
    none, control = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    for modifier, kept in ((none, True), (control, False)):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Left, modifier)
        event.ignore()
        view.event(event)
        assert event.isAccepted() == kept


def test_an_empty_view_can_be_drawn(view):
    view.set_pixels(None)
    view.grab()


# Values laid over the pixels


def test_a_value_has_the_colour_of_its_sign_and_zero_is_the_canvas(view, theme_of_view):
    values = np.zeros(784)
    values[[30, 31, 32, 33]] = [0.5, -0.5, 9.0, np.nan]
    view.set_values(PixelValues("weight", values, 0.5))
    view.set_mode(VALUES)
    colors = theme_of_view.colors
    expected = [colors.positive, colors.negative, colors.positive, NOT_A_NUMBER.name()]
    assert [colour_of(view, index) for index in (30, 31, 32, 33)] == expected
    assert colour_of(view, 34) == colors.canvas


def test_half_the_scale_is_half_the_way_to_full_colour(view, theme_of_view):
    values = np.zeros(784)
    values[40] = -1.0
    view.set_values(PixelValues("weight", values, 2.0))
    canvas, full = QColor(theme_of_view.colors.canvas), QColor(theme_of_view.colors.negative)
    seen = QColor(colour_of(view, 40))
    assert seen.red() == pytest.approx((canvas.red() + full.red()) / 2, abs=1)
    assert seen.blue() == pytest.approx((canvas.blue() + full.blue()) / 2, abs=1)


def test_values_that_are_all_zero_leave_the_canvas(view, theme_of_view):
    view.set_values(PixelValues("nudge", np.zeros(784), 0.0))
    view.set_mode(VALUES)
    assert {colour_of(view, index) for index in (0, 400, 783)} == {theme_of_view.colors.canvas}


def test_the_picture_comes_back_when_the_values_go(view):
    view.set_pixels(np.linspace(0, 1, 784))
    before = view.grab().toImage()
    view.set_values(PixelValues("weight", np.ones(784), 1.0))
    assert view.grab().toImage() != before
    view.set_mode(PICTURE)
    assert view.grab().toImage() == before
    view.set_mode(BOTH)
    view.set_values(None)
    assert view.grab().toImage() == before


def test_strokes_are_outlined_between_bright_and_dark_pixels():
    pixels = np.zeros((3, 3))
    pixels[1, 1] = 1
    edges = {(e.x1(), e.y1(), e.x2(), e.y2()) for e in stroke_outline(pixels)}
    assert edges == {(1, 1, 1, 2), (2, 1, 2, 2), (1, 1, 2, 1), (1, 2, 2, 2)}


def test_a_pixel_that_is_pointed_at_tells_its_value(view):
    values = np.zeros(784)
    values[29] = -0.25
    view.set_values(PixelValues("weight", values, 1.0))
    view.set_lit(29)
    assert view.toolTip().endswith("row 1, column 1 · activation 0.000 · weight −0.2500")
