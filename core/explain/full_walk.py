"""The walk with its sub-steps: one neuron's three avenues, and the requests added one by one.

Beside `walk()`, which has one step for each of these. A sub-step is a WalkStep too: its kind and
layer are those of the whole step that it belongs to, so what can show the one can show the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from core.arrays import IntArray
from core.explain.derivation import Derivation
from core.explain.order import Orders, asking_orders
from core.explain.walk import StepKind, WalkStep, layer_name, walk
from core.network.architecture import Architecture

MOST_ADDED = 64
"""So many neurons are added one by one; those with less to say follow in one step."""


class Part(Enum):
    """What part of its kind a step shows."""

    WHOLE = auto()
    BIAS = auto()  # of the nudges of one neuron: its bias,
    WEIGHTS = auto()  # its weights,
    BEFORE = auto()  # and, beside them, what it asks of the layer before
    ADDING = auto()  # of the desires: the sum after some of the neurons
    GRADIENT = auto()  # of the step: the nudges of all parameters, before they are made


@dataclass(frozen=True)
class FullStep(WalkStep):
    """One step or sub-step of the full walk.

    Attributes
    ----------
    kind, layer : of the whole step; while requests are added, the layer that is asked
    name : told by no other step of the walk, and the same for every label, focus and example
    title : a line for the head of the picture; it names the neuron
    group : the name of the group that it stands in; groups lie together
    part : what it shows of its kind
    neurons : those in question: the one whose avenues they are, those added by this very step
    added : how many have been added by the end of this step
    asking : how many there are to be added
    """

    group: str
    part: Part = Part.WHOLE
    neurons: tuple[int, ...] = ()
    added: int = 0
    asking: int = 0

    @property
    def neuron(self) -> int | None:
        """The one neuron in question, if it is one."""
        return self.neurons[0] if len(self.neurons) == 1 else None


def full_walk(architecture: Architecture, orders: Orders) -> tuple[FullStep, ...]:
    """Return all steps and sub-steps for a network of any depth.

    Forward, cost, what the outputs desire; then for each layer from the last to the first: one
    neuron's avenues, the requests of all added up, the nudges of all; the whole gradient; the
    step.

    Parameters
    ----------
    orders : for each layer 1 to L, its neurons as they ask
    """
    by_kind = {(step.kind, step.layer): step for step in walk(architecture)}
    depth = architecture.depth
    ways_there = (StepKind.INPUT, StepKind.FORWARD, StepKind.COST, StepKind.OUTPUT_DESIRES)
    steps = [_whole(step) for step in by_kind.values() if step.kind in ways_there]
    for layer in range(depth, 0, -1):
        order = orders[layer - 1]
        asked = by_kind[StepKind.DESIRES, layer - 1]
        steps += _avenues(layer, depth, int(order[0]))
        steps += _additions(asked, layer, depth, order)
        steps.append(_whole(asked, added=len(order), asking=len(order)))
        steps.append(_whole(by_kind[StepKind.NUDGES, layer]))
    gradient = "The whole gradient: all nudges together"
    steps.append(FullStep(StepKind.STEP, depth, "gradient", gradient, "gradient", Part.GRADIENT))
    return (*steps, _whole(by_kind[StepKind.STEP, depth]))


def full_walk_of(
    derivation: Derivation, focus: Mapping[int, int] | None = None
) -> tuple[FullStep, ...]:
    """Return the full walk through a derivation.

    Parameters
    ----------
    focus : for a layer, the neuron that the user wants to see first
    """
    return full_walk(derivation.network.architecture, asking_orders(derivation, focus))


def step_named(steps: tuple[FullStep, ...], name: str) -> int | None:
    """Return the place of the step of that name, or None if there is none."""
    return next((place for place, step in enumerate(steps) if step.name == name), None)


def groups_of(steps: tuple[FullStep, ...]) -> tuple[tuple[str, int, int], ...]:
    """Return (group, first place, place after the last) of all groups, in order."""
    starts = [i for i, step in enumerate(steps) if i == 0 or steps[i - 1].group != step.group]
    ends = [*starts[1:], len(steps)]
    return tuple((steps[s].group, s, e) for s, e in zip(starts, ends, strict=True))


def neuron_name(layer: int, neuron: int, depth: int) -> str:
    """Return the words for a neuron: "pixel 406", "neuron 3 of layer 1", "output 7"."""
    if layer == 0:
        return f"pixel {neuron}"
    return f"output {neuron}" if layer == depth else f"neuron {neuron} of layer {layer}"


def _whole(step: WalkStep, added: int = 0, asking: int = 0) -> FullStep:
    """Return a step of the short walk as a step of the full one."""
    return FullStep(
        step.kind, step.layer, step.name, step.title, step.name, added=added, asking=asking
    )


def _avenues(layer: int, depth: int, neuron: int) -> list[FullStep]:
    """Return the three avenues of one neuron, a step each."""
    group = "avenues" if layer == depth else f"avenues {layer}"
    who = neuron_name(layer, neuron, depth)
    ways = [
        (Part.BIAS, "bias", f"What {who} gains from its bias"),
        (Part.WEIGHTS, "weights", f"What {who} gains from its weights"),
        (Part.BEFORE, "before", f"What {who} asks of {layer_name(layer - 1, depth)}"),
    ]
    return [
        FullStep(StepKind.NUDGES, layer, f"{group}: {word}", title, group, part, (neuron,))
        for part, word, title in ways
    ]


def _additions(asked: WalkStep, layer: int, depth: int, order: IntArray) -> list[FullStep]:
    """Return the steps that add the requests of a layer's neurons, up to all of them."""
    neurons = [int(neuron) for neuron in order]
    pieces = [(neuron,) for neuron in neurons[:MOST_ADDED]]
    rest = tuple(neurons[MOST_ADDED:])
    steps, added = [], 0
    for piece in [*pieces, rest] if rest else pieces:
        added += len(piece)
        steps.append(
            FullStep(
                kind=asked.kind,
                layer=asked.layer,
                name=f"{asked.name}: {added} of {len(order)}",
                title=_addition_title(piece, added, len(order), layer, depth, rest),
                group=asked.name,
                part=Part.ADDING,
                neurons=piece,
                added=added,
                asking=len(order),
            )
        )
    return steps


def _addition_title(
    piece: tuple[int, ...], added: int, count: int, layer: int, depth: int, rest: tuple[int, ...]
) -> str:
    """Return who asks whom, and whose requests have been added so far."""
    whom = layer_name(layer - 1, depth)
    if piece == rest:
        return f"And {len(rest):,} more of {layer_name(layer, depth)} ask {whom}"
    who = neuron_name(layer, piece[0], depth)
    return f"{who[0].upper()}{who[1:]} asks {whom}: {added} of {count:,} added"
