"""Ten rows, one for each digit: its output before and after a step, and who is called by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.bar_drawing import THINNEST, bar_rectangle, draw_zero
from gui.widgets.numbers import fixed, whole

ROW, HEADER, INSET, GAP = 20.0, 20.0, 8.0, 8.0
BAR = 6.0
ROOM_FOR_BOTH_NUMBERS = 248  # inner width from which both outputs are written
OUTPUTS_SHARE = 0.58  # of the room for bars
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class OutcomeRow:
    """One digit.

    Attributes
    ----------
    before, after : its output, before and after the step
    answers : how many images are called by it; None while that isn't known
    emphasis : whether it is the label
    """

    before: float
    after: float
    answers: int | None = None
    emphasis: bool = False

    def spoken(self, digit: int) -> str:
        """Return the row as one line for a screen reader."""
        outputs = f"{digit}: output {fixed(self.before, 2)}, after {fixed(self.after, 2)}"
        return outputs if self.answers is None else f"{outputs}, {whole(self.answers)} answers"


@dataclass(frozen=True)
class Places:
    """Where the parts of a row are, from left to right in pixels."""

    label: QRectF
    outputs: QRectF
    numbers: QRectF
    answers: QRectF
    count: QRectF

    @classmethod
    def within(cls, rect: QRectF, metrics: QFontMetricsF, both: bool) -> Places:
        """Divide a row: texts take what they need, bars share the rest."""
        digit = metrics.horizontalAdvance("0")
        pair = metrics.horizontalAdvance("0.00 → 0.00" if both else "−0.00")
        count = metrics.horizontalAdvance("00,000")
        bars = max(rect.width() - digit - pair - count - 5 * GAP, 0.0)
        rects, left = [], rect.left()
        for width, gap in (
            (digit, GAP),
            (bars * OUTPUTS_SHARE, GAP),
            (pair, 2 * GAP),
            (bars * (1 - OUTPUTS_SHARE), GAP),
            (count, 0.0),
        ):
            rects.append(QRectF(left, rect.top(), width, rect.height()))
            left += width + gap
        return cls(*rects)


class OutcomeRows(QWidget):
    """Draws the rows; the outputs share one scale, and so do the answers."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[OutcomeRow, ...] = ()
        self._total = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("outputs before and after the step, and answers")
        theme.changed.connect(self.update)

    @property
    def rows(self) -> tuple[OutcomeRow, ...]:
        """The rows shown, by digit."""
        return self._rows

    def set_rows(self, rows: Sequence[OutcomeRow], total: int) -> None:
        """Show other rows; ``total`` is the number of images whose answers are counted."""
        resized = len(rows) != len(self._rows)
        self._rows, self._total = tuple(rows), max(total, 1)
        spoken = "; ".join(row.spoken(digit) for digit, row in enumerate(rows))
        self.setAccessibleDescription(spoken)
        if resized:
            self.updateGeometry()
        self.update()

    def places(self, index: int) -> Places:
        """Return where the parts of a row are."""
        inner = self.width() - 2 * INSET
        rect = QRectF(INSET, HEADER + index * ROW, inner, ROW)
        metrics = QFontMetricsF(self._theme.font(12))
        return Places.within(rect, metrics, inner >= ROOM_FOR_BOTH_NUMBERS)

    def sizeHint(self) -> QSize:
        return QSize(280, round(HEADER + ROW * len(self._rows)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_headers(painter)
        for index in range(len(self._rows)):
            self._draw_row(painter, index)

    def _draw_headers(self, painter: QPainter) -> None:
        places = self.places(0)
        painter.setFont(self._theme.font(11))
        painter.setPen(QColor(self._theme.colors.text_faint))
        outputs = places.outputs.united(places.numbers).translated(0, -HEADER)
        answers = places.answers.united(places.count).translated(0, -HEADER)
        both = self.width() - 2 * INSET >= ROOM_FOR_BOTH_NUMBERS
        painter.drawText(outputs, LEFT, "output before")
        painter.drawText(outputs, RIGHT, "→ after" if both else "after")
        painter.drawText(answers, RIGHT, "answers")

    def _draw_row(self, painter: QPainter, index: int) -> None:
        row, places, colors = self._rows[index], self.places(index), self._theme.colors
        strong = QColor(colors.highlight if row.emphasis else colors.text)
        soft = QColor(colors.highlight if row.emphasis else colors.text_muted)
        painter.setFont(self._theme.font(12))
        painter.setPen(soft)
        painter.drawText(places.label, LEFT, str(index))
        self._draw_outputs(painter, row, places, soft)
        painter.setPen(soft)
        both = self.width() - 2 * INSET >= ROOM_FOR_BOTH_NUMBERS
        before = f"{fixed(row.before, 2)} → " if both else ""
        painter.drawText(places.numbers, RIGHT, f"{before}{fixed(row.after, 2)}")
        draw_zero(painter, places.answers, QColor(colors.line), True)
        if row.answers is not None:
            middle = places.answers.adjusted(0, (ROW - BAR) / 2, 0, -(ROW - BAR) / 2)
            fill(painter, bar_rectangle(middle, row.answers, self._total, True), soft)
            painter.setPen(strong)
            painter.drawText(places.count, RIGHT, whole(row.answers))

    def _draw_outputs(
        self, painter: QPainter, row: OutcomeRow, places: Places, after: QColor
    ) -> None:
        """Draw two solid bars: both outputs are real."""
        values = [value for each in self._rows for value in (each.before, each.after)]
        scale, one_sided = max(1.0, *map(abs, values)), min(values) >= 0
        area = places.outputs
        draw_zero(painter, area, QColor(self._theme.colors.line), one_sided)
        top = area.top() + (ROW - 2 * BAR - 2) / 2
        before = self._theme.color("text_faint", 0.7)
        for value, color in ((row.before, before), (row.after, after)):
            lane = QRectF(area.left(), top, area.width(), BAR)
            fill(painter, bar_rectangle(lane, value, scale, one_sided), color)
            top += BAR + 2


def fill(painter: QPainter, bar: QRectF, color: QColor) -> None:
    """Draw a solid bar; what is not longer than the shortest mark says no more than its number."""
    if bar.width() > THINNEST:
        painter.fillRect(bar, color)
