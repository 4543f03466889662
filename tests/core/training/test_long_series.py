"""Numbers by the million: all of them come back, from memory and from the file."""

import gc
import tempfile
import threading
import tracemalloc

import numpy as np
import pytest

from core.training import long_series
from core.training.long_series import LongSeries


@pytest.fixture(params=["file", "no file", "full disk"])
def series(request, monkeypatch):
    """A series with small chunks, where files can be made, can't be, or can't grow."""

    def refuse(*_arguments, **_options):
        raise OSError("no space left on device")

    if request.param == "no file":
        monkeypatch.setattr(long_series.tempfile, "TemporaryFile", refuse)
    if request.param == "full disk":

        class Full:
            seek, write, flush, close = refuse, refuse, refuse, lambda self: None

        monkeypatch.setattr(long_series.tempfile, "TemporaryFile", lambda **_options: Full())
    return LongSeries(chunk=50)


def test_every_number_comes_back_bit_for_bit(series):
    rng = np.random.default_rng(1)
    kept = np.zeros(0)
    for size in (0, 1, 7, 49, 50, 51, 99, 100, 101, 230, 1000):
        added = rng.random(size)
        added = added.astype(np.float32).astype(float) if size % 2 else added
        series.extend(added)
        kept = np.concatenate([kept, added])
        assert len(series) == len(kept)
        for start in range(0, len(kept), 37):
            for stop in (start, start + 1, start + 60, len(kept), len(kept) + 5):
                assert series.read(start, stop).tobytes() == kept[start:stop].tobytes()


def test_extreme_numbers_come_back(series):
    numbers = np.array([np.inf, -np.inf, np.nan, 1e300, 1e-300, 0.1, -0.0] * 40)
    series.extend(numbers)
    assert series.read(0, len(numbers)).tobytes() == numbers.tobytes()


def test_what_was_read_is_nobody_elses(series):
    series.extend(np.zeros(120))
    series.read(0, 120)[:] = 1
    assert not series.read(0, 120).any()


def test_memory_stays_flat():
    series = LongSeries()
    tracemalloc.start()
    for _ in range(40):
        series.extend(np.random.default_rng(1).random(long_series.CHUNK))
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(series) == 40 * long_series.CHUNK
    assert size < 4 * 8 * long_series.CHUNK


def test_the_file_is_closed_with_its_series(monkeypatch):
    files = []

    def make(**options):
        files.append(tempfile.SpooledTemporaryFile(**options))  # noqa: SIM115
        return files[-1]

    monkeypatch.setattr(long_series.tempfile, "TemporaryFile", make)
    series = LongSeries(chunk=10)
    series.extend(np.zeros(100))
    del series
    gc.collect()
    assert [file.closed for file in files] == [True]


def test_one_thread_reads_what_is_there_while_another_one_adds(series):
    numbers = np.arange(20_000) / 7
    done = threading.Event()

    def add():
        for start in range(0, len(numbers), 7):
            series.extend(numbers[start : start + 7])
        done.set()

    thread = threading.Thread(target=add)
    thread.start()
    compared = 0
    while not done.is_set() or not compared:
        known = len(series)
        assert series.read(0, known).tolist() == numbers[:known].tolist()
        compared += 1
    thread.join()
    assert series.read(0, len(numbers)).tolist() == numbers.tolist()
