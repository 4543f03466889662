"""Keys that a widget uses itself although the window has a shortcut for them."""

from __future__ import annotations

from collections.abc import Container

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QWidget

BUTTON_KEYS = (Qt.Key.Key_Space,)
SLIDER_KEYS = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
CHOICE_KEYS = (*SLIDER_KEYS, Qt.Key.Key_Space)


def keys_of(widget: QWidget | None) -> Container[Qt.Key]:
    """Return the keys by which one of Qt's own widgets is used while it has the focus."""
    if isinstance(widget, QAbstractButton):
        return BUTTON_KEYS
    if isinstance(widget, QAbstractSlider):
        return SLIDER_KEYS
    return CHOICE_KEYS if isinstance(widget, QComboBox) else ()


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


def leave_keys(widget: QWidget) -> None:
    """Let clicks on a widget's buttons leave the keys to the window; Tab still reaches them."""
    for button in widget.findChildren(QAbstractButton):
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
