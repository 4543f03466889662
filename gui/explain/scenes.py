"""What the picture of the network shows at each step of the walk, as a function of alpha.

Alpha runs from 0, when the step begins, to 1, when all that it has to show is there. Values grow
with it and pulses travel with it; the numbers themselves are those of the derivation throughout.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.explain.walk import StepKind, WalkStep
from gui.network_view.at_rest import (
    Shown,
    brightness_of,
    drawn_biases,
    drawn_connections,
    scene_at_rest,
)
from gui.network_view.scene import Arrows, NeuronId, Pulse, Scene
from gui.network_view.shown import robust_scale

FAINT = 0.12  # light of connections that this step isn't about
DIM = 0.4
FULL = 1.0
ARRIVAL = 0.6  # the alpha at which a pulse reaches the other side


@dataclass(frozen=True)
class Moment:
    """A place in the walk: what is explained, how far it is, and what is in focus.

    after : the derivation of the same example after the step, for the last step alone
    focus : the index of the neuron in focus, in the layer of the step
    label : the output to mark, None while there is no example
    """

    derivation: Derivation
    step: WalkStep
    alpha: float
    shown: Shown
    focus: int | None = None
    after: Derivation | None = None
    label: int | None = None


def scene_of(moment: Moment) -> Scene:
    """Return the scene of a moment of the walk."""
    rest = resting_scene(moment.derivation, moment.shown, moment.label)
    rest = replace(rest, weight_nudges=_nudges_reached(moment))
    return SCENES[moment.step.kind](rest, moment)


def resting_scene(derivation: Derivation, shown: Shown, label: int | None) -> Scene:
    """Return the network with an example's activations, all computed, and its weights."""
    network = derivation.network
    rest = scene_at_rest(network.parameters, derivation.activations, network.architecture, shown)
    return replace(
        rest,
        label=label,
        weighted_inputs=(None, *_drawn_weighted_inputs(derivation, shown)),
    )


def input_scene(rest: Scene, moment: Moment) -> Scene:
    """Light the pixels; nothing behind them is computed yet."""
    return replace(
        _computed_up_to(rest, 0),
        brightness=(_dimmed(rest.brightness[0], moment.alpha), *(None,) * rest.depth),
        connection_lights=(DIM,) * rest.depth,
    )


def forward_scene(rest: Scene, moment: Moment) -> Scene:
    """Send a pulse into one layer and light its neurons when it arrives."""
    layer = moment.step.layer
    scene = _computed_up_to(rest, layer)
    arrived = np.clip((moment.alpha - ARRIVAL) / (1 - ARRIVAL), 0, 1)
    brightness = list(scene.brightness)
    brightness[layer] = _dimmed(rest.brightness[layer], float(arrived))
    return replace(
        scene,
        brightness=tuple(brightness),
        connection_lights=_lights(rest, layer, others=DIM),
        pulse=_pulse(layer, True, moment.alpha),
    )


def cost_scene(rest: Scene, moment: Moment) -> Scene:
    """Show the whole answer; the connections step back."""
    return replace(rest, connection_lights=(DIM,) * rest.depth)


def output_desires_scene(rest: Scene, moment: Moment) -> Scene:
    """Let a hollow arrow grow at each output."""
    wishes = moment.derivation.output_wishes
    arrows = _arrows(wishes, moment.step.layer, moment, hollow=True, name="desire")
    return replace(
        rest, connection_lights=(DIM,) * rest.depth, arrows=(arrows,), focus=_focus(moment)
    )


def nudges_scene(rest: Scene, moment: Moment) -> Scene:
    """Show a layer's weight nudges on its connections and its bias nudges as solid arrows."""
    step, derivation = moment.step, moment.derivation
    layer = derivation.layer(step.layer)
    biases = _arrows(layer.bias_nudges, step.layer, moment, hollow=False, name="bias nudge")
    scene = _with_connections(rest, step.layer, layer.weight_nudges, moment)
    return replace(
        scene,
        connection_names=_names(rest, step.layer, "nudge"),
        connection_lights=_lights(rest, step.layer, others=FAINT, own=max(FAINT, moment.alpha)),
        arrows=(biases,),
        focus=_focus(moment),
    )


def desires_scene(rest: Scene, moment: Moment) -> Scene:
    """Send what a layer asks back to the layer before, and add it up into hollow arrows there."""
    step, derivation = moment.step, moment.derivation
    above = derivation.layer(step.layer + 1)
    asking = derivation.output_wishes if above.index == derivation.depth else above.desires
    arrived = float(np.clip((moment.alpha - ARRIVAL) / (1 - ARRIVAL), 0, 1))
    growing = replace(moment, alpha=arrived)
    standing = replace(moment, alpha=1.0)
    scene = _with_connections(rest, above.index, above.contributions, standing)
    return replace(
        scene,
        connection_names=_names(rest, above.index, "request"),
        connection_lights=_lights(rest, above.index, others=FAINT),
        arrows=(
            _arrows(asking, above.index, standing, hollow=True, name="desire"),
            _arrows(derivation.desires[step.layer], step.layer, growing, True, "desire"),
        ),
        focus=_focus(moment),
        pulse=_pulse(above.index, False, moment.alpha),
    )


def step_scene(rest: Scene, moment: Moment) -> Scene:
    """Show every parameter's nudge, and the activations on their way to those after the step."""
    derivation, after = moment.derivation, moment.after or moment.derivation
    moved_parameters = after.network.parameters
    nudges = drawn_connections(tuple(derivation.nudges.weights), moment.shown)
    moved = brightness_of(after.activations, derivation.network.architecture, moment.shown)
    return replace(
        rest,
        brightness=tuple(
            (1 - moment.alpha) * old + moment.alpha * new
            for old, new in zip(rest.brightness, moved, strict=True)
            if old is not None
        ),
        values=tuple(a[places] for a, places in zip(after.activations, moment.shown, strict=True)),
        connections=nudges,
        connection_scales=tuple(robust_scale(layer) for layer in nudges),
        connection_name="nudge",
        arrows=tuple(
            _arrows(layer.bias_nudges, layer.index, moment, hollow=False, name="bias nudge")
            for layer in derivation.layers
        ),
        answer=after.answer,
        weighted_inputs=(None, *_drawn_weighted_inputs(after, moment.shown)),
        weights=drawn_connections(tuple(moved_parameters.weights), moment.shown),
        biases=drawn_biases(moved_parameters, moment.shown),
    )


SCENES = {
    StepKind.INPUT: input_scene,
    StepKind.FORWARD: forward_scene,
    StepKind.COST: cost_scene,
    StepKind.OUTPUT_DESIRES: output_desires_scene,
    StepKind.NUDGES: nudges_scene,
    StepKind.DESIRES: desires_scene,
    StepKind.STEP: step_scene,
}


def _dimmed(brightness: FloatArray | None, share: float) -> FloatArray | None:
    """Return a share of a brightness, where there is one."""
    return None if brightness is None else brightness * share


def _drawn_weighted_inputs(derivation: Derivation, shown: Shown) -> tuple[FloatArray, ...]:
    return tuple(layer.weighted_inputs[shown[layer.index]] for layer in derivation.layers)


def _nudges_reached(moment: Moment) -> tuple[FloatArray | None, ...]:
    """Return the weight nudges of layers 1 to L to which the walk has come, None for the others."""
    kind, layer = moment.step.kind, moment.step.layer
    first = {
        StepKind.NUDGES: layer,
        StepKind.DESIRES: layer + 1,
        StepKind.STEP: 1,
    }.get(kind, moment.derivation.depth + 1)
    drawn = drawn_connections(tuple(moment.derivation.nudges.weights), moment.shown)
    return tuple(nudges if index >= first else None for index, nudges in enumerate(drawn, 1))


def _computed_up_to(scene: Scene, layer: int) -> Scene:
    """Return the scene with everything behind a layer still unknown."""
    unknown = (None,) * (scene.depth - layer)
    return replace(
        scene,
        brightness=scene.brightness[: layer + 1] + unknown,
        values=scene.values[: layer + 1] + unknown,
        weighted_inputs=scene.weighted_inputs[: layer + 1] + unknown,
        answer=scene.answer if layer == scene.depth else None,
    )


def _with_connections(scene: Scene, layer: int, matrix: FloatArray, moment: Moment) -> Scene:
    """Return the scene with other values on the connections into one layer, grown by alpha."""
    drawn = matrix[np.ix_(moment.shown[layer], moment.shown[layer - 1])]
    connections, scales = list(scene.connections), list(scene.connection_scales)
    connections[layer - 1] = drawn
    scales[layer - 1] = robust_scale(drawn)
    return replace(scene, connections=tuple(connections), connection_scales=tuple(scales))


def _names(scene: Scene, layer: int, name: str) -> tuple[str, ...]:
    """Return what each layer's connections show: weights, but for one."""
    return tuple(
        name if index == layer else scene.connection_name for index in range(1, scene.depth + 1)
    )


def _lights(scene: Scene, layer: int, others: float, own: float = FULL) -> tuple[float, ...]:
    """Return full light for the connections into one layer, and less for the others."""
    return tuple(own if index == layer else others for index in range(1, scene.depth + 1))


def _arrows(values: FloatArray, layer: int, moment: Moment, hollow: bool, name: str) -> Arrows:
    """Return a layer's arrows, at the length that alpha allows."""
    drawn = values[moment.shown[layer]]
    scale = float(np.abs(drawn).max(initial=0.0)) / max(moment.alpha, 1e-6)
    return Arrows(layer, drawn, scale, hollow, name)


def _pulse(layer: int, forward: bool, alpha: float) -> Pulse | None:
    """Return the pulse on its way, or None before it sets out and after it has arrived."""
    return Pulse(layer, forward, alpha / ARRIVAL) if 0 < alpha < ARRIVAL else None


def _focus(moment: Moment) -> NeuronId | None:
    return None if moment.focus is None else NeuronId(moment.step.layer, moment.focus)
