from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtGui import QImage, QPainter

from gui.network_view.legend import (
    Legend,
    brightest_layer,
    brightest_name,
    common_scale,
    dimmed_words,
    full_light,
    full_light_words,
)
from gui.network_view.scene import Arrows, Scene
from gui.theme import Theme


def test_layers_with_one_scale_share_it_in_the_legend(scene: Scene) -> None:
    assert common_scale(replace(scene, connection_scales=(0.5, 0.5))) == 0.5
    assert common_scale(replace(scene, connection_scales=(0.5, 0.6))) == 0


def test_full_light_is_a_number_or_says_that_there_is_none() -> None:
    assert full_light(0.508) == "±0.508"
    assert full_light(0.0) == "all 0"


def test_the_legend_names_what_is_emphasised(scene: Scene) -> None:
    scene = replace(scene, connection_names=("weight", "nudge"), connection_lights=(0.1, 1.0))
    assert brightest_name(scene) == "nudge"
    assert brightest_name(replace(scene, connection_names=())) == "weight"


@pytest.mark.parametrize("width", [60, 300, 900])
def test_the_legend_draws_within_its_strip(theme: Theme, scene: Scene, width: int) -> None:
    image = QImage(width, 100, QImage.Format.Format_RGB32)
    image.fill(theme.color("canvas"))
    painter = QPainter(image)
    Legend(theme, scene).draw(painter, width, 100)
    painter.end()
    above = {image.pixel(x, y) for x in range(width) for y in range(60)}
    assert above == {theme.color("canvas").rgb()}


def test_a_layer_of_zeros_does_not_speak_for_the_others(scene: Scene) -> None:
    assert brightest_layer(replace(scene, connection_scales=(0.5, 0.0))) == 1
    assert brightest_layer(replace(scene, connection_scales=(0.0, 0.0))) == 2


@pytest.mark.parametrize(
    ("exposure", "words"), [(1.0, ""), (0.96, ""), (0.5, " · light ÷ 2.0"), (0.04, " · light ÷ 25")]
)
def test_a_dimmed_bundle_says_by_how_much(exposure: float, words: str) -> None:
    assert dimmed_words(exposure) == words


def test_the_legend_says_from_which_value_on_lines_look_the_same() -> None:
    assert full_light_words(0.25) == "full light from ±0.250"
    assert full_light_words(0.0) == "all 0"


def parts(theme: Theme, scene: Scene, width: int) -> int:
    return len(Legend(theme, scene)._items(width))


def test_arrows_that_the_scene_has_are_explained_before_others(theme: Theme, scene: Scene) -> None:
    nudges = replace(
        scene,
        connection_name="nudge",
        connection_scales=(0.5, 0.6),
        arrows=(Arrows(1, np.ones(4), 1.0, hollow=False),),
    )
    widths = range(100, 1400, 20)
    counts = [parts(theme, nudges, width) for width in widths]
    assert counts[0] == 1
    assert counts[-1] == 5
    assert 3 in counts  # the scale, activations and solid arrows, without the hollow ones
    assert 3 not in [
        parts(theme, replace(nudges, arrows=(), connection_name="weight"), width)
        for width in widths
    ]
