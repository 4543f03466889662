import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QWidget

from gui.theme import Mode, Theme
from gui.widgets.floating_card import EDGE, FloatingCard


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(600, 400)
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def card(window):
    card = FloatingCard(Theme(Mode.DARK), window)
    card.setFixedSize(200, 100)
    card.open_at(window, QPoint(20, 300))
    return card


def test_its_lower_left_corner_is_where_it_is_opened(card):
    assert card.geometry().bottomLeft() + QPoint(0, 1) == QPoint(20, 300)


def test_it_never_leaves_the_window(card, window):
    card.open_at(window, QPoint(590, 10))
    assert card.pos() == QPoint(600 - 200 - EDGE, EDGE)


def test_escape_its_button_and_another_size_of_the_window_send_it_away(qtbot, card, window):
    closed = []
    card.closed.connect(lambda: closed.append(card.isVisible()))
    qtbot.keyClick(card, Qt.Key.Key_Escape)
    card.open_at(window, QPoint(20, 300))
    card.close_button.click()
    card.open_at(window, QPoint(20, 300))
    window.resize(640, 400)
    assert closed == [False, False, False]
