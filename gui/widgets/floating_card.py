"""A card that lies over the window until it is sent away; nothing waits for it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPoint, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QToolButton, QWidget

from gui.theme import Theme
from gui.widgets.card import Card

EDGE = 8  # pixels between the card and the window's edges
LOOK = "QToolButton { padding: 0 6px; min-height: 16px; font-size: 11px; }"


class FloatingCard(Card):
    """Opens near a place of the window, and goes by Escape, its button, or another window size."""

    closed = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, margin=16, parent=parent)
        self.close_button = QToolButton(self)
        self.close_button.setText("×")
        self.close_button.setToolTip("Close (Esc)")
        self.close_button.setAccessibleName("Close (Esc)")
        self.close_button.setStyleSheet(LOOK)
        self.close_button.clicked.connect(self.dismiss)
        self.hide()

    def first_field(self) -> QWidget:
        """Return what takes the keyboard when the card opens."""
        return self.close_button

    def open_at(self, window: QWidget, corner: QPoint) -> None:
        """Lie in a window with the lower left corner at a point of it, or as near as there is room.

        The keyboard goes to the first field.
        """
        self.setParent(window)
        window.installEventFilter(self)
        self.adjustSize()
        left = min(max(EDGE, corner.x()), window.width() - self.width() - EDGE)
        top = min(max(EDGE, corner.y() - self.height()), window.height() - self.height() - EDGE)
        self.move(left, top)
        self.show()
        self.raise_()
        self.first_field().setFocus(Qt.FocusReason.PopupFocusReason)

    @pyqtSlot()
    def dismiss(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Go away where the window takes another size: its place is no longer there."""
        if event is not None and event.type() == QEvent.Type.Resize and watched is self.parent():
            self.dismiss()
        return False

    def resizeEvent(self, event: object) -> None:
        self.close_button.adjustSize()
        self.close_button.move(self.width() - self.close_button.width() - 8, 8)
        self.close_button.raise_()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is not None and event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event is not None:
            event.ignore()
