"""A message that lies over other widgets, so that nothing moves when it comes and goes."""

from __future__ import annotations

from PyQt6.QtCore import QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import Theme
from gui.training.labels import labelled, set_look, small_button

MARGIN, RADIUS, WIDEST = 8, 8.0, 560
BORDERS = {"warning": "warning", "good": "good", "": "outline"}


class Banner(QWidget):
    """Some lines on a plate of their own, and what can be done; hidden until there is something.

    It says one thing at a time: whoever speaks later replaces what was said.
    """

    offer_taken = pyqtSignal()  # the button was pressed
    dismissed = pyqtSignal()  # the user has sent it away

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._role = "warning"
        self._place = QRect()
        self._label: QLabel = labelled("", "warning")
        self._label.setWordWrap(True)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.offer = QPushButton()
        self.offer.setStyleSheet("padding: 3px 10px")
        self.close_button = small_button("×", "Send this message away")
        self._lay_out()
        self.offer.clicked.connect(self.offer_taken)
        self.close_button.clicked.connect(self._dismiss)
        self.hide()
        theme.changed.connect(self.update)

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    @property
    def role(self) -> str:
        """How it looks: "warning", "good", or neither."""
        return self._role

    def say(self, text: str, role: str = "warning", offer: str = "") -> None:
        """Show a text in the look of a role, and a button with the words of an offer."""
        self._role = role
        set_look(self._label, "role", role)
        self._label.setText(text)
        self.setAccessibleName(text)
        self.offer.setText(offer)
        self.offer.setVisible(bool(offer))
        self.show()
        self.raise_()
        self.lie_over(self._place)
        self.update()

    def lie_over(self, place: QRect) -> None:
        """Lie at the top of a place, as high as the text needs, and in its middle."""
        self._place = place
        width = min(place.width() - 2 * MARGIN, WIDEST)
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
        height = self.heightForWidth(width)
        left = place.left() + (place.width() - width) // 2
        self.setGeometry(left, place.top() + MARGIN, width, height)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._label, 1)
        first.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(first)
        layout.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        for button in (self.offer, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color(BORDERS[self._role]), 1))
        painter.setBrush(self._theme.color("raised"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
