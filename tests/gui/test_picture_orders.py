import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QColor, QGuiApplication, QImage

from gui.picture_orders import PictureMenu, PictureOrder, deliver
from gui.theme import Mode


def delivered(program, order):
    deliver(order, program.view, program.theme, program.messages)


@pytest.mark.parametrize("scale", [1, 3])
def test_a_png_has_the_views_size_times_the_scale(program, tmp_path, scale):
    program.messages.path = tmp_path / "network.png"
    delivered(program, PictureOrder("png", False, scale))
    image = QImage(str(program.messages.path))
    size = program.view.width() * scale, program.view.height() * scale
    assert (image.width(), image.height()) == size
    assert QColor(image.pixel(1, 1)) == program.theme.color("canvas")
    assert program.messages.notices == ["Picture saved: network.png"]


def test_for_print_the_canvas_is_white_and_the_window_stays_dark(program, tmp_path):
    program.messages.path = tmp_path / "network.png"
    delivered(program, PictureOrder("png", True, 1))
    assert QColor(QImage(str(program.messages.path)).pixel(1, 1)) == QColor("white")
    assert program.theme.shown_mode is Mode.DARK


def test_an_svg_is_written(program, tmp_path):
    program.messages.path = tmp_path / "network.svg"
    delivered(program, PictureOrder("svg"))
    assert b"<svg" in program.messages.path.read_bytes()


def test_a_copy_is_on_the_clipboard(program):
    delivered(program, PictureOrder("copy", False, 2))
    assert QGuiApplication.clipboard().image().width() == 2 * program.view.width()
    assert program.messages.notices == ["Picture copied"]


def test_a_place_that_can_not_be_written_is_refused(program, tmp_path):
    program.messages.path = tmp_path / "missing" / "network.png"
    delivered(program, PictureOrder("png"))
    assert "missing" in program.messages.errors[0]
    assert program.messages.notices == []


def test_changing_ones_mind_writes_nothing(program):
    program.messages.path = None
    delivered(program, PictureOrder("svg"))
    assert program.messages.notices == program.messages.errors == []


def test_the_menu_offers_each_picture_as_shown_and_for_print(qtbot):
    menu = PictureMenu(800, 600)
    qtbot.addWidget(menu)
    orders = []
    menu.ordered.connect(orders.append)
    for action in menu.actions():
        for choice in action.menu().actions() if action.menu() else [action]:
            choice.trigger()
    assert len(orders) == 12
    assert {order.kind for order in orders if order.for_print} == {"copy", "png", "svg"}


def test_a_right_click_opens_the_menu(program):
    program.view.menu_wanted.emit(QPoint(10, 10))
    (menu,) = program.view.findChildren(PictureMenu)
    assert menu.isVisible()
    menu.close()
