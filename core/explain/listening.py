"""Listening to one example alone until there is nothing more to hear, and why it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from core.arrays import IntArray
from core.explain.one_step import Heard, ListenToOne
from core.network.network import Network

STILL_AFTER = 30  # steps in a row that changed no answer


class Ending(Enum):
    """Why the listening ended."""

    EVERYTHING = "everything is called by the label"
    STILL = "no answer changes any more"
    LIMIT = "as many steps as were allowed"


@dataclass(frozen=True)
class Listened:
    """What has come of listening to one example alone.

    Attributes
    ----------
    before, after : the networks
    counts_before, counts_after : answers by digit over all images, (n_L,)
    steps : how many were made
    total : how many images were asked
    label : the digit that was listened to
    """

    before: Network
    after: Network
    counts_before: IntArray
    counts_after: IntArray
    steps: int
    total: int
    label: int
    ending: Ending

    @property
    def called(self) -> int:
        """How many images are called by the label."""
        return int(self.counts_after[self.label])

    @property
    def gained(self) -> int:
        """How many more that is than before."""
        return self.called - int(self.counts_before[self.label])


def listen(task: ListenToOne, go_on: Callable[[Heard], bool]) -> Listened | None:
    """Listen to the end; None where ``go_on``, which is told of every piece, says no."""
    complete: list[Heard] = []
    for heard in task:
        if not go_on(heard):
            return None
        if heard.complete:
            complete.append(heard)
            if is_still(complete):
                break
    return listened(task, complete)


def is_still(complete: list[Heard]) -> bool:
    """Return whether nothing has changed for a while, or nothing ever can.

    A step that leaves every parameter its bits is followed by no other one.
    """
    if len(complete) < 2:
        return False
    vectors = [heard.network.parameters.vector for heard in complete[-2:]]
    if (vectors[0] == vectors[1]).all():
        return True
    recent = complete[-STILL_AFTER - 1 :]
    return len(recent) > STILL_AFTER and all(
        (heard.counts == recent[0].counts).all() for heard in recent
    )


def listened(task: ListenToOne, complete: list[Heard]) -> Listened:
    """Return the outcome of a listening that has ended by itself."""
    first, last = complete[0], complete[-1]
    ending = Ending.STILL if is_still(complete) else Ending.LIMIT
    return Listened(
        before=task.network,
        after=last.network,
        counts_before=first.counts,
        counts_after=last.counts,
        steps=last.step,
        total=last.total,
        label=task.label,
        ending=Ending.EVERYTHING if last.everything else ending,
    )
