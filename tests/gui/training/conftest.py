"""Records and pictures for panels, made by hand."""

import numpy as np
import pytest

from core.data.images import ImageSet
from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.training.records import Measure, MiniBatchRecord, Snapshot
from gui.theme import Mode, Theme
from gui.training.training_panel import TrainingPanel


@pytest.fixture
def theme(qapp):
    return Theme(Mode.DARK)


@pytest.fixture(scope="session")
def images():
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (200, 784)).astype(np.uint8)
    return ImageSet("train", pixels, (np.arange(200) % 10).astype(np.uint8))


@pytest.fixture
def panel(qtbot, theme):
    panel = TrainingPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(1440, 232)
    panel.show()
    panel.prepare()
    return panel


@pytest.fixture
def make_records():
    def make(costs, first=1, examples=10):
        sizes = np.array([0.3, 0.2, 0.1], np.float32)
        places = np.arange(examples)
        return [
            MiniBatchRecord(first + i, 1, float(cost), sizes, places)
            for i, cost in enumerate(costs)
        ]

    return make


@pytest.fixture
def make_measure():
    def make(step, accuracy=0.9, cost=0.2):
        return Measure("test", step, 1, cost, accuracy, 100)

    return make


@pytest.fixture
def snapshot():
    architecture = Architecture((784, 6, 5, 10))
    rng = np.random.default_rng(2)
    vectors = [rng.normal(size=architecture.parameter_count) for _ in range(2)]
    parameters, nudges = (Parameters(vector, architecture.sizes) for vector in vectors)
    return Snapshot(3, 1, parameters, nudges)
