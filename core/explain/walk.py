"""The walk through one example's backpropagation: its steps, in order, with their names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from core.network.architecture import Architecture


class StepKind(Enum):
    """What a step of the walk shows."""

    INPUT = auto()
    FORWARD = auto()
    COST = auto()
    OUTPUT_DESIRES = auto()
    NUDGES = auto()
    DESIRES = auto()
    STEP = auto()


@dataclass(frozen=True)
class WalkStep:
    """One step of the walk.

    Attributes
    ----------
    kind : what it shows
    layer : the layer that it is about, 0 to L: the one computed, nudged, or asked
    name : a word or two for the timeline
    title : a line for the head of the picture
    """

    kind: StepKind
    layer: int
    name: str
    title: str


def walk(architecture: Architecture) -> tuple[WalkStep, ...]:
    """Return the steps for a network of any depth: forward, cost, and back to the pixels."""
    depth = architecture.depth
    steps = [WalkStep(StepKind.INPUT, 0, "input", "The picture becomes activations")]
    steps += [_forward(layer, depth) for layer in range(1, depth + 1)]
    steps.append(WalkStep(StepKind.COST, depth, "cost", "What this answer costs"))
    steps.append(WalkStep(StepKind.OUTPUT_DESIRES, depth, "desires", "What each output desires"))
    for layer in range(depth, 0, -1):
        steps += [_nudges(layer, depth), _desires(layer - 1, depth)]
    steps.append(WalkStep(StepKind.STEP, depth, "step", "After one step: along all nudges"))
    return tuple(steps)


def layer_name(layer: int, depth: int) -> str:
    """Return the words for a layer: "the pixels", "layer 1", "the outputs"."""
    if layer == 0:
        return "the pixels"
    return "the outputs" if layer == depth else f"layer {layer}"


def _forward(layer: int, depth: int) -> WalkStep:
    name = "outputs" if layer == depth else f"layer {layer}"
    title = f"Forward: {layer_name(layer, depth)} from {layer_name(layer - 1, depth)}"
    return WalkStep(StepKind.FORWARD, layer, name, title)


def _nudges(layer: int, depth: int) -> WalkStep:
    owner = "the outputs'" if layer == depth else f"layer {layer}'s"
    name = "nudges" if layer == depth else f"nudges {layer}"
    return WalkStep(StepKind.NUDGES, layer, name, f"Nudges of {owner} weights and biases")


def _desires(layer: int, depth: int) -> WalkStep:
    above = layer_name(layer + 1, depth)
    name = "pixels" if layer == 0 else f"desires {layer}"
    title = f"Adding up desires: what {above} ask{'s' if layer + 1 < depth else ''} of "
    return WalkStep(StepKind.DESIRES, layer, name, title + layer_name(layer, depth))
