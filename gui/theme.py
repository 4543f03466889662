"""Colours by meaning, fonts and the style sheet: how everything in the window looks.

A widget that paints itself takes the `Theme`, reads `theme.colors` when it paints and repaints
when `theme.changed` is emitted.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum
from pathlib import Path
from typing import cast

from PyQt6.QtCore import QObject, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PyQt6.QtWidgets import QApplication

FONT_FOLDER = Path(__file__).parent.parent / "resources" / "fonts"
GRID = 4


class Mode(Enum):
    """Which colours are used."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"
    PRINT = "print"


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

PALETTES = {Mode.DARK: DARK, Mode.LIGHT: LIGHT, Mode.PRINT: PRINT}


class Theme(QObject):
    """The look of the program: which colours, which fonts."""

    changed = pyqtSignal()

    def __init__(self, mode: Mode = Mode.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self.family = load_fonts()
        hints = QGuiApplication.styleHints()
        if hints is not None:
            hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def mode(self) -> Mode:
        """What was asked for, the system's choice included."""
        return self._mode

    @property
    def shown_mode(self) -> Mode:
        """What is shown: dark, unless light is asked for or the system says light."""
        if self._mode is not Mode.SYSTEM:
            return self._mode
        hints = QGuiApplication.styleHints()
        light = hints is not None and hints.colorScheme() == Qt.ColorScheme.Light
        offscreen = QGuiApplication.platformName() == "offscreen"
        return Mode.LIGHT if light and not offscreen else Mode.DARK

    @property
    def colors(self) -> Colors:
        """The colours shown now."""
        return PALETTES[self.shown_mode]

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """Return the colour of a meaning, with an opacity between 0 and 1."""
        color = QColor(getattr(self.colors, name))
        color.setAlphaF(alpha)
        return color

    def font(self, pixels: float = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the text font, with figures of equal width."""
        font = QFont(self.family)
        font.setPixelSize(round(pixels))
        font.setWeight(weight)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def set_mode(self, mode: Mode) -> None:
        """Show other colours, everywhere and at once."""
        if mode is self._mode:
            return
        self._mode = mode
        self.apply()

    def apply(self) -> None:
        """Put palette, font and style sheet on the application, and tell who paints by hand."""
        app = cast("QApplication | None", QApplication.instance())
        if app is None:
            return
        app.setStyle("Fusion")
        app.setFont(self.font())
        app.setPalette(qt_palette(self.colors))
        app.setStyleSheet(style_sheet(self.colors))
        self.changed.emit()

    @pyqtSlot()
    def _follow_system(self) -> None:
        if self._mode is Mode.SYSTEM:
            self.apply()


def load_fonts() -> str:
    """Load the program's own fonts and return their family, or the system's where they lack."""
    families: list[str] = []
    for path in sorted(FONT_FOLDER.glob("*.[ot]tf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else QGuiApplication.font().family()


def qt_palette(colors: Colors) -> QPalette:
    """Return the palette for Qt's own widgets."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, color in (
        (role.Window, colors.panel),
        (role.Base, colors.canvas),
        (role.AlternateBase, colors.raised),
        (role.Button, colors.raised),
        (role.ToolTipBase, colors.raised),
        (role.WindowText, colors.text),
        (role.Text, colors.text),
        (role.ButtonText, colors.text),
        (role.ToolTipText, colors.text),
        (role.PlaceholderText, colors.text_faint),
        (role.Highlight, colors.primary),
        (role.HighlightedText, colors.primary_text),
        (role.Link, colors.positive),
        (role.Mid, colors.line),
        (role.Dark, colors.line),
    ):
        palette.setColor(name, QColor(color))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colors.text_faint))
    return palette


def style_sheet(colors: Colors) -> str:
    """Return the style sheet: roles of labels and buttons, fields, menus, splitters.

    A label's role is its property ``role``: heading, muted, faint, value, title, warning, good. A
    button's is ``primary``, ``tab`` or none.
    """
    values = {field.name: getattr(colors, field.name) for field in fields(colors)}
    return STYLE.format(**values)


STYLE = """
QWidget {{ color: {text}; }}
QMainWindow, QDialog {{ background: {panel}; }}
#canvas {{ background: {canvas}; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {line}; padding: 4px 8px; }}
QLabel[role="heading"] {{
    color: {text_muted}; font-size: 11px; font-weight: 600; letter-spacing: 1px;
}}
QLabel[role="title"] {{ font-size: 16px; font-weight: 600; }}
QLabel[role="muted"] {{ color: {text_muted}; }}
QLabel[role="faint"] {{ color: {text_faint}; font-size: 12px; }}
QLabel[role="value"] {{ font-size: 24px; font-weight: 600; }}
QLabel[role="toast"] {{
    background: {raised}; border: 1px solid {line}; border-radius: 8px; padding: 8px 16px;
}}
QLabel[role="warning"] {{ color: {warning}; }}
QLabel[role="good"] {{ color: {good}; }}
QPushButton, QToolButton {{
    background: {raised}; border: 1px solid {line}; border-radius: 6px;
    padding: 5px 12px; min-height: 20px;
}}
QToolButton {{ padding: 5px 8px; }}
QPushButton:hover, QToolButton:hover {{ background: {raised_hover}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {line}; }}
QToolButton:checked {{ background: {raised_hover}; border-color: {primary}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {text_faint}; }}
QPushButton:focus, QToolButton:focus, QLineEdit:focus, QComboBox:focus {{
    border: 1px solid {positive};
}}
QPushButton[role="primary"], QToolButton[role="primary"] {{
    background: {primary}; border-color: {primary}; color: {primary_text}; font-weight: 600;
}}
QPushButton[role="tab"] {{
    background: transparent; border: 1px solid transparent; color: {text_muted};
}}
QPushButton[role="tab"]:hover {{ background: {raised}; color: {text}; }}
QPushButton[role="tab"]:checked {{
    background: {raised_hover}; border-color: {primary}; color: {text}; font-weight: 600;
}}
QPushButton[role="tab"]:focus {{ border-color: {positive}; }}
QLineEdit, QComboBox {{
    background: {canvas}; border: 1px solid {line}; border-radius: 6px;
    padding: 4px 8px; min-height: 20px; selection-background-color: {primary};
}}
QLineEdit[state="bad"] {{ border: 1px solid {warning}; }}
QComboBox::drop-down {{ border: 0; width: 20px; }}
QComboBox QAbstractItemView {{
    background: {raised}; border: 1px solid {line}; selection-background-color: {primary};
    selection-color: {primary_text};
}}
QMenuBar {{ background: {panel}; }}
QMenuBar::item {{ padding: 6px 10px; background: transparent; border-radius: 4px; }}
QMenuBar::item:selected {{ background: {raised_hover}; }}
QMenu {{ background: {raised}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 28px 6px 20px; border-radius: 4px; }}
QMenu::item:selected {{ background: {primary}; color: {primary_text}; }}
QMenu::item:disabled {{ color: {text_faint}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:hover {{ background: {primary}; }}
QScrollArea, QAbstractScrollArea {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{
    background: {line}; border-radius: 4px; min-height: 24px; margin: 1px;
}}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{
    background: {line}; border-radius: 4px; min-width: 24px; margin: 1px;
}}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSlider::groove:horizontal {{ height: 4px; background: {line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {primary}; border-radius: 2px; }}
QSlider::handle:horizontal {{
    background: {text}; width: 14px; height: 14px; margin: -5px 0; border-radius: 7px;
}}
QSlider::handle:horizontal:focus {{ background: {positive}; }}
QStatusBar {{ background: {panel}; color: {text_muted}; }}
QProgressBar {{
    background: {canvas}; border: 1px solid {line}; border-radius: 4px; text-align: center;
}}
QProgressBar::chunk {{ background: {primary}; border-radius: 3px; }}
"""
