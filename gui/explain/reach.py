"""How far the walk is: which quantities it has reached, and with which step the others come."""

from __future__ import annotations

from dataclasses import dataclass

from core.explain.walk import StepKind, WalkStep

ELSEWHERE = "the perspective One example"


@dataclass(frozen=True)
class Reach:
    """A place of the walk.

    place : the index of the step; None where nothing is walked, and everything may be shown
    """

    steps: tuple[WalkStep, ...] = ()
    place: int | None = None

    def missing(self, kind: StepKind, layer: int) -> str:
        """Return what a quantity of that step waits for, in words; none once it is reached."""
        if self.place is None:
            return ""
        for index, step in enumerate(self.steps):
            if (step.kind, step.layer) == (kind, layer):
                return "" if index <= self.place else f"step “{step.name}”"
        return ELSEWHERE

    def missing_forward(self, layer: int) -> str:
        """Return what a layer's activations wait for, if anything."""
        return self.missing(StepKind.FORWARD if layer else StepKind.INPUT, layer)

    def missing_desires(self, layer: int, depth: int) -> str:
        """Return what a layer's desires, and the slopes they meet, wait for, if anything."""
        return self.missing(StepKind.OUTPUT_DESIRES if layer == depth else StepKind.DESIRES, layer)

    def missing_nudges(self, layer: int) -> str:
        """Return what the nudges of a layer's weights and biases wait for, if anything."""
        return self.missing(StepKind.NUDGES, layer)
