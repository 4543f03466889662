"""Rows of bars as a widget holds them: what they say, how they are measured, which one is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PyQt6.QtCore import QRectF, QSize, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QFont, QPainter, QResizeEvent, QTextDocument
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.bar_drawing import Look
from gui.widgets.bar_places import HEADER, ROW, Places
from gui.widgets.bar_rows import BarRow, Columns, Fonts
from gui.widgets.numbers import column_decimals

TOTAL = 26.0
INSET = 8.0  # between the widget's edge and text, so that a row's plate has room
DETAIL_GAP = 4.0


class BarTable(QWidget):
    """Holds rows and sums below them; one of all is open and shows its arithmetic.

    Sums come after the rows, and are counted on: the first one's index is the number of rows.
    Where they are drawn by someone else (``total_apart``), their arithmetic opens below the rows.
    """

    row_opened = pyqtSignal(object)  # the row's index, or None when it closes
    reveal_requested = pyqtSignal(int, int)  # top and bottom of what should be in view
    remeasured = pyqtSignal()  # rows, their look or the table's height have changed
    marked = pyqtSignal()  # the row that is open, pointed at or current is another

    gutter = 0.0  # room for a subclass's own marks, left of the labels

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, total_apart: bool = False
    ) -> None:
        super().__init__(parent)
        self._total_apart = total_apart
        self._theme = theme
        self._rows: tuple[BarRow, ...] = ()
        self._sums: tuple[BarRow, ...] = ()
        self._unseen: tuple[BarRow, ...] = ()
        self._headers: tuple[str, ...] = ()
        self._scale = 0.0
        self._one_sided = False
        self._digits: int | None = 4
        self._current: int | None = None
        self._hovered: int | None = None
        self._open: int | None = None
        self._wanted = QSize(), QSize()
        self._detail = QTextDocument(self)
        self._detail.setDocumentMargin(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("values")
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def rows(self) -> tuple[BarRow, ...]:
        """The rows shown, without the sums."""
        return self._rows

    @property
    def total(self) -> BarRow | None:
        """The row of the sum: the first below the others."""
        return self._sums[0] if self._sums else None

    @property
    def sums(self) -> tuple[BarRow, ...]:
        """The rows below the others."""
        return self._sums

    @property
    def scale(self) -> float:
        """The size of a value whose bar reaches the end."""
        return self._scale

    @property
    def opened(self) -> int | None:
        """The index of the row whose arithmetic is shown."""
        return self._open

    @property
    def shown_cells(self) -> tuple[float, ...]:
        """The widths of the columns of cells for which there is room."""
        return self._look.columns.cells

    def set_rows(
        self,
        rows: Sequence[BarRow],
        scale: float | None = None,
        total: BarRow | None = None,
        headers: Sequence[str] = (),
        one_sided: bool = False,
        others: Sequence[BarRow] = (),
        unseen: Sequence[BarRow] = (),
    ) -> None:
        """Show other rows.

        The bars' scale is that of the largest of rows and sum if none is given. ``headers`` are
        the words over label, cells, bar and number; ``one_sided`` puts zero to the left. Other
        rows below the sum open like it; they don't count where columns are measured. ``unseen``
        are rows that do though they aren't shown, so that columns stay when they are.
        """
        if [row.label for row in rows] != [row.label for row in self._rows]:
            self._current = self._open = self._hovered = None
        self._rows, self._headers = tuple(rows), tuple(headers)
        self._sums = (() if total is None else (total,)) + tuple(others)
        self._unseen = tuple(unseen)
        if self._open is not None and not self._detail_of(self._open):
            self._open = None
        if self._current is not None and self._current >= self._openable:
            self._current = None
        measured = self._measured()
        largest = max((abs(row.value) for row in measured), default=0.0)
        self._scale = largest if scale is None else scale
        self._one_sided = one_sided
        self._digits = column_decimals(largest)
        self._restyle()

    def open_row(self, index: int | None) -> None:
        """Open a row to show its arithmetic, and close the other; None closes.

        A sum opens like a row: the first one's index is the number of rows.
        """
        self._open = None if index is None or not self._detail_of(index) else index
        self._layout_detail()
        self._ask_for_room()
        self.remeasured.emit()
        self.row_opened.emit(self._open)
        if self._open is not None:
            self._reveal(self._open)
        self._mark()

    def toggle(self, index: int) -> None:
        """Open a row, or close it again."""
        self.open_row(None if index == self._open else index)

    def row_rectangle(self, index: int) -> QRectF:
        """Return the rectangle of a row's line, in the widget's pixels."""
        return QRectF(0, self._places.top(index), self.width(), ROW)

    def height_of_rows(self, count: int) -> int:
        """Return the height of the headers and so many rows."""
        return round(self._header_height() + count * ROW)

    def spoken(self, row: BarRow) -> str:
        """Return a row as one line for a screen reader, with the table's decimals."""
        return row.spoken(self._digits)

    def _measured(self) -> tuple[BarRow, ...]:
        """Return the rows that share columns and scale: all, the sum, and those unseen."""
        return (*self._rows, *self._sums[:1], *self._unseen)

    def _fitting(self, fonts: Fonts) -> Columns:
        """Return columns with room for all that shares them."""
        return Columns.fitting(self._measured(), self._headers, self._digits, fonts)

    def _detail_of(self, index: int) -> str:
        """Return the arithmetic of a row, or of a sum, which come after the last."""
        rows = (*self._rows, *self._sums)
        return rows[index].detail if index < len(rows) else ""

    @property
    def _openable(self) -> int:
        """The number of rows that can be chosen: all, and sums up to the last with arithmetic."""
        count = len(self._rows) + len(self._sums)
        while count > len(self._rows) and not self._detail_of(count - 1):
            count -= 1
        return count

    def _header_height(self) -> float:
        return HEADER if any(self._headers) else 0.0

    def _detail_height(self) -> float:
        return 0.0 if self._open is None else self._detail.size().height() + 2 * DETAIL_GAP

    @property
    def _places(self) -> Places:
        return Places(len(self._rows), self._header_height(), self._open, self._detail_height())

    @pyqtSlot()
    def _restyle(self) -> None:
        """Measure the columns again: rows, fonts or colours have changed."""
        bold = QFont.Weight.DemiBold
        theme = self._theme
        fonts = Fonts(theme.font(13), theme.font(13, bold), theme.font(11))
        self._columns = self._fitting(fonts)
        columns = self._columns.within(self._inner_width())
        self._look = Look(theme.colors, fonts, columns, self._digits, self._scale, self._one_sided)
        self._layout_detail()
        self._describe()
        self._ask_for_room()
        self.remeasured.emit()
        self._mark()

    def _ask_for_room(self) -> None:
        """Ask for another size only where it is another: the window is laid out each time."""
        wanted = self.sizeHint(), self.minimumSizeHint()
        if wanted != self._wanted:
            self._wanted = wanted
            self.updateGeometry()

    def _layout_detail(self) -> None:
        if self._open is None:
            return
        style = f"color: {self._theme.colors.text_muted}"
        self._detail.setDefaultFont(self._theme.font(12))
        self._detail.setTextWidth(max(self._inner_width(), 40.0))
        self._detail.setHtml(f'<div style="{style}">{self._detail_of(self._open)}</div>')

    def _describe(self) -> None:
        index = self._current
        every = (*self._rows, *self._sums)
        rows = self._rows if index is None else every[index : index + 1]
        lines = [row.spoken(self._digits) for row in rows[:20]]
        self.setAccessibleDescription("; ".join(lines))

    def _reveal(self, index: int) -> None:
        """Ask that a row is brought into view; of a sum apart, its arithmetic."""
        last = len(self._rows)
        if index < last or not self._total_apart:
            top, end = self._places.top(index), self._places.end(index)
        else:
            top = self._places.top(last)
            end = top + (self._detail_height() if index == self._open else 0.0)
        self.reveal_requested.emit(int(top), int(end) + 1)

    def _mark(self) -> None:
        self.marked.emit()
        self.update()

    def _draw_detail(self, painter: QPainter, top: float) -> None:
        painter.save()
        painter.translate(INSET + self.gutter, top)
        self._detail.drawContents(painter)
        painter.restore()

    def _inner(self, top: float, height: float) -> QRectF:
        return QRectF(INSET + self.gutter, top, self._inner_width(), height)

    def _inner_width(self) -> float:
        return self.width() - self._margins()

    def _margins(self) -> float:
        return 2 * INSET + self.gutter

    def sizeHint(self) -> QSize:
        height = self._header_height() + len(self._rows) * ROW + self._detail_height()
        total = 0.0 if not self._sums or self._total_apart else TOTAL
        return QSize(
            round(self._columns.least_width() + self._margins()) + 40, round(height + total)
        )

    def minimumSizeHint(self) -> QSize:
        least = self._columns.within(0).least_width() + self._margins()
        return QSize(round(least), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        columns = self._columns.within(self._inner_width())
        self._look = replace(self._look, columns=columns)
        before = self._detail_height()
        self._layout_detail()
        self._ask_for_room()
        self.remeasured.emit()
        if self._open is not None and self._detail_height() > before:
            self._reveal(self._open)  # a bar to scroll has come and made the lines shorter
