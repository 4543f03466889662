"""The memory of the program while it trains: `python -m tests.benchmarks.memory MINUTES`.

Prints a list: megabytes at first (after a minute, or half of a shorter time), megabytes at the end
and the mini-batches that were made. Window and trainer are counted together, pages that they share
once. Linux only: it reads /proc.
"""

import json
import os
import sys
import time
from pathlib import Path

from PyQt6.QtWidgets import QApplication

from gui.application import Program
from gui.theme import Mode, Theme


def resident_mb(pid):
    """Return the memory of a process that is its own, and its part of what is shared, in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = dict(line.split(":") for line in lines)
    return int(sizes["Pss"].split()[0]) / 1024


def memory_mb(program):
    """Return the memory of the window and of the process that trains, in MB."""
    return resident_mb(os.getpid()) + resident_mb(program.trainer._loop.pid)


def run_events(app, seconds, until=lambda: False):
    """Let the window live for some seconds."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and not until():
        app.processEvents()
        time.sleep(0.0005)


def main(minutes):
    """Train for some minutes and print what was measured."""
    app = QApplication([])
    theme = Theme(Mode.DARK)
    theme.apply()
    program = Program(theme)
    program.window.resize(1440, 900)
    program.window.show()
    program.load()
    run_events(app, 20, lambda: program.dataset is not None)
    run_events(app, 0.5)
    program.training.start()
    settling = min(60, 30 * minutes)
    run_events(app, settling)
    first = memory_mb(program)
    run_events(app, 60 * minutes - settling)
    last, steps = memory_mb(program), program.training_panel.data.count
    program.training.pause()
    run_events(app, 2, lambda: not program.training.running)
    program.close()
    program.window.close()
    print(json.dumps([first, last, steps]))


if __name__ == "__main__":
    main(float(sys.argv[1]))
