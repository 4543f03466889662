import pytest
from PyQt6.QtWidgets import QWidget

from gui.widgets.toast import Toast


@pytest.fixture
def toast(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(600, 400)
    parent.show()
    toast = Toast(parent)
    yield toast
    parent.close()


def test_a_toast_stands_in_the_middle_above_the_lower_edge(toast):
    toast.say("Session saved")
    assert toast.isVisible()
    assert abs(toast.geometry().center().x() - 300) <= 1
    assert toast.geometry().bottom() < 400


def test_it_moves_with_the_window(toast):
    toast.say("Session saved")
    toast.parentWidget().resize(900, 500)
    assert abs(toast.geometry().center().x() - 450) <= 1


def test_it_goes_away_when_its_time_is_over(toast):
    toast.say("Session saved")
    toast._timer.timeout.emit()
    assert not toast.isVisible()


def test_a_long_text_wraps_within_the_window_and_stays_longer(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(500, 300)
    parent.show()
    toast = Toast(parent)
    toast.say("a short one")
    height, shown = toast.height(), toast._timer.interval()
    toast.say("a text of several sentences that says what has been saved and what has not. " * 2)
    assert parent.rect().contains(toast.geometry())
    assert toast.height() > height
    assert toast._timer.interval() > shown
