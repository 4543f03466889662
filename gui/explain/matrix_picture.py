"""The picture of a matrix of requests: who asks across, who is asked down, sums at the side."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray
from gui.explain.adding_stack import Adding
from gui.explain.matrix_drawing import Grid, Inks, draw_cell, draw_head, draw_side, draw_sum
from gui.explain.tables import largest_ones
from gui.theme import Theme

MOST_ROWS = 16
FAINT = 0.2
Cell = tuple[int | None, int | None]  # row and column; None beside them


class MatrixPicture(QWidget):
    """Shows requests by the colour and sign of cells; one cell, sum or head is pointed at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._adding: Adding | None = None
        self._alpha = 1.0
        self._rows: list[int] = []
        self._scale = self._sum_scale = 0.0
        self._cell: Cell = (None, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    @property
    def listed(self) -> tuple[int, ...]:
        """The neurons that have rows."""
        return tuple(self._rows)

    @property
    def scale(self) -> float:
        """The size of a request in full colour."""
        return self._scale

    def set_adding(self, adding: Adding, alpha: float = 1.0) -> None:
        """Show what is added; the newest column has come so far, from 0 to 1."""
        moved, self._alpha = alpha != self._alpha, alpha
        if adding.is_same(self._adding):
            if moved and adding.added:  # nothing but the newest column grows
                self.update(self.grid().column(adding.added - 1).toAlignedRect())
        else:
            self._adding = adding
            self._rows = shown_receivers(adding)
            self._scale = largest(adding.sums.contributions)
            self._sum_scale = largest(adding.sums.total)
            self.updateGeometry()
            self.update()

    def value_at(self, row: int, column: int) -> float:
        """Return the request drawn in a cell."""
        if self._adding is None:
            return 0.0
        return float(self._adding.sums.contributions[column, self._rows[row]])

    def sum_at(self, row: int) -> float:
        """Return the sum drawn beside a row: of those added and heard."""
        if self._adding is None:
            return 0.0
        running = self._adding.sums.running_of(self._adding.heard)
        return float(running[self._adding.added, self._rows[row]])

    def shade_of(self, column: int) -> float:
        """Return how opaque a column is: faint before it is added and while it is muted."""
        adding = self._adding
        if adding is None or column >= adding.added:
            return FAINT
        if not adding.heard[adding.sums.order[column]]:
            return FAINT
        return FAINT + (1 - FAINT) * self._alpha if column == adding.added - 1 else 1.0

    def grid(self) -> Grid:
        """Return where the cells stand in the room that there is."""
        columns = 1 if self._adding is None else len(self._adding.sums.order)
        return Grid.fitting(QRectF(self.rect()), max(len(self._rows), 1), columns)

    def _row_of_receiver(self) -> int:
        adding = self._adding
        return 0 if adding is None else self._rows.index(adding.receiver)

    def _draw_cells(self, painter: QPainter, grid: Grid, clip: QRectF) -> None:
        painter.fillRect(grid.area, self._theme.color("canvas"))
        inks = Inks.of(self._theme)
        for column in range(grid.columns):
            if not clip.intersects(grid.column(column)):
                continue
            painter.setOpacity(self.shade_of(column))
            for row in range(grid.rows):
                value = self.value_at(row, column)
                draw_cell(painter, grid.cell(row, column), value, self._scale, inks)
        painter.setOpacity(1.0)

    def _draw_heads(self, painter: QPainter, grid: Grid, adding: Adding) -> None:
        grid.draw_titles(painter, self._theme)
        every = grid.named_columns()
        for column, j in enumerate(adding.sums.order):
            name = str(j) if column % every == 0 else ""
            muted, pointed = not adding.heard[j], self._cell == (None, column)
            draw_head(painter, grid.head(column), name, self._theme, muted, pointed)

    def _draw_pointed(self, painter: QPainter, grid: Grid) -> None:
        chosen = None if self._adding is None else self._row_of_receiver()
        if chosen is not None:
            outline = grid.whole_row(chosen).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.color("highlight", 0.8))
            painter.drawRoundedRect(outline, 4, 4)
        row, column = self._cell
        if row is not None:
            place = grid.sum_of(row) if column is None else grid.cell(row, column)
            painter.setPen(self._theme.color("highlight"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def sizeHint(self) -> QSize:
        return QSize(300, int(Grid.preferred_height(max(len(self._rows), 1))))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, int(Grid.least_height(max(len(self._rows), 1))))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        adding = self._adding
        if adding is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = self.grid()
        self._draw_heads(painter, grid, adding)
        for row, receiver in enumerate(self._rows):
            chosen, pointed = receiver == adding.receiver, row == self._cell[0]
            draw_side(painter, grid, row, str(receiver), self._theme, chosen, pointed)
            draw_sum(painter, grid, row, self.sum_at(row), self._sum_scale, self._theme, chosen)
        clip = QRectF(self.rect() if event is None else event.rect())
        self._draw_cells(painter, grid, clip)
        self._draw_pointed(painter, grid)


def largest(values: FloatArray) -> float:
    """Return the size of the largest of values that are numbers, 0 where there is none."""
    return float(np.nan_to_num(np.abs(values), nan=0.0, posinf=0.0).max(initial=0.0))


def shown_receivers(adding: Adding) -> list[int]:
    """Return those asked for most, largest sums first, or a small layer whole, in its order.

    The receiver in question is always among them; what is not a number comes first.
    """
    totals = adding.sums.total
    sizes = np.where(np.isnan(totals), np.inf, np.abs(totals))
    rows = largest_ones(sizes, MOST_ROWS)
    if adding.receiver not in rows:
        rows[-1] = adding.receiver
    return rows
