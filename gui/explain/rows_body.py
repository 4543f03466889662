"""What bodies made of rows share: a head, rows that scroll, what stands below them, a note."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import pyqtSlot
from PyQt6.QtGui import QColor, QFont
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import Theme
from gui.widgets.elided import ElidedLabel
from gui.widgets.number_words import NumberWords
from gui.widgets.rows_area import RowsArea
from gui.widgets.signed_bars import SignedBars

HEAD = 28


class RowsBody(QWidget):
    """Lays a table of bars out: its head above, sums and a note below, which never scroll away."""

    def __init__(self, theme: Theme, bars: SignedBars, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.bars = bars
        self._title = ElidedLabel()
        self._note = NumberWords(theme, "faint")
        self.area = RowsArea(bars)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def title(self) -> str:
        """The words over the rows."""
        return self._title.text()

    @property
    def note(self) -> str:
        """The words below the rows, as rich text."""
        return self._note.plain

    def set_words(self, title: str, note: str, details: Mapping[str, str] | None = None) -> None:
        """Show what the rows are, and what has to be said about them in rich text.

        details : the arithmetic of the numbers written [[key|12]] in the note
        """
        self._title.setText(title)
        self._note.set_words(note, details or {})
        self._note.setVisible(bool(note))
        self.bars.setAccessibleName(title)

    def reveal(self, top: int, bottom: int) -> None:
        """Bring a part of the rows into view."""
        self.area.reveal(top, bottom)

    def add_to_head(self, widget: QWidget) -> None:
        """Put a widget at the right end of the head."""
        self._head.addWidget(widget)

    def add_below(self, widget: QWidget) -> None:
        """Put a widget under the rows, above the note."""
        self._layout.insertWidget(self._layout.indexOf(self._note), widget)

    def place_sum(self, widget: QWidget, above: bool) -> None:
        """Put a sum above the rows, or under them again."""
        self._layout.removeWidget(widget)
        place = self._layout.indexOf(self.area if above else self._note)
        self._layout.insertWidget(place, widget)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedHeight(HEAD)
        self._head = QHBoxLayout(head)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(4)
        self._head.addWidget(self._title, 1)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(head)
        self._layout.addWidget(self.area, 1000)
        self._layout.addWidget(self._note)
        self._layout.addStretch(1)
        self.bars.reveal_requested.connect(self._reveal)

    @pyqtSlot(int, int)
    def _reveal(self, top: int, bottom: int) -> None:
        self.reveal(top, bottom)

    @pyqtSlot()
    def _restyle(self) -> None:
        self._title.setFont(self._theme.font(13, QFont.Weight.DemiBold))
        self._title.set_color(QColor(self._theme.colors.text))
