"""Where the cells of the table of wishes lie, at a width."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF

NAME, NARROW_NAME, MEAN = 108.0, 88.0, 92.0
ROW, HEAD, PICTURE = 26.0, 60.0, 36.0
COLUMN = 44.0  # the least width of an example's column
NARROW = 480
GAP = 8.0
Cell = tuple[int, int]  # row and column; the column after the last is the mean


@dataclass(frozen=True)
class GridPlaces:
    """The places of so many rows and columns; the mean's column isn't counted.

    Row -1 is that of the heads, column -1 that of the names.
    """

    width: int
    rows: int
    columns: int

    @property
    def narrow(self) -> bool:
        """Whether there is little room."""
        return self.width < NARROW

    @property
    def name_width(self) -> float:
        """The width of the column of names."""
        return NARROW_NAME if self.narrow else NAME

    @property
    def examples_that_fit(self) -> int:
        """How many examples have room side by side."""
        return max(1, int((self.width - self.name_width - MEAN - GAP) // COLUMN))

    @property
    def height(self) -> float:
        """The height of the whole table."""
        return HEAD + max(self.rows, 1) * ROW

    def rectangle(self, row: int, column: int) -> QRectF:
        """Return where a cell is."""
        top, height = (0.0, HEAD) if row < 0 else (HEAD + row * ROW, ROW)
        left = self.name_width
        wide = self.width - left - MEAN - GAP
        if column < 0:
            return QRectF(0, top, left, height)
        if column >= self.columns:
            return QRectF(self.width - MEAN, top, MEAN, height)
        edges = [round(left + c * wide / max(self.columns, 1)) for c in (column, column + 1)]
        return QRectF(edges[0], top, edges[1] - edges[0], height)

    def cell_at(self, place: QPointF) -> Cell | None:
        """Return the cell at a place."""
        for row in range(-1, self.rows):
            for column in range(-1, self.columns + 1):
                if self.rectangle(row, column).contains(place):
                    return row, column
        return None
