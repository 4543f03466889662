import sys

import pytest
from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QMainWindow, QMessageBox

from gui.messages import ErrorReporter, Messages
from gui.widgets.toast import Toast


class Bell(QObject):
    """Has a slot that fails."""

    rung = pyqtSignal(int)

    def __init__(self):
        super().__init__()
        self.rung.connect(self.hear)

    @pyqtSlot(int)
    def hear(self, number):
        raise ZeroDivisionError("no bell")


class Notes:
    """Stands in for the messages of a window."""

    def __init__(self):
        self.errors = []

    def error(self, text):
        self.errors.append(text)


def error_at_one_place():
    try:
        raise ValueError("one")
    except ValueError as error:
        return error


def error_at_another_place():
    try:
        raise ValueError("one")
    except ValueError as error:
        return error


@pytest.fixture
def notes():
    return Notes()


@pytest.fixture
def reporter(notes):
    return ErrorReporter(notes)


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


def report(reporter, error):
    reporter.report(type(error), error, error.__traceback__)


def test_an_error_that_comes_back_is_reported_once(reporter, notes, capsys):
    for _ in range(100):
        report(reporter, error_at_one_place())

    (message,) = notes.errors
    assert "ValueError: one" in message
    assert "\n" not in message
    assert capsys.readouterr().err.count("Traceback") == 1


def test_an_error_at_another_place_is_reported_too(reporter, notes, capsys):
    report(reporter, error_at_one_place())
    report(reporter, error_at_another_place())

    assert len(notes.errors) == 2


def test_an_interrupt_is_left_to_python(reporter, notes, capsys):
    report(reporter, KeyboardInterrupt())

    assert notes.errors == []
    assert "KeyboardInterrupt" in capsys.readouterr().err


def test_an_exception_in_a_slot_is_reported_and_the_process_lives(
    qapp, reporter, notes, monkeypatch, capsys
):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    reporter.install()
    bell = Bell()

    for number in range(5):
        bell.rung.emit(number)

    (message,) = notes.errors
    assert "ZeroDivisionError: no bell" in message
    assert "in hear" in capsys.readouterr().err


def test_an_error_is_shown_in_a_box_that_blocks_nothing(window):
    Messages(window).error("image 9 doesn't exist")

    (box,) = window.findChildren(QMessageBox)
    assert box.isVisible()
    assert box.text() == "image 9 doesn't exist"
    box.close()


def test_a_notice_lies_over_the_window_and_blocks_nothing(window):
    Messages(window).notice("Session saved: s.nudges")

    (toast,) = window.findChildren(Toast)
    assert toast.isVisible()
    assert toast.text() == "Session saved: s.nudges"
    assert window.isActiveWindow() or not toast.isWindow()


def test_a_text_that_was_asked_for_has_a_title(window):
    Messages(window).information("About Nudges", "words")

    (box,) = window.findChildren(QMessageBox)
    assert (box.windowTitle(), box.text()) == ("About Nudges", "words")
    box.close()
