"""What the scenes of the walk are put together from: lights, arrows, pulses, other values."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from gui.explain.moment import Moment
from gui.network_view.at_rest import Shown
from gui.network_view.scene import Arrows, NeuronId, Pulse, Scene
from gui.network_view.shown import robust_scale

FAINT = 0.12  # light of connections that this step isn't about
DIM = 0.4
FULL = 1.0
ARRIVAL = 0.6  # the alpha at which a pulse reaches the other side


def dimmed(brightness: FloatArray | None, share: float) -> FloatArray | None:
    """Return a share of a brightness, where there is one."""
    return None if brightness is None else brightness * share


def drawn_weighted_inputs(derivation: Derivation, shown: Shown) -> tuple[FloatArray, ...]:
    """Return the weighted inputs of the neurons drawn, of layers 1 to L."""
    return tuple(layer.weighted_inputs[shown[layer.index]] for layer in derivation.layers)


def computed_up_to(scene: Scene, layer: int) -> Scene:
    """Return the scene with everything behind a layer still unknown."""
    unknown = (None,) * (scene.depth - layer)
    return replace(
        scene,
        brightness=scene.brightness[: layer + 1] + unknown,
        values=scene.values[: layer + 1] + unknown,
        weighted_inputs=scene.weighted_inputs[: layer + 1] + unknown,
        answer=scene.answer if layer == scene.depth else None,
    )


def with_connections(scene: Scene, layer: int, matrix: FloatArray, moment: Moment) -> Scene:
    """Return the scene with other values on the connections into one layer, grown by alpha."""
    drawn = matrix[np.ix_(moment.shown[layer], moment.shown[layer - 1])]
    connections, scales = list(scene.connections), list(scene.connection_scales)
    connections[layer - 1] = drawn
    scales[layer - 1] = robust_scale(drawn)
    return replace(scene, connections=tuple(connections), connection_scales=tuple(scales))


def names_at(scene: Scene, layer: int, name: str) -> tuple[str, ...]:
    """Return what each layer's connections show: weights, but for one."""
    return tuple(
        name if index == layer else scene.connection_name for index in range(1, scene.depth + 1)
    )


def lights_at(scene: Scene, layer: int, others: float, own: float = FULL) -> tuple[float, ...]:
    """Return full light for the connections into one layer, and less for the others."""
    return tuple(own if index == layer else others for index in range(1, scene.depth + 1))


def arrows_at(values: FloatArray, layer: int, moment: Moment, hollow: bool, name: str) -> Arrows:
    """Return a layer's arrows, at the length that alpha allows."""
    drawn = values[moment.shown[layer]]
    scale = float(np.abs(drawn).max(initial=0.0)) / max(moment.alpha, 1e-6)
    return Arrows(layer, drawn, scale, hollow, name)


def pulse_at(layer: int, forward: bool, alpha: float) -> Pulse | None:
    """Return the pulse on its way, or None before it sets out and after it has arrived."""
    return Pulse(layer, forward, alpha / ARRIVAL) if 0 < alpha < ARRIVAL else None


def focus_of(moment: Moment) -> NeuronId | None:
    """Return the neuron in focus, of the step's layer."""
    return None if moment.focus is None else NeuronId(moment.step.layer, moment.focus)
