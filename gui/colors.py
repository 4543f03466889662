"""The colours of each mode, named by what they mean."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Colors:
    """The colours of one mode, named by what they mean, as #rrggbb."""

    canvas: str  # behind the network and the curves
    panel: str  # behind everything else
    raised: str  # buttons, fields, cards
    raised_hover: str
    line: str  # borders and separators
    text: str
    text_muted: str  # second to text: labels of values
    text_faint: str  # hints; still readable
    positive: str
    negative: str
    activation: str  # a neuron with activation 1
    quiet: str  # a neuron with activation 0
    outline: str  # round a neuron
    highlight: str  # the thing in focus, the labelled digit
    primary: str  # the main button, the chosen tab
    primary_text: str
    accuracy: str  # the curve of accuracy
    good: str  # a check that agrees
    warning: str
    glows: bool  # connections are light on dark, or ink on white


DARK = Colors(
    canvas="#0b0e14",
    panel="#11161f",
    raised="#1a212d",
    raised_hover="#232c3b",
    line="#252e3b",
    text="#e8edf4",
    text_muted="#a9b4c2",
    text_faint="#7d8998",
    positive="#4da3ff",
    negative="#ff9838",
    activation="#ffffff",
    quiet="#10141b",
    outline="#9fb4cc",
    highlight="#ffe066",
    primary="#1f5fbf",
    primary_text="#ffffff",
    accuracy="#ffd75e",
    good="#62d6a4",
    warning="#ff7a7a",
    glows=True,
)

LIGHT = Colors(
    canvas="#ffffff",
    panel="#f4f6f9",
    raised="#ffffff",
    raised_hover="#e9eef5",
    line="#d5dce5",
    text="#161b22",
    text_muted="#475364",
    text_faint="#667385",
    positive="#0b63ce",
    negative="#c75500",
    activation="#10151c",
    quiet="#ffffff",
    outline="#5b6b7e",
    highlight="#a0007a",
    primary="#1a5fc4",
    primary_text="#ffffff",
    accuracy="#a86b00",
    good="#0f7a4d",
    warning="#c62828",
    glows=False,
)

PRINT = Colors(
    **{
        **{field.name: getattr(LIGHT, field.name) for field in fields(Colors)},
        "panel": "#ffffff",
        "raised_hover": "#ffffff",
        "line": "#b4bcc6",
        "text_muted": "#333c47",
        "text_faint": "#4c5764",
    }
)
