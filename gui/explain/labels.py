"""Labels that several panels of the explanation use."""

from __future__ import annotations

from PyQt6.QtWidgets import QLabel

from gui.widgets.elided import ElidedLabel


def heading(text: str) -> QLabel:
    """Return a small heading that may be cut."""
    label = ElidedLabel(text)
    label.setProperty("role", "heading")
    return label


def words(role: str) -> QLabel:
    """Return an empty label that wraps its words."""
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    return label
