"""The gradient on the stage: every nudge of one example on the network at rest."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from core.explain.derivation import Derivation
from gui.explain.explain_presenter import ExplainPresenter
from gui.explain.gradient_presenter import GradientPresenter, Way
from gui.line_choice import LineChoice
from gui.network_view.scene import Arrows, Scene
from gui.story import Story

TITLE = "The gradient: one nudge for each parameter"


class GradientStory(Story):
    """Shows the nudges, or the weights along a path that is pointed at."""

    def __init__(
        self, explain: ExplainPresenter, gradient: GradientPresenter, lines: LineChoice
    ) -> None:
        self._explain = explain
        self._gradient = gradient
        self._lines = lines

    def enter(self) -> None:
        """Let the walk rest, and mark the parameter that is chosen."""
        self._explain.active = False
        self._explain.set_forward_only(False)
        self._explain.title.set_title(TITLE)
        self._gradient.mark()

    def scene(self) -> Scene | None:
        """Return all nudges of the example, or one path."""
        rest, derivation = self._explain.resting_scene(), self._explain.derivation
        if rest is None or derivation is None:
            return None
        scene = replace(
            self._lines.applied(rest, derivation),
            arrows=bias_arrows(rest, derivation),
            focus=self._gradient.neuron,
        )
        way = self._gradient.way
        return scene if way is None else on_path(scene, rest, way)


def bias_arrows(scene: Scene, derivation: Derivation) -> tuple[Arrows, ...]:
    """Return the nudges of all biases as solid arrows, each layer at its own scale."""
    drawn = [layer.bias_nudges[scene.shown[layer.index]] for layer in derivation.layers]
    return tuple(
        Arrows(layer, values, float(np.abs(values).max(initial=0.0)), False, "bias nudge")
        for layer, values in enumerate(drawn, 1)
    )


def on_path(scene: Scene, rest: Scene, way: Way) -> Scene:
    """Return the scene with the weights along a path alone, each at full light."""
    connections = list(rest.connections)
    lights = tuple(float(layer > way[0].layer) for layer in range(1, rest.depth + 1))
    for before, after in pairwise(way):
        row, source = rest.row_of(after), rest.row_of(before)
        weights = rest.connections[after.layer - 1]
        alone = np.zeros_like(weights)
        if row is not None and source is not None:
            alone[row, source] = weights[row, source]
        connections[after.layer - 1] = alone
    return replace(
        scene,
        connections=tuple(connections),
        connection_scales=tuple(float(np.abs(c).max(initial=0.0)) for c in connections),
        connection_lights=lights,
        connection_name="weight",
        connection_names=(),
        arrows=(),
        focus=way[0],
    )
