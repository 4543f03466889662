"""The arithmetic of a number that stands in no row, on a card that opens beside it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, QPoint, QRect, Qt, pyqtSlot
from PyQt6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent
from PyQt6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from gui.theme import Theme
from gui.widgets.keys import keep_keys

WIDEST = 340
MARGIN = 12
GAP = 4  # between the number and the card
CLOSING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Escape)
PASSED_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class NumberCard(QFrame):
    """Shows arithmetic as rich text; a click elsewhere, Escape, Enter or an arrow key closes it."""

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme = theme
        self._owner = self._anchor = owner  # who gets the focus back, and where the number stands
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.setObjectName("number_card")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN - 4, MARGIN, MARGIN - 4)
        layout.addWidget(self.words)
        self.hide()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def detail(self) -> str:
        """The arithmetic shown last, as rich text."""
        return self.words.text()

    def show_beside(self, widget: QWidget, place: QRect, detail: str) -> None:
        """Open below a place of a widget, in its pixels, or above it where there is no room.

        The card lies over the widget's window and belongs to it from then on.
        """
        window = widget.window()
        if window is None:
            return
        self._owner, self._anchor = QApplication.focusWidget() or widget, widget
        self.setParent(window)
        window.destroyed.connect(self.deleteLater)
        self.words.setText(detail)
        self.setAccessibleName(f"arithmetic: {detail}")
        self.words.setWordWrap(False)
        wide = min(self.words.sizeHint().width(), WIDEST)
        self.words.setWordWrap(True)
        self.words.setFixedSize(wide, max(self.words.heightForWidth(wide), 1))
        self.adjustSize()
        self.move(self._corner(window, widget.mapTo(window, place.topLeft()), place.height()))
        self.show()
        self.raise_()
        self.setFocus()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def _corner(self, window: QWidget, top: QPoint, height: int) -> QPoint:
        """Return where the card's corner stands, for a number at a place in the window."""
        below, above = top.y() + height + GAP, top.y() - self.height() - GAP
        y = below if below + self.height() <= window.height() else max(above, 0)
        return QPoint(max(min(top.x(), window.width() - self.width() - GAP), 0), y)

    @pyqtSlot()
    def _restyle(self) -> None:
        colors = self._theme.colors
        self.setStyleSheet(
            f"#number_card {{ background: {colors.raised}; border: 1px solid {colors.highlight};"
            " border-radius: 4px; }"
        )
        self.words.setFont(self._theme.font(12))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Close at a click beside the card, and once the number isn't seen any more.

        The click goes where it was meant to go.
        """
        if event is not None and event.type() == QEvent.Type.Hide and not self._anchor.isVisible():
            self.hide()
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            place = self.mapFromGlobal(event.globalPosition().toPoint())
            if not self.rect().contains(place):
                self.hide()
        return False

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that close the card from the window's shortcuts."""
        return keep_keys(event, (*CLOSING_KEYS, *PASSED_KEYS)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in CLOSING_KEYS or key in PASSED_KEYS:
            self.hide()
        if key in PASSED_KEYS:
            QApplication.sendEvent(self._owner, event)
        elif key not in CLOSING_KEYS:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        self.hide()

    def hideEvent(self, event: QHideEvent | None) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        if self.hasFocus():
            self._owner.setFocus()
