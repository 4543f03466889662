"""Words with and without letters: where notation is hidden, arithmetic keeps its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from gui.widgets.bar_rows import BarRow

FORMAL = re.compile("⟦.*?⟧")
RESULT = re.compile("<b>.*?</b>")
LETTERS = tuple(
    (re.compile(letters), words)
    for letters, words in (
        (r"sum  ∂C/∂a", "sum: −desire"),
        (r"sum  ∂C/∂z", "sum: −wish"),
        (r"∂C/∂a = ", "minus its desire, "),
        (r"∂C/∂z = ", "minus its wish, "),
        (r"∂C/∂a of", "−desire of"),
        (r"∂C/∂z of", "−wish of"),
        (r"∂C/∂[wb]", "derivative"),
        (r"\bs′\(z\) of", "leeway of"),
        (r": s′\(z\) is 0", ""),
        (r"because s′\(z\) = 0", "because there is no leeway"),
        (r"(^|· |= )a of", r"\1activation of"),
        (r"\bw (\d+)", r"weight \1"),
        (r"^[zaC], (?=weighted|activation|cost)", ""),
        (r"^z and a move, but C doesn't", "Sum and activation move, but the cost doesn't"),
        (r"^z moves", "The sum moves"),
        (r"\ba really", "the activation really"),
        (r"\bC really", "the cost really"),
        (r"^C₀ of", "of"),
    )
)
FIGURES = {"w": "weight", "b": "bias", "z": "sum", "a": "activation", "C": "cost"}
FIGURE = re.compile(r"([wbzaC])(′?)( straight)?")
WORDS = {"a": "active", "z": "sum", "w": "weight", "s′(z)": "leeway", "b": "bias"}


def formal(text: str) -> str:
    """Return a part of a text that is told only where notation is shown."""
    return f"⟦{text}⟧"


def told(text: str, notation: bool) -> str:
    """Return a text with its formal parts, or without them."""
    if notation:
        return text.replace("⟦", "").replace("⟧", "")
    return FORMAL.sub("", text)


def numbers_alone(detail: str) -> str:
    """Return arithmetic without its lines of letters: 2 x 0.5 = 1 of d e = 2 x 0.5 = 1."""
    lines = detail.split("<br>")
    numbers = [line.removeprefix("= ") for line in lines if line.startswith("= ")]
    if numbers:
        return "<br>".join(numbers)
    result = RESULT.search(lines[-1])
    return lines[-1] if result is None else result.group()


def in_words(text: str, shown: bool) -> str:
    """Return a label or a sentence as it is where notation is shown, else without letters."""
    if shown:
        return text
    figure = FIGURE.fullmatch(text)
    if figure is not None:
        name, prime, straight = figure.groups()
        return FIGURES[name] + (straight or (" pulled" if prime else ""))
    for letters, words in LETTERS:
        text = letters.sub(words, text)
    return text


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
