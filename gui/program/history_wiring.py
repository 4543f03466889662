"""Connects the run's history: buttons, curves and keys that lead to other steps."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject

from core.training.history import MEMORY
from gui.actions import HISTORY_SIZES
from gui.program.parts import Parts

MEGABYTE = 1_000_000


class HistoryWiring(QObject):
    """Brings what the user can do to the history to whoever does it."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        actions, history = parts.actions, parts.history
        actions["train_back"].triggered.connect(history.step_back)
        actions["train_to_end"].triggered.connect(history.to_end)
        for size in HISTORY_SIZES:
            action = actions[f"history_{size}"]
            action.setChecked(size * MEGABYTE == MEMORY)
            action.triggered.connect(partial(self._set_memory, size * MEGABYTE))
        self._trainer = parts.trainer

    def _set_memory(self, memory: int, _checked: bool = False) -> None:
        self._trainer.set_history_memory(memory)
