"""A label of wrapped words that remembers how high they are at each width."""

from __future__ import annotations

from PyQt6.QtCore import QEvent
from PyQt6.QtWidgets import QLabel, QWidget


class WrappedLabel(QLabel):
    """Shows words that wrap; a layout that asks for their height again gets the same answer.

    QLabel lays rich text out anew each time it is asked, and one change of a panel asks it
    several times for each of a few widths.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self.setWordWrap(True)

    def set_words(self, words: str) -> None:
        """Show other words, plain or rich."""
        self._heights.clear()
        self.setText(words)

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def event(self, event: QEvent | None) -> bool:
        if event is not None and event.type() in MEASURED_ANEW:
            self._heights.clear()
        return super().event(event)


MEASURED_ANEW = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.ContentsRectChange)
