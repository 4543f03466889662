"""The arithmetic of a number that stands in no row, on a card that opens beside it."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, Qt, pyqtSlot
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.theme import Theme

WIDEST = 340
MARGIN = 12
GAP = 4  # between the number and the card
CLOSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class NumberCard(QFrame):
    """Shows arithmetic as rich text; a click elsewhere, Escape or Enter closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme = theme
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("number_card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, MARGIN - 4)
        layout.addWidget(self.words)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def detail(self) -> str:
        """The arithmetic shown last, as rich text."""
        return self.words.text()

    def show_beside(self, widget: QWidget, place: QRect, detail: str) -> None:
        """Open below a place of a widget, in its pixels, or above it where there is no room."""
        self.words.setText(detail)
        self.setAccessibleName("arithmetic")
        self.words.setFixedWidth(self._width())
        self.adjustSize()
        below = widget.mapToGlobal(place.bottomLeft() + QPoint(0, GAP))
        above = widget.mapToGlobal(place.topLeft()) - QPoint(0, self.height() + GAP)
        self.move(self._within(widget, below, above))
        self.show()

    def _width(self) -> int:
        """Return the width that the widest line takes, as far as the card may be wide."""
        self.words.setWordWrap(False)
        wanted = self.words.sizeHint().width()
        self.words.setWordWrap(True)
        return min(wanted, WIDEST)

    def _within(self, widget: QWidget, below: QPoint, above: QPoint) -> QPoint:
        """Return a place within the window of a widget."""
        window = widget.window()
        if window is None:
            return below
        area = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
        place = below if below.y() + self.height() <= area.bottom() else above
        left = max(min(place.x(), area.right() - self.width() - GAP), area.left())
        return QPoint(left, max(place.y(), area.top()))

    @pyqtSlot()
    def _restyle(self) -> None:
        colors = self._theme.colors
        self.setStyleSheet(
            f"#number_card {{ background: {colors.raised}; border: 1px solid {colors.highlight}; }}"
        )
        self.words.setFont(self._theme.font(12))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() in CLOSING_KEYS:
            self.close()
        else:
            super().keyPressEvent(event)
