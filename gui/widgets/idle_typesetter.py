"""Formulas that will be needed, set one by one while the window has nothing else to do."""

from __future__ import annotations

from collections.abc import Iterable

from PyQt6.QtCore import QObject, QTimer, pyqtSlot

from gui.widgets.typesetting import is_ready, typeset

PAUSE = 60  # milliseconds between two lines: a line takes about 30, a frame must fit between


class IdleTypesetter(QObject):
    """Sets lines of LaTeX ahead of time, so that a step shows its formula at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._set_one)

    @property
    def waiting(self) -> int:
        """The number of lines not yet set."""
        return len(self._lines)

    def add(self, formulas: Iterable[str]) -> None:
        """Have formulas set, each a line of LaTeX or several."""
        lines = [line for formula in formulas for line in formula.split("\n")]
        self._lines = list(dict.fromkeys([*self._lines, *lines]))
        self._timer.start()

    @pyqtSlot()
    def _set_one(self) -> None:
        """Set a line, once the first formula has been asked for by who shows it."""
        if not is_ready():
            return
        if self._lines:
            typeset(self._lines.pop(0))
        if not self._lines:
            self._timer.stop()
