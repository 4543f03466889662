"""A card that lies over the whole window for a moment and takes the keys; Escape sends it away."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QWidget

from gui.theme import Theme

RADIUS, SHADE, EDGE = 12.0, 0.55, 16


class Overlay(QWidget):
    """Darkens its parent and shows a card in it; a click beside the card closes it too.

    The widget that had the keyboard before gets it back.
    """

    closed = pyqtSignal()

    def __init__(self, theme: Theme, card: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card = card
        self._before: QWidget | None = None
        card.setParent(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        parent.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    def open(self, focus: QWidget | None = None) -> None:
        """Lie over the parent, and give the keyboard to a widget of the card."""
        if self.isHidden():
            window = self.window()
            self._before = None if window is None else window.focusWidget()
        self._place()
        self.show()
        self.raise_()
        (focus or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def dismiss(self) -> None:
        """Go away."""
        if self.isHidden():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.clearFocus()
        self.closed.emit()

    def card_size(self, room: QSize) -> QSize:
        """Return the size that the card should have in a room."""
        return self._card.sizeHint().boundedTo(room)

    def card_top(self, room: QSize, card: QSize) -> int:
        """Return how far below the room's upper edge the card stands."""
        return (room.height() - card.height()) // 2

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        self.setGeometry(parent.rect())
        room = self.size() - QSize(2 * EDGE, 2 * EDGE)
        size = self.card_size(room)
        left = EDGE + (room.width() - size.width()) // 2
        self._card.setGeometry(left, EDGE + self.card_top(room, size), size.width(), size.height())
        self.update()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Stay as large as the parent."""
        if event is not None and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Keep Tab within: nothing behind the overlay gets the keyboard."""
        return True

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.dismiss()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and not self._card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = self._theme.color("canvas" if self._theme.colors.glows else "text")
        shade.setAlphaF(SHADE if self._theme.colors.glows else SHADE / 2)
        painter.fillRect(self.rect(), shade)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(self._theme.color("panel"))
        rect = QRectF(self._card.geometry()).adjusted(-0.5, -0.5, 0.5, 0.5)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
