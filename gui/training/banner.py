"""A warning that lies over other widgets, so that nothing moves when it comes and goes."""

from __future__ import annotations

from PyQt6.QtCore import QRect, QRectF, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import Theme
from gui.training.labels import labelled

MARGIN, RADIUS, WIDEST = 8, 8.0, 560


class Banner(QWidget):
    """Some lines of warning on a plate of their own; hidden until it has something to say."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label: QLabel = labelled("", "warning")
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(self._label)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        theme.changed.connect(self.update)

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def say(self, text: str) -> None:
        """Show a text."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.show()
        self.raise_()

    def lie_over(self, place: QRect) -> None:
        """Lie at the top of a place, as high as the text needs, and in its middle."""
        width = min(place.width() - 2 * MARGIN, WIDEST)
        height = self.heightForWidth(width)
        left = place.left() + (place.width() - width) // 2
        self.setGeometry(left, place.top() + MARGIN, width, height)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("warning"), 1))
        painter.setBrush(self._theme.color("raised"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
