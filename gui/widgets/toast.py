"""A few words over the window's lower edge that go away by themselves and move nothing."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtWidgets import QLabel, QWidget

from gui.timers import single_shot

SHOWN_MILLISECONDS = 6000
MILLISECONDS_A_LETTER = 70  # a long text stays until it can have been read
ABOVE_EDGE = 20
WIDEST, MARGIN = 640, 16  # wider texts wrap


class Toast(QLabel):
    """Shows one text at a time in the middle above its parent's lower edge."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._timer = single_shot(self, SHOWN_MILLISECONDS, self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str) -> None:
        """Show a text for some seconds."""
        self.setText(text)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(max(SHOWN_MILLISECONDS, MILLISECONDS_A_LETTER * len(text)))

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self._fit(min(WIDEST, parent.width() - 2 * MARGIN))
            left = (parent.width() - self.width()) // 2
            self.move(max(left, 0), parent.height() - self.height() - ABOVE_EDGE)

    def _fit(self, widest: int) -> None:
        """Take one line, or as many as a text needs that is wider than that."""
        self.setWordWrap(False)
        size = self.sizeHint()
        if size.width() > widest:
            self.setWordWrap(True)
            size.setWidth(widest)
            size.setHeight(self.heightForWidth(widest))
        self.resize(size)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is not None and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
