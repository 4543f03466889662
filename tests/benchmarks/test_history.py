"""How fast the history answers in a run of 30 epochs, and the memory it takes.

The times are the window's: from the request to the trainer's answer, its process included, and
to the whole window drawn.
"""

import random
import statistics
import time

import pytest

from core.data.mnist import load_mnist
from core.network.architecture import Architecture
from core.training.history import MEMORY, History
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from core.training.trainer import Trainer
from gui.application import Program
from gui.theme import Mode, Theme

EPOCHS, BATCHES = 30, 6000  # in mini-batches of 10
TIMES = 40


@pytest.fixture(scope="module")
def program(qapp):
    theme = Theme(Mode.DARK)
    theme.apply()
    program = Program(theme, trainer=Trainer())
    program.window.resize(1440, 900)
    program.window.show()
    program.use(load_mnist())
    program.trainer.run_batches(EPOCHS * BATCHES)
    wait_until(qapp, lambda: program.training.step == EPOCHS * BATCHES, 300)
    wait_until(qapp, lambda: program.training.at_rest, 60)
    yield program
    program.close()
    program.window.close()


def wait_until(app, done, seconds=30):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        app.processEvents()
        time.sleep(0.0005)


def milliseconds(program, app, ask, step):
    """Return how long it takes until the network of a step is shown."""
    begin = time.perf_counter()
    ask()
    wait_until(app, lambda: program.training.step == step and not program.history.under_way)
    app.processEvents()
    return 1000 * (time.perf_counter() - begin)


def figure(value, must, aim, unit="ms"):
    return {"value": value, "unit": unit, "must": must, "aim": aim}


def test_stepping_back_one_mini_batch(program, qapp, record_property):
    times = []
    for number in range(TIMES):
        if number % 10 == 0:
            step = random.Random(number).randrange(1000, EPOCHS * BATCHES)
            milliseconds(program, qapp, lambda step=step: program.history.go_to(step), step)
        step = program.training.step - 1
        times.append(milliseconds(program, qapp, program.history.step_back, step))
    record_property("history_step_back_ms", figure(statistics.median(times), 50, 25))
    record_property("history_step_back_worst_ms", figure(max(times), 100, 50))
    assert statistics.median(times) < 50


def test_going_anywhere_in_thirty_epochs(program, qapp, record_property):
    rng, times = random.Random(0), []
    for _ in range(TIMES):
        step = rng.randrange(1, EPOCHS * BATCHES)
        times.append(
            milliseconds(program, qapp, lambda step=step: program.history.go_to(step), step)
        )
    record_property("history_scrub_ms", figure(statistics.median(times), 300, 100))
    record_property("history_scrub_worst_ms", figure(max(times), 300, 150))
    assert max(times) < 300


def test_the_memory_of_thirty_epochs_is_held(record_property):
    data = load_mnist()
    history = History(SgdRun(Architecture(), TrainingSettings(), data.train), data.train)
    while history.run.step_count < EPOCHS * BATCHES:
        history.advance(50)
    used = history.nbytes / 1e6
    record_property("history_memory_mb", figure(used, MEMORY / 1e6, MEMORY / 1e6, "MB"))
    assert history.nbytes <= MEMORY
