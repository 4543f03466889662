import math

import pytest
from PyQt6.QtCore import QEvent, QPoint, QRectF, Qt
from PyQt6.QtGui import QColor, QImage, QMouseEvent, QPainter

from gui.theme import Mode, Theme
from gui.widgets.bar_drawing import bar_rectangle, draw_bar
from gui.widgets.signed_bars import BarRow, SignedBars

AREA = QRectF(100, 0, 80, 10)


@pytest.fixture
def bars(qtbot):
    bars = SignedBars(Theme(Mode.DARK))
    qtbot.addWidget(bars)
    bars.resize(300, 200)
    bars.set_rows([BarRow(f"row {i}", i - 1.0, detail=f"sum {i}") for i in range(4)])
    bars.show()
    return bars


def move_to(place):
    none = Qt.MouseButton.NoButton
    kind, keys = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(kind, place, place, none, none, keys)


def middle_of(bars, index):
    return bars.row_rectangle(index).center().toPoint()


def pixel_in_the_middle(hollow):
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    draw_bar(painter, QRectF(0, 0, 40, 20), QColor("white"), hollow)
    painter.end()
    return image.pixelColor(20, 10).lightness()


def test_a_positive_bar_goes_right_from_the_middle():
    assert bar_rectangle(AREA, 1.0, 2.0, one_sided=False) == QRectF(140, 0, 20, 10)


def test_a_negative_bar_goes_left_from_the_middle():
    assert bar_rectangle(AREA, -2.0, 2.0, one_sided=False) == QRectF(100, 0, 40, 10)


def test_a_one_sided_bar_begins_at_the_left():
    assert bar_rectangle(AREA, 1.0, 2.0, one_sided=True) == QRectF(100, 0, 40, 10)


def test_a_value_beyond_the_scale_is_cut_off_at_the_end():
    assert bar_rectangle(AREA, 9.0, 2.0, one_sided=False).right() == 180


@pytest.mark.parametrize("value", [0.0, math.nan])
@pytest.mark.parametrize("scale", [0.0, 1.0])
def test_zero_and_no_number_have_no_bar_to_speak_of(value, scale):
    assert bar_rectangle(AREA, value, scale, one_sided=False).width() <= 1.5


def test_a_wish_is_hollow_and_a_change_is_solid():
    assert pixel_in_the_middle(hollow=True) == 0
    assert pixel_in_the_middle(hollow=False) == 255


def test_the_scale_is_the_largest_of_rows_and_sum(bars):
    bars.set_rows([BarRow("a", -3.0)], total=BarRow("sum", 5.0))
    assert bars.scale == 5.0


def test_a_click_opens_a_row_and_pushes_the_next_down(bars, qtbot):
    before = bars.row_rectangle(2).top()
    with qtbot.waitSignal(bars.row_opened) as opened:
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=middle_of(bars, 1))
    assert opened.args == [1]
    assert bars.row_rectangle(2).top() > before + 10
    assert bars.row_at(bars.row_rectangle(2).top() - 4) == 1


def test_only_one_row_is_open(bars, qtbot):
    bars.open_row(0)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=middle_of(bars, 3))
    assert bars.opened == 3


def test_a_second_click_closes_the_row(bars, qtbot):
    for _ in range(2):
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=middle_of(bars, 1))
    assert bars.opened is None


def test_the_keyboard_opens_a_row(bars, qtbot):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(bars, key)
    assert bars.opened == 1
    qtbot.keyClick(bars, Qt.Key.Key_Escape)
    assert bars.opened is None


def test_an_open_row_stays_open_while_its_numbers_change(bars):
    bars.open_row(1)
    bars.set_rows([BarRow(f"row {i}", 9.0, detail="other") for i in range(4)])
    assert bars.opened == 1


def test_an_open_row_closes_where_there_is_no_arithmetic(bars):
    bars.open_row(1)
    bars.set_rows([BarRow(f"row {i}", 9.0) for i in range(4)])
    assert bars.opened is None


def test_hovering_tells_the_row(bars, qtbot):
    with qtbot.waitSignal(bars.row_hovered) as hovered:
        bars.mouseMoveEvent(move_to(bars.row_rectangle(2).center()))
    assert hovered.args == [2]


def test_a_place_below_the_rows_is_no_row(bars):
    assert bars.row_at(bars.row_rectangle(3).bottom() + 1) is None


def test_cells_that_find_no_room_are_left_out_last_first(bars):
    bars.set_rows([BarRow("digit", 1.0, cells=("0.1234", "0.5678"))])
    bars.resize(400, 100)
    least = bars.minimumSizeHint().width()
    first = bars.shown_cells[0]
    for width, count in ((400, 2), (least + round(first) + 12, 1), (least, 0)):
        bars.resize(width, 100)
        assert len(bars.shown_cells) == count


def test_a_screen_reader_hears_the_rows(bars):
    bars.set_rows([BarRow("from output 2", 0.4706, cells=("0.98",))])
    assert bars.accessibleDescription() == "from output 2 0.98 +0.4706"


def test_the_bar_that_is_drawn_has_the_colour_of_its_sign(bars):
    theme = Theme(Mode.DARK)
    bars.set_rows([BarRow("", -1.0, hollow=False, number="")])
    picture = bars.grab().toImage()
    y = middle_of(bars, 0).y()
    assert picture.pixelColor(QPoint(60, y)).name() == theme.colors.negative
    assert picture.pixelColor(QPoint(240, y)).name() != theme.colors.negative


def test_a_sum_with_arithmetic_opens_like_a_row_and_one_without_does_not(bars, qtbot):
    rows = [BarRow("a", 1.0), BarRow("b", 2.0)]
    bars.set_rows(rows, total=BarRow("sum", 3.0))
    below = QPoint(20, bars.height_of_rows(2) + 12)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=below)
    assert bars.opened is None

    height = bars.sizeHint().height()
    bars.set_rows(rows, total=BarRow("sum", 3.0, detail="1 + 2 = 3"))
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=below)
    assert bars.opened == 2
    assert bars.sizeHint().height() > height + 10


def test_the_keyboard_reaches_and_opens_the_sum(bars, qtbot):
    bars.set_rows([BarRow("a", 1.0)], total=BarRow("sum", 1.0, detail="1 = 1"))
    for key in (Qt.Key.Key_End, Qt.Key.Key_Return):
        qtbot.keyClick(bars, key)
    assert bars.opened == 1
    assert "sum" in bars.accessibleDescription()


def test_a_column_of_tiny_numbers_is_written_in_powers_of_ten(bars):
    rows = [BarRow("one", -1.23e-7), BarRow("two", 4.5e-9), BarRow("none", 0.0)]
    bars.set_rows(rows)
    spoken = [bars.spoken(row) for row in rows]
    assert spoken == ["one \u22121.23×10⁻⁷", "two +4.50×10⁻⁹", "none 0"]
    bars.grab()
