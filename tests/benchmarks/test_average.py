"""Many examples: the wishes of all sixty thousand for twenty parameters, and a table's redraw."""

import statistics
import time

import numpy as np
from PyQt6.QtWidgets import QApplication

from core.average.rows import random_places
from core.average.running import RunningAverage
from core.average.wishes import shuffled_examples, stream
from core.data.mnist import load_mnist
from core.network.architecture import Architecture
from core.network.network import Network
from gui.average.grid_content import GridContent, Head
from gui.average.wish_grid import WishGrid
from gui.theme import Mode, Theme


def test_all_wishes_of_twenty_parameters_stream_in_time(record_property):
    images = load_mnist().train
    network = Network.random(Architecture(), np.random.default_rng(0), np.float32)
    places = random_places(network.parameters, 20, np.random.default_rng(1))
    running = RunningAverage(20)

    start = time.perf_counter()
    for part in stream(network, images, shuffled_examples(60_000, 0), places):
        running.add(part)
    value = time.perf_counter() - start

    record_property("wish_stream_seconds", {"value": value, "unit": "s", "must": 2, "aim": 0.5})
    assert running.count == 60_000
    assert value < 2


def test_the_table_of_wishes_is_redrawn_in_time(qapp: QApplication, record_property):
    grid = WishGrid(Theme(Mode.DARK))
    grid.resize(573, 580)
    values = np.random.default_rng(0).standard_normal((20, 10))
    heads = tuple(Head(str(digit)) for digit in range(10))
    names = tuple(f"1 · {row} ← 400" for row in range(20))
    times = []
    for _ in range(20):
        start = time.perf_counter()
        means, errors = values.mean(axis=1), values.std(axis=1)
        grid.set_content(GridContent(heads, names, values, means, errors, scale=2, mean_scale=1))
        grid.grab()
        times.append((time.perf_counter() - start) * 1e3)
    value = statistics.median(times)
    grid.deleteLater()

    record_property("wish_table_ms", {"value": value, "unit": "ms", "must": 33, "aim": 10})
    assert value < 33
