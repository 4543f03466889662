"""Whatever goes on, closing the window ends it: no thread, process or timer stays."""

import multiprocessing
import os
import signal
import threading
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QTimer

from core.explain.places import Place
from core.network.architecture import Architecture
from core.training import compiled_steps
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from gui.application import Program
from gui.perspectives import DESCEND
from gui.theme import Mode, Theme
from gui.widgets.formula_view import FormulaView
from gui.widgets.idle_typesetter import IdleTypesetter
from tests.gui.conftest import NotedMessages, dispose

FORMULAS = (FormulaView, IdleTypesetter)
CALM = TrainingSettings(train_size=200, learning_rate=0.01)


@pytest.fixture(scope="module", autouse=True)
def compiled_code():
    """Load it once, so that no thread is closed while it still does that."""
    compiled_steps.prepare()


def beginning(program, qtbot):
    """Ask for a run and wait for nothing."""


def running(program, qtbot):
    program.training.start()
    qtbot.waitUntil(lambda: program.training.step > 50)


def in_slow_motion(program, qtbot):
    program.training.set_speed(0.2)
    program.training.start()
    qtbot.waitUntil(lambda: program.training.replay.moving)


def measuring(program, qtbot):
    with qtbot.waitSignal(program.trainer.epoch_finished):
        program.training.start()


def scrubbing(program, qtbot):
    running(program, qtbot)
    program.training.pause()
    for step in (40, 3, 30, 1):
        program.trainer.go_to(step)


def diverged(program, qtbot):
    program.training.set_learning_rate(1000.0)
    program.training.start()
    qtbot.waitUntil(lambda: program.endings_wiring.endings.said == "diverged")


def looking_at_digits(program, qtbot):
    program.stage.set_perspective(DESCEND)
    pages = program.window.right.currentWidget()
    pages.show_page("Digits")
    qtbot.waitUntil(lambda: pages.widget("Digits").widget().confusion is not None)
    program.training.start()


def judging_neurons(program, qtbot):
    program.endings_wiring.endings._look_again()


def preparing(program, qtbot):
    """Let formulas be set and the data be read once more, and wait for nothing."""
    program.prepare()
    program.load()


def saving(program, qtbot):
    running(program, qtbot)
    program.messages.path = Path.home() / "closing.nudges"  # the test's own
    program.actions["save"].trigger()


def writing(program, qtbot):
    """Close when the file is being written, or has been just now."""
    saving(program, qtbot)
    qtbot.waitUntil(lambda: program.sessions.waiting is None)


def going_a_step_back(program, qtbot):
    running(program, qtbot)
    program.actions["train_back"].trigger()


def undoing_from_further_on(program, qtbot):
    qtbot.waitUntil(lambda: program.training.at_rest)
    program.hand_values.set_value(Place(1, 2), 0.5)
    qtbot.waitUntil(lambda: program.edit_orders.to_undo is not None)
    running(program, qtbot)
    program.training.pause()
    qtbot.waitUntil(lambda: program.training.at_rest)
    program.actions["undo"].trigger()


def losing_the_process(program, qtbot):
    """Close before anybody has noticed that the process is no more; a thread can't be lost."""
    running(program, qtbot)
    child = getattr(program.trainer._loop, "_child", None)
    if child is not None:
        child.kill()


MOMENTS = (
    beginning,
    preparing,
    saving,
    writing,
    going_a_step_back,
    undoing_from_further_on,
    losing_the_process,
    running,
    in_slow_motion,
    measuring,
    scrubbing,
    diverged,
    looking_at_digits,
    judging_neurons,
)


@pytest.fixture
def opened(small_dataset):
    """Return a function that opens a window, which is taken apart whatever the test finds."""
    programs = []

    def open_it(process):
        programs.append(open_program(small_dataset, process))
        return programs[-1]

    yield open_it
    for program in programs:
        dispose(program)


def open_program(dataset, process):
    program = Program(Theme(Mode.DARK), lambda: dataset, Trainer(process=process))
    program.messages = NotedMessages()
    program.training.settings = CALM
    program.window.resize(1100, 760)
    program.window.show()
    program.training.architecture = Architecture((784, 30, 30, 10), "leaky_relu")
    program.use(dataset)
    return program


def started_since(before):
    return [thread for thread in threading.enumerate() if thread not in before]


@pytest.mark.parametrize("process", [False, True], ids=["thread", "process"])
@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.__name__)
def test_closing_leaves_nothing_behind(qtbot, opened, moment, process):
    before = threading.enumerate()
    program = opened(process)
    moment(program, qtbot)
    program.window.close()
    assert started_since(before) == []
    assert multiprocessing.active_children() == []
    assert not program.stage.clock._timer.isActive()
    qtbot.wait(1)  # news under way are taken, and begin nothing
    assert started_since(before) == []
    assert not endless(program)


def endless(program):
    """Return the timers that would go on for ever; formulas may wait to be set till they go."""
    timers = program.findChildren(QTimer) + program.window.findChildren(QTimer)
    going_on = [each for each in timers if each.isActive() and not each.isSingleShot()]
    return [each for each in going_on if not isinstance(each.parent(), FORMULAS)]


def test_a_worker_that_dies_is_reported_once_and_the_window_lives(qtbot, opened):
    program = opened(process=True)
    running(program, qtbot)
    os.kill(program.trainer._loop.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: program.messages.errors != [])
    qtbot.waitUntil(lambda: not program.training.running)
    assert len(program.messages.errors) == 1
    program.training.rewind()
    qtbot.waitUntil(lambda: program.training.step == 0)
    running(program, qtbot)
    assert len(program.messages.errors) == 1


def test_work_that_raises_is_reported_once_and_the_window_lives(program, qtbot, monkeypatch):
    network = program.explain.network
    endings = program.endings_wiring.endings
    qtbot.waitUntil(lambda: not endings._looking)
    monkeypatch.setattr("gui.training.judging.layers_health", lambda *_: np.zeros(1)[2])
    endings._judge_neurons(network)
    qtbot.waitUntil(lambda: program.messages.errors != [])
    assert len(program.messages.errors) == 1
    assert "IndexError" in program.messages.errors[0]
