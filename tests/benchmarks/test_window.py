"""How fast the window answers, and what it costs the training that runs beside it."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from core.data.mnist import load_mnist
from core.network.architecture import Architecture
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from gui.application import SWITCH_INTERVAL, Program
from gui.theme import Mode, Theme

ROOT = Path(__file__).parents[2]
START = """
import time; start = time.perf_counter()
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
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True, check=True
        )
        times.append(float(done.stdout))
    value = statistics.median(times)
    record_property("start_seconds", {"value": value, "unit": "s", "must": 2, "aim": 1})
    assert value < 2


def test_a_step_of_the_walk_is_drawn_at_once(program, qapp, record_property):
    program.stage.set_reduced_motion(True)
    times = []
    for _ in range(3):
        program.walker.first()
        qapp.processEvents()
        for _ in range(len(program.explain.steps) - 1):
            start = time.perf_counter()
            program.walker.forward()
            program.window.grab()
            times.append((time.perf_counter() - start) * 1e3)
    value = statistics.median(times)
    print(f"\nworst step {max(times):.0f} ms; the whole window is drawn each time")
    record_property("walk_step_ms", {"value": value, "unit": "ms", "must": 50, "aim": 16})
    assert value < 50


def steps_alone(dataset, seconds):
    """Return the mini-batches a second of a run without a window, in this thread."""
    run = SgdRun(Architecture(), TrainingSettings(), dataset.train)
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        run.step()
    return run.step_count / (time.perf_counter() - start)


def steps_with_window(program, app, seconds):
    """Return the mini-batches a second beside a window that draws them, and its frame gaps."""
    frames = []
    program.stage.clock.ticked.connect(lambda _seconds: frames.append(time.perf_counter()))
    before = program.training_panel.data.steps.size
    program.training.start()
    start = time.perf_counter()
    run_events(app, seconds)
    rate = (program.training_panel.data.steps.size - before) / (time.perf_counter() - start)
    program.training.pause()
    run_events(app, 0.5, lambda: not program.training.running)
    return rate, np.diff(frames) * 1e3


def test_the_window_costs_the_training_little(program, qapp, dataset, record_property):
    sys.setswitchinterval(SWITCH_INTERVAL)
    shares, gaps = [], []
    for _ in range(3):
        alone = steps_alone(dataset, 3)
        beside, frames = steps_with_window(program, qapp, 6)
        shares.append(beside / alone)
        gaps.append(frames)
        print(f"\nalone {alone:,.0f} mini-batches/s, beside the window {beside:,.0f}")
    gap = float(np.percentile(np.concatenate(gaps), 99))
    share = statistics.median(shares)
    record_property("window_training_share", {"value": share, "unit": "", "must": 0.8, "aim": 0.95})
    record_property("frame_gap_p99_ms", {"value": gap, "unit": "ms", "must": 33, "aim": 17})


def resident_mb(pid):
    """Return the memory of a process that is its own, not shared with others, in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = dict(line.split(":") for line in lines)
    return int(sizes["Pss"].split()[0]) / 1024


def memory_mb(program):
    """Return the memory of the window and of the process that trains, in MB."""
    return resident_mb(os.getpid()) + resident_mb(program.trainer._loop.pid)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_stays_flat_while_training(program, qapp, record_property, request):
    minutes = request.config.getoption("--memory-minutes", 1.0)
    program.training.start()
    run_events(qapp, min(60, 30 * minutes))
    first = memory_mb(program)
    run_events(qapp, 60 * minutes - min(60, 30 * minutes))
    last, steps = memory_mb(program), program.training_panel.data.steps.size
    program.training.pause()
    run_events(qapp, 0.5, lambda: not program.training.running)
    print(f"\n{first:.0f} MB at first, {last:.0f} MB after {steps:,} mini-batches")
    record_property("memory_mb", {"value": last, "unit": "MB", "must": 500, "aim": 400})
    record_property("memory_growth_mb", {"value": last - first, "unit": "MB", "must": 50, "aim": 5})
    assert last < 500
