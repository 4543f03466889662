"""The gradient's views: a sort of all parameters, and a pull on a number line with its redraw."""

import statistics
import time

import numpy as np
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication

from core.explain.derivation import derive
from core.explain.places import Place
from core.explain.sensitivity import sensitivity
from core.network.architecture import Architecture
from core.network.network import Network
from gui.explain.number_lines_view import NumberLinesView
from gui.explain.sensitivity_table import SensitivityTable
from gui.theme import Mode, Theme


def derivation():
    rng = np.random.default_rng(0)
    image = np.where(rng.random(784) < 0.2, rng.random(784), 0)
    return derive(Network.random(Architecture(), rng), image, 3)


def median_ms(work, values):
    times = []
    for value in values:
        start = time.perf_counter()
        work(value)
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def test_all_parameters_are_sorted_in_time(qapp: QApplication, record_property):
    table = SensitivityTable(Theme(Mode.DARK))
    table.resize(340, 400)
    table.set_table(sensitivity(derivation()), Place(1, 2, 300))
    table.show()

    def sort(column):
        table.view.sortByColumn(column, Qt.SortOrder.AscendingOrder)
        table.grab()

    value = median_ms(sort, [0, 1, 2, 3, 4] * 4)
    table.deleteLater()
    record_property("table_sort_ms", {"value": value, "unit": "ms", "must": 100, "aim": 30})
    assert value < 100


def test_a_pull_is_seen_in_time(qapp: QApplication, record_property):
    view = NumberLinesView(Theme(Mode.DARK))
    view.resize(340, 500)
    view.set_place(derivation(), Place(1, 2, 300))
    view.show()

    def pull(value):
        view.pull(value)
        view.grab()

    value = median_ms(pull, np.linspace(-1, 1, 60).tolist())
    view.deleteLater()
    record_property("pull_ms", {"value": value, "unit": "ms", "must": 33, "aim": 16})
    assert value < 33
