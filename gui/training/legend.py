"""The legend of a plot: a coloured stroke and a name for each curve."""

from __future__ import annotations

from gui.theme import Theme
from gui.training.curve_style import CurveStyle


def legend_text(title: str, styles: tuple[CurveStyle, ...], theme: Theme) -> str:
    """Return the legend as rich text on one line."""
    muted = theme.colors.text_muted
    parts = [f'<span style="color:{muted}">{title}</span>']
    parts += [legend_entry(style, theme) for style in styles]
    return "&nbsp;&nbsp; ".join(parts)


def legend_entry(style: CurveStyle, theme: Theme) -> str:
    """Return a curve's stroke and name."""
    color = getattr(theme.colors, style.color)
    faint = theme.colors.text_faint
    stroke = "●" if style.width == 0 else "╍" if style.dashed else "━" if style.width > 1 else "─"
    return (
        f'<span style="color:{color}">{stroke}</span> '
        f'<span style="color:{faint}">{style.name}</span>'
    )
