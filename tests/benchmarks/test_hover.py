"""From the pointer's move to what it points at on screen, with all 12,960 connections drawn."""

import statistics
import time
from collections.abc import Iterator

import numpy as np
import pytest
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication

from core.explain.derivation import derive
from core.network.architecture import Architecture
from core.network.network import Network
from gui.explain.scenes import resting_scene
from gui.network_view.at_rest import choose_shown
from gui.network_view.inputs import InputChoice
from gui.network_view.network_view import NetworkView
from gui.theme import Mode, Theme

MOVES = 60
SIZE = (1600, 1000)


@pytest.fixture
def view(qapp: QApplication) -> Iterator[NetworkView]:
    rng, architecture = np.random.default_rng(0), Architecture()
    image = np.where(rng.random(784) < 0.2, rng.random(784), 0)
    shown = choose_shown(architecture, image, InputChoice(everything=True))
    view = NetworkView(Theme(Mode.DARK))
    view.resize(*SIZE)
    view.set_scene(resting_scene(derive(Network.random(architecture, rng), image, 3), shown, 3))
    view.show()
    view.settle()
    yield view
    view.deleteLater()


def test_hovering_answers_within_a_frame(view: NetworkView, record_property):
    rng, image = np.random.default_rng(1), QImage(*SIZE, QImage.Format.Format_RGB32)
    view.render(image)
    picks, whole = [], []
    for _ in range(MOVES):
        place = QPointF(rng.uniform(250, 1350), rng.uniform(50, 900))
        start = time.perf_counter()
        view._point_at(place)
        picks.append((time.perf_counter() - start) * 1e3)
        view.render(image)
        whole.append((time.perf_counter() - start) * 1e3)
    picked, value = statistics.median(picks), statistics.median(whole)
    print(f"\npicking and card: median {picked:.2f} ms; with the picture {value:.1f} ms")
    record_property("hover_pick_ms", {"value": picked, "unit": "ms", "must": 5, "aim": 2})
    record_property("hover_ms", {"value": value, "unit": "ms", "must": 33, "aim": 16})
    assert value < 33
