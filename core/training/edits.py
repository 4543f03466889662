"""Changes of a run's parameters by hand, each of which can be undone to the same bits.

An edit knows the parameters on both sides of it, so that nothing is ever computed backwards.
`Edits` is a value: what would come of an undo can be held beside what is, until the run has said
that it has taken it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from core.errors import UsageError
from core.network.parameters import Parameters

MOST_VALUE = 1_000_000  # of a weight or bias that is set by hand
MOST_EDITS = 200  # kept; of the reference network, each holds 104 kB


@dataclass(frozen=True, eq=False)
class Edit:
    """One change by hand.

    Attributes
    ----------
    words : what was done, as "one step on test 321 as a 2"
    before, after : all parameters, float32 and read-only
    step, branch : where in the history it was made
    left : step and branch at which the run was when it was undone, if it had gone on by then
    """

    words: str
    before: Parameters
    after: Parameters
    step: int
    branch: int = 0
    left: tuple[int, int] | None = None


@dataclass(frozen=True)
class LabelEdit:
    """Another label asked of the example that is shown.

    Attributes
    ----------
    words : as "label 7 for test 321"
    before, after : digits
    """

    words: str
    before: int
    after: int


AnyEdit = Edit | LabelEdit


def _always(_edit: AnyEdit) -> bool:
    return True


@dataclass(frozen=True)
class Edits:
    """What was done by hand, and what of it was undone: one stack for parameters and labels.

    Attributes
    ----------
    done : oldest first; the last one is undone next
    undone : the last one is done again next
    """

    done: tuple[AnyEdit, ...] = ()
    undone: tuple[AnyEdit, ...] = ()

    @property
    def to_undo(self) -> AnyEdit | None:
        """The last edit."""
        return self.newest(_always)

    def newest(self, holds: Callable[[AnyEdit], bool]) -> AnyEdit | None:
        """Return the last of the edits of which something holds."""
        return next((edit for edit in reversed(self.done) if holds(edit)), None)

    @property
    def to_redo(self) -> AnyEdit | None:
        """The edit that would be done again."""
        return self.undone[-1] if self.undone else None

    def made(self, edit: AnyEdit) -> Edits:
        """Return what is there after another edit: what was undone before can't be done again."""
        return Edits((*self.done, edit)[-MOST_EDITS:])

    def after_undo(
        self, undone: AnyEdit | None = None, left: tuple[int, int] | None = None
    ) -> Edits:
        """Return what is there when an edit (None: the last) has been undone.

        Parameters
        ----------
        left : step and branch to which doing it again leads back
        """
        edit = self.to_undo if undone is None else undone
        if edit is None:
            return self
        rest = tuple(each for each in self.done if each is not edit)
        kept = replace(edit, left=left) if isinstance(edit, Edit) else edit
        return Edits(rest, (*self.undone, kept))

    def without_labels(self) -> Edits:
        """Return what is there when another example is shown, with the label that it has."""
        done = tuple(edit for edit in self.done if isinstance(edit, Edit))
        return Edits(done, tuple(edit for edit in self.undone if isinstance(edit, Edit)))

    def after_redo(self) -> Edits:
        """Return what is there when the last undone edit has been done again."""
        return Edits((*self.done, *self.undone[-1:]), self.undone[:-1])


def with_value(parameters: Parameters, index: int, value: float) -> Parameters:
    """Return parameters of which the one at an index of the flat vector has another value.

    Raises
    ------
    UsageError
        If the value can't be used.
    """
    check_value(value)
    changed = parameters.copy()
    changed.vector[index] = value
    return changed.frozen()


def check_value(value: float) -> None:
    """Raise UsageError unless a weight or bias may be set to a value by hand."""
    if not abs(value) <= MOST_VALUE:
        raise UsageError(
            f"{value:g} is too large for a weight or bias: choose -{MOST_VALUE:,} to {MOST_VALUE:,}"
        )


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
