"""The scenes of one neuron's three avenues: its bias, its weights, the activations before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.arrays import FloatArray
from core.explain.avenues import Avenues
from core.explain.full_walk import Part
from gui.explain.moment import Moment
from gui.explain.scene_parts import DIM, FAINT, FULL, focus_of, lights_at, names_at
from gui.network_view.scene import Arrows, Scene
from gui.network_view.shown import robust_scale


def avenue_scene(rest: Scene, moment: Moment) -> Scene:
    """Light what belongs to one neuron: its bias, its weights' nudges, or what it asks for."""
    ways, layer = moment.avenues, moment.step.layer
    row = rest.row_of(focus_of(moment))
    own = np.zeros(len(moment.shown[layer]))
    if row is not None:
        own[row] = 1.0
    lights = tuple(own if index == layer else None for index in range(1, rest.depth + 1))
    only = frozenset() if row is None else frozenset({row})
    wish = replace(_desire(moment), only=only)
    scene = replace(rest, row_lights=lights, focus=focus_of(moment))
    show = {Part.BIAS: _bias, Part.WEIGHTS: _weights, Part.BEFORE: _before}[moment.part]
    return show(scene, moment, ways, wish)


def _bias(scene: Scene, moment: Moment, ways: Avenues, wish: Arrows) -> Scene:
    """Show the neuron's wish, hollow, and beside it what its bias does for it, solid."""
    layer = moment.step.layer
    nudges = moment.derivation.layer(layer).bias_nudges[moment.shown[layer]]
    scale = abs(ways.bias_nudge) / max(moment.alpha, 1e-6)
    return replace(
        scene,
        connection_lights=lights_at(scene, layer, others=FAINT, own=DIM),
        arrows=(wish, Arrows(layer, nudges, scale, False, "bias nudge", wish.only)),
    )


def _weights(scene: Scene, moment: Moment, ways: Avenues, wish: Arrows) -> Scene:
    """Show the nudges of the weights into the neuron."""
    matrix = moment.derivation.layer(moment.step.layer).weight_nudges
    lit = _own_connections(scene, moment, matrix, ways.weight_nudges, "nudge")
    return replace(lit, arrows=(wish,))


def _before(scene: Scene, moment: Moment, ways: Avenues, wish: Arrows) -> Scene:
    """Show what the neuron asks of those before it, and a hollow arrow at each of them."""
    layer = moment.step.layer
    matrix = moment.derivation.layer(layer).contributions
    lit = _own_connections(scene, moment, matrix, ways.requests, "request")
    drawn = ways.requests[moment.shown[layer - 1]]
    scale = float(np.abs(drawn).max(initial=0.0)) / max(moment.alpha, 1e-6)
    return replace(lit, arrows=(wish, Arrows(layer - 1, drawn, scale, True, "request")))


def _own_connections(
    scene: Scene, moment: Moment, matrix: FloatArray, own: FloatArray, name: str
) -> Scene:
    """Return the scene with other values on the connections into the layer, to their own scale."""
    layer = moment.step.layer
    connections, scales = list(scene.connections), list(scene.connection_scales)
    before = moment.shown[layer - 1]
    connections[layer - 1] = matrix[np.ix_(moment.shown[layer], before)]
    scales[layer - 1] = robust_scale(own[before])
    light = max(FAINT, FULL * moment.alpha)
    return replace(
        scene,
        connections=tuple(connections),
        connection_scales=tuple(scales),
        connection_names=names_at(scene, layer, name),
        connection_lights=lights_at(scene, layer, others=FAINT, own=light),
    )


def _desire(moment: Moment) -> Arrows:
    """Return the desires of the layer, at full length."""
    derivation, layer = moment.derivation, moment.step.layer
    wishes = derivation.output_wishes if layer == derivation.depth else derivation.desires[layer]
    drawn = wishes[moment.shown[layer]]
    return Arrows(layer, drawn, float(np.abs(drawn).max(initial=0.0)), True)
