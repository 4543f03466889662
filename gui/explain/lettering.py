"""Labels and sentences whose letters are told in words, for whoever hides notation."""

from __future__ import annotations

import re

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
        (r"^[wbzaC], (?=weight|bias|activation|cost)", ""),
        (r"^z and a move, but C doesn't", "Sum and activation move, but the cost doesn't"),
        (r"^z moves", "The sum moves"),
        (r"\ba really", "the activation really"),
        (r"\bC really", "the cost really"),
        (r"^C₀ of", "of"),
    )
)
FIGURES = {"w": "weight", "b": "bias", "z": "sum", "a": "activation", "C": "cost"}
FIGURE = re.compile(r"([wbzaC])(′?)( straight)?")


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
