"""A few signed values as coloured cells in rows, each with its index and its number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.theme import Theme
from gui.widgets.keys import keep_keys
from gui.widgets.numbers import MINUS, compact, fixed, signed
from gui.widgets.pixel_values import PixelValues, develop_signed

FEW = 32  # so many have their numbers written in them
COLUMNS, MANY_COLUMNS = 8, 16
CELL, SMALL_CELL = 32, 12
ABOUT_ZERO = "≈0"
CHOOSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
TABBING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
MOVES = {  # down and to the right
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class SignedCells(QWidget):
    """Shows one value a cell, in the colours that are laid over pixels."""

    cell_hovered = pyqtSignal(object)  # the index of a value, or None
    cell_chosen = pyqtSignal(int)  # by a click, or by Enter or Space

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: PixelValues | None = None
        self._hovered: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("values of a neuron's inputs")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def values(self) -> PixelValues | None:
        """The values shown."""
        return self._values

    def set_values(self, values: PixelValues | None) -> None:
        """Show values, or none."""
        self._values = values
        if self._hovered is not None and self._hovered >= self._count:
            self._point_at(None)
        self._describe()
        self._limit()
        self.update()

    @property
    def columns(self) -> int:
        """How many cells stand in a row."""
        return COLUMNS if self._count <= FEW else MANY_COLUMNS

    @property
    def _count(self) -> int:
        return 0 if self._values is None else len(self._values.values)

    @property
    def _height(self) -> int:
        rows = -(-self._count // self.columns)
        return rows * (CELL if self._count <= FEW else SMALL_CELL)

    def cell_rectangle(self, index: int) -> QRectF:
        """Return where a value is drawn, in the widget's pixels."""
        row, column = divmod(index, self.columns)
        lefts = [round(c * self.width() / self.columns) for c in (column, column + 1)]
        height = CELL if self._count <= FEW else SMALL_CELL
        return QRectF(lefts[0], row * height, lefts[1] - lefts[0] - 1, height - 1)

    def cell_at(self, place: QPointF) -> int | None:
        """Return the index of the value at a place, or None beside the cells."""
        return next((i for i in range(self._count) if self.cell_rectangle(i).contains(place)), None)

    def color_of(self, index: int) -> QColor:
        """Return the colour of a cell."""
        return self._developed().pixelColor(index, 0)

    def _developed(self) -> QImage:
        values = self._values
        if values is None:
            return QImage()
        return develop_signed(values.values[np.newaxis], values.scale, self._theme.colors)

    def _limit(self) -> None:
        self.setFixedHeight(max(self._height, 1))

    def _point_at(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self._describe()
            self.cell_hovered.emit(index)
            self.update()

    def _describe(self) -> None:
        """Tell readers of the screen of the cell that is pointed at."""
        words = "" if self._hovered is None else self._words(self._hovered)
        self.setAccessibleDescription(words)

    def _words(self, index: int) -> str:
        """Return what a cell says."""
        assert self._values is not None
        value = signed(float(self._values.values[index]))
        return f"neuron {index}: {self._values.name} {value}"

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that move among the cells from the window's shortcuts."""
        return keep_keys(event, (*MOVES, *CHOOSING_KEYS)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or not self._count:
            return
        key = Qt.Key(event.key())
        if key in MOVES:
            self._point_at(self._beside(*MOVES[key]))
        elif key in CHOOSING_KEYS and self._hovered is not None:
            self.cell_chosen.emit(self._hovered)
        else:
            event.ignore()

    def _beside(self, down: int, right: int) -> int:
        """Return the cell that far from the one pointed at; at first the first one."""
        if self._hovered is None:
            return 0
        there = self._hovered + down * self.columns + right
        return there if 0 <= there < self._count else self._hovered

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        index = self.cell_at(event.position())
        if index is not None:
            self.cell_chosen.emit(index)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        if event is not None and event.reason() in TABBING and self._count:
            self._point_at(self._hovered or 0)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        if event is not None and event.reason() in TABBING:
            self._point_at(None)
        super().focusOutEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(COLUMNS * CELL, max(self._height, 1))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._limit()

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point_at(None)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None or self._values is None:
            return
        index = self.cell_at(event.position())
        self._point_at(index)
        if index is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self._words(index), self)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        if self._values is None:
            return
        painter, image = QPainter(self), self._developed()
        for index in range(self._count):
            self._draw_cell(painter, index, image.pixelColor(index, 0))

    def _draw_cell(self, painter: QPainter, index: int, color: QColor) -> None:
        """Draw a cell: its colour, and in a large one its index over its number."""
        assert self._values is not None
        box = self.cell_rectangle(index)
        painter.fillRect(box, color)
        line = "highlight" if index == self._hovered else "line"
        painter.setPen(QPen(self._theme.color(line), 1))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._count > FEW:
            return
        ink = ink_on(color)
        painter.setPen(ink)
        painter.setFont(self._theme.font(10))
        room = box.width() - 2
        number = number_that_fits(
            float(self._values.values[index]), painter.fontMetrics().horizontalAdvance, room
        )
        painter.drawText(box.adjusted(0, 14, 0, -2), Qt.AlignmentFlag.AlignCenter, number)
        ink.setAlphaF(0.72)
        painter.setPen(ink)
        painter.drawText(box.adjusted(0, 2, 0, -16), Qt.AlignmentFlag.AlignCenter, str(index))


def number_that_fits(value: float, width_of: Callable[[str], float], room: float) -> str:
    """Return a number with two figures, or in fewer letters, or none where no form has room."""
    forms = [compact(value, 2), *(fixed(value, digits) for digits in (2, 1))]
    told = [form for form in forms if value == 0 or form.strip(f"{MINUS}0.")]
    near_zero = [ABOUT_ZERO] if 0 < abs(value) < 0.05 else []
    return next((form for form in [*told, *near_zero] if width_of(form) <= room), "")


def ink_on(color: QColor) -> QColor:
    """Return black or white, whichever is read more easily on a colour."""
    linear = [(c / 255) ** 2.2 for c in color.getRgb()[:3] if c is not None]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    dark_reads_better = (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05)  # contrast ratios
    return QColor("black" if dark_reads_better else "white")
