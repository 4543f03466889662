"""Ten rows, one for each digit: its output before and after a step, and who is called by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter
from PyQt6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.bar_drawing import THINNEST, bar_rectangle, draw_zero
from gui.widgets.bar_places import HEADER, ROW
from gui.widgets.bar_rows import BarRow
from gui.widgets.numbers import fixed, whole
from gui.widgets.signed_bars import SignedBars

GAP = 8.0
BAR = 6.0
ANSWERS = "answers now"
ANSWERS_TIP = (
    "How many images the network as it is now calls each digit: "
    "a step counts here once it has been made"
)
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
    detail : the arithmetic of its numbers, as rich text
    """

    before: float
    after: float
    answers: int | None = None
    emphasis: bool = False
    detail: str = ""

    @property
    def spoken(self) -> str:
        """The row's numbers as they are read aloud."""
        outputs = f"output {fixed(self.before, 2)}, after {fixed(self.after, 2)}"
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


class OutcomeRows(SignedBars):
    """Draws the rows; the outputs share one scale, and so do the answers. A row opens."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._outcomes: tuple[OutcomeRow, ...] = ()
        self._total = 1
        super().__init__(theme, parent)
        self.setAccessibleName("outputs before and after the step, and answers")
        self.setToolTip(ANSWERS_TIP)

    @property
    def outcomes(self) -> tuple[OutcomeRow, ...]:
        """The rows shown, by digit."""
        return self._outcomes

    def set_outcomes(self, rows: Sequence[OutcomeRow], total: int) -> None:
        """Show other rows; ``total`` is the number of images whose answers are counted."""
        self._outcomes, self._total = tuple(rows), max(total, 1)
        self.set_rows(
            [
                BarRow(f"{digit}", row.after, detail=row.detail, number=row.spoken)
                for digit, row in enumerate(rows)
            ],
            headers=("output before", ANSWERS),
        )

    def places(self, index: int) -> Places:
        """Return where the parts of a row are."""
        return self._divided(self._inner(self._places.top(index), ROW))

    def _divided(self, rect: QRectF) -> Places:
        metrics = QFontMetricsF(self._theme.font(12))
        return Places.within(rect, metrics, rect.width() >= ROOM_FOR_BOTH_NUMBERS)

    def sizeHint(self) -> QSize:
        return QSize(280, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _draw_headers(self, painter: QPainter) -> None:
        places = self._divided(self._inner(0, HEADER))
        painter.setFont(self._theme.font(11))
        painter.setPen(QColor(self._theme.colors.text_faint))
        outputs = places.outputs.united(places.numbers)
        both = self._inner_width() >= ROOM_FOR_BOTH_NUMBERS
        painter.drawText(outputs, LEFT, "output before")
        painter.drawText(outputs, RIGHT, "→ after" if both else "after")
        painter.drawText(places.answers.united(places.count), RIGHT, ANSWERS)

    def _draw_line(self, painter: QPainter, rect: QRectF, index: int) -> None:
        """Draw the digit, both outputs and the answers."""
        row, places, colors = self._outcomes[index], self._divided(rect), self._theme.colors
        strong = QColor(colors.highlight if row.emphasis else colors.text)
        soft = QColor(colors.highlight if row.emphasis else colors.text_muted)
        painter.setFont(self._theme.font(12))
        painter.setPen(soft)
        painter.drawText(places.label, LEFT, str(index))
        self._draw_outputs(painter, row, places, soft)
        painter.setPen(soft)
        both = self._inner_width() >= ROOM_FOR_BOTH_NUMBERS
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
        values = [value for each in self._outcomes for value in (each.before, each.after)]
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
