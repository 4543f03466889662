"""Where the rows of a table of bars stand: one of them may be open and push the others down."""

from __future__ import annotations

from dataclasses import dataclass

ROW = 20.0
HEADER = 20.0


@dataclass(frozen=True)
class Places:
    """Heights in a table, in pixels from its upper edge.

    Attributes
    ----------
    count : the number of rows
    header : how high the headers are, 0 without any
    opened : the row that is open, or None
    detail : how high its arithmetic is
    """

    count: int
    header: float
    opened: int | None = None
    detail: float = 0.0

    def top(self, index: int) -> float:
        """Return where a row begins; that after the last is where the table ends."""
        pushed = self.opened is not None and index > self.opened
        return self.header + index * ROW + (self.detail if pushed else 0.0)

    def end(self, index: int) -> float:
        """Return where a row ends, its open arithmetic included."""
        return self.top(index) + ROW + (self.detail if index == self.opened else 0.0)

    def row_at(self, y: float) -> int | None:
        """Return the row at a height, its open arithmetic included."""
        if y < self.header:
            return None
        plain, lower = int((y - self.header) // ROW), int((y - self.header - self.detail) // ROW)
        for index in (plain, lower, self.opened):
            if index is None or not 0 <= index < self.count:
                continue
            if self.top(index) <= y < self.end(index):
                return index
        return None
