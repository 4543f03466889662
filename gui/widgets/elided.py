"""A line of text that ends in an ellipsis where there is no room for it."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """Shows one line of plain text; the whole of it is in the tooltip where it is cut."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._color: QColor | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_color(self, color: QColor) -> None:
        """Set the text in another colour than the style sheet's."""
        self._color = color
        self.update()

    def shown_text(self) -> str:
        """Return the text as it fits the width."""
        return self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        shown = self.shown_text()
        self.setToolTip("" if shown == self.text() else self.text())
        if self._color is not None:
            painter.setPen(self._color)
        painter.drawText(self.contentsRect(), self.alignment(), shown)
