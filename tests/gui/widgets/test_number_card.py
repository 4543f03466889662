import pytest
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from gui.theme import Mode, Theme
from gui.widgets.number_card import NumberCard
from gui.widgets.number_words import NumberWords, without_links

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qapp, qtbot):
    window = QWidget()
    window.resize(400, 300)
    window.theme = Theme(Mode.DARK)
    window.button = QPushButton("number", window)
    window.words = NumberWords(window.theme)
    layout = QVBoxLayout(window)
    layout.addWidget(window.button)
    layout.addWidget(window.words)
    window.card = NumberCard(window.theme, window.button)
    qtbot.addWidget(window)
    window.show()
    window.button.setFocus()
    QApplication.processEvents()
    return window


def open_card(window, place=None):
    window.card.show_beside(window.button, place or window.button.rect(), "a b<br>= 2 × 3 = 6")


@pytest.mark.parametrize("corner", [QPoint(0, 0), QPoint(380, 280), QPoint(380, 0)])
def test_the_card_lies_within_the_window(window, corner):
    open_card(window, QRect(corner, corner + QPoint(10, 10)))
    assert window.rect().contains(window.card.geometry())


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_closes_the_card_and_gives_the_focus_back(window, qtbot, key):
    open_card(window)
    assert window.card.isVisible()
    qtbot.keyClick(window.card, key)
    assert not window.card.isVisible()
    assert window.focusWidget() is window.button


def test_an_arrow_key_closes_the_card_and_moves_where_the_number_stands(window, qtbot):
    open_card(window)
    qtbot.keyClick(window.card, Qt.Key.Key_Right)  # from a button on to what comes next
    assert not window.card.isVisible()
    assert window.focusWidget() is not window.card


def test_a_click_beside_closes_the_card_and_goes_where_it_was_meant(window, qtbot):
    clicks = []
    window.button.clicked.connect(clicks.append)
    open_card(window)
    qtbot.mouseClick(window.button, LEFT)
    assert not window.card.isVisible()
    assert len(clicks) == 1


def test_the_card_closes_with_the_number_it_tells_of(window):
    open_card(window)
    window.button.hide()
    assert not window.card.isVisible()


def test_a_number_in_words_opens_its_own_arithmetic(window):
    window.words.set_words("[[one|1]] of [[all|12]]", {"one": "first", "all": "second"})
    assert window.words.plain == without_links("[[one|1]] of [[all|12]]") == "1 of 12"
    window.words.open_number("all")
    assert window.words.card.isVisible()
    assert window.words.card.detail == "second"


def test_the_keyboard_alone_opens_a_number_in_words(window, qtbot):
    window.words.set_words("it is [[one|1]]", {"one": "first"})
    window.button.setFocus()
    qtbot.keyClick(window.button, Qt.Key.Key_Tab)
    assert window.focusWidget() is window.words
    qtbot.keyClick(window.words, Qt.Key.Key_Return)
    assert window.words.card.isVisible()
    assert window.words.card.detail == "first"


def test_arithmetic_of_other_numbers_closes_the_card(window):
    window.words.set_words("[[one|1]]", {"one": "first"})
    window.words.open_number("one")
    window.words.set_words("[[one|2]]", {"one": "other"})
    assert not window.words.card.isVisible()
