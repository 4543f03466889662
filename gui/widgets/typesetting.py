"""LaTeX turned into SVG by ziamath, which is imported when the first formula is set.

The import takes a few tenths of a second, so the program lets `prepare` do it away from the
window's thread; formulas appear when it is ready.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element, tostring

SIZE = 24.0
INK = "#123456"  # stands for the text's colour until the formula is drawn


@dataclass(frozen=True)
class Typeset:
    """A line of mathematics as SVG.

    Attributes
    ----------
    svg : the picture, with `INK` where the text's colour goes
    left, top, width, height : its box in units of one pixel at the font size `SIZE`, with the
        origin on the base line
    """

    svg: str
    left: float
    top: float
    width: float
    height: float

    def colored(self, color: str) -> bytes:
        """Return the SVG in a colour written as #rrggbb."""
        return self.svg.replace(INK, color).encode()


def is_ready() -> bool:
    """Return whether a formula can be set without the wait for the import."""
    return typeset.cache_info().currsize > 0


def prepare(formulas: Iterable[str] = ()) -> None:
    """Import ziamath and set formulas, so that these are there at once and others soon."""
    for formula in ("x", *formulas):
        for line in formula.split("\n"):
            typeset(line)


@lru_cache(maxsize=256)
def typeset(latex: str) -> Typeset | None:
    """Return a line of LaTeX as SVG, or None if it can't be set.

    Whatever goes wrong in the typesetter, its fonts or its import must not take the panel away:
    whoever asks shows the formula as plain text instead.
    """
    try:
        return _set(latex)
    except Exception:  # the typesetter raises whatever its parsers raise
        return None


def _set(latex: str) -> Typeset:
    import ziamath

    ziamath.config.svg2 = False  # QtSvg knows SVG 1.2 Tiny, which lacks <symbol>
    drawing: Element = ziamath.Latex(latex, size=SIZE, color=INK).svgxml()
    left, top, width, height = (float(part) for part in drawing.get("viewBox", "").split())
    return Typeset(tostring(drawing, encoding="unicode"), left, top, width, height)
