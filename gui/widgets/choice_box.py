"""A box to choose from, with an arrow of the program's own that says so."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from gui.theme import Theme


class ChoiceBox(QComboBox):
    """Offers items; the style sheet of the fields takes Fusion's arrow away, so it is drawn."""

    def __init__(
        self, theme: Theme, items: Sequence[str], spoken: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.addItems(items)
        self.setAccessibleName(spoken)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own ignores the colours
        self.setStyleSheet("QComboBox { padding: 4px 0 4px 8px; }")

    def set_chosen(self, text: str) -> None:
        """Choose an item without telling anyone."""
        self.blockSignals(True)
        self.setCurrentText(text)
        self.blockSignals(False)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("text_muted"), 1.5))
        x, y = self.width() - 14.0, self.height() / 2
        painter.drawPolyline(QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2))
