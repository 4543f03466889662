"""Keys of a keyboard as small plates: how shortcuts are shown."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen

from gui.theme import Theme

HEIGHT, PADDING, GAP, BETWEEN = 20.0, 6.0, 4.0, 12.0
NAMES = {
    "Right": "→",
    "Left": "←",
    "Up": "↑",
    "Down": "↓",
}


def caps_of(keys: str) -> list[str]:
    """Return the keys of a shortcut as Qt writes it: "Ctrl++" is Ctrl and +."""
    parts = keys.split("+")
    caps = [part for part in parts if part]
    if keys.endswith("+"):
        caps.append("+")
    return [NAMES.get(cap, cap) for cap in caps]


def keys_width(shortcuts: tuple[str, ...], theme: Theme) -> float:
    """Return the width that shortcuts take, in pixels."""
    return sum(shortcut_width(keys, theme) for keys in shortcuts) + BETWEEN * max(
        len(shortcuts) - 1, 0
    )


def shortcut_width(keys: str, theme: Theme) -> float:
    """Return the width of one shortcut's keys, in pixels."""
    caps = caps_of(keys)
    return sum(cap_width(cap, theme) for cap in caps) + GAP * (len(caps) - 1)


def cap_width(cap: str, theme: Theme) -> float:
    """Return the width of one key, at least as wide as high."""
    advance = QFontMetricsF(theme.font(11)).horizontalAdvance(cap)
    return max(round(advance + 2 * PADDING), HEIGHT)


def draw_keys(
    painter: QPainter, left: float, middle: float, shortcuts: tuple[str, ...], theme: Theme
) -> None:
    """Draw shortcuts side by side from a left edge on, about a middle line."""
    painter.setFont(theme.font(11))
    for keys in shortcuts:
        for cap in caps_of(keys):
            rect = QRectF(left, middle - HEIGHT / 2, cap_width(cap, theme), HEIGHT)
            draw_cap(painter, rect, cap, theme)
            left = rect.right() + GAP
        left += BETWEEN - GAP


def draw_cap(painter: QPainter, rect: QRectF, cap: str, theme: Theme) -> None:
    """Draw one key."""
    painter.setPen(QPen(theme.color("line"), 1))
    painter.setBrush(theme.color("canvas"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(theme.color("text_muted"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, cap)
