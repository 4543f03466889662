"""The scenes of whole steps of the way back: wishes of the outputs, nudges, the step."""

from __future__ import annotations

from dataclasses import replace

from gui.explain.moment import Moment
from gui.explain.scene_parts import (
    DIM,
    FAINT,
    arrows_at,
    drawn_weighted_inputs,
    focus_of,
    lights_at,
    names_at,
    with_connections,
)
from gui.network_view.at_rest import brightness_of, drawn_biases, drawn_connections
from gui.network_view.scene import Scene
from gui.network_view.shown import robust_scale


def output_desires_scene(rest: Scene, moment: Moment) -> Scene:
    """Let a hollow arrow grow at each output."""
    wishes = moment.derivation.output_wishes
    arrows = arrows_at(wishes, moment.step.layer, moment, hollow=True, name="desire")
    return replace(
        rest, connection_lights=(DIM,) * rest.depth, arrows=(arrows,), focus=focus_of(moment)
    )


def nudges_scene(rest: Scene, moment: Moment) -> Scene:
    """Show a layer's weight nudges on its connections and its bias nudges as solid arrows."""
    step, derivation = moment.step, moment.derivation
    layer = derivation.layer(step.layer)
    biases = arrows_at(layer.bias_nudges, step.layer, moment, hollow=False, name="bias nudge")
    scene = with_connections(rest, step.layer, layer.weight_nudges, moment)
    return replace(
        scene,
        connection_names=names_at(rest, step.layer, "nudge"),
        connection_lights=lights_at(rest, step.layer, others=FAINT, own=max(FAINT, moment.alpha)),
        arrows=(biases,),
        focus=focus_of(moment),
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
            arrows_at(layer.bias_nudges, layer.index, moment, hollow=False, name="bias nudge")
            for layer in derivation.layers
        ),
        answer=after.answer,
        weighted_inputs=(None, *drawn_weighted_inputs(after, moment.shown)),
        weights=drawn_connections(tuple(moved_parameters.weights), moment.shown),
        biases=drawn_biases(moved_parameters, moment.shown),
    )


def gradient_scene(rest: Scene, moment: Moment) -> Scene:
    """Show every parameter's nudge; nothing has moved yet."""
    nudges = drawn_connections(tuple(moment.derivation.nudges.weights), moment.shown)
    return replace(
        rest,
        connections=nudges,
        connection_scales=tuple(robust_scale(layer) for layer in nudges),
        connection_lights=(max(FAINT, moment.alpha),) * rest.depth,
        connection_name="nudge",
        arrows=tuple(
            arrows_at(layer.bias_nudges, layer.index, moment, hollow=False, name="bias nudge")
            for layer in moment.derivation.layers
        ),
    )
