"""All requests of a layer at once: who asks across, who is asked down, their sums at the side."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QEvent, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray
from gui.explain import arithmetic
from gui.explain.adding_stack import Adding, of_sum
from gui.explain.matrix_drawing import Grid, Inks, draw_cell, draw_head, draw_side, draw_sum
from gui.explain.notation import numbers_alone
from gui.explain.tables import largest_ones, short_name
from gui.network_view.scene import NeuronId
from gui.theme import Theme
from gui.widgets.keys import keep_keys
from gui.widgets.number_card import NumberCard
from gui.widgets.numbers import signed, whole

MOST_ROWS = 16
FAINT = 0.2
OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
OWN_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_M,
    Qt.Key.Key_S,
    *OPENING_KEYS,
)
Cell = tuple[int | None, int | None]  # row and column; None beside them


class RequestMatrix(QWidget):
    """Shows requests by the colour and sign of cells; a cell opens, a column's head mutes."""

    receiver_chosen = pyqtSignal(int)
    muted_toggled = pyqtSignal(int)
    solo_toggled = pyqtSignal(int)
    neuron_hovered = pyqtSignal(object)  # NeuronId or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._adding: Adding | None = None
        self._alpha = 1.0
        self._notation = True
        self._rows: list[int] = []
        self._scale = self._sum_scale = 0.0
        self._cell: Cell = (None, None)
        self.card = NumberCard(theme, self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("matrix of requests")
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
            self.card.hide()
            self._rows = shown_receivers(adding)
            self._scale = largest(adding.sums.contributions)
            self._sum_scale = largest(adding.sums.total)
            self._describe()
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

    def words_at(self, cell: Cell) -> str:
        """Return what a cell, a row or a column's head says."""
        adding, (row, column) = self._adding, cell
        if adding is None or cell == (None, None):
            return ""
        depth, layer = adding.derivation.depth, adding.sums.layer
        asked = "" if row is None else short_name(layer - 1, self._rows[row], depth)
        if column is None:
            return f"{asked}: sum {signed(self.sum_at(row or 0))}"
        asks = short_name(layer, int(adding.sums.order[column]), depth)
        if row is None:
            return f"Click to mute {asks}, or to hear it again"
        return f"{asks} asks {asked} for {signed(self.value_at(row, column))}"

    def detail_at(self, cell: Cell) -> str:
        """Return the arithmetic of a cell, or of a row's sum; "" for a head."""
        adding, (row, column) = self._adding, cell
        if adding is None or row is None:
            return ""
        receiver = self._rows[row]
        if column is None:
            told = of_sum(adding, receiver)
            return told if self._notation else numbers_alone(told)
        derivation, sums = adding.derivation, adding.sums
        asker = int(sums.order[column])
        told = arithmetic.of_contribution(derivation, derivation.layer(sums.layer), asker, receiver)
        return told if self._notation else numbers_alone(told)

    def set_notation(self, shown: bool) -> None:
        """Open arithmetic in letters and numbers, or in numbers alone."""
        self._notation = shown

    def _open(self, cell: Cell) -> None:
        """Open the arithmetic of a cell or a sum beside it, and choose its row."""
        detail, (row, column) = self.detail_at(cell), cell
        if row is None or not detail:
            return
        self.receiver_chosen.emit(self._rows[row])
        self._cell = cell
        self.update()
        grid = self.grid()
        place = grid.sum_of(row) if column is None else grid.cell(row, column)
        self.card.show_beside(self, place.toAlignedRect(), detail)

    def _describe(self) -> None:
        count = 0 if self._adding is None else self._adding.receivers
        self.setAccessibleDescription(
            f"{whole(len(self._rows))} of {whole(count)} neurons are listed, those asked for most"
        )

    def _point_at(self, cell: Cell) -> None:
        if cell == self._cell:
            return
        self._cell = cell
        words = self.words_at(cell)
        self.setToolTip(words)
        if words:
            self.setAccessibleDescription(words)
        self.neuron_hovered.emit(self._neuron_at(cell))
        self.update()

    def _neuron_at(self, cell: Cell) -> NeuronId | None:
        adding, (row, column) = self._adding, cell
        if adding is None or cell == (None, None):
            return None
        if row is not None:
            return NeuronId(adding.sums.layer - 1, self._rows[row])
        return NeuronId(adding.sums.layer, int(adding.sums.order[column or 0]))

    def _move(self, down: int, right: int) -> None:
        row, column = self._cell
        if self._adding is None:
            return
        last_row, last = len(self._rows) - 1, len(self._adding.sums.order) - 1
        row = self._row_of_receiver() if row is None else min(max(row + down, 0), last_row)
        if column is None:  # on the sum, which is right of the last
            column = last + 1 if self._cell[0] is not None else -right
        column = max(column + right, 0)
        self._point_at((row, None if column > last else column))

    def _row_of_receiver(self) -> int:
        adding = self._adding
        return 0 if adding is None else self._rows.index(adding.receiver)

    def sizeHint(self) -> QSize:
        return QSize(300, int(Grid.preferred_height(max(len(self._rows), 1))))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, int(Grid.least_height(max(len(self._rows), 1))))

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that move in the matrix from the window's shortcuts."""
        return keep_keys(event, OWN_KEYS) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._point_at(self.grid().cell_at(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point_at((None, None))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is None or self._adding is None:
            return
        row, column = self.grid().cell_at(event.position())
        if row is not None:
            self._open((row, column))
        elif column is not None:
            self.muted_toggled.emit(int(self._adding.sums.order[column]))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or self._adding is None:
            return
        moves = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        key, (row, column) = Qt.Key(event.key()), self._cell
        if key in moves:
            self._move(*moves[key])
        elif key == Qt.Key.Key_M and column is not None:
            self.muted_toggled.emit(int(self._adding.sums.order[column]))
        elif key == Qt.Key.Key_S and column is not None:
            self.solo_toggled.emit(int(self._adding.sums.order[column]))
        elif key in OPENING_KEYS and row is not None:
            self._open((row, column))
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        adding = self._adding
        if adding is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = self.grid()
        self._draw_heads(painter, grid, adding)
        running = adding.sums.running_of(adding.heard)[adding.added]
        for row, receiver in enumerate(self._rows):
            chosen, pointed = receiver == adding.receiver, row == self._cell[0]
            draw_side(painter, grid, row, str(receiver), self._theme, chosen, pointed)
            value = float(running[receiver])
            draw_sum(painter, grid, row, value, self._sum_scale, self._theme, chosen)
        clip = QRectF(self.rect() if event is None else event.rect())
        self._draw_cells(painter, grid, clip)
        self._draw_pointed(painter, grid)

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
