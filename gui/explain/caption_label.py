"""The caption of a step: in full, or its first sentences and the way to the rest.

It is as high as the longest caption of the steps beside it, so that nothing below it moves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil

from PyQt6.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QTextDocument
from PyQt6.QtWidgets import QWidget

from gui.explain.caption_numbers import NUMBER, Detail
from gui.theme import Theme
from gui.widgets.number_card import NumberCard
from gui.widgets.wrapped_label import WrappedLabel

MORE, LESS = "more", "less"
LINK = "number:"  # and its place among the details
ENOUGH = 40  # letters that say what the step is about
MEASURED_KIN = 5  # captions with the most letters: one of them takes the most lines
WORTH_HIDING = 40  # fewer take no more room than the link
SENTENCE_END = re.compile(r"(?<=\.) (?=(?:<[^>]*>)*[A-Z0-9])")
TAG = re.compile(r"<[^>]*>")
JOINER = "\u2060"  # no line may break here


class CaptionLabel(WrappedLabel):
    """Shows rich text; where it is short of room, a link shows or hides all but the beginning.

    Numbers of which the arithmetic is known open it, by a click, or by Tab and Enter.
    """

    followed = pyqtSignal(str)  # a link of the caption itself
    resized = pyqtSignal()  # more or less of it is shown

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._caption = ""
        self._details: Mapping[str, Detail] = {}
        self._kin: tuple[str, ...] = ()
        self._measured = QTextDocument(self)
        self._measured.setDocumentMargin(0)
        self._room: dict[tuple[int, bool, bool, str], int] = {}
        self.card = NumberCard(theme, self)
        self._short = self._unfolded = False
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.linkActivated.connect(self._follow)
        theme.changed.connect(self._write)

    @property
    def caption(self) -> str:
        """The caption in full, as rich text."""
        return self._caption

    @property
    def details(self) -> Mapping[str, Detail]:
        """The arithmetic of numbers, by what is written."""
        return self._details

    def set_caption(self, caption: str, details: Mapping[str, Detail] | None = None) -> None:
        """Show another caption; ``details`` return the arithmetic of numbers in it."""
        details = details or {}
        same = caption == self._caption and details.keys() == self._details.keys()
        self._details = details
        if not same:
            self._caption = caption
            self.card.hide()  # it tells of other numbers
            self._write()

    def set_kin(self, captions: tuple[str, ...]) -> None:
        """Keep room for the longest of these captions, whichever of them is shown."""
        longest = tuple(sorted(captions, key=letters_of, reverse=True)[:MEASURED_KIN])
        if longest != self._kin:
            self._kin = longest
            self._room.clear()
            self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """Return the height of the caption, or of the longest of its kin."""
        return max(super().heightForWidth(width), self._room_for_kin(width))

    def _room_for_kin(self, width: int) -> int:
        """Return the height of the longest of the kin at a width; it is measured once."""
        key = width, self._short, self._unfolded, self.font().key()
        if key not in self._room:
            heights = (self._height_of(self._shown(caption), width) for caption in self._kin)
            self._room[key] = max(heights, default=0)
        return self._room[key]

    def _height_of(self, words: str, width: int) -> int:
        """Return the height of rich text at a width, as the label itself lays it out."""
        self._measured.setDefaultFont(self.font())
        self._measured.setHtml(words)
        self._measured.setTextWidth(width)
        return ceil(self._measured.size().height())

    def set_short(self, short: bool) -> None:
        """Show the beginning alone, until the user asks for the rest; or always everything."""
        if short != self._short:
            self._short = short
            self._write()

    @pyqtSlot()
    def _write(self) -> None:
        words = self._shown(self._caption)
        self._let_links_be_reached("href" in words)
        self.set_words(words)

    def _shown(self, caption: str) -> str:
        """Return a caption as it is shown: with its links, and as much of it as there is room."""
        words = caption
        if self._short and folds(caption):
            shown, name = (caption, LESS) if self._unfolded else (beginning(caption), MORE)
            color = self._theme.colors.text
            words = f'{shown} <a href="{name}" style="color: {color}">{name}</a>'
        words = NUMBER.sub(self._linked, words)
        words = words.replace("\u2032(", f"\u2032{JOINER}(")  # s\u2032(z) is one word
        words = words.replace("z = ", "z\u00a0=\u00a0")
        return in_lines(words.replace("\u2032 = 0", "\u2032\u00a0=\u00a00"))

    def _linked(self, found: re.Match[str]) -> str:
        """Return a number as a link, where its arithmetic is known."""
        number = found.group()
        if number not in self._details:
            return number
        place, color = list(self._details).index(number), self._theme.colors.text
        return f'<a href="{LINK}{place}" style="color: {color}">{number}</a>'

    def _let_links_be_reached(self, linked: bool) -> None:
        """Take part in the tab order only while there is something to follow."""
        flags = Qt.TextInteractionFlag.LinksAccessibleByMouse
        if linked:
            flags |= Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        if flags != self.textInteractionFlags():
            self.setTextInteractionFlags(flags)

    @pyqtSlot(str)
    def _follow(self, link: str) -> None:
        if link.startswith(LINK):
            detail = list(self._details.values())[int(link.removeprefix(LINK))]
            self.card.show_beside(self, self.rect(), detail())
            return
        if link not in (MORE, LESS):
            self.followed.emit(link)
            return
        self._unfolded = link == MORE
        self._write()
        self.resized.emit()


def letters_of(caption: str) -> int:
    """Return how many letters are seen of a caption."""
    return len(TAG.sub("", caption))


def in_lines(words: str) -> str:
    """Return rich text with the distance of lines that captions have."""
    return f'<div style="line-height: 120%">{words}</div>'


def beginning(caption: str) -> str:
    """Return the first sentences of a caption, as many as say what it is about."""
    shown = ""
    for sentence in SENTENCE_END.split(caption):
        shown = f"{shown} {sentence}".strip()
        if letters_of(shown) >= ENOUGH:
            break
    return shown


def folds(caption: str) -> bool:
    """Return whether a caption has an end that is worth hiding; one that offers a way has none."""
    rest = caption[len(beginning(caption)) :]
    return letters_of(rest) >= WORTH_HIDING and "href" not in caption
