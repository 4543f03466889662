"""Connects the run's history: buttons, curves and keys that lead to other steps."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from gui.program.parts import Parts


class HistoryWiring(QObject):
    """Brings what the user can do to the history to whoever does it."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        actions, history = parts.actions, parts.history
        actions["train_back"].triggered.connect(history.step_back)
        actions["train_to_end"].triggered.connect(history.to_end)
