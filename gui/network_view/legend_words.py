"""The words of the legend: what lines and arrows show, and from which value on or how large."""

from __future__ import annotations

import numpy as np

from gui.network_view.arrows import LONGEST, SHORTEST
from gui.network_view.inspection import full_light
from gui.network_view.scene import Arrows, Scene
from gui.widgets.numbers import compact

OVERLAPPING = "overlapping lines add up"
OWN_SCALES = "own scale per layer"
DIAMOND_WORDS = "small"
WORDS = {True: "wished for", False: "can be changed"}  # hollow and solid arrows
SMALL_WORDS = {True: "wish", False: "change"}


def common_scale(scene: Scene) -> float:
    """Return the value at full light if all layers have the same one, else 0."""
    scales = {compact(scale) for scale in scene.connection_scales}
    return scene.connection_scales[0] if len(scales) == 1 else 0.0


def brightest_layer(scene: Scene) -> int:
    """Return the layer, from 1, whose connections are emphasised most; the last of equal ones.

    One that is dark because all its values are 0 is chosen only if all are.
    """
    lights, scales = scene.connection_lights, scene.connection_scales
    return max(
        range(1, scene.depth + 1),
        key=lambda layer: (scales[layer - 1] > 0, lights[layer - 1], layer),
    )


def brightest_name(scene: Scene) -> str:
    """Return what the connections show in the layer that is emphasised most, or in all alike."""
    if not scene.connection_lights:
        return scene.connection_name
    if evenly_lit(scene):
        names = [scene.name_of_connections(layer) for layer in range(1, scene.depth + 1)]
        return " / ".join(dict.fromkeys(names))
    return scene.name_of_connections(brightest_layer(scene))


def brightest_scale(scene: Scene) -> float:
    """Return the value at full light in the layer that is emphasised most."""
    return scene.connection_scales[brightest_layer(scene) - 1] if scene.connection_lights else 0.0


def full_light_words(scale: float) -> str:
    """Return from which value on lines are at full light: larger ones look the same."""
    return f"full light from {full_light(scale)}" if scale > 0 else full_light(scale)


def brief_words(scale: float) -> str:
    """Return the same behind a name, in fewer words."""
    return f" to {full_light(scale)}" if scale > 0 else f", {full_light(scale)}"


def evenly_lit(scene: Scene) -> bool:
    """Return whether several layers are lit alike, so that no one's scale speaks for all."""
    return len(scene.connection_lights) > 1 and len(set(scene.connection_lights)) == 1


def scale_words(scene: Scene) -> str:
    """Return from which value on lines are at full light, where layers have scales of their own."""
    return OWN_SCALES if evenly_lit(scene) else full_light_words(brightest_scale(scene))


def sized_words(scene: Scene, hollow: bool) -> str:
    """Return what arrows of a kind mean, and how long they are."""
    sizes = largest_arrows(scene, hollow)
    if not sizes:
        return WORDS[hollow]
    if len(sizes) > 1:
        return f"{WORDS[hollow]}, {OWN_SCALES}"
    return f"{WORDS[hollow]}, {'' if sizes[0] == full_light(0) else 'longest '}{sizes[0]}"


def small_words(scene: Scene, hollow: bool) -> str:
    """Return the same in fewer words."""
    sizes = largest_arrows(scene, hollow)
    if len(sizes) != 1 or sizes[0] == full_light(0):
        return WORDS[hollow]
    return f"{SMALL_WORDS[hollow]} to {sizes[0]}"


def plain_words(_scene: Scene, hollow: bool) -> str:
    """Return what arrows of a kind mean."""
    return WORDS[hollow]


def fewest_words(_scene: Scene, hollow: bool) -> str:
    """Return what arrows of a kind mean, in a word."""
    return SMALL_WORDS[hollow]


def largest_arrows(scene: Scene, hollow: bool) -> list[str]:
    """Return the largest value among the arrows of a kind, for each layer that has them.

    The arrows of each layer have a scale of their own.
    """
    return [
        full_light(float(np.nanmax(np.abs(arrows.drawn), initial=0.0)))
        for arrows in scene.arrows
        if arrows.hollow == hollow
    ]


def has_diamonds(scene: Scene) -> bool:
    """Return whether some arrows are too small for their shape, and drawn as diamonds."""
    return any(_has_small(arrows) for arrows in scene.arrows)


def _has_small(arrows: Arrows) -> bool:
    """Return whether a value isn't 0, but too small for an arrow, once all have grown."""
    sizes = np.abs(arrows.drawn)
    grown = min(arrows.scale, float(np.nanmax(sizes, initial=0.0)))
    return bool(np.any((sizes > 0) & (sizes * LONGEST < SHORTEST * grown)))
