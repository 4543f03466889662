"""The results of a page so far: each can be laid into the curves, or removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from gui.widgets.elided import ElidedLabel


class ResultsList(QWidget):
    """A row for each result, the newest first: its name, whether it is shown, and its removal.

    `changed` says that others are shown than before.
    """

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[int, tuple[QWidget, QPushButton, object]] = {}
        self._next = 1
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self.hide()

    @property
    def results(self) -> list[object]:
        """All results, the oldest first."""
        return [result for _, _, result in self._rows.values()]

    @property
    def shown(self) -> list[tuple[int, object]]:
        """Number and result of those that are shown, the oldest first."""
        return [(n, result) for n, (_, button, result) in self._rows.items() if button.isChecked()]

    def add(self, name: str, result: object) -> int:
        """Add a result that is shown; return its number, from 1."""
        number = self._add(name, result, shown=True)
        self.changed.emit()
        return number

    def set_results(self, named: Sequence[tuple[str, object]]) -> None:
        """List other results, the oldest first, each with its name; the last one is shown."""
        for number in tuple(self._rows):
            self._take_row(number)
        self._next = 1
        for place, (name, result) in enumerate(named, 1):
            self._add(name, result, shown=place == len(named))
        self.setVisible(bool(self._rows))
        self.changed.emit()

    def _add(self, name: str, result: object, shown: bool) -> int:
        number = self._next
        self._next += 1
        show = QPushButton(str(number))
        show.setProperty("role", "tab")
        show.setCheckable(True)
        show.setChecked(shown)
        show.setToolTip("Show it in the curves")
        show.setAccessibleName(f"Show result {number}: {name}")
        show.toggled.connect(self.changed)
        remove = QToolButton()
        remove.setText("×")
        remove.setAccessibleName(f"Remove result {number}")
        remove.setToolTip("Remove this result")
        remove.clicked.connect(partial(self.remove, number))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(show)
        layout.addWidget(ElidedLabel(name), 1)
        layout.addWidget(remove)
        self._layout.insertWidget(0, row)
        self._rows[number] = row, show, result
        self.show()
        return number

    @pyqtSlot(int)
    def remove(self, number: int) -> None:
        """Forget a result."""
        self._take_row(number)
        self.setVisible(bool(self._rows))
        self.changed.emit()

    def _take_row(self, number: int) -> None:
        row, _, _ = self._rows.pop(number)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
