"""Letters of an SVG as outlines: the picture looks the same where the program's font is unknown."""

from __future__ import annotations

import re
from html import escape, unescape

from PyQt6.QtGui import QFont, QPainterPath

from gui.theme import Theme

TEXT = re.compile(
    r'<text (?P<look>[^>]*?) xml:space="preserve" x="(?P<x>[^"]*)" y="(?P<y>[^"]*)" '
    r'font-family="[^"]*" font-size="(?P<size>[^"]*)" font-weight="(?P<weight>[^"]*)"[^>]*>'
    r"(?P<words>[^<]*)</text>"
)
Kind = QPainterPath.ElementType
LETTERS = {Kind.MoveToElement: "M", Kind.LineToElement: "L", Kind.CurveToElement: "C"}


def with_outlined_letters(svg: str, theme: Theme) -> str:
    """Return an SVG, as Qt writes it, with each text as a path that is labelled with its words."""
    return TEXT.sub(lambda found: _path_of(found, theme), svg)


def _path_of(found: re.Match[str], theme: Theme) -> str:
    words, weight = unescape(found["words"]), QFont.Weight(int(found["weight"]))
    path = QPainterPath()
    font = theme.font(float(found["size"]), weight)
    path.addText(float(found["x"]), float(found["y"]), font, words)
    look, label = found["look"], escape(words)
    return f'<path {look} role="img" aria-label="{label}" d="{path_data(path)}"/>'


def path_data(path: QPainterPath) -> str:
    """Return a path in the letters and numbers of SVG, to a hundredth of a pixel."""
    elements = [path.elementAt(index) for index in range(path.elementCount())]
    points = (f"{LETTERS.get(e.type, '')}{e.x:.2f} {e.y:.2f}" for e in elements)
    return " ".join(points)  # the second and third point of a curve follow without a letter
