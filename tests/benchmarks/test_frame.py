"""A whole frame of the default picture: connections, neurons, arrows, labels, legend."""

import statistics
import time
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication

from core.explain.derivation import derive
from core.network.architecture import Architecture
from core.network.network import Network
from gui.network_view.at_rest import choose_shown, scene_at_rest
from gui.network_view.edge_picture import EdgeRasters
from gui.network_view.layout import Shape, network_layout
from gui.network_view.network_view import NetworkView
from gui.network_view.scene import Arrows
from gui.theme import Mode, Theme

FRAMES = 40
SIZE = (1600, 1000)


def scenes(count):
    """Yield scenes in which every weight, activation and arrow is another than before."""
    rng, architecture = np.random.default_rng(0), Architecture()
    image = np.where(rng.random(784) < 0.2, rng.random(784), 0)
    shown = choose_shown(architecture, image)
    for _ in range(count):
        derivation = derive(Network.random(architecture, rng), image, 3)
        parameters = derivation.network.parameters
        rest = scene_at_rest(parameters, derivation.activations, architecture, shown)
        arrows = tuple(
            Arrows(layer.index, layer.bias_nudges, float(np.abs(layer.bias_nudges).max()), False)
            for layer in derivation.layers
        )
        yield replace(rest, arrows=arrows, label=3)


def drawn_scenes(count):
    """Return the scenes of a run beside the window: light changes, words four times a second."""
    first, *others = (replace(scene, arrows=()) for scene in scenes(count + 1))
    told = {"values": first.values, "answer": first.answer}
    return [replace(s, connection_scales=first.connection_scales, **told) for s in others]


@pytest.mark.parametrize(
    ("name", "of", "must", "aim"),
    [("frame_ms_default", scenes, 25, 16), ("frame_ms_training", drawn_scenes, 20, 10)],
)
def test_a_whole_frame_is_drawn_in_time(name, of, must, aim, qapp: QApplication, record_property):
    shown = list(of(FRAMES))
    view = NetworkView(Theme(Mode.DARK))
    view.resize(*SIZE)
    view.set_scene(shown[0])
    view.show()
    view.settle()
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    times = []
    for scene in shown:
        start = time.perf_counter()
        view.set_scene(scene)
        view.render(image)
        times.append((time.perf_counter() - start) * 1e3)
    view.deleteLater()
    value = statistics.median(times)
    print(f"\n{name} at 1600 x 1000: median {value:.1f} ms, slowest {max(times):.1f} ms")
    record_property(name, {"value": value, "unit": "ms", "must": must, "aim": aim})
    assert value < must


@pytest.mark.parametrize(
    ("name", "inputs", "must", "aim"),
    [("prepare_ms_default", 16, 100, 30), ("prepare_ms_all", 784, 1000, 500)],
)
def test_a_layout_is_prepared_in_time(name, inputs, must, aim, record_property):
    layout = network_layout(Shape((784, 16, 16, 10), (inputs, 16, 16, 10)), *SIZE)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        EdgeRasters.build(layout, 1.0)
        times.append((time.perf_counter() - start) * 1e3)
    value = statistics.median(times)
    record_property(name, {"value": value, "unit": "ms", "must": must, "aim": aim})
    assert value < must
