"""Labels of this folder's panels, by role, and the way a style-sheet property is changed."""

from __future__ import annotations

from PyQt6.QtWidgets import QLabel, QWidget


def heading(text: str) -> QLabel:
    """Return the heading of a block."""
    return labelled(text, "heading")


def muted_label(text: str) -> QLabel:
    """Return the name of a value or a field."""
    return labelled(text, "muted")


def labelled(text: str, role: str) -> QLabel:
    """Return a label of a role that the theme knows."""
    label = QLabel(text)
    label.setProperty("role", role)
    return label


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet reads, and let it be read again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    if style is not None:
        style.unpolish(widget)
        style.polish(widget)
