"""The table of wishes: parameters down, examples or digits across, the mean in the last column."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QEvent, QPointF, QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.average.grid_content import GridContent
from gui.average.grid_drawing import GridDrawing
from gui.average.grid_places import Cell, GridPlaces
from gui.theme import Theme
from gui.widgets.keys import keep_keys

MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WishGrid(QWidget):
    """Draws the table; a click or the arrow keys choose a cell, a double click or Enter opens it.

    A cell's column is that of its head; one more than the last is the mean.
    """

    cell_chosen = pyqtSignal(int, int)
    cell_opened = pyqtSignal(int, int)
    columns_changed = pyqtSignal()  # there is room for more examples, or for fewer

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = GridContent()
        self._chosen: Cell = (0, 0)
        self._hovered: Cell | None = None
        self._room = 0
        self._drawing = GridDrawing(theme)
        self._frame: QPixmap | None = None  # names and heads, as drawn last
        self._cells: QPixmap | None = None  # and what stands in the cells
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("wished changes, parameters down, examples across")
        theme.changed.connect(self._recolor)

    @property
    def content(self) -> GridContent:
        """What is shown."""
        return self._content

    @property
    def chosen(self) -> Cell:
        """The cell that is chosen."""
        return self._chosen

    @property
    def places(self) -> GridPlaces:
        """Where the cells are."""
        return GridPlaces(self.width(), len(self._content.names), len(self._content.heads))

    def set_content(self, content: GridContent) -> None:
        """Show other values."""
        rows = len(self._content.names)
        if not content.is_framed_like(self._content):
            self._frame = None
        if not content.is_filled_like(self._content):
            self._cells = None
        self._content = content
        self._drawing.set_content(content)
        if len(content.names) != rows:
            self.updateGeometry()
        self.update()

    def set_chosen(self, row: int, column: int) -> None:
        """Mark a cell."""
        if row != self._chosen[0]:
            self._frame = None  # its name is written in bold
        self._chosen = row, column
        self.update()

    @pyqtSlot()
    def _recolor(self) -> None:
        self._drawing.forget_colors()
        self._frame = self._cells = None
        self.update()

    def _point_at(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.update()

    def _choose(self, cell: Cell) -> None:
        self.set_chosen(*cell)
        self.setAccessibleDescription(self._content.words_at(cell))
        self.cell_chosen.emit(*cell)

    def _move(self, down: int, right: int) -> None:
        row = min(max(self._chosen[0] + down, 0), len(self._content.names) - 1)
        column = min(max(self._chosen[1] + right, 0), len(self._content.heads))
        self._choose((row, column))

    def _kept(self, picture: QPixmap | None, draw: Callable[[QPainter], None]) -> QPixmap:
        """Return a picture that is kept, or draw it anew."""
        ratio = self.devicePixelRatioF()
        if picture is not None and picture.devicePixelRatio() == ratio:
            return picture
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        draw(painter)
        painter.end()
        return picture

    def sizeHint(self) -> QSize:
        return QSize(400, round(self.places.height))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that move in the table from the window's shortcuts."""
        return keep_keys(event, (*MOVES, *OPENING)) or super().event(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._frame = self._cells = None
        if self.places.examples_that_fit != self._room:
            self._room = self.places.examples_that_fit
            self.columns_changed.emit()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        cell = self.places.cell_at(event.position())
        self._point_at(cell)
        if cell is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self._content.words_at(cell), self)

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        cell = None if event is None else self.places.cell_at(event.position())
        if cell is None:
            return
        row, column = cell
        if row < 0 <= column < len(self._content.heads):
            self.cell_opened.emit(max(self._chosen[0], 0), column)
        elif row >= 0:
            self._choose((row, column if column >= 0 else len(self._content.heads)))

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        cell = None if event is None else self.places.cell_at(event.position())
        if cell is not None and cell[0] >= 0 and cell[1] >= 0:
            self.cell_opened.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in MOVES and self._content.names:
            self._move(*MOVES[key])
        elif key in OPENING and self._content.names:
            self.cell_opened.emit(*self._chosen)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter, drawing, places = QPainter(self), self._drawing, self.places
        frame = partial(drawing.draw_frame, places=places, chosen=self._chosen[0])
        self._frame = self._kept(self._frame, frame)
        self._cells = self._kept(self._cells, partial(drawing.draw_cells, places=places))
        for picture in (self._frame, self._cells):
            painter.drawPixmap(QPointF(0, 0), picture)
        drawing.draw_means(painter, places)
        for cell, chosen in ((self._chosen, True), (self._hovered, False)):
            if cell is not None and cell[1] >= 0 and 0 <= cell[0] < places.rows:
                drawing.draw_outline(painter, places.rectangle(*cell), chosen)
