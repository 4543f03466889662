"""A histogram: counted bars on a scale of equal steps, and one bar apart for what has no place."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.keys import keep_keys
from gui.widgets.numbers import whole

HEIGHT = 176
ABOVE, BELOW = 18.0, 18.0  # room for counts and for the scale
APART = 12.0  # between the bar apart and the others
BETWEEN = 2.0
LEAST = 2.0  # a count of one is still seen
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
OWN_KEYS = (*STEPS, *OPENING_KEYS)


class HistogramBars(QWidget):
    """Shows counts as bars; the pointer or the arrow keys read one out.

    The first bar stands apart, for values that have no place on the scale. Where it is far higher
    than all others it is cut, with a gap to say so; its count is written.
    """

    bar_chosen = pyqtSignal(object)  # the bar's index, 0 is the one apart; or None
    bar_opened = pyqtSignal(int)  # by a click, or by Enter on the bar that is read out

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: tuple[int, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._chosen: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("histogram")
        theme.changed.connect(self.update)

    @property
    def counts(self) -> tuple[int, ...]:
        """The counts shown, that of the bar apart first."""
        return self._counts

    @property
    def chosen(self) -> int | None:
        """The bar that is read out."""
        return self._chosen

    def set_counts(self, counts: Sequence[int], labels: Sequence[str]) -> None:
        """Show other counts; ``labels`` stand below the bars, empty ones are left out."""
        self._counts, self._labels = tuple(counts), tuple(labels)
        if self._chosen is not None and self._chosen >= len(self._counts):
            self._choose(None)
        self.update()

    def bar_rectangle(self, index: int) -> QRectF:
        """Return the rectangle of a bar, in the widget's pixels."""
        column, largest = self.column(index), max((*self._counts[1:], 1))
        room = self.height() - ABOVE - BELOW
        count = min(self._counts[index], largest)
        height = max(room * count / largest, LEAST) if count else 0.0
        return QRectF(column.left(), self.height() - BELOW - height, column.width(), height)

    def column(self, index: int) -> QRectF:
        """Return the strip in which a bar stands."""
        others = max(len(self._counts) - 1, 1)
        step = (self.width() - APART) / (others + 1.5)
        left = 0.0 if index == 0 else 1.5 * step + APART + (index - 1) * step
        width = 1.5 * step if index == 0 else step - BETWEEN
        return QRectF(left, 0, width, self.height())

    def bar_at(self, x: float) -> int | None:
        """Return the bar in whose strip a place is."""
        for index in range(len(self._counts)):
            column = self.column(index)
            if column.left() <= x < column.right() + BETWEEN:
                return index
        return None

    def _choose(self, index: int | None) -> None:
        if index != self._chosen:
            self._chosen = index
            self.bar_chosen.emit(index)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, HEIGHT)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        self._choose(None if event is None else self.bar_at(event.position().x()))

    def leaveEvent(self, event: QEvent | None) -> None:
        self._choose(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        index = None if event is None else self.bar_at(event.position().x())
        if index is not None:
            self._choose(index)
            self.bar_opened.emit(index)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that go from bar to bar from the window's shortcuts."""
        return keep_keys(event, OWN_KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        key = None if event is None else Qt.Key(event.key())
        if key in STEPS and self._counts:
            start = -1 if self._chosen is None else self._chosen
            self._choose(min(max(start + STEPS[key], 0), len(self._counts) - 1))
        elif key in OPENING_KEYS and self._chosen is not None:
            self.bar_opened.emit(self._chosen)
        elif event is not None:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font(11))
        floor = self.height() - BELOW + 0.5
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.drawLine(QPointF(0, floor), QPointF(self.width(), floor))
        for index in range(len(self._counts)):
            self._draw_bar(painter, index)
        shown = 0 if self._chosen is None else self._chosen
        if self._counts:
            self._draw_count(painter, shown)

    def _draw_bar(self, painter: QPainter, index: int) -> None:
        name = "text_faint" if index == 0 else "text_muted"
        color = self._theme.color("highlight" if index == self._chosen else name)
        bar = self.bar_rectangle(index)
        painter.fillRect(bar, color)
        if self._counts[index] > max((*self._counts[1:], 1)):
            gap = QRectF(bar.left(), bar.top() + 12, bar.width(), 4)
            painter.fillRect(gap, self._theme.color("panel"))
        painter.setPen(self._theme.color("text_faint"))
        column = self.column(index)
        below = QRectF(column.left() - 20, self.height() - BELOW + 2, column.width() + 40, BELOW)
        below.moveRight(min(below.right(), float(self.width())))
        if index == 0:
            below.moveLeft(0)
            below.setWidth(80)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._labels[index])
        else:
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self._labels[index])

    def _draw_count(self, painter: QPainter, index: int) -> None:
        """Write a bar's count above it, within the widget."""
        bar, text = self.bar_rectangle(index), whole(self._counts[index])
        width = painter.fontMetrics().horizontalAdvance(text) + 4.0
        left = min(max(bar.center().x() - width / 2, 0.0), self.width() - width)
        painter.setPen(self._theme.color("text"))
        box = QRectF(left, bar.top() - 16, width, 14)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
