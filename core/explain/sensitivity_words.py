"""Sensitivities in words: which way, how much, and how many times as much as another."""

from __future__ import annotations

import math
from dataclasses import dataclass

A_LOT = 0.3
A_LITTLE = 0.03


def advice(nudge: float, largest: float) -> str:
    """Return what a nudge says of its parameter: "should increase, a lot".

    Beside the largest nudge of the network: from 0.3 of it on a lot, from 0.03 on a little, below
    that hardly.
    """
    if math.isnan(nudge):
        return "unknown"
    if nudge == 0:
        return "doesn't matter here"
    way = "increase" if nudge > 0 else "decrease"
    share = abs(nudge) / largest if largest else 0.0
    how_much = "a lot" if share >= A_LOT else "a little" if share >= A_LITTLE else "hardly"
    return f"should {way}, {how_much}"


@dataclass(frozen=True)
class Comparison:
    """Two sensitivities side by side.

    Attributes
    ----------
    ratio : |first| / |second|; None where the second is 0
    words : a sentence about it
    """

    ratio: float | None
    words: str


def compared(first: float, second: float) -> Comparison:
    """Return how many times as sensitive the cost is to the first parameter as to the second.

    Parameters
    ----------
    first, second : dC0/d(parameter) of "this one" and of "that one"
    """
    if math.isnan(first) or math.isnan(second):
        return Comparison(None, "one of the two is not a number")
    ratio = abs(first) / abs(second) if second else None
    if not first and not second:
        return Comparison(None, "the cost doesn't hear of either of them")
    if ratio is None:
        return Comparison(None, "the cost hears of this one, and nothing of that one")
    if not first:
        return Comparison(ratio, "the cost hears nothing of this one, only of that one")
    if ratio >= 1:
        return Comparison(ratio, _sentence(ratio, "this one", "that one"))
    return Comparison(ratio, _sentence(1 / ratio, "that one", "this one"))


def _sentence(ratio: float, more: str, less: str) -> str:
    """Return a ratio of 1 or more in words."""
    number = f"{ratio:.2g}" if ratio < 9.95 else f"{ratio:,.0f}"
    if not ratio < 1e6:
        number = "over a million"
    if number == "1":
        return "the cost is as sensitive to this one as to that one"
    return f"the cost is {number} times as sensitive to {more} as to {less}"
