"""The neuron that a step of the walk speaks of first."""

from __future__ import annotations

import numpy as np

from core.arrays import IntArray
from core.explain.derivation import Derivation
from core.explain.walk import StepKind, WalkStep


def default_focus(
    derivation: Derivation, step: WalkStep, drawn: IntArray | None = None
) -> int | None:
    """Return an index in the step's layer, or None where a step is about no single neuron.

    The labelled output where the outputs are spoken of; else the neuron with most to say: the
    largest bias nudge among those nudged, the largest desire among those asked.

    Parameters
    ----------
    drawn : the indices to choose from where neurons are asked; all if not given
    """
    if step.kind is StepKind.OUTPUT_DESIRES:
        return derivation.label
    if step.kind is StepKind.NUDGES:
        if step.layer == derivation.depth:
            return derivation.label
        return int(np.argmax(np.abs(derivation.layer(step.layer).bias_nudges)))
    if step.kind is StepKind.DESIRES:
        sizes = np.abs(derivation.desires[step.layer])
        return int(np.argmax(sizes) if drawn is None else drawn[np.argmax(sizes[drawn])])
    return None
