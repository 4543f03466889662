"""The keyboard sheet: every shortcut of the program at one glance."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.theme import Theme
from gui.widgets.key_table import KeyBlock, KeyTable
from gui.widgets.overlay import Overlay


class KeyboardSheet(Overlay):
    """Shows the shortcuts until Escape, Enter or a click; up and down scroll where it is low."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        card = QWidget()
        super().__init__(theme, card, parent)
        self.table = KeyTable(theme)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.table)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self._area)

    def show_blocks(self, blocks: Sequence[KeyBlock]) -> None:
        """Open with these shortcuts."""
        self.table.set_blocks(blocks)
        self.open()

    def card_size(self, room: QSize) -> QSize:
        """Return the size of the table, or as much of it as there is room for."""
        size = self.table.size_for(room.width() - 8)
        self.table.setMinimumHeight(size.height())
        return QSize(size.width() + 8, size.height() + 8).boundedTo(room)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        bar = self._area.verticalScrollBar()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and bar is not None:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())] * 2 * bar.singleStep())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.dismiss()
        else:
            super().keyPressEvent(event)
