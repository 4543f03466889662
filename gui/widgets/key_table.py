"""All shortcuts as a sheet: blocks of lines under headings, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.keycaps import draw_keys, keys_width

HEADING, LINE, BLOCK_GAP = 32.0, 26.0, 16.0
COLUMN, LEAST_COLUMN, COLUMN_GAP, MARGIN = 348.0, 288.0, 24.0, 24.0
MOST_COLUMNS = 4


@dataclass(frozen=True)
class KeyBlock:
    """Some lines under a heading: what is done, and the shortcuts that do it."""

    heading: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def height(self) -> float:
        """How high it is, in pixels."""
        return HEADING + LINE * len(self.lines)


def columns_of(blocks: Sequence[KeyBlock], count: int) -> list[list[KeyBlock]]:
    """Return the blocks in their order in so many columns, the highest as low as possible."""
    heights = [block.height + BLOCK_GAP for block in blocks]
    limits = sorted(
        sum(heights[i:j]) for i in range(len(blocks)) for j in range(i + 1, len(blocks) + 1)
    )
    for limit in limits:
        columns = filled(blocks, limit)
        if len(columns) <= count and all(block.height + BLOCK_GAP <= limit for block in blocks):
            return columns
    return []


def filled(blocks: Sequence[KeyBlock], limit: float) -> list[list[KeyBlock]]:
    """Return the blocks in columns, each filled up to a height."""
    columns: list[list[KeyBlock]] = []
    room = 0.0
    for block in blocks:
        needed = block.height + BLOCK_GAP
        if not columns or needed > room:
            columns.append([])
            room = limit
        columns[-1].append(block)
        room -= needed
    return columns


class KeyTable(QWidget):
    """Draws the blocks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.blocks: tuple[KeyBlock, ...] = ()
        theme.changed.connect(self.update)

    def set_blocks(self, blocks: Sequence[KeyBlock]) -> None:
        """Show other shortcuts."""
        self.blocks = tuple(blocks)
        spoken = "; ".join(
            f"{words}: {' or '.join(keys)}" for block in blocks for words, keys in block.lines
        )
        self.setAccessibleName("keyboard shortcuts")
        self.setAccessibleDescription(spoken)
        self.updateGeometry()
        self.update()

    def size_for(self, width: int) -> QSize:
        """Return the size that it takes in a width: as many columns as fit."""
        count = self._count(width)
        columns = columns_of(self.blocks, count)
        highest = max((sum(b.height + BLOCK_GAP for b in column) for column in columns), default=0)
        wide = len(columns) * COLUMN + max(len(columns) - 1, 0) * COLUMN_GAP + 2 * MARGIN
        return QSize(min(round(wide), width), round(highest - BLOCK_GAP + 2 * MARGIN))

    def _count(self, width: int) -> int:
        room = width - 2 * MARGIN + COLUMN_GAP
        return min(max(int(room // (LEAST_COLUMN + COLUMN_GAP)), 1), MOST_COLUMNS)

    def sizeHint(self) -> QSize:
        return self.size_for(round(3 * COLUMN + 2 * COLUMN_GAP + 2 * MARGIN))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = columns_of(self.blocks, self._count(self.width()))
        room = self.width() - 2 * MARGIN + COLUMN_GAP
        width = min(COLUMN, room / max(len(columns), 1) - COLUMN_GAP)
        for place, column in enumerate(columns):
            left, top = MARGIN + place * (width + COLUMN_GAP), MARGIN
            for block in column:
                rect = QRectF(left, top, width, block.height)
                draw_block(painter, rect, block, self._theme)
                top += block.height + BLOCK_GAP


def draw_block(painter: QPainter, rect: QRectF, block: KeyBlock, theme: Theme) -> None:
    """Draw a heading, a hairline, and the lines below it."""
    heading = theme.font(11, QFont.Weight.DemiBold)
    heading.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
    painter.setFont(heading)
    painter.setPen(theme.color("text_muted"))
    top = QRectF(rect.left(), rect.top(), rect.width(), HEADING - 8)
    painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, block.heading.upper())
    painter.fillRect(QRectF(rect.left(), top.bottom(), rect.width(), 1), theme.color("line"))
    for place, (words, keys) in enumerate(block.lines):
        line = QRectF(rect.left(), rect.top() + HEADING + place * LINE, rect.width(), LINE)
        draw_line(painter, line, words, keys, theme)


def draw_line(
    painter: QPainter, rect: QRectF, words: str, keys: tuple[str, ...], theme: Theme
) -> None:
    """Draw what is done, at the left, and its keys, at the right."""
    left = rect.right() - keys_width(keys, theme)
    font = theme.font(13)
    room = left - rect.left() - 8
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
    draw_keys(painter, left, rect.center().y(), keys, theme)
