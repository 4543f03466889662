"""Which colours and fonts are used: how everything in the window looks.

A widget that paints itself takes the `Theme`, reads `theme.colors` when it paints and repaints
when `theme.changed` is emitted.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import cast

from PyQt6.QtCore import QObject, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication
from PyQt6.QtWidgets import QApplication

from gui.colors import DARK, LIGHT, PRINT, Colors
from gui.style_sheet import qt_palette, style_sheet

__all__ = ["DARK", "GRID", "LIGHT", "PRINT", "Colors", "Mode", "Theme"]

FONT_FOLDER = Path(__file__).parent.parent / "resources" / "fonts"
GRID = 4


class Mode(Enum):
    """Which colours are used."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"
    PRINT = "print"


PALETTES = {Mode.DARK: DARK, Mode.LIGHT: LIGHT, Mode.PRINT: PRINT}


class Theme(QObject):
    """The look of the program: which colours, which fonts."""

    changed = pyqtSignal()

    def __init__(self, mode: Mode = Mode.SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = mode
        self.family = load_fonts()
        self._fonts: dict[tuple[int, QFont.Weight], QFont] = {}
        self._made: dict[tuple[str, float], QColor] = {}
        self._dressed = False  # in its style and font, which stay
        self._colors: Colors | None = None  # the system is asked once, not for every line
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
        if self._colors is None:
            self._colors = PALETTES[self.shown_mode]
        return self._colors

    def color(self, name: str, alpha: float = 1.0) -> QColor:
        """Return the colour of a meaning, with an opacity between 0 and 1."""
        key = name, alpha
        if key not in self._made:
            self._made[key] = made_color(getattr(self.colors, name), alpha)
        return QColor(self._made[key])

    def font(self, pixels: float = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the text font, with figures of equal width."""
        key = round(pixels), weight
        if key not in self._fonts:
            self._fonts[key] = figures_of_equal_width(self.family, *key)
        return QFont(self._fonts[key])

    def set_mode(self, mode: Mode) -> None:
        """Show other colours, everywhere and at once."""
        if mode is self._mode:
            return
        self._mode = mode
        self.apply()

    def apply(self) -> None:
        """Put palette, font and style sheet on the application, and tell who paints by hand."""
        self._colors = None
        self._made.clear()
        app = cast("QApplication | None", QApplication.instance())
        if app is None:
            return
        if not self._dressed:
            app.setStyle("Fusion")
            app.setFont(self.font())
            self._dressed = True
        app.setStyleSheet("")  # one sheet straight after another takes Qt three times as long
        app.setPalette(qt_palette(self.colors))
        app.setStyleSheet(style_sheet(self.colors))
        self.changed.emit()

    @pyqtSlot()
    def _follow_system(self) -> None:
        if self._mode is Mode.SYSTEM:
            self.apply()


@lru_cache(maxsize=512)
def made_color(name: str, alpha: float) -> QColor:
    """Return a colour #rrggbb with an opacity; who asks, again and again, gets a copy."""
    color = QColor(name)
    color.setAlphaF(alpha)
    return color


def figures_of_equal_width(family: str, pixels: int, weight: QFont.Weight) -> QFont:
    """Return a font whose figures are equally wide."""
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def load_fonts() -> str:
    """Load the program's own fonts and return their family, or the system's where they lack."""
    families: list[str] = []
    for path in sorted(FONT_FOLDER.glob("*.[ot]tf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else QGuiApplication.font().family()
