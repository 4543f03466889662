"""A list of commands: what each does, where it stands in the menus, which keys do the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PyQt6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.keycaps import draw_keys, keys_width

ROW, INSET, GAP = 36.0, 16.0, 12.0


@dataclass(frozen=True)
class Command:
    """One line of the list.

    places : the letters of the title to set off, by index
    """

    name: str
    title: str
    menu: str
    keys: tuple[str, ...] = ()
    checked: bool = False
    places: frozenset[int] = field(default_factory=frozenset)


class CommandList(QWidget):
    """Shows commands, of which one is current; what doesn't fit is scrolled to."""

    clicked = pyqtSignal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.commands: tuple[Command, ...] = ()
        self.current = 0
        self._top_row = 0
        self.setMouseTracking(True)
        self.setAccessibleName("commands")
        theme.changed.connect(self.update)

    @property
    def rows_shown(self) -> int:
        """How many whole rows there is room for."""
        return max(int(self.height() // ROW), 1)

    @property
    def first_shown(self) -> int:
        """The index of the row at the upper edge."""
        return self._top_row

    def set_commands(self, commands: Sequence[Command]) -> None:
        """Show other commands; the first of them is current."""
        self.commands = tuple(commands)
        self._top_row = 0
        self.choose(0)

    def choose(self, index: int) -> None:
        """Make a command current, and bring it in view."""
        last = max(len(self.commands) - 1, 0)
        self.current = min(max(index, 0), last)
        lowest = self.current - self.rows_shown + 1
        self._top_row = min(max(self._top_row, lowest), self.current)
        if self.commands:
            command = self.commands[self.current]
            self.setAccessibleDescription(", ".join((command.title, *command.keys)))
        self.update()

    def row_at(self, y: float) -> int | None:
        """Return the index of the command at a height."""
        index = self._top_row + int(y // ROW)
        return index if 0 <= index < len(self.commands) else None

    def sizeHint(self) -> QSize:
        return QSize(480, round(len(self.commands) * ROW))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        index = None if event is None else self.row_at(event.position().y())
        if index is not None and index < self._top_row + self.rows_shown:
            self.choose(index)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        index = None if event is None else self.row_at(event.position().y())
        if index is not None:
            self.clicked.emit(index)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is not None and event.angleDelta().y():
            self.choose(self.current + (-1 if event.angleDelta().y() > 0 else 1))
            event.accept()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.commands[self._top_row : self._top_row + self.rows_shown]
        for place, command in enumerate(shown):
            rect = QRectF(0, place * ROW, self.width(), ROW)
            current = self._top_row + place == self.current
            draw_command(painter, rect, command, self._theme, current)


def draw_command(
    painter: QPainter, rect: QRectF, command: Command, theme: Theme, current: bool
) -> None:
    """Draw a command's line: a plate where it is current, its title, its menu, its keys."""
    if current:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("raised_hover"))
        painter.drawRoundedRect(rect.adjusted(8, 1, -8, -1), 6, 6)
        painter.setBrush(theme.color("positive"))
        painter.drawRoundedRect(
            QRectF(rect.left() + 8, rect.top() + 10, 3, rect.height() - 20), 1.5, 1.5
        )
    keys_left = rect.right() - INSET - keys_width(command.keys, theme)
    end = draw_title(painter, rect.adjusted(INSET + 4, 0, 0, 0), command, theme)
    room = QRectF(end + GAP, rect.top(), max(keys_left - end - 2 * GAP, 0), rect.height())
    words = f"{command.menu}  ✓" if command.checked else command.menu
    painter.setFont(theme.font(12))
    painter.setPen(theme.color("text_faint"))
    fitting = QFontMetricsF(theme.font(12)).horizontalAdvance(words) <= room.width()
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words if fitting else "")
    draw_keys(painter, keys_left, rect.center().y(), command.keys, theme)


def draw_title(painter: QPainter, rect: QRectF, command: Command, theme: Theme) -> float:
    """Draw a title, the letters that answer to what was typed set off; return where it ends."""
    plain, strong = theme.font(13), theme.font(13, QFont.Weight.Bold)
    metrics = QFontMetricsF(plain)
    baseline = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
    x = rect.left()
    for text, found in runs(command.title, command.places):
        font = strong if found else plain
        painter.setFont(font)
        painter.setPen(theme.color("positive" if found else "text"))
        painter.drawText(QPointF(x, baseline), text)
        x += QFontMetricsF(font).horizontalAdvance(text)
    return x


def runs(text: str, places: frozenset[int]) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether its letters are among the places."""
    pieces: list[tuple[str, bool]] = []
    for index, letter in enumerate(text):
        found = index in places
        if pieces and pieces[-1][1] == found:
            pieces[-1] = (pieces[-1][0] + letter, found)
        else:
            pieces.append((letter, found))
    return pieces
