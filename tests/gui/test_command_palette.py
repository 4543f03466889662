import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QLineEdit, QWidget

from gui.command_palette import MOST_ROWS, CommandPalette
from gui.theme import Mode, Theme
from gui.widgets.command_list import Command

COMMANDS = [
    Command("run", "Run or pause", "Training", ("F5",)),
    Command("rewind", "Rewind to the same start", "Training"),
    Command("play", "Play or pause", "Walk", ("Space",)),
    Command("first", "First step", "Walk", ("Home",)),
]


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.field = QLineEdit(window)
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    window.field.setFocus()
    return window


@pytest.fixture
def palette(window):
    palette = CommandPalette(Theme(Mode.DARK), window)
    palette.offer(COMMANDS)
    return palette


def names(palette):
    return [command.name for command in palette.list.commands]


def press(qtbot, palette, *keys):
    for key in keys:
        qtbot.keyClick(palette.field, key)


def test_at_first_everything_is_listed_in_its_order(palette):
    assert names(palette) == ["run", "rewind", "play", "first"]
    assert palette.field.hasFocus()


def test_what_is_typed_narrows_the_list_and_the_best_comes_first(palette, qtbot):
    qtbot.keyClicks(palette.field, "p")
    assert names(palette) == ["play", "run", "first"]

    qtbot.keyClicks(palette.field, "au")
    assert names(palette) == ["run", "play"]


def test_enter_chooses_what_the_arrows_have_come_to(palette, qtbot):
    with qtbot.waitSignal(palette.chosen) as told:
        press(qtbot, palette, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)

    assert told.args == ["rewind"]
    assert palette.isHidden()


def test_up_from_the_first_is_the_last(palette, qtbot):
    press(qtbot, palette, Qt.Key.Key_Up)
    assert palette.list.current == 3

    press(qtbot, palette, Qt.Key.Key_Down)
    assert palette.list.current == 0


def test_escape_chooses_nothing_and_gives_the_keyboard_back(palette, window, qtbot):
    with qtbot.assertNotEmitted(palette.chosen):
        press(qtbot, palette, Qt.Key.Key_Escape)

    assert palette.isHidden()
    assert window.field.hasFocus()


def test_where_nothing_answers_it_says_so_and_enter_does_nothing(palette, qtbot):
    qtbot.keyClicks(palette.field, "xyz")
    with qtbot.assertNotEmitted(palette.chosen):
        press(qtbot, palette, Qt.Key.Key_Down, Qt.Key.Key_Return)

    assert palette.nothing.isVisible()
    assert palette.isVisible()


def test_it_opens_empty_again(palette, qtbot):
    qtbot.keyClicks(palette.field, "play")
    press(qtbot, palette, Qt.Key.Key_Escape)

    palette.offer(COMMANDS)

    assert palette.field.text() == ""
    assert len(names(palette)) == 4


def test_what_is_current_is_in_view_in_a_long_list(palette, qtbot):
    palette.offer([Command(str(n), f"Command {n}", "Menu") for n in range(40)])

    for _ in range(MOST_ROWS + 3):
        press(qtbot, palette, Qt.Key.Key_Down)

    shown = palette.list
    assert shown.first_shown <= shown.current < shown.first_shown + shown.rows_shown
    assert shown.first_shown > 0


def test_a_click_chooses_and_a_click_beside_the_card_closes(palette, qtbot):
    with qtbot.waitSignal(palette.chosen) as told:
        qtbot.mouseClick(palette.list, Qt.MouseButton.LeftButton, pos=QPoint(40, 36 * 2 + 10))
    assert told.args == ["play"]

    palette.offer(COMMANDS)
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert palette.isHidden()


@pytest.mark.parametrize("size", [(640, 480), (320, 200), (1440, 900)])
def test_it_lies_within_the_window(palette, window, size):
    window.resize(*size)

    assert palette.size() == window.size()
    assert palette.rect().contains(palette.list.parentWidget().geometry())
    assert not window.grab().isNull()
