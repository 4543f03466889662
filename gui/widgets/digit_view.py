"""A picture of 28 x 28 pixels, brightness by brightness, whose pixels can be pointed at."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PyQt6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from core.arrays import FloatArray
from gui.theme import Theme
from gui.widgets.keys import keep_keys
from gui.widgets.numbers import signed
from gui.widgets.pixel_values import PixelValues, develop_signed, image_of, stroke_outline

SIDE = 28
LEAST = 112
LARGEST = 448
PICTURE, VALUES, BOTH = "picture", "values", "both"
MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class DigitView(QWidget):
    """Shows a digit; some pixels can be marked, and one lit.

    Signed values can be laid over the pixels: in their place, or with the strokes as an outline.
    The mouse points at pixels, and so do the arrow keys; a click or Enter chooses one.
    """

    pixel_hovered = pyqtSignal(object)  # the pixel's index, or None
    pixel_clicked = pyqtSignal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixels: FloatArray | None = None
        self._picture = QImage()
        self._values: PixelValues | None = None
        self._mode = BOTH
        self._outline: list[QLineF] = []
        self._largest = LARGEST
        self._marked: tuple[int, ...] = ()
        self._lit: int | None = None
        self._kept: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("picture of the digit")
        theme.changed.connect(self._develop)

    @property
    def lit(self) -> int | None:
        """The pixel that is lit."""
        return self._lit

    @property
    def kept(self) -> int | None:
        """The pixel that stays marked wherever the pointer is."""
        return self._kept

    @property
    def marked(self) -> tuple[int, ...]:
        """The pixels that are marked."""
        return self._marked

    def set_pixels(self, pixels: FloatArray | None) -> None:
        """Show a picture, (28, 28) or (784,) values from 0 to 1; None shows an empty one."""
        self._pixels = None if pixels is None else np.array(pixels, float).reshape(SIDE, SIDE)
        self._outline = [] if self._pixels is None else stroke_outline(self._pixels)
        self._develop()

    @property
    def values(self) -> PixelValues | None:
        """The values laid over the picture."""
        return self._values

    @property
    def mode(self) -> str:
        """What is seen where there are values: PICTURE, VALUES, or BOTH."""
        return self._mode

    @property
    def _covered(self) -> bool:
        """Whether values stand in the place of the pixels."""
        return self._values is not None and self._mode != PICTURE

    def set_values(self, values: PixelValues | None) -> None:
        """Lay a value over each of the 784 pixels, or none."""
        if values is None and self._values is None:
            return
        if values is not None and values.is_like(self._values):
            return
        self._values = values
        if self._lit is not None:
            self._describe(self._lit)
        self._develop()

    def set_mode(self, mode: str) -> None:
        """Show the PICTURE, the VALUES, or BOTH, where there are values."""
        self._mode = mode
        self._develop()

    def set_largest(self, side: int) -> None:
        """Take no more than so many pixels for the side of the square."""
        self._largest = side
        self._limit()

    def set_marked(self, indices: Iterable[int]) -> None:
        """Outline some pixels: those that are drawn as neurons."""
        marked = tuple(int(index) for index in indices)
        if marked != self._marked:
            self._marked = marked
            self.update()

    def set_lit(self, index: int | None) -> None:
        """Light one pixel up, or none."""
        if index == self._lit:
            return
        self._lit = index
        self._describe(index)
        self.update()

    def set_kept(self, index: int | None) -> None:
        """Keep one pixel marked, wherever the pointer is, or none."""
        if index != self._kept:
            self._kept = index
            self.update()

    def picture_rectangle(self) -> QRectF:
        """Return the square in which the picture is drawn; every pixel has the same size."""
        ratio = self.devicePixelRatioF()
        cell = max(1, int((min(self.width(), self.height()) - 2) * ratio / SIDE)) / ratio
        square = QRectF(0, 0, cell * SIDE, cell * SIDE)
        left = round((self.width() - square.width()) / 2 * ratio) / ratio
        top = round((self.height() - square.height()) / 2 * ratio) / ratio
        square.moveTopLeft(QPointF(left, top))
        return square

    def pixel_rectangle(self, index: int) -> QRectF:
        """Return the rectangle of a pixel, in the widget's pixels."""
        square = self.picture_rectangle()
        cell = square.width() / SIDE
        row, column = divmod(index, SIDE)
        return QRectF(square.left() + column * cell, square.top() + row * cell, cell, cell)

    def pixel_at(self, place: QPointF) -> int | None:
        """Return the index of the pixel at a place, or None beside the picture."""
        square = self.picture_rectangle()
        if not square.contains(place):
            return None
        cell = square.width() / SIDE
        column = min(int((place.x() - square.left()) / cell), SIDE - 1)
        row = min(int((place.y() - square.top()) / cell), SIDE - 1)
        return row * SIDE + column

    @pyqtSlot()
    def _develop(self) -> None:
        """Turn the pixels into a picture in the colours of the theme."""
        colors = self._theme.colors
        if self._values is not None and self._covered:
            values = self._values.values.reshape(SIDE, SIDE)
            self._picture = develop_signed(values, self._values.scale, colors)
        elif self._pixels is not None:
            self._picture = develop(self._pixels, QColor(colors.canvas), QColor(colors.activation))
        self.update()

    def _describe(self, index: int | None) -> None:
        self.setToolTip("" if index is None else self._described(index))
        self.setAccessibleDescription(self.toolTip())

    def _described(self, index: int) -> str:
        row, column = divmod(index, SIDE)
        value = "" if self._pixels is None else f" · activation {self._pixels[row, column]:.3f}"
        if self._values is not None:
            value += f" · {self._values.name} {signed(float(self._values.values[index]))}"
        return f"pixel {index} · row {row}, column {column}{value}"

    def _point_at(self, index: int | None) -> None:
        if index != self._lit:
            self.set_lit(index)
            self.pixel_hovered.emit(index)

    def sizeHint(self) -> QSize:
        return QSize(SIDE * 8 + 2, SIDE * 8 + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST + 2, LEAST + 2)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._limit()

    def _limit(self) -> None:
        """Grow no higher than the square that fits the width."""
        self.setMaximumHeight(min(self.width(), self._largest + 2))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._point_at(self.pixel_at(event.position()))

    def event(self, event: QEvent | None) -> bool:
        """Keep the arrow keys from the window's shortcuts."""
        return keep_keys(event, MOVES) or super().event(event)

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        index = None if event is None else self.pixel_at(event.position())
        if index is not None:
            self.pixel_clicked.emit(index)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in MOVES:
            self._point_at(neighbour(self._lit, *MOVES[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._lit is not None:
            self.pixel_clicked.emit(self._lit)
        elif key == Qt.Key.Key_Escape and self._lit is not None:
            self._point_at(None)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        square = self.picture_rectangle()
        painter.fillRect(square, self._theme.color("canvas"))
        painter.drawImage(square, self._picture)
        if self._values is not None and self._mode == BOTH:
            self._draw_outline(painter, square)
        edge = "positive" if self.hasFocus() else "line"
        draw_frame(painter, square, self._theme.color(edge))
        for index in () if self._covered else self._marked:
            draw_frame(painter, self.pixel_rectangle(index), self._theme.color("highlight", 0.7))
        if self._kept is not None:
            kept = self.pixel_rectangle(self._kept).adjusted(-3, -3, 3, 3)
            draw_frame(painter, kept, self._theme.color("canvas"), 4)
            draw_frame(painter, kept, self._theme.color("highlight"), 2)
        if self._lit is not None:
            lit = self.pixel_rectangle(self._lit).adjusted(-1, -1, 1, 1)
            draw_frame(painter, lit, self._theme.color("highlight"), 2)

    def _draw_outline(self, painter: QPainter, square: QRectF) -> None:
        """Draw where the strokes end, so that the digit is still seen among the values."""
        painter.save()
        painter.translate(square.topLeft())
        painter.scale(square.width() / SIDE, square.height() / SIDE)
        pen = QPen(self._theme.color("text", 0.7), 1.25)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for line in self._outline:
            painter.drawLine(line)
        painter.restore()


def develop(pixels: FloatArray, dark: QColor, bright: QColor) -> QImage:
    """Return a picture whose colours run from dark at 0 to bright at 1, (rows, columns) values."""
    levels = np.clip(pixels, 0, 1)[:, :, np.newaxis]
    first, last = (np.array(color.getRgb()[:3], float) for color in (dark, bright))
    return image_of(first + levels * (last - first))


def neighbour(index: int | None, down: int, right: int) -> int:
    """Return the pixel beside another, not beyond the edge; the middle one beside none."""
    if index is None:
        return SIDE * SIDE // 2 + SIDE // 2
    row, column = divmod(index, SIDE)
    last = SIDE - 1
    return min(max(row + down, 0), last) * SIDE + min(max(column + right, 0), last)


def draw_frame(painter: QPainter, rect: QRectF, color: QColor, width: float = 1) -> None:
    """Draw the outline of a rectangle, inside of it."""
    painter.setPen(QPen(color, width, join=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2
    painter.drawRect(rect.adjusted(inset, inset, -inset, -inset))
