"""A row that belongs to a table of bars and stands apart from it, where it never scrolls away."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QRectF, Qt, pyqtSlot
from PyQt6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.bar_drawing import draw_plate, draw_ring
from gui.widgets.bar_rows import BarRow
from gui.widgets.signed_bars import SignedBars


class ApartRow(QWidget):
    """Draws one of a table's sums in the table's columns; a click opens its arithmetic there.

    By keyboard the sums are the rows after the table's last.
    """

    def __init__(
        self, bars: SignedBars, theme: Theme, place: int, height: float, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._bars, self._theme, self._place = bars, theme, place
        self._pointed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(int(height))
        bars.remeasured.connect(self.refresh)
        bars.marked.connect(self.update)

    @property
    def row(self) -> BarRow | None:
        """What is shown: one of the table's sums."""
        sums = self._bars.sums
        return sums[self._place] if self._place < len(sums) else None

    @property
    def _index(self) -> int:
        return len(self._bars.rows) + self._place

    @pyqtSlot()
    def refresh(self) -> None:
        """Show what the table's sum is now."""
        row = self.row
        self.setAccessibleName("" if row is None else self._bars.spoken(row))
        opens = row is not None and bool(row.detail)
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    def draw_content(self, painter: QPainter) -> None:
        """Draw the row over its plate."""
        raise NotImplementedError

    def enterEvent(self, event: QEnterEvent | None) -> None:
        self._pointed = True
        self.update()

    def leaveEvent(self, event: QEvent | None) -> None:
        self._pointed = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        self._bars.press_sum(self._place)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        row = self.row
        if row is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate = QRectF(self.rect()).adjusted(0, 2 if self.height() > 20 else 0, 0, 0)
        if row.detail and (self._pointed or self._bars.is_marked(self._index)):
            draw_plate(painter, plate, self._theme.color("raised_hover", 0.6))
        if self._bars.is_ringed(self._index):
            draw_ring(painter, plate, self._theme.color("positive"))
        self.draw_content(painter)
