"""The command palette: everything the user can do, found by typing a few letters of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PyQt6.QtCore import QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.theme import Theme
from gui.widgets.command_list import ROW, Command, CommandList
from gui.widgets.finding import find
from gui.widgets.overlay import Overlay

WIDTH, MOST_ROWS, LONGEST = 560, 10, 60
NOTHING = "Nothing is called that."


class CommandField(QLineEdit):
    """A field whose keys up, down, page and Enter move and choose in a list."""

    moved = pyqtSignal(int)  # by so many rows
    entered = pyqtSignal()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        moves = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: MOST_ROWS - 1,
            Qt.Key.Key_PageUp: 1 - MOST_ROWS,
        }
        if event.key() in moves:
            self.moved.emit(moves[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the overlay closes
        else:
            super().keyPressEvent(event)


class CommandPalette(Overlay):
    """Lists commands that answer to what is typed; tells the name of the one that is chosen."""

    chosen = pyqtSignal(str)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        question: str = "What would you like to do?",
        nothing: str = NOTHING,
    ) -> None:
        card = QWidget()
        super().__init__(theme, card, parent)
        self._all: tuple[Command, ...] = ()
        self.field = CommandField()
        self.list = CommandList(theme)
        self.nothing = QLabel(nothing)
        self._lay_out(card, question)
        self.field.textChanged.connect(self._filter)
        self.field.moved.connect(self._move)
        self.field.entered.connect(self._enter)
        self.list.clicked.connect(self._click)

    def offer(self, commands: Sequence[Command], current: int = 0) -> None:
        """Open with these commands, all of them listed, at one of them."""
        self._all = tuple(commands)
        self.field.clear()
        self._filter("")
        self.open(self.field)
        self.list.choose(current)

    def _lay_out(self, card: QWidget, question: str) -> None:
        self.field.setPlaceholderText(question)
        self.field.setAccessibleName("command")
        self.field.setMaxLength(LONGEST)
        self.field.setStyleSheet("font-size: 15px; padding: 8px 12px; border-radius: 8px;")
        self.nothing.setProperty("role", "faint")
        self.nothing.setContentsMargins(20, 8, 20, 8)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(0, 12, 0, 8)
        layout.setSpacing(8)
        row = QVBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.field)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.nothing)

    def card_size(self, room: QSize) -> QSize:
        """Return a size with room for some commands, or for all that are left."""
        rows = min(len(self.list.commands), MOST_ROWS)
        above = self.field.sizeHint().height() + 28
        height = above + (round(rows * ROW) if rows else self.nothing.sizeHint().height())
        return QSize(WIDTH, height).boundedTo(room)

    def card_top(self, room: QSize, card: QSize) -> int:
        """Return a place in the upper part of the window that doesn't change with the list."""
        fullest = self.field.sizeHint().height() + 28 + round(MOST_ROWS * ROW)
        return max(min(room.height() // 8, room.height() - fullest), 0)

    @pyqtSlot(str)
    def _filter(self, typed: str) -> None:
        """List what answers to the letters, the best first."""
        answers = [(find(typed, each.title), each) for each in self._all]
        found = [(answer, each) for answer, each in answers if answer is not None]
        found.sort(key=lambda pair: pair[0].rank if typed.strip() else (0, 0))
        self.list.set_commands([replace(each, places=answer.places) for answer, each in found])
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._place()

    @pyqtSlot(int)
    def _move(self, rows: int) -> None:
        """Go up or down; beyond an end one comes to the other, step by step."""
        count = max(len(self.list.commands), 1)
        step = abs(rows) == 1
        self.list.choose((self.list.current + rows) % count if step else self.list.current + rows)

    @pyqtSlot()
    def _enter(self) -> None:
        if self.list.commands:
            self._click(self.list.current)

    @pyqtSlot(int)
    def _click(self, index: int) -> None:
        """Go away first: what is chosen may open something of its own."""
        name = self.list.commands[index].name
        self.dismiss()
        self.chosen.emit(name)
