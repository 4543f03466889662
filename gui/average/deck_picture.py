"""An epoch as a deck: mini-batches dealt, the one that is next, and those to come."""

from __future__ import annotations

from math import ceil

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.numbers import whole

MOST = 200  # cells; a large epoch has several mini-batches in one
HEIGHT = 44
ROWS = 4


class DeckPicture(QWidget):
    """Draws a cell for each mini-batch, or for some of them where there are very many."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._done = self._total = 0
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def in_a_cell(self) -> int:
        """How many mini-batches one cell stands for."""
        return max(1, ceil(self._total / MOST))

    @property
    def cells(self) -> int:
        """How many cells are drawn."""
        return ceil(self._total / self.in_a_cell)

    @property
    def current(self) -> int:
        """The cell of the mini-batch that is next."""
        return self._done // self.in_a_cell

    def set_place(self, done: int, total: int) -> None:
        """Show that so many mini-batches of an epoch are dealt."""
        self._done, self._total = done, total
        words = f"{whole(done)} of {whole(total)} mini-batches dealt"
        self.setAccessibleName(words)
        each = f"; a cell is {self.in_a_cell} mini-batches" if self.in_a_cell > 1 else ""
        self.setToolTip(words + each)
        self.update()

    def cell_rectangle(self, index: int) -> QRectF:
        """Return where a cell is: row after row, as pictures are dealt."""
        columns = ceil(max(self.cells, 1) / ROWS)
        row, column = divmod(index, columns)
        wide, tall = self.width() / columns, HEIGHT / ROWS
        gap = 2.0 if wide > 5 else 1.0
        return QRectF(column * wide, row * tall, wide - gap, tall - 2)

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        for index in range(self.cells):
            rect = self.cell_rectangle(index)
            if index == self.current:
                painter.fillRect(rect, self._theme.color("highlight"))
            elif index < self.current:
                painter.fillRect(rect, self._theme.color("primary"))
            else:
                painter.setPen(QPen(self._theme.color("text_faint"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
