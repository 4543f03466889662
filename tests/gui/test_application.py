"""The whole window with its real threads: its actions, and its end at any moment."""

import threading
import time

import pytest

from core.data.mnist import load_mnist
from gui import errands
from gui.actions import MENUS, ActionSpec
from tests.gui.running import curve

THREADS = ("training", "measuring", "nudges-job")


def test_every_action_does_something(program):
    specs = [spec for menu in MENUS.values() for spec in menu if isinstance(spec, ActionSpec)]

    for spec in specs:
        action = program.actions[spec.name]
        heard = action.receivers(action.triggered) + action.receivers(action.toggled)
        assert heard > (1 if spec.group else 0), spec.name  # a group listens to its actions


def busy_training(program, qtbot):
    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: len(curve(program).steps) > 5)


def busy_checking(program, qtbot):
    program.actions["check"].trigger()


def busy_loading(program, qtbot):
    program.load()


def busy_searching(program, qtbot):
    program.actions["wrong_example"].trigger()


def busy_replaying(program, qtbot):
    program.actions["train_batch"].trigger()
    program.trainer.synchronize()


def idle(program, qtbot):
    pass


def search_for_ever(*_, go_on, **__):
    while go_on(0.5):
        pass


@pytest.mark.parametrize(
    "busy", [idle, busy_training, busy_checking, busy_loading, busy_searching, busy_replaying]
)
def test_closing_at_any_moment_is_quick_and_leaves_no_thread(
    open_program, qtbot, monkeypatch, busy
):
    monkeypatch.setattr(errands, "next_wrong", search_for_ever)
    program = open_program((784, 16, 16, 10), load=load_mnist)
    busy(program, qtbot)

    began = time.monotonic()
    program.window.close()

    assert time.monotonic() - began < 2
    assert not [t.name for t in threading.enumerate() if t.name in THREADS]
    assert not program.stage.clock.running
    assert program.messages.errors == []


def test_closing_twice_is_as_good_as_once(program):
    program.window.close()
    program.close()

    assert program.closed


def test_news_on_their_way_while_closing_wake_no_clock(program, qtbot):
    program.actions["train_toggle"].trigger()
    program.trainer.synchronize()  # the trainer has told that it runs; the window has not heard

    program.window.close()
    qtbot.wait(1)  # takes what is queued

    assert not program.stage.clock.running
