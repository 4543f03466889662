"""Labels and small buttons of this folder's panels, and how a style-sheet property is changed."""

from __future__ import annotations

from PyQt6.QtWidgets import QLabel, QToolButton, QWidget


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


def small_button(text: str, spoken: str) -> QToolButton:
    """Return a button that fits into the header of a card or a block."""
    button = QToolButton()
    button.setText(text)
    button.setToolTip(spoken)
    button.setAccessibleName(spoken)
    button.setStyleSheet("QToolButton { padding: 0 6px; min-height: 16px; font-size: 11px; }")
    return button
