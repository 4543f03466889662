"""The steps of the walk that a perspective shows, and their groups on the timeline."""

from __future__ import annotations

from core.explain.walk import StepKind, WalkStep, walk
from core.network.architecture import Architecture

FORWARD_KINDS = (StepKind.INPUT, StepKind.FORWARD, StepKind.COST)
GROUPS = {
    StepKind.INPUT: "forward",
    StepKind.FORWARD: "forward",
    StepKind.COST: "cost",
    StepKind.OUTPUT_DESIRES: "back",
    StepKind.NUDGES: "back",
    StepKind.DESIRES: "back",
    StepKind.STEP: "step",
}


def steps_of(architecture: Architecture, forward_only: bool) -> tuple[WalkStep, ...]:
    """Return the steps for a network: all of them, or those that lead forward to the cost."""
    steps = walk(architecture)
    if forward_only:
        return tuple(step for step in steps if step.kind in FORWARD_KINDS)
    return steps


def timeline_of(steps: tuple[WalkStep, ...]) -> list[tuple[str, str]]:
    """Return names and groups of steps."""
    return [(step.name, GROUPS[step.kind]) for step in steps]
