"""Words with and without letters: where notation is hidden, arithmetic keeps its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from gui.explain.lettering import in_words
from gui.widgets.bar_rows import BarRow

FORMAL = re.compile("⟦.*?⟧")
PLAIN = re.compile("⟪.*?⟫")
WORDS = {"a": "active", "z": "sum", "w": "weight", "s′(z)": "leeway", "b": "bias"}


def formal(text: str) -> str:
    """Return a part of a text that is told only where notation is shown."""
    return f"⟦{text}⟧"


def plain(text: str) -> str:
    """Return a part of a text that stands in for letters where these are hidden."""
    return f"⟪{text}⟫"


def told(text: str, notation: bool) -> str:
    """Return a text with its formal parts, or with the plain ones instead of them."""
    if notation:
        return PLAIN.sub("", text).replace("⟦", "").replace("⟧", "")
    return FORMAL.sub("", text).replace("⟪", "").replace("⟫", "")


def numbers_alone(detail: str) -> str:
    """Return arithmetic without its lines of letters: 2 x 0.5 = 1 of d e = 2 x 0.5 = 1."""
    lines = detail.split("<br>")
    numbers = [line.removeprefix("= ") for line in lines if line.startswith("= ")]
    if numbers:
        return "<br>".join(numbers)
    result = re.search("<b>.*?</b>", lines[-1])
    return lines[-1] if result is None else result.group()


def details_in_words(details: Mapping[str, str], shown: bool) -> dict[str, str]:
    """Return the arithmetic of several numbers in letters and numbers, or in numbers alone."""
    return {key: each if shown else numbers_alone(each) for key, each in details.items()}


def in_notation(rows: tuple[BarRow, ...], shown: bool) -> tuple[BarRow, ...]:
    """Return rows with their arithmetic in letters and numbers, or in numbers alone."""
    if shown:
        return rows
    return tuple(
        replace(row, label=in_words(row.label, False), detail=numbers_alone(row.detail))
        for row in rows
    )
