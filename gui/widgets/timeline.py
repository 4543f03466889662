"""A line of named steps with a knob that can be dragged between them."""

from __future__ import annotations

from bisect import bisect_right

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.timeline_names import Name, Steps, Tick, names_that_fit
from gui.widgets.timeline_places import Places, places_of

MARGIN = 16.0
TRACK = 16.0  # the height at which the line lies
THICK = 4.0
KNOB = 6.5
TICK, SMALL_TICK = 3.0, 1.5  # the radius of a step's, and of a part's
NAMES_TOP = 28.0
NAMES_HEIGHT = 16.0
SNAP = 0.12  # in steps: so near, the knob jumps onto the step


class Timeline(QWidget):
    """Shows steps as ticks on a line and the current position as a knob.

    A position is a real number: 2.5 is half-way from step 2 to step 3, counted from 0. The widget
    doesn't move its knob itself: it asks by `scrubbed`, and whoever answers sets the position.
    """

    scrubbed = pyqtSignal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps: tuple[Tick, ...] = ()
        self._position = 0.0
        self._hovered: int | None = None
        self._names: tuple[Name, ...] = ()
        self._widths: dict[str, float] = {}
        self._places = Places((MARGIN,), (MARGIN,))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("timeline of steps")
        theme.changed.connect(self._arrange)

    @property
    def position(self) -> float:
        """Where the knob is, in steps from 0."""
        return self._position

    @property
    def current(self) -> int:
        """The step that the knob is on or has left last."""
        return int(self._position + 1e-9)

    @property
    def names(self) -> tuple[Name, ...]:
        """The names that are written, those that fit."""
        return self._names

    @property
    def steps(self) -> tuple[Tick, ...]:
        """The steps shown."""
        return self._steps

    def set_steps(self, steps: Steps) -> None:
        """Show other steps, each a (name, group) or more; the first of a group is named rather."""
        ticks = tuple(Tick(*step) for step in steps)
        if ticks == self._steps:
            return
        self._steps = ticks
        self._widths.clear()
        self._position = min(self._position, max(len(steps) - 1.0, 0.0))
        self._arrange()

    def set_position(self, position: float) -> None:
        """Move the knob."""
        before, place = self.current, min(max(position, 0.0), max(len(self._steps) - 1.0, 0.0))
        if place == self._position:
            return
        self._position = place
        if self.current != before:
            self._write()
        self.update()

    def x_of(self, position: float) -> float:
        """Return where a position lies, in the widget's pixels."""
        return self._places.x_of(position)

    def position_at(self, x: float) -> float:
        """Return the position at a place, on a step if it is near."""
        position = self._places.position_at(x)
        return float(round(position)) if abs(position - round(position)) < SNAP else position

    @pyqtSlot()
    def _arrange(self) -> None:
        """Place the steps: these, or the width, have changed."""
        texts = [tick.written for tick in self._steps]
        widths = [self._width_of(text) for text in texts]
        self._places = places_of(texts, widths, MARGIN, max(self.width() - 2 * MARGIN, 1.0))
        self._write()

    def _write(self) -> None:
        """Choose which names are written: another step has its own whole."""
        texts = [tick.written for tick in self._steps]
        if texts:
            here = self._steps[self.current]
            same = [tick.group == here.group and tick.label is not None for tick in self._steps]
            texts = ["" if other else text for text, other in zip(texts, same, strict=True)]
            texts[self.current] = here.name
        named = [(text, tick.group) for text, tick in zip(texts, self._steps, strict=True)]
        widths = [self._width_of(text) for text in texts]
        middles = self._places.middles
        self._names = names_that_fit(named, middles, widths, self.current, self.width())
        self._describe()
        self.update()

    def _width_of(self, text: str) -> float:
        """Return how wide a name is; each is measured once."""
        if text not in self._widths:
            metrics = QFontMetricsF(self._theme.font(11, QFont.Weight.DemiBold))
            self._widths[text] = metrics.horizontalAdvance(text)
        return self._widths[text]

    def _describe(self) -> None:
        if self._steps:
            tick = self._steps[self.current]
            words = f"{tick.name}. {tick.title}" if tick.title else tick.name
            self.setAccessibleDescription(f"step {self.current + 1} of {len(self._steps)}: {words}")

    def words_of(self, index: int) -> str:
        """Return what is said of a step to whoever points at it."""
        tick = self._steps[index]
        number = f"{index + 1} · {tick.name}"
        return f"{number}\n{tick.title}" if tick.title else number

    def _scrub(self, x: float) -> None:
        if self._steps:
            self.scrubbed.emit(self.position_at(x))

    def _hover(self, x: float | None) -> None:
        index = None if x is None or not self._steps else round(self.position_at(x))
        if index != self._hovered:
            self._hovered = index
            self.setToolTip("" if index is None else self.words_of(index))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, int(NAMES_TOP + NAMES_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, int(NAMES_TOP + NAMES_HEIGHT))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._arrange()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._scrub(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        self._hover(event.position().x())
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._scrub(event.position().x())

    def leaveEvent(self, event: QEvent | None) -> None:
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        last = len(self._steps) - 1.0
        before = self.current if self._position > self.current else self.current - 1
        moves = {
            Qt.Key.Key_Left: max(before, 0.0),
            Qt.Key.Key_Right: min(self.current + 1, last),
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key in moves and self._steps:
            self.scrubbed.emit(float(moves[key]))
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._draw_track(painter)
        self._draw_ticks(painter)
        self._draw_knob(painter)
        self._draw_names(painter)

    def _draw_track(self, painter: QPainter) -> None:
        left, knob = self.x_of(0), self.x_of(self._position)
        right = self.x_of(max(len(self._steps) - 1, 0))
        whole = QRectF(left, TRACK - THICK / 2, right - left, THICK)
        painter.setBrush(self._theme.color("line"))
        painter.drawRoundedRect(whole, THICK / 2, THICK / 2)
        whole.setRight(knob)
        painter.setBrush(self._theme.color("primary"))
        painter.drawRoundedRect(whole, THICK / 2, THICK / 2)

    def _draw_ticks(self, painter: QPainter) -> None:
        count = len(self._steps)
        done = bisect_right(range(count), self._position)
        for name, part in (("positive", range(done)), ("text_faint", range(done, count))):
            painter.setBrush(self._theme.color(name))
            for index in part:
                radius = SMALL_TICK if self._steps[index].small else TICK
                painter.drawEllipse(QPointF(self._places.steps[index], TRACK), radius, radius)
        if self._hovered is not None:
            painter.setBrush(self._theme.color("positive"))
            painter.drawEllipse(QPointF(self.x_of(self._hovered), TRACK), 4.5, 4.5)

    def _draw_knob(self, painter: QPainter) -> None:
        if not self._steps:
            return
        place = QPointF(self.x_of(self._position), TRACK)
        painter.setBrush(self._theme.color("highlight"))
        painter.drawEllipse(place, KNOB, KNOB)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("positive"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(place, KNOB + 3, KNOB + 3)

    def _draw_names(self, painter: QPainter) -> None:
        for name in self._names:
            here = name.index == self.current
            weight = QFont.Weight.DemiBold if here else QFont.Weight.Normal
            painter.setFont(self._theme.font(11, weight))
            painter.setPen(self._theme.color("highlight" if here else "text_muted"))
            box = QRectF(name.left, NAMES_TOP, name.width, NAMES_HEIGHT)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name.text)
