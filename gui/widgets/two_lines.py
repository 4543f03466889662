"""A title of one line or two: the second ends in an ellipsis where there is no room for it."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent

from gui.widgets.elided import ElidedLabel

SMALLEST = 12  # pixels, of the letters of a text that two lines would cut


class TwoLineLabel(ElidedLabel):
    """Shows plain text, broken between words, in smaller letters where two lines would cut it.

    It is always as high as two lines, so nothing below it moves when another text is longer.
    """

    def shown_font(self) -> QFont:
        """Return the label's font, or the largest smaller one in which all words fit."""
        font, room = QFont(self.font()), float(self.contentsRect().width())
        for size in range(self.fontInfo().pixelSize(), SMALLEST, -1):
            font.setPixelSize(size)
            metrics = QFontMetricsF(font)
            if all(metrics.horizontalAdvance(line) <= room for line in self._lines(metrics)):
                return font
        font.setPixelSize(min(SMALLEST, self.fontInfo().pixelSize()))
        return font

    def shown_lines(self) -> list[str]:
        """Return the lines as they fit the width."""
        metrics, room = QFontMetricsF(self.shown_font()), float(self.contentsRect().width())
        lines = self._lines(metrics)
        return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines]

    def _lines(self, metrics: QFontMetricsF) -> list[str]:
        first, rest = broken(self.text(), metrics, float(self.contentsRect().width()))
        return [first, rest] if rest else [first]

    def shown_text(self) -> str:
        """Return what is seen of the text, on one line."""
        return " ".join(self.shown_lines())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 2 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setFont(self.shown_font())
        lines = self.shown_lines()
        self.setToolTip("" if " ".join(lines) == self.text() else self.text())
        height = QFontMetricsF(painter.font()).height()
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
