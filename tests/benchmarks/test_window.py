"""How fast the window answers, and what it costs the training that runs beside it."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from threadpoolctl import threadpool_limits

from core.data.mnist import load_mnist
from core.network.architecture import Architecture
from core.training.curves import CurveData
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from gui.application import Program
from gui.theme import Mode, Theme
from tests.benchmarks.frames import frames_favoured
from tests.benchmarks.recording import gap_lines, process_seconds, rate_lines, stretch

ROOT = Path(__file__).parents[2]
START = """
import gc, time; start = time.perf_counter(); gc.disable()
from PyQt6.QtWidgets import QApplication
from gui.application import Program, Theme
app = QApplication([]); theme = Theme(); theme.apply(); program = Program(theme)
program.window.open_at_default_size(); program.window.show(); program.window.grab()
app.processEvents(); print(time.perf_counter() - start); program.close()
"""


@pytest.fixture(scope="module")
def dataset():
    return load_mnist()


@pytest.fixture
def program(qapp, dataset):
    theme = Theme(Mode.DARK)
    theme.apply()
    program = Program(theme)
    program.window.resize(1440, 900)
    program.window.show()
    program.use(dataset)
    with frames_favoured():
        run_events(qapp, 0.5)
        yield program
    program.close()
    program.window.close()


def run_events(app, seconds, until=lambda: False):
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and not until():
        app.processEvents()
        time.sleep(0.0005)


def test_the_window_opens_at_once(record_property):
    times = []
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(4):  # the first one may have to compile what has changed since the last start
        done = subprocess.run(
            [sys.executable, "-c", START],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        times.append(float(done.stdout))
    times = times[1:]
    value = statistics.median(times)
    record_property("start_seconds", {"value": value, "unit": "s", "must": 2, "aim": 1})
    assert value < 2


def test_a_step_of_the_walk_is_drawn_at_once(program, qapp, record_property):
    """From the key until all that the step changes is drawn; beside it, the window drawn whole."""
    program.stage.set_reduced_motion(True)
    times, whole = [], []
    for _ in range(3):
        program.walker.first()
        qapp.processEvents()
        for _ in range(len(program.explain.steps) - 1):
            start = time.perf_counter()
            QTest.keyClick(program.window, Qt.Key.Key_Right)
            qapp.processEvents()
            times.append((time.perf_counter() - start) * 1e3)
            start = time.perf_counter()
            program.window.grab()
            whole.append((time.perf_counter() - start) * 1e3)
        assert program.walker.index == len(program.explain.steps) - 1
    value = statistics.median(times)
    print(
        f"\nworst step {max(times):.0f} ms; the window drawn whole {statistics.median(whole):.0f}"
    )
    record_property("walk_step_ms", {"value": value, "unit": "ms", "must": 50, "aim": 16})
    assert value < 50


class Alone:
    """A run without a window, as the verb `train` makes it: in turns, every record kept."""

    def __init__(self, dataset):
        self.run = SgdRun(Architecture(), TrainingSettings(), dataset.train)
        self.curves = CurveData()

    def train(self, seconds):
        """Return what is made in the next seconds."""
        return stretch(
            lambda: self._make_turns(seconds), lambda: self.run.step_count, time.process_time
        )

    def _make_turns(self, seconds):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.curves.append(self.run.steps(self.run.steps_in_a_turn))


class Beside:
    """The program while it trains: how fast, and when its frames came."""

    def __init__(self, program, app):
        self.program, self.app = program, app
        self.frames = []
        program.stage.clock.ticked.connect(self._note_frame)

    def _note_frame(self, _seconds):
        self.frames.append(time.perf_counter())

    def train(self, seconds):
        """Return what is made in the next seconds, and the gaps between frames in ms."""
        training, data = self.program.training, self.program.training_panel.data
        training.start()
        run_events(self.app, 0.5)
        self.frames.clear()
        made = stretch(
            lambda: run_events(self.app, seconds),
            lambda: data.count,
            lambda: process_seconds(self.program.trainer._loop.pid),
        )
        gaps = np.diff(self.frames) * 1e3
        training.pause()
        run_events(self.app, 2, lambda: not training.running)
        return made, gaps


def test_the_window_costs_the_training_little(program, qapp, dataset, record_property, request):
    rounds = request.config.getoption("--window-rounds")
    with threadpool_limits(1, user_api="blas"):
        without, with_window = Alone(dataset), Beside(program, qapp)
        recorded = [(without.train(2), *with_window.train(4)) for _ in range(rounds)]
    alone, beside, gaps = zip(*recorded, strict=True)
    gaps = np.concatenate(gaps)
    print("", *rate_lines(alone, beside), *gap_lines(gaps), sep="\n")
    shares = [window.rate / run.rate for run, window in zip(alone, beside, strict=True)]
    share = statistics.median(shares)
    tell_frames(record_property, share, gaps)
    assert share >= 0.8
    assert np.percentile(gaps, 99) < 33
    assert gaps.max() <= 100


def tell_frames(record_property, share, gaps):
    """Hand on the figures of the window while training."""
    gap, longest = float(np.percentile(gaps, 99)), float(gaps.max())
    record_property("window_training_share", {"value": share, "unit": "", "must": 0.8, "aim": 0.95})
    record_property("frame_gap_p99_ms", {"value": gap, "unit": "ms", "must": 33, "aim": 17})
    record_property(
        "frame_gap_longest_ms", {"value": longest, "unit": "ms", "must": 100, "aim": 33}
    )


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_stays_flat_while_training(record_property, request):
    """In a process of its own: benchmarks beside this one load libraries that Nudges doesn't."""
    minutes = request.config.getoption("--memory-minutes", 1.0)
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.memory", str(minutes)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    first, last, steps = json.loads(done.stdout.splitlines()[-1])
    print(f"\n{first:.0f} MB at first, {last:.0f} MB after {steps:,} mini-batches")
    record_property("memory_mb", {"value": last, "unit": "MB", "must": 500, "aim": 250})
    record_property("memory_growth_mb", {"value": last - first, "unit": "MB", "must": 50, "aim": 5})
    assert last < 500
