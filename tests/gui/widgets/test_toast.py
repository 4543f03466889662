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
