"""The line of a run's steps with a handle that can be dragged to any of them."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.theme import Theme
from gui.training.history_words import Mark, Place
from gui.widgets.numbers import whole

END, LINE, HANDLE, TICK = 8.0, 3.0, 6.0, 5.0
NEAR = 4  # pixels
FAR = 100  # steps of a long stride
STRIDES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -FAR,
    Qt.Key.Key_PageDown: FAR,
}


class HistoryTrack(QWidget):
    """Asks for the step to which its handle is dragged, or a key leads."""

    step_requested = pyqtSignal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = Place()
        self._dragged: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(88)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("history of the run")
        theme.changed.connect(self.update)

    @property
    def step(self) -> int:
        """The step under the handle: where the run is, or where it is being dragged to."""
        return self._place.step if self._dragged is None else self._dragged

    def set_place(self, place: Place) -> None:
        """Show where the run stands."""
        if place != self._place:
            self._place = place
            self.setEnabled(place.last > place.first)
            self.update()

    def x_of(self, step: float) -> float:
        """Return where a step lies, in pixels from the left."""
        first, last = self._place.first, self._place.last
        share = (step - first) / (last - first) if last > first else 0.0
        return END + share * (self.width() - 2 * END)

    def step_at(self, x: float) -> int:
        """Return the step at a place, the nearest within the history."""
        first, last = self._place.first, self._place.last
        share = (x - END) / max(1.0, self.width() - 2 * END)
        return min(max(round(first + share * (last - first)), first), last)

    def mark_at(self, x: float) -> Mark | None:
        """Return what was changed at a place, None where nothing was."""
        near = [mark for mark in self._place.marks if abs(self.x_of(mark.step) - x) <= NEAR]
        return near[-1] if near else None

    def _request(self, step: int) -> None:
        step = min(max(step, self._place.first), self._place.last)
        if step != self.step or self._place.running:
            self.step_requested.emit(step)

    def _drag_to(self, x: float) -> None:
        step = self.step_at(x)
        self._request(step)
        self._dragged = step
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 20)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_track(painter, self._theme, self)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton and self.isEnabled():
            self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and self._dragged is not None:
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        self._dragged = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in STRIDES:
            self._request(self.step + STRIDES[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._request(self._place.first if key == Qt.Key.Key_Home else self._place.last)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Say what was changed at a mark, or which step lies there."""
        if isinstance(event, QHelpEvent):
            mark = self.mark_at(event.pos().x())
            step = self.step_at(event.pos().x()) if mark is None else mark.step
            words = f"mini-batch {whole(step)}" + ("" if mark is None else f": {mark.words}")
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    @property
    def place(self) -> Place:
        """Where the run stands."""
        return self._place


def draw_track(painter: QPainter, theme: Theme, track: HistoryTrack) -> None:
    """Draw the way that was gone, what lies ahead of it, the marks and the handle."""
    middle, here, place = track.height() / 2, track.x_of(track.step), track.place
    line(painter, theme.color("line"), END, track.width() - END, middle)
    line(painter, theme.color("positive", 0.35), END, track.x_of(place.last), middle)
    line(painter, theme.color("positive"), END, here, middle)
    for mark in place.marks:
        draw_mark(painter, theme, QPointF(track.x_of(mark.step), middle), mark.by_hand)
    painter.setPen(QPen(theme.color("panel"), 2))
    painter.setBrush(theme.color("highlight"))
    painter.drawEllipse(QPointF(here, middle), HANDLE, HANDLE)
    if track.hasFocus():
        painter.setPen(QPen(theme.color("highlight"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(track.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def line(painter: QPainter, color: QColor, left: float, right: float, middle: float) -> None:
    """Draw a stretch of the track."""
    painter.setPen(QPen(color, LINE, cap=Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(left, middle), QPointF(right, middle))


def draw_mark(painter: QPainter, theme: Theme, at: QPointF, by_hand: bool) -> None:
    """Draw a filled diamond where parameters were set by hand, a stroke for other settings."""
    if not by_hand:
        painter.setPen(QPen(theme.color("text_muted"), 2))
        painter.drawLine(QPointF(at.x(), at.y() - TICK), QPointF(at.x(), at.y() + TICK))
        return
    painter.setPen(QPen(theme.color("panel"), 1))
    painter.setBrush(theme.color("text"))
    painter.drawPolygon(
        QPointF(at.x(), at.y() - TICK),
        QPointF(at.x() + TICK, at.y()),
        QPointF(at.x(), at.y() + TICK),
        QPointF(at.x() - TICK, at.y()),
    )
