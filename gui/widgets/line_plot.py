"""Values over what they come from: marks on a straight line that can be pointed at and chosen."""

from __future__ import annotations

from math import hypot

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QWidget

from core.arrays import FloatArray
from gui.theme import Theme
from gui.widgets.keys import keep_keys
from gui.widgets.mark_picture import MarkPicture
from gui.widgets.numbers import compact

REACH = 12.0  # a mark is pointed at from this far
KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class LinePlot(MarkPicture):
    """Shows marks on their line; the mouse and the arrow keys point at them, a click chooses."""

    mark_hovered = pyqtSignal(object)  # the mark's index, or None
    mark_chosen = pyqtSignal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mark_at(self, place: QPointF) -> int | None:
        """Return the mark next to a place, or None far from all."""
        best, distance = None, REACH
        for index in range(len(self._marks.x)):
            apart = self.mark_place(index) - place
            if hypot(apart.x(), apart.y()) <= distance:
                best, distance = index, hypot(apart.x(), apart.y())
        return best

    def mark_of_end(self, place: QPointF) -> int | None:
        """Return the mark that an axis' end belongs to, if its number is written at a place."""
        for numbers, values in (
            (self.upright_numbers(), self._marks.y),
            (self.level_numbers(), self._marks.x),
        ):
            for end, written in numbers.items():
                if end and written.contains(place):
                    return _reaching(values, end)
        return None

    def words_at(self, index: int) -> str:
        """Return what a mark says."""
        marks = self._marks
        x, y = compact(float(marks.x[index])), compact(float(marks.y[index]))
        return f"{marks.names[index]}: {marks.x_name} {x}, {marks.y_name} {y}"

    def _point_at(self, index: int | None) -> None:
        if index == self._pointed:
            return
        self._pointed = index
        words = "" if index is None else self.words_at(index)
        self.setToolTip(words)
        self.setAccessibleDescription(words)
        self.mark_hovered.emit(index)
        self.update()

    def _step(self, by: int) -> None:
        order = [int(i) for i in np.argsort(self._marks.x, kind="stable")]
        if not order:
            return
        start = self._chosen if self._pointed is None else self._pointed
        place = order.index(start) + by if start in order else 0
        self._point_at(order[min(max(place, 0), len(order) - 1)])

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that go from mark to mark from the window's shortcuts."""
        return keep_keys(event, KEYS) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._point_at(self._meant(event.position()))

    def _meant(self, place: QPointF) -> int | None:
        """Return the mark at a place, or that of the number there."""
        mark = self.mark_at(place)
        return self.mark_of_end(place) if mark is None else mark

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        index = None if event is None else self._meant(event.position())
        if index is not None:
            self.mark_chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(-1 if key == Qt.Key.Key_Left else 1)
        elif key in KEYS and self._pointed is not None:
            self.mark_chosen.emit(self._pointed)
        else:
            event.ignore()


def _reaching(values: FloatArray, end: float) -> int | None:
    """Return which value, or its opposite on an axis of two like halves, is an axis' end."""
    for wanted in (end, -end):
        found = np.flatnonzero(values == wanted)
        if len(found):
            return int(found[0])
    return None
