import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QWidget

from gui.keyboard_sheet import KeyboardSheet
from gui.theme import Mode, Theme
from gui.widgets.key_table import KeyBlock

BLOCKS = [
    KeyBlock(name, tuple((f"{name} {n}", ("Ctrl+K", "F1")) for n in range(count)))
    for name, count in (("File", 4), ("Walk", 7), ("View", 12))
]


@pytest.fixture
def sheet(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1440, 900)
    window.show()
    sheet = KeyboardSheet(Theme(Mode.LIGHT), window)
    sheet.show_blocks(BLOCKS)
    yield sheet
    window.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_it_is_there_until_a_key_closes_it(sheet, qtbot, key):
    assert sheet.isVisible()

    qtbot.keyClick(sheet, key)

    assert sheet.isHidden()


def test_in_a_low_window_it_scrolls_by_keys(sheet, qtbot):
    sheet.window().resize(500, 300)
    bar = sheet._area.verticalScrollBar()
    assert bar.maximum() > 0

    qtbot.keyClick(sheet, Qt.Key.Key_Down)
    lower = bar.value()
    qtbot.keyClick(sheet, Qt.Key.Key_Up)

    assert lower > 0
    assert bar.value() == 0


def test_in_a_usual_window_all_of_it_is_seen(sheet):
    sheet.window().grab()

    assert sheet._area.verticalScrollBar().maximum() == 0
    assert sheet.rect().contains(sheet.table.parentWidget().parentWidget().geometry())
