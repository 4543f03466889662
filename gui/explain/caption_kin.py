"""The captions of the steps beside a step that show the same panels.

Room is kept for the longest of them, so that what stands below stays where it is while one walks.
"""

from __future__ import annotations

from itertools import groupby

from core.explain.derivation import Derivation
from core.explain.full_walk import FullStep
from core.explain.walk import StepKind
from gui.explain.captions import caption_of
from gui.explain.explained_walk import ExplainedWalk
from gui.explain.moment import Moment
from gui.explain.notation import told

FORWARD = (StepKind.INPUT, StepKind.FORWARD)


class CaptionKin:
    """Finds those captions; it keeps those found last, which are the same for all kin."""

    def __init__(self, walk: ExplainedWalk) -> None:
        self._walk = walk
        self._derivation: Derivation | None = None
        self._asked: object = None
        self._kept: tuple[str, ...] = ()

    def of(self, moment: Moment, place: int, notation: bool) -> tuple[str, ...]:
        """Return the captions of a step's kin, its own among them; none where it has no kin."""
        kin = kin_of(self._walk.steps, place)
        if len(kin) < 2:
            return ()
        # Who is muted changes captions a little, and many times a second: that takes its own room.
        asked = self._walk.steps[kin.start : kin.stop], moment.focus, notation
        if self._derivation is not moment.derivation or asked != self._asked:
            self._derivation, self._asked = moment.derivation, asked
            moments = (self._walk.moment_at(each, 1.0) for each in kin)
            self._kept = tuple(told(caption_of(each), notation) for each in moments if each)
        return self._kept


def kin_of(steps: tuple[FullStep, ...], place: int) -> range:
    """Return the places round a place whose steps show the same panels."""
    for _, places in groupby(range(len(steps)), lambda each: _panels_of(steps[each])):
        together = list(places)
        if place in together:
            return range(together[0], together[-1] + 1)
    raise IndexError(place)


def _panels_of(step: FullStep) -> str:
    """Return a word for what a step shows: the way forward has one table, a group one body."""
    return "forward" if step.kind in FORWARD else step.group
