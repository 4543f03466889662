"""A title of one line or two: the second ends in an ellipsis where there is no room for it."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPaintEvent

from gui.widgets.elided import ElidedLabel


class TwoLineLabel(ElidedLabel):
    """Shows plain text, broken between words; it is always as high as two lines.

    So nothing below it moves when another text is longer.
    """

    def shown_lines(self) -> list[str]:
        """Return the lines as they fit the width."""
        metrics, room = QFontMetricsF(self.font()), float(self.contentsRect().width())
        first, rest = broken(self.text(), metrics, room)
        lines = [first, rest] if rest else [first]
        return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines]

    def shown_text(self) -> str:
        """Return what is seen of the text, on one line."""
        return " ".join(self.shown_lines())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 2 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        lines = self.shown_lines()
        self.setToolTip("" if " ".join(lines) == self.text() else self.text())
        height = float(self.fontMetrics().height())
        rect = QRectF(self.contentsRect())
        top = rect.top() + (rect.height() - height * len(lines)) / 2
        for place, line in enumerate(lines):
            painter.drawText(QRectF(rect.left(), top + place * height, rect.width(), height), line)


def broken(text: str, metrics: QFontMetricsF, room: float) -> tuple[str, str]:
    """Return the words that fit a width, and those that are left for another line."""
    words = text.split(" ")
    for count in range(len(words), 1, -1):
        line = " ".join(words[:count])
        if metrics.horizontalAdvance(line) <= room:
            return line, " ".join(words[count:])
    return words[0], " ".join(words[1:])
