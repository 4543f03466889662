"""A table of bars in the room that there is: rows scroll whole, and the sum stays in view."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QSize, Qt, pyqtSlot
from PyQt6.QtGui import QPainter, QResizeEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from gui.theme import Theme
from gui.timers import single_shot
from gui.widgets.apart_row import ApartRow
from gui.widgets.bar_places import ROW
from gui.widgets.signed_bars import TOTAL, SignedBars

LEAST_ROWS = 4


class RowsArea(QScrollArea):
    """Shows as many whole rows as there is room for, and scrolls through the others."""

    def __init__(self, bars: SignedBars, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = bars
        self._revealed = (0, 0)
        self._settled = single_shot(self, 0, self._reveal_now)  # the layouts have made room
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setWidget(bars)
        bars.remeasured.connect(self.fit)
        self.fit()

    def reveal(self, top: int, bottom: int) -> None:
        """Bring a part of the table into view, here and where this area scrolls away itself."""
        self._revealed = (top, bottom)
        self._reveal_now()
        self._settled.start()

    @pyqtSlot()
    def _reveal_now(self) -> None:
        top, bottom = self._revealed
        self.ensureVisible(0, bottom, 0, 0)
        self.ensureVisible(0, top, 0, 0)
        outer = self._outer()
        inside = None if outer is None else outer.widget()
        if outer is not None and inside is not None:
            for height in (bottom, top):
                outer.ensureVisible(0, self._bars.mapTo(inside, QPoint(0, height)).y(), 0, 0)

    def _outer(self) -> QScrollArea | None:
        """Return the area that this one lies in and scrolls with, if there is one."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        return parent

    @pyqtSlot()
    def fit(self) -> None:
        """Grow no higher than the table, and leave out the row for which only a part is left."""
        needed = self._bars.sizeHint().height()
        self.setMaximumHeight(needed)
        self.updateGeometry()
        left = self.height() % int(ROW) if needed > self.height() else 0
        if self.viewportMargins().bottom() != left:
            self.setViewportMargins(0, 0, 0, left)
        bar = self.verticalScrollBar()
        if bar is not None:
            bar.setSingleStep(int(ROW))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        least = min(self._bars.sizeHint().height(), self._bars.height_of_rows(LEAST_ROWS))
        return QSize(self._bars.minimumSizeHint().width(), least)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.fit()


class SumRow(ApartRow):
    """The sum of a table of bars, drawn in the table's columns."""

    def __init__(self, theme: Theme, bars: SignedBars, parent: QWidget | None = None) -> None:
        super().__init__(bars, theme, 0, TOTAL, parent)

    @pyqtSlot()
    def refresh(self) -> None:
        """Show the table's sum of now; hidden where it has none."""
        self.setVisible(self._bars.total is not None)
        super().refresh()

    def draw_content(self, painter: QPainter) -> None:
        """Draw the line and the sum below it."""
        self._bars.draw_total(painter, 0)
