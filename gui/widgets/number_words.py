"""Words whose numbers open their arithmetic: by a click, or by Tab and Enter."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PyQt6.QtCore import Qt, pyqtSlot
from PyQt6.QtGui import QFocusEvent
from PyQt6.QtWidgets import QLabel, QWidget

from gui.theme import Theme
from gui.widgets.number_card import NumberCard

TAB, BACK = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
LINK = re.compile(r"\[\[(.+?)\|(.+?)\]\]")


def without_links(words: str) -> str:
    """Return words with the numbers that are links as plain numbers."""
    return LINK.sub(r"\2", words)


class NumberWords(QLabel):
    """Shows words that wrap; a number written [[key|12]] in them opens the arithmetic of key."""

    def __init__(self, theme: Theme, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._source = ""
        self._details: dict[str, str] = {}
        self.card = NumberCard(theme, self)
        self.setWordWrap(True)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.linkActivated.connect(self.open_number)
        theme.changed.connect(self._write)

    @property
    def plain(self) -> str:
        """The words without their links."""
        return without_links(self._source)

    @property
    def details(self) -> Mapping[str, str]:
        """The arithmetic of each number, by its key, as rich text."""
        return self._details

    def set_words(self, words: str, details: Mapping[str, str]) -> None:
        """Show words, with the arithmetic of the numbers that are links in them."""
        if dict(details) != self._details:
            self.card.hide()  # it tells of other numbers
        self._source, self._details = words, dict(details)
        self._write()

    @pyqtSlot(str)
    def open_number(self, key: str) -> None:
        """Open the arithmetic of a number."""
        if key in self._details:
            self.card.show_beside(self, self.rect(), self._details[key])

    @pyqtSlot()
    def _write(self) -> None:
        color = self._theme.colors.text
        link = rf'<a href="\1" style="color: {color}; text-decoration: underline">\2</a>'
        links = LINK.search(self._source) is not None
        self.setText(LINK.sub(link, self._source))
        policy = Qt.FocusPolicy.StrongFocus if links else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        self.setAccessibleName(self.plain)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Go to the first number by Tab, or to the last one by Shift and Tab."""
        super().focusInEvent(event)
        reason = None if event is None else event.reason()
        if reason in (TAB, BACK):
            self.focusNextPrevChild(reason == TAB)
