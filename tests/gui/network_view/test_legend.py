from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtGui import QImage, QPainter

from gui.network_view.inspection import full_light
from gui.network_view.legend import Legend, dimmed_words
from gui.network_view.legend_words import (
    brightest_layer,
    brightest_name,
    common_scale,
    full_light_words,
    has_diamonds,
    scale_words,
    sized_words,
    small_words,
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


def test_layers_lit_alike_have_scales_of_their_own_and_the_legend_says_so(scene: Scene) -> None:
    scene = replace(scene, connection_scales=(0.5, 0.6))
    alike, one = (replace(scene, connection_lights=lights) for lights in ((1, 1), (0.1, 1)))
    assert scale_words(alike) == "own scale per layer"
    assert scale_words(one) == "full light from ±0.600"


def test_layers_lit_alike_that_show_different_things_are_all_named(scene: Scene) -> None:
    alike = replace(scene, connection_names=("signal", "weight"), connection_lights=(0.4, 0.4))
    assert brightest_name(alike) == "signal / weight"


def test_the_legend_says_how_long_arrows_of_one_layer_are_and_that_those_of_more_differ(
    scene: Scene,
) -> None:
    first, second = (Arrows(layer, np.array([0.5, -2.0]), 2.0, True) for layer in (1, 2))
    assert sized_words(replace(scene, arrows=(first,)), True) == "wished for, longest ±2.00"
    assert small_words(replace(scene, arrows=(first,)), True) == "wish to ±2.00"
    assert sized_words(replace(scene, arrows=(first, second)), True) == (
        "wished for, own scale per layer"
    )
    assert sized_words(replace(scene, arrows=(first,)), False) == "can be changed"


def test_diamonds_are_explained_where_there_are_any(theme: Theme, scene: Scene) -> None:
    def with_values(*values: float) -> Scene:
        return replace(scene, arrows=(Arrows(1, np.array(values), 1.0, hollow=True),))

    assert has_diamonds(with_values(1.0, 0.01))
    assert not has_diamonds(with_values(1.0, 0.0))  # a dash
    assert not has_diamonds(with_values(1.0, 0.9))
    growing = Arrows(1, np.array([1.0, 0.9]), 1e6, hollow=True)  # as a motion begins
    assert not has_diamonds(replace(scene, arrows=(growing,)))
    small, large = (parts(theme, with_values(1.0, value), 1400) for value in (0.01, 0.9))
    assert small == large + 1


def test_both_kinds_of_arrows_are_explained_before_their_sizes(theme: Theme, scene: Scene) -> None:
    both = replace(
        scene,
        connection_scales=(0.5, 0.6),
        arrows=tuple(Arrows(1, np.ones(4), 1.0, hollow) for hollow in (True, False)),
    )
    legend = Legend(theme, both)
    told = 4  # lines, brightness, hollow, solid
    narrowest = min(width for width in range(100, 1400, 5) if len(legend._items(width)) == told)
    assert all(len(legend._items(width)) >= told for width in range(narrowest, 1400, 5))
    assert narrowest < 560


def parts(theme: Theme, scene: Scene, width: int) -> int:
    return len(Legend(theme, scene)._items(width))


def test_only_the_arrows_that_are_drawn_are_explained(theme: Theme, scene: Scene) -> None:
    nudges = replace(
        scene,
        connection_name="nudge",
        connection_scales=(0.5, 0.6),
        arrows=(Arrows(1, np.ones(4), 1.0, hollow=False),),
    )
    assert parts(theme, nudges, 100) == 1
    assert parts(theme, nudges, 1400) == 4  # lines, overlapping, activations, solid arrows
    bare = replace(nudges, arrows=(), connection_name="weight")
    assert parts(theme, bare, 1400) == 5  # both kinds, which are still to come
