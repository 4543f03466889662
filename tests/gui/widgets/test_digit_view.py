import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QKeyEvent, QMouseEvent

from gui.theme import Mode, Theme
from gui.widgets.digit_view import DigitView, neighbour

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
