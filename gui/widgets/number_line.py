"""A number line with three marks: where a value stood, where it is, where it was expected."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.keys import keep_keys
from gui.widgets.numbers import compact

HEIGHT = 60
EDGE = 10.0  # from the widget's side to the end of the line
LINE = 34.0  # the height at which the line runs
RADIUS, HANDLE = 5.0, 7.0
TICK = 7.0
STEPS = 100  # key presses from end to end
MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Up: 1,
}
OWN_KEYS = (*MOVES, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Escape)


class NumberLine(QWidget):
    """Shows a value as a solid disc and a prediction as a hollow one; one kind can be dragged."""

    pulled = pyqtSignal(float)
    let_go = pyqtSignal()

    def __init__(
        self, theme: Theme, name: str, draggable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._draggable = draggable
        self._low, self._high = 0.0, 1.0
        self._here = self._value = 0.0
        self._predicted: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if draggable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._describe()
        theme.changed.connect(self.update)

    @property
    def value(self) -> float:
        """The value shown."""
        return self._value

    @property
    def predicted(self) -> float | None:
        """The value expected, if one is shown."""
        return self._predicted

    def set_name(self, name: str) -> None:
        """Call the quantity something else."""
        self._name = name
        self._describe()
        self.update()

    def set_range(self, low: float, high: float) -> None:
        """Let the line run from one value to another."""
        self._low, self._high = low, high
        self.update()

    def set_values(self, here: float, value: float, predicted: float | None = None) -> None:
        """Show where the value stood, where it is now, and where it was expected."""
        self._here, self._value, self._predicted = here, value, predicted
        self._describe()
        self.update()

    def place_of(self, value: float) -> float:
        """Return the x of a value, held within the line's ends."""
        span = self._high - self._low
        share = (value - self._low) / span if span > 0 else 0.5
        if share != share:
            share = 0.5
        return EDGE + min(max(share, 0.0), 1.0) * (self.width() - 2 * EDGE)

    def value_at(self, x: float) -> float:
        """Return the value at an x, held within the line's ends."""
        share = (x - EDGE) / max(self.width() - 2 * EDGE, 1.0)
        return self._low + min(max(share, 0.0), 1.0) * (self._high - self._low)

    def _describe(self) -> None:
        self.setAccessibleName(f"{self._name}: {compact(self._value)}")
        expected = self._predicted
        words = "" if expected is None else f"straight line: {compact(expected)}"
        self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        return QSize(280, HEIGHT)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that pull from the window's shortcuts."""
        return (self._draggable and keep_keys(event, OWN_KEYS)) or super().event(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is None or not self._draggable:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self.pulled.emit(self.value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None or not self._draggable:
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.pulled.emit(self.value_at(event.position().x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        if self._draggable:
            self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in MOVES:
            step = MOVES[key] * (self._high - self._low) / STEPS
            self.pulled.emit(min(max(self._value + step, self._low), self._high))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.pulled.emit(self._low if key == Qt.Key.Key_Home else self._high)
        elif key == Qt.Key.Key_Escape and self._value != self._here:
            self.let_go.emit()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_words(painter)
        painter.setPen(QPen(self._theme.color("text_faint"), 1))
        painter.drawLine(QPointF(EDGE, LINE), QPointF(self.width() - EDGE, LINE))
        self._draw_ends(painter)
        here = self.place_of(self._here)
        painter.setPen(QPen(self._theme.color("highlight"), 2))
        painter.drawLine(QPointF(here, LINE - TICK), QPointF(here, LINE + TICK))
        self._draw_way(painter)
        self._draw_marks(painter)

    def _draw_words(self, painter: QPainter) -> None:
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        box = QRectF(0, 2, self.width(), 18)
        painter.setFont(self._theme.font(13, QFont.Weight.DemiBold))
        painter.setPen(self._theme.color("text"))
        value, metrics = compact(self._value, 4), painter.fontMetrics()
        painter.drawText(box, right, value)
        room = self.width() - metrics.horizontalAdvance(value) - 12
        expected = "" if self._predicted is None else f"○ {compact(self._predicted, 4)}"
        taken = metrics.horizontalAdvance(expected) + 12 if expected else 0
        elided = Qt.TextElideMode.ElideRight
        painter.drawText(box, left, metrics.elidedText(self._name, elided, room - taken))
        painter.setFont(self._theme.font(12))
        painter.setPen(self._theme.color("text_muted"))
        painter.drawText(QRectF(0, 3, room, 18), right, expected)

    def _draw_ends(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font(11))
        painter.setPen(self._theme.color("text_faint"))
        box = QRectF(EDGE, LINE + 9, self.width() - 2 * EDGE, 16)
        if self._high > self._low:
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, compact(self._low))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, compact(self._high))

    def _draw_way(self, painter: QPainter) -> None:
        """Draw how far the value has come: to the right is up, to the left is down."""
        if self._value != self._here:
            name = "positive" if self._value > self._here else "negative"
            ends = (QPointF(self.place_of(end), LINE) for end in (self._here, self._value))
            painter.setPen(QPen(self._theme.color(name), 3))
            painter.drawLine(*ends)

    def _draw_marks(self, painter: QPainter) -> None:
        text = self._theme.color("text")
        radius = HANDLE if self._draggable else RADIUS
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(text)
        painter.drawEllipse(QPointF(self.place_of(self._value), LINE), radius, radius)
        if self._draggable and self.hasFocus():
            painter.setPen(QPen(self._theme.color("positive"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            at = QPointF(self.place_of(self._value), LINE)
            painter.drawEllipse(at, radius + 3, radius + 3)
        if self._predicted is not None:
            painter.setPen(QPen(text, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            at = QPointF(self.place_of(self._predicted), LINE)
            painter.drawEllipse(at, RADIUS + 3, RADIUS + 3)
