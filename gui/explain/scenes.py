"""What the picture of the network shows at each step of the walk, as a function of alpha.

Alpha runs from 0, when the step begins, to 1, when all that it has to show is there. Values grow
with it and pulses travel with it; the numbers themselves are those of the derivation throughout.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.explain.full_walk import Part
from core.explain.walk import StepKind
from gui.explain.adding_scenes import adding_scene, desires_scene
from gui.explain.avenue_scenes import avenue_scene
from gui.explain.backward_scenes import (
    gradient_scene,
    nudges_scene,
    output_desires_scene,
    step_scene,
)
from gui.explain.moment import Moment
from gui.explain.scene_parts import (
    ARRIVAL,
    DIM,
    computed_up_to,
    dimmed,
    drawn_weighted_inputs,
    lights_at,
    pulse_at,
)
from gui.network_view.at_rest import Shown, drawn_connections, scene_at_rest
from gui.network_view.scene import Scene


def scene_of(moment: Moment) -> Scene:
    """Return the scene of a moment of the walk."""
    rest = resting_scene(moment.derivation, moment.shown, moment.label)
    rest = replace(rest, weight_nudges=nudges_reached(moment))
    make = PARTS.get(moment.part) or SCENES[moment.step.kind]
    return make(rest, moment)


def resting_scene(derivation: Derivation, shown: Shown, label: int | None) -> Scene:
    """Return the network with an example's activations, all computed, and its weights."""
    network = derivation.network
    rest = scene_at_rest(network.parameters, derivation.activations, network.architecture, shown)
    return replace(
        rest,
        label=label,
        weighted_inputs=(None, *drawn_weighted_inputs(derivation, shown)),
    )


def input_scene(rest: Scene, moment: Moment) -> Scene:
    """Light the pixels; nothing behind them is computed yet."""
    return replace(
        computed_up_to(rest, 0),
        brightness=(dimmed(rest.brightness[0], moment.alpha), *(None,) * rest.depth),
        connection_lights=(DIM,) * rest.depth,
    )


def forward_scene(rest: Scene, moment: Moment) -> Scene:
    """Send a pulse into one layer and light its neurons when it arrives."""
    layer = moment.step.layer
    scene = computed_up_to(rest, layer)
    arrived = np.clip((moment.alpha - ARRIVAL) / (1 - ARRIVAL), 0, 1)
    brightness = list(scene.brightness)
    brightness[layer] = dimmed(rest.brightness[layer], float(arrived))
    return replace(
        scene,
        brightness=tuple(brightness),
        connection_lights=lights_at(rest, layer, others=DIM),
        pulse=pulse_at(layer, True, moment.alpha),
    )


def cost_scene(rest: Scene, moment: Moment) -> Scene:
    """Show the whole answer; the connections step back."""
    return replace(rest, connection_lights=(DIM,) * rest.depth)


SCENES = {
    StepKind.INPUT: input_scene,
    StepKind.FORWARD: forward_scene,
    StepKind.COST: cost_scene,
    StepKind.OUTPUT_DESIRES: output_desires_scene,
    StepKind.NUDGES: nudges_scene,
    StepKind.DESIRES: desires_scene,
    StepKind.STEP: step_scene,
}
PARTS = {
    Part.BIAS: avenue_scene,
    Part.WEIGHTS: avenue_scene,
    Part.BEFORE: avenue_scene,
    Part.ADDING: adding_scene,
    Part.GRADIENT: gradient_scene,
}


def nudges_reached(moment: Moment) -> tuple[FloatArray | None, ...]:
    """Return the weight nudges of layers 1 to L to which the walk has come, None for the others."""
    kind, layer = moment.step.kind, moment.step.layer
    first = {
        StepKind.NUDGES: layer,
        StepKind.DESIRES: layer + 1,
        StepKind.STEP: 1,
    }.get(kind, moment.derivation.depth + 1)
    drawn = drawn_connections(tuple(moment.derivation.nudges.weights), moment.shown)
    return tuple(nudges if index >= first else None for index, nudges in enumerate(drawn, 1))
