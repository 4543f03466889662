"""Whatever a network holds, its picture is drawn: no exception, and no plausible lie."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gui.network_view.inspection import full_light
from gui.network_view.light import NOT_A_NUMBER
from gui.network_view.network_view import NetworkView
from gui.network_view.scene import Scene
from gui.network_view.shown import robust_scale
from gui.network_view.svg import svg_of
from gui.theme import Theme

SIZES = [(3, 4, 2), (1, 1), (5, 1, 5), (16, 64, 10), (16, 16, 16, 16, 16, 16, 10)]
WINDOWS = [(200, 150), (200, 900), (1600, 1000)]


def filled(scene: Scene, value: float) -> Scene:
    """Return the scene with one value everywhere, scaled as the program scales it."""
    connections = tuple(np.full(layer.shape, value) for layer in scene.connections)
    scales = tuple(robust_scale(layer) for layer in connections)
    return replace(scene, connections=connections, connection_scales=scales)


@pytest.mark.parametrize("value", [0.0, 1e-320, 1e300, np.nan, np.inf])
@pytest.mark.parametrize("shown", SIZES, ids=str)
def test_every_network_is_drawn_in_every_window(
    qtbot: QtBot,
    theme: Theme,
    make_scene: Callable[..., Scene],
    shown: tuple[int, ...],
    value: float,
) -> None:
    view = NetworkView(theme)
    qtbot.addWidget(view)
    with np.errstate(all="raise", under="ignore"):
        view.set_scene(filled(make_scene(*shown), value))
        for size in WINDOWS:
            view.resize(*size)
            view.settle()
            assert not view.grab().isNull()
        assert svg_of(theme, view.scene, 400, 300).startswith(b"<?xml")


def test_weights_of_zero_draw_nothing_and_say_so(theme: Theme, make_scene: Callable) -> None:
    scene = filled(make_scene(3, 4, 2), 0.0)
    assert scene.connection_scales == (0.0, 0.0)
    assert full_light(scene.connection_scales[0]) == "all 0"


def test_one_outlier_leaves_the_other_weights_their_light() -> None:
    weights = np.random.default_rng(0).normal(size=(16, 16))
    before = robust_scale(weights)
    weights[0, 0] = 1e12
    assert robust_scale(weights) < 1.5 * before


def test_a_weight_that_is_not_a_number_is_marked_in_the_whole_picture(
    qtbot: QtBot, theme: Theme, make_scene: Callable[..., Scene]
) -> None:
    view = NetworkView(theme)
    qtbot.addWidget(view)
    scene = make_scene(3, 4, 2)
    mark = QColor(*NOT_A_NUMBER).rgb()

    def marks(shown: Scene) -> int:
        view.set_scene(shown)
        image = view.picture(400, 300, 1.0)
        return sum(image.pixel(x, y) == mark for x in range(400) for y in range(300))

    broken = scene.connections[0].copy()
    broken[1, 1] = np.nan
    assert marks(scene) == 0
    assert marks(replace(scene, connections=(broken, scene.connections[1]))) > 20
