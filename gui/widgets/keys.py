"""Keys that a widget uses itself although the window has a shortcut for them."""

from __future__ import annotations

from collections.abc import Container

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent


def keep_keys(event: QEvent | None, keys: Container[Qt.Key]) -> bool:
    """Claim plain keys before a shortcut takes them; return whether this event was such a claim.

    Qt asks the widget in focus by a ShortcutOverride; one that is accepted comes as a key press.
    """
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    if plain and event.key() in keys:
        event.accept()
        return True
    return False
