"""The card beside the pointer: what is pointed at, on screen as a table, for readers as a text."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QLabel, QWidget

from gui.network_view.inspection import Inspection
from gui.theme import Theme

PADDING = 12.0
ABOVE = 8.0  # the title, and below the last row
LINE = 20.0
GAP = 20.0  # between the words and the numbers
AWAY = 16.0  # from the pointer
EDGE = 4.0  # from the view's edge
LEAST = 120.0
ARROW = "  →  "
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class HoverCard(QLabel):
    """A label that holds what is pointed at as plain text, and paints it as a card.

    It never takes the pointer from the view below it.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card: Inspection | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName("what is pointed at")
        self.hide()

    @property
    def card(self) -> Inspection | None:
        """What it says; None while it is hidden."""
        return self._card

    def show_card(self, card: Inspection | None, pointer: QPointF, bounds: QRectF) -> None:
        """Say something, beside the pointer and within the bounds; None hides the card."""
        if card != self._card:
            self._card = card
            self.setText("" if card is None else card.aloud)
            self.setAccessibleName(self.text() or "what is pointed at")
            self.update()
        if card is not None:
            self.setGeometry(card_box(self._theme, card, pointer, bounds).toRect())
        self.setVisible(card is not None)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        if self._card is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_card(painter, self._theme, self._card, QRectF(self.rect()))


def draw_card(painter: QPainter, theme: Theme, card: Inspection, box: QRectF) -> None:
    """Draw a card that fills a box."""
    painter.setPen(QPen(theme.color("line"), 1))
    painter.setBrush(theme.color("raised", 0.96))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    width = box.width() - 2 * PADDING
    line = QRectF(box.left() + PADDING, box.top() + ABOVE, width, LINE)
    painter.setPen(theme.color("text"))
    for title in title_lines(theme, card, width):
        painter.setFont(_title_font(theme))
        painter.drawText(line, _LEFT, _elided(_title_font(theme), title, width))
        line = line.translated(0, LINE)
    font = theme.font(12)
    painter.setFont(font)
    for word, number in card.rows:
        room = width - QFontMetricsF(font).horizontalAdvance(number) - PADDING / 2
        painter.setPen(theme.color("text_muted"))
        painter.drawText(line, _LEFT, _elided(font, word, room))
        painter.setPen(theme.color("text"))
        painter.drawText(line, _RIGHT, number)
        line = line.translated(0, LINE)


def card_box(theme: Theme, card: Inspection, pointer: QPointF, bounds: QRectF) -> QRectF:
    """Return where the card stands: right of and below the pointer, or left or above.

    It lies in whole pixels within the bounds, and only over the pointer where they are too small.
    """
    rows = QFontMetricsF(theme.font(12))
    widths = [
        rows.horizontalAdvance(word) + GAP + rows.horizontalAdvance(n) for word, n in card.rows
    ]
    most = bounds.width() - 2 * EDGE
    inner = max(_title_width(theme, card.title), *widths, LEAST)
    if inner + 2 * PADDING > most:
        parts = [_title_width(theme, part) for part in _parts(card.title)]
        inner = max(*parts, *widths, LEAST)
    width = min(float(round(inner + 2 * PADDING) + 1), most)
    lines = len(title_lines(theme, card, width - 2 * PADDING)) + len(card.rows)
    height = min(LINE * lines + 2 * ABOVE, bounds.height() - 2 * EDGE)
    left = _beside(pointer.x(), width, bounds.left() + EDGE, bounds.right() - EDGE)
    top = _beside(pointer.y(), height, bounds.top() + EDGE, bounds.bottom() - EDGE)
    return QRectF(left, top, width, height)


def title_lines(theme: Theme, card: Inspection, width: float) -> list[str]:
    """Return the title in one line, or a connection's in two where it is too long for a width."""
    fits = _title_width(theme, card.title) <= width
    return [card.title] if fits else _parts(card.title)


def _beside(pointer: float, length: float, first: float, last: float) -> float:
    """Return where a length begins: behind the pointer, before it, or where there is room."""
    start = round(pointer + AWAY)
    if start + length > last:
        start = round(pointer - AWAY - length)
    if start < first:
        start = round(pointer + AWAY)
    return max(min(start, float(int(last - length))), first)


def _parts(title: str) -> list[str]:
    """Return the ends of a connection apart, the arrow before the second one."""
    source, arrow, target = title.partition(ARROW)
    return [source, f"{arrow.strip()} {target}"] if arrow else [title]


def _title_font(theme: Theme) -> QFont:
    return theme.font(12, QFont.Weight.DemiBold)


def _title_width(theme: Theme, title: str) -> float:
    return QFontMetricsF(_title_font(theme)).horizontalAdvance(title)


def _elided(font: QFont, text: str, width: float) -> str:
    """Return a text cut to a width, with an ellipsis, where it is too long."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width + 0.5)
