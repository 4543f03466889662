"""Which numbers stand below a plot of steps: round ones that never touch, at least two of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gui.widgets.numbers import whole

ROUND = (1, 2, 5, 10)
LESS_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)  # where only these leave room for two
QUIET, CLOSE = 40.0, 12.0  # pixels, from a number to the next
GAP, NARROW_GAP = 8.0, 4.0  # pixels, between the two
ENOUGH = 2
THOUSAND, MILLION = 1_000, 1_000_000
Written = Callable[[int], str]


@dataclass(frozen=True)
class Room:
    """Where numbers are written.

    Attributes
    ----------
    first, last : the steps at both ends
    width : pixels between these
    unit : pixels that the name of what is counted takes at the right end
    advance : returns how wide a text is
    """

    first: float
    last: float
    width: float
    unit: float
    advance: Callable[[str], float]


@dataclass(frozen=True)
class StepNumbers:
    """Steps with a tick each, what is written below them ("" for nothing), and whether of what."""

    spacing: int
    steps: tuple[int, ...]
    texts: tuple[str, ...]
    with_unit: bool

    @property
    def count(self) -> int:
        """How many numbers are written."""
        return sum(map(bool, self.texts))


def step_numbers(room: Room) -> StepNumbers:
    """Return full numbers if two find room; else short or less round ones, or without the unit."""
    ways = (
        (True, whole, ROUND, GAP),
        (True, short_step, ROUND, GAP),
        (True, short_step, LESS_ROUND, GAP),
        (True, short_step, LESS_ROUND, NARROW_GAP),
        (False, whole, ROUND, GAP),
        (False, short_step, ROUND, GAP),
        (False, short_step, LESS_ROUND, NARROW_GAP),
    )
    tried = []
    for way in ways:
        tried.append(_spaced(room, *way))
        if tried[-1].count >= ENOUGH:
            return tried[-1]
    return max(tried, key=lambda numbers: numbers.count)


def short_step(step: int) -> str:
    """Return a step in thousands or millions: 500, 20k, 1.5M; no digit is left out."""
    for power, letter in ((MILLION, "M"), (THOUSAND, "k")):
        if step >= power:
            return f"{step / power:.12g}{letter}"
    return str(step)


def _spaced(
    room: Room, with_unit: bool, write: Written, multiples: Sequence[float], gap: float
) -> StepNumbers:
    """Return the closest numbers that don't touch."""
    quiet = QUIET if multiples is ROUND else CLOSE
    least = (room.last - room.first) * quiet / room.width
    while True:
        spacing = _whole_above(least, multiples)
        places = range(max(0, math.ceil(room.first / spacing)), int(room.last // spacing) + 1)
        steps = tuple(place * spacing for place in places)
        texts = tuple(_fitting(room, step, write(step), with_unit) for step in steps)
        wanted = (max(map(room.advance, texts), default=0.0) + gap) / room.width
        if spacing >= wanted * (room.last - room.first):
            return StepNumbers(spacing, steps, texts, with_unit)
        least = spacing + 1


def _fitting(room: Room, step: int, text: str, with_unit: bool) -> str:
    """Return a text; "" where it would stand out at an end, or touch the unit."""
    middle = (step - room.first) / max(room.last - room.first, 1e-9) * room.width
    half = room.advance(text) / 2
    end = room.width - (room.unit if with_unit else 0.0)
    return text if middle - half >= 0 and middle + half < end else ""


def _whole_above(value: float, multiples: Sequence[float]) -> int:
    """Return the smallest whole one of the multiples of 1, 10, 100 ... that isn't below a value."""
    value = max(value, 1.0)
    power = 10 ** math.floor(math.log10(value))
    found = (power * multiple for multiple in multiples)
    return int(next(one for one in found if one >= value * (1 - 1e-9) and one == int(one)))
