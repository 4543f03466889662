"""The steps of the walk that a perspective shows, and how they stand on the timeline."""

from __future__ import annotations

from core.explain.full_walk import FullStep, Part, groups_of
from core.explain.walk import StepKind
from gui.widgets.timeline_names import Tick

FORWARD_KINDS = (StepKind.INPUT, StepKind.FORWARD, StepKind.COST)
PACES = {Part.ADDING: 4.0, Part.BIAS: 1.5, Part.WEIGHTS: 1.5, Part.BEFORE: 1.5}
"""So many times as fast as a main step each plays."""


def steps_of(steps: tuple[FullStep, ...], forward_only: bool) -> tuple[FullStep, ...]:
    """Return all steps of a walk, or those that lead forward to the cost."""
    if forward_only:
        return tuple(step for step in steps if step.kind in FORWARD_KINDS)
    return steps


def is_sub_step(step: FullStep) -> bool:
    """Return whether a step is a part of another."""
    return step.part in PACES


def paces_of(steps: tuple[FullStep, ...]) -> tuple[float, ...]:
    """Return how many times as fast as a main step each step plays."""
    return tuple(PACES.get(step.part, 1.0) for step in steps)


def timeline_of(steps: tuple[FullStep, ...]) -> list[Tick]:
    """Return the ticks of steps; a group is named once, where it begins."""
    begins = {start for _, start, _ in groups_of(steps)}
    return [
        Tick(
            name=step.name,
            group=step.group,
            title=step.title,
            label=step.group if index in begins else "",
            small=is_sub_step(step),
        )
        for index, step in enumerate(steps)
    ]
