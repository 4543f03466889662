"""Many small pictures in rows, of which only those in view are made and drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import QEvent, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PyQt6.QtWidgets import QAbstractScrollArea, QWidget

from core.arrays import ByteArray
from gui.theme import Theme
from gui.widgets.keys import keep_keys

SIDE, GAP = 36, 4
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
OWN_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    *ENTER,
)


class Thumbnails(QAbstractScrollArea):
    """Shows pictures by their numbers; a click, or Enter, chooses one.

    Parameters
    ----------
    name : what the pictures are, for screen readers
    """

    chosen = pyqtSignal(int)  # the number of a picture
    reached = pyqtSignal(object)  # the number under pointer or keys, or None

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._numbers: Sequence[int] = ()
        self._picture: Callable[[int], ByteArray] | None = None
        self._at: int | None = None
        self.drawn = 0  # pictures made for the last painting
        self.setFrameShape(self.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self._port.setMouseTracking(True)
        theme.changed.connect(self._port.update)

    @property
    def numbers(self) -> Sequence[int]:
        """The numbers of the pictures, in their order."""
        return self._numbers

    @property
    def columns(self) -> int:
        """How many pictures stand in a row."""
        return max(1, (self._port.width() + GAP) // (SIDE + GAP))

    def set_pictures(
        self, numbers: Sequence[int], picture: Callable[[int], ByteArray] | None
    ) -> None:
        """Show the pictures of some numbers, each (28, 28) of 0 for paper to 255 for ink."""
        self._numbers, self._picture = numbers, picture
        self._reach(None)
        self._fit_bars()
        self._scroll_to(0)
        self._port.update()

    def place_of(self, place: int) -> QRect:
        """Return where the picture at a place of the order is drawn now."""
        row, column = divmod(place, self.columns)
        top = row * (SIDE + GAP) - self._scrolled
        return QRect(column * (SIDE + GAP), top, SIDE, SIDE)

    @property
    def _port(self) -> QWidget:
        port = self.viewport()
        assert port is not None
        return port

    @property
    def _scrolled(self) -> int:
        bar = self.verticalScrollBar()
        return bar.value() if bar is not None else 0

    def _scroll_to(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if bar is not None:
            bar.setValue(value)

    def _fit_bars(self) -> None:
        """Let the scroll bar know how much there is."""
        bar = self.verticalScrollBar()
        rows = -(-len(self._numbers) // self.columns)
        if bar is not None:
            bar.setRange(0, max(0, rows * (SIDE + GAP) - GAP - self._port.height()))
            bar.setPageStep(self._port.height())
            bar.setSingleStep(SIDE + GAP)

    def _place_at(self, x: int, y: int) -> int | None:
        """Return which place of the order is at a point, or None."""
        column, row = x // (SIDE + GAP), (y + self._scrolled) // (SIDE + GAP)
        place = row * self.columns + column
        if column < self.columns and 0 <= place < len(self._numbers):
            return place if self.place_of(place).contains(x, y) else None
        return None

    def _reach(self, place: int | None) -> None:
        if place != self._at:
            self._at = place
            self.reached.emit(None if place is None else int(self._numbers[place]))
            self._port.update()

    def _go_to(self, place: int) -> None:
        """Let the keys reach a place, and bring it into view."""
        place = min(max(place, 0), len(self._numbers) - 1)
        self._reach(place)
        box = self.place_of(place)
        if box.top() < 0:
            self._scroll_to(self._scrolled + box.top())
        elif box.bottom() > self._port.height():
            self._scroll_to(self._scrolled + box.bottom() - self._port.height() + 1)

    def sizeHint(self) -> QSize:
        return QSize(8 * (SIDE + GAP), 2 * (SIDE + GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self._port)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self.drawn = 0
        first = self._scrolled // (SIDE + GAP) * self.columns
        rows = self._port.height() // (SIDE + GAP) + 2
        for place in range(first, min(first + rows * self.columns, len(self._numbers))):
            self._draw(painter, place)

    def _draw(self, painter: QPainter, place: int) -> None:
        if self._picture is None:
            return
        box = self.place_of(place)
        painter.drawImage(box, gray_image(self._picture(int(self._numbers[place]))))
        at = place == self._at
        color = self._theme.color("positive" if at else "line")
        painter.setPen(QPen(color, 2 if at else 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        self.drawn += 1

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fit_bars()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            point = event.position().toPoint()
            self._reach(self._place_at(point.x(), point.y()))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        place = self._place_at(point.x(), point.y())
        if place is not None:
            self.chosen.emit(int(self._numbers[place]))

    def leaveEvent(self, event: QEvent | None) -> None:
        self._reach(None)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        super().focusOutEvent(event)
        self._reach(None)

    def event(self, event: QEvent | None) -> bool:
        return keep_keys(event, OWN_KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None or not len(self._numbers):
            return
        at = -1 if self._at is None else self._at
        moves = {
            Qt.Key.Key_Left: at - 1,
            Qt.Key.Key_Right: at + 1,
            Qt.Key.Key_Up: at - self.columns if at >= self.columns else at,
            Qt.Key.Key_Down: at + self.columns if at >= 0 else 0,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._numbers) - 1,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._go_to(moves[key])
        elif key in ENTER and self._at is not None:
            self.chosen.emit(int(self._numbers[self._at]))
        else:
            event.ignore()


def gray_image(picture: ByteArray) -> QImage:
    """Return a picture as an image of its own memory."""
    height, width = picture.shape
    image = QImage(picture.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
    return image.copy()
