"""All requests of a layer at once, to be pointed at, opened, muted, and looked at row by row."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QWidget

from gui.explain import arithmetic
from gui.explain.adding_stack import Adding, of_sum
from gui.explain.matrix_picture import Cell, MatrixPicture
from gui.explain.notation import numbers_alone
from gui.explain.tables import short_name
from gui.network_view.scene import NeuronId
from gui.theme import Theme
from gui.widgets.keys import keep_keys
from gui.widgets.number_card import NumberCard
from gui.widgets.numbers import signed, whole

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


class RequestMatrix(MatrixPicture):
    """Opens the arithmetic of a cell or a sum, and chooses its row; a column's head mutes."""

    receiver_chosen = pyqtSignal(int)
    muted_toggled = pyqtSignal(int)
    solo_toggled = pyqtSignal(int)
    neuron_hovered = pyqtSignal(object)  # NeuronId or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._notation = True
        self.card = NumberCard(theme, self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("matrix of requests")

    def set_adding(self, adding: Adding, alpha: float = 1.0) -> None:
        """Show what is added; the newest column has come so far, from 0 to 1."""
        same = adding.is_same(self._adding)
        super().set_adding(adding, alpha)
        if not same:
            self.card.hide()  # it tells of other requests
            self._describe()

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
            return f"Click to mute {asks}, or to hear it again; Shift and click to hear it alone"
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
            alone = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            toggled = self.solo_toggled if alone else self.muted_toggled
            toggled.emit(int(self._adding.sums.order[column]))

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
