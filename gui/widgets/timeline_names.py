"""Which names of a timeline are written, and where, so that none covers another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

LEAST_GAP = 10.0


class Tick(NamedTuple):
    """A step on a timeline.

    Attributes
    ----------
    name : what it is called
    group : steps of one group belong together
    title : a line about it, for whoever points at it; its name, if there is none
    label : what is written below it unless the walk stands on it; its name, if None
    small : whether it is only a part of a larger step
    """

    name: str
    group: str
    title: str = ""
    label: str | None = None
    small: bool = False

    @property
    def written(self) -> str:
        """What is written below it."""
        return self.name if self.label is None else self.label


Steps = Sequence[tuple[str, str] | Tick]


@dataclass(frozen=True)
class Name:
    """A name below its step: which step, from where, how wide, in pixels."""

    index: int
    text: str
    left: float
    width: float

    def touches(self, other: Name) -> bool:
        """Return whether two names stand too close to each other."""
        between = max(self.left - other.left - other.width, other.left - self.left - self.width)
        return between < LEAST_GAP


def names_that_fit(
    steps: Sequence[tuple[str, str]],
    places: Sequence[float],
    widths: Sequence[float],
    current: int,
    room: float,
) -> tuple[Name, ...]:
    """Return the names to write, by their steps' order.

    The current step's name comes first, then those of the first steps of each group, then the
    rest from left to right; a name that would touch one already placed is left out.

    Parameters
    ----------
    steps : a (name, group) each
    places : where each step lies
    widths : how wide each name is
    current : the step whose name is always written
    room : the width of the widget; names at its ends are moved inside
    """
    placed: list[Name] = []
    for index in by_importance(steps, current):
        text, width = steps[index][0], widths[index]
        left = min(max(places[index] - width / 2, 0.0), max(room - width, 0.0))
        name = Name(index, text, left, width)
        if text and not any(map(name.touches, placed)):
            placed.append(name)
    return tuple(sorted(placed, key=lambda name: name.index))


def by_importance(steps: Sequence[tuple[str, str]], current: int) -> list[int]:
    """Return the steps' indices: the current one, those that begin a group, the others."""

    def rank(index: int) -> int:
        if index == current:
            return 0
        begins = index == 0 or steps[index][1] != steps[index - 1][1]
        return 1 if begins else 2

    return sorted(range(len(steps)), key=rank)
