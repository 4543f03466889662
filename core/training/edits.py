"""Changes of a run's parameters by hand, each of which can be undone to the same bits.

An edit knows the parameters on both sides of it, so that nothing is ever computed backwards.
`Edits` is a value: what would come of an undo can be held beside what is, until the run has said
that it has taken it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.errors import UsageError
from core.network.parameters import Parameters

MOST_EDITS = 200  # kept; of the reference network, each holds 104 kB


@dataclass(frozen=True, eq=False)
class Edit:
    """One change by hand.

    Attributes
    ----------
    words : what was done, as "one step on test 321 as a 2"
    before, after : all parameters, float32 and read-only
    step : mini-batches that the run had made by then; it made none between two edits of a stack
    """

    words: str
    before: Parameters
    after: Parameters
    step: int


@dataclass(frozen=True)
class Edits:
    """What was done by hand since the last mini-batch, and what of it was undone.

    Attributes
    ----------
    done : oldest first; the last one is undone next
    undone : the last one is done again next
    """

    done: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()

    @property
    def to_undo(self) -> Edit | None:
        """The edit that would be undone."""
        return self.done[-1] if self.done else None

    @property
    def to_redo(self) -> Edit | None:
        """The edit that would be done again."""
        return self.undone[-1] if self.undone else None

    def made(self, edit: Edit) -> Edits:
        """Return what is there after another edit: what was undone before can't be done again."""
        return Edits((*self.done, edit)[-MOST_EDITS:])

    def after_undo(self) -> Edits:
        """Return what is there when the last edit has been undone."""
        return Edits(self.done[:-1], (*self.undone, *self.done[-1:]))

    def after_redo(self) -> Edits:
        """Return what is there when the last undone edit has been done again."""
        return Edits((*self.done, *self.undone[-1:]), self.undone[:-1])


def require_fitting(parameters: Parameters, sizes: tuple[int, ...]) -> None:
    """Raise UsageError unless parameters are finite float32 numbers for layers of these sizes."""
    if parameters.sizes != sizes:
        raise UsageError(
            f"parameters of a {written(parameters.sizes)} network don't fit this one, which is"
            f" {written(sizes)}: nothing has been changed"
        )
    if parameters.vector.dtype != np.float32:
        raise UsageError(
            f"parameters in {parameters.vector.dtype} can't be taken bit for bit by a run in"
            " float32: nothing has been changed"
        )
    bad = int(np.count_nonzero(~np.isfinite(parameters.vector)))
    if bad:
        raise UsageError(
            f"{bad:,} of {parameters.vector.size:,} parameters are not finite numbers: nothing has"
            " been changed; a smaller learning rate helps"
        )


def written(sizes: tuple[int, ...]) -> str:
    """Return the layers' sizes as 784-16-16-10."""
    return "-".join(str(size) for size in sizes)
