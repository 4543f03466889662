"""Rows of signed bars: what a row says and how wide its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtGui import QFont, QFontMetricsF

from gui.widgets.numbers import in_column

GAP = 8.0
LEAST_BAR = 24.0


@dataclass(frozen=True)
class BarRow:
    """One row: label, cells of text, bar, number.

    Attributes
    ----------
    label : what the row is
    value : the signed number that the bar shows
    hollow : whether the bar is outlined (a wish) or filled (a change, a state)
    emphasis : whether the row is highlighted
    detail : rich text with the row's arithmetic, shown below the row when it is chosen
    cells : further columns of text between label and bar
    number : the text in place of the signed value; "" leaves the number out
    signed : whether the colour tells the sign; a bar of what has none is grey
    """

    label: str
    value: float
    hollow: bool = True
    emphasis: bool = False
    detail: str = ""
    cells: tuple[str, ...] = ()
    number: str | None = None
    signed: bool = True

    def written(self, digits: int | None) -> str:
        """Return the number as its column writes it: so many decimals, or powers of ten."""
        return in_column(self.value, digits) if self.number is None else self.number

    def spoken(self, digits: int | None) -> str:
        """Return the row as one line for a screen reader."""
        return " ".join(part for part in (self.label, *self.cells, self.written(digits)) if part)


@dataclass(frozen=True)
class Fonts:
    """The fonts of rows: text, its bold form for the sum, and the small one of headers."""

    text: QFont
    bold: QFont
    small: QFont

    def width(self, texts: Sequence[str], header: str = "") -> float:
        """Return the width of the widest of some texts, set bold, and of their header."""
        metrics = QFontMetricsF(self.bold)
        # The longest few stand for all: thousands of rows would take long to measure.
        longest = sorted(texts, key=len)[-8:]
        wide = max((metrics.horizontalAdvance(text) for text in longest), default=0.0)
        return float(max(wide, QFontMetricsF(self.small).horizontalAdvance(header)))


@dataclass(frozen=True)
class Columns:
    """The widths of label, cells and number, in pixels; the bar takes what is left."""

    label: float
    cells: tuple[float, ...]
    number: float

    @classmethod
    def fitting(
        cls, rows: Sequence[BarRow], headers: Sequence[str], digits: int | None, fonts: Fonts
    ) -> Columns:
        """Return columns as wide as their widest text."""
        count = max((len(row.cells) for row in rows), default=0)
        heads = [*headers, *[""] * (count + 3 - len(headers))]
        cells = tuple(
            fonts.width([row.cells[i] for row in rows if i < len(row.cells)], heads[i + 1])
            for i in range(count)
        )
        label = fonts.width([row.label for row in rows], heads[0])
        return cls(label, cells, fonts.width([row.written(digits) for row in rows], heads[-1]))

    def within(self, width: float) -> Columns:
        """Return as many cells, from the first, as leave room for bars in rows of a width."""
        columns = self
        while columns.cells and columns.least_width() > width:
            columns = Columns(columns.label, columns.cells[:-1], columns.number)
        return columns

    def bar(self, width: float) -> tuple[float, float]:
        """Return the left edge and the width of the bars in rows of a width."""
        left = self.label + sum(cell + GAP for cell in self.cells) + 1.5 * GAP
        return left, max(width - left - self.number - GAP, LEAST_BAR)

    def least_width(self) -> float:
        """Return the width below which numbers would touch the bars."""
        return self.bar(0)[0] + LEAST_BAR + GAP + self.number
