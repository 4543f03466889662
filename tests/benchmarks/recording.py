"""What a benchmark of the window has recorded, as lines that can be read: gaps and rates."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

EDGES = (0, 9, 17, 25, 33, 50, 100)  # milliseconds
WIDTH = 40  # characters of the longest bar
FREE = 0.9  # of a processor: what a run alone gets where nothing else wants one


@dataclass(frozen=True)
class Stretch:
    """Some seconds of training: what was made, and the processor's seconds it had for that."""

    steps: int
    seconds: float
    processor_seconds: float

    @property
    def rate(self):
        """Mini-batches a second by the clock on the wall."""
        return self.steps / self.seconds

    @property
    def rate_of_processor(self):
        """Mini-batches a second of a processor."""
        return self.steps / max(self.processor_seconds, 1e-9)


def process_seconds(pid):
    """Return the processor's seconds of another process so far; nan where the system hides it."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return float("nan")
    user, system = stat.read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def stretch(do, steps_made, processor_seconds):
    """Return what was made while something was done."""
    steps, used, start = steps_made(), processor_seconds(), time.perf_counter()
    do()
    return Stretch(steps_made() - steps, time.perf_counter() - start, processor_seconds() - used)


def gap_lines(gaps):
    """Return a histogram of the milliseconds between frames, and its percentiles."""
    gaps = np.asarray(gaps, float)
    counts = np.histogram(gaps, [*EDGES, np.inf])[0]
    names = [f"{low}-{high} ms" for low, high in pairwise(EDGES)]
    lines = [
        f"{name:>12} {count:6} {'#' * round(WIDTH * count / max(1, counts.max()))}".rstrip()
        for name, count in zip([*names, f"over {EDGES[-1]} ms"], counts, strict=True)
    ]
    if len(gaps):
        at = np.percentile(gaps, [50, 90, 99, 100])
        lines.append("   median {:.1f}, 90 % {:.1f}, 99 % {:.1f}, longest {:.1f} ms".format(*at))
    return lines


def rate_lines(alone, beside):
    """Return the rates of each round, without a window and beside one, as a table."""
    lines = [
        "mini-batches a second of the clock      of a processor",
        "   alone   beside   share            alone   beside   share",
    ]
    for without, window in zip(alone, beside, strict=True):
        by_clock, by_processor = (
            f"{a:8,.0f} {b:8,.0f} {b / a:7.2f}"
            for a, b in (
                (without.rate, window.rate),
                (without.rate_of_processor, window.rate_of_processor),
            )
        )
        lines.append(f"{by_clock}         {by_processor}")
    had = np.median([each.processor_seconds / each.seconds for each in alone])
    if had < FREE:
        lines.append(f"(the machine is busy: the run alone got {had:.2f} of a processor)")
    return lines
