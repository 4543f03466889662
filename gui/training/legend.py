"""The legend of a plot: a coloured stroke and a name for each curve."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, pyqtSlot
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.theme import Theme
from gui.training.curve_style import CurveStyle

GAP = 10
STROKE = 14


class Legend(QLabel):
    """Names a plot and its curves on one line, as many of them as there is room for."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        styles: tuple[CurveStyle, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = title
        self._styles = styles
        self.setProperty("role", "faint")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._write()
        theme.changed.connect(self._write)

    def set_curves(self, styles: tuple[CurveStyle, ...]) -> None:
        """Name other curves."""
        if styles != self._styles:
            self._styles = styles
            self._write()

    def set_title(self, title: str) -> None:
        """Begin with another title, or none."""
        self._title = title
        self._write()

    @property
    def shown(self) -> tuple[CurveStyle, ...]:
        """The curves that are named."""
        width = self.fontMetrics().horizontalAdvance
        end = width(self._title)
        for place, style in enumerate(self._styles):
            end += GAP + STROKE + width(style.name)
            if end > self.width():
                return self._styles[:place]
        return self._styles

    @pyqtSlot()
    def _write(self) -> None:
        self._written = self.shown
        self.setText(legend_text(self._title, self._written, self._theme))
        self.setToolTip(legend_text(self._title, self._styles, self._theme))

    def minimumSizeHint(self) -> QSize:
        return QSize(24 if self._title else 0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self.shown != self._written:
            self._write()


def legend_text(title: str, styles: tuple[CurveStyle, ...], theme: Theme) -> str:
    """Return the legend as rich text on one line."""
    muted = theme.colors.text_muted
    parts = [f'<span style="color:{muted}">{title}</span>'] if title else []
    parts += [legend_entry(style, theme) for style in styles]
    return "&nbsp;&nbsp; ".join(parts)


def legend_entry(style: CurveStyle, theme: Theme) -> str:
    """Return a curve's stroke and name."""
    color = getattr(theme.colors, style.color)
    faint = theme.colors.text_faint
    stroke = "●" if style.width == 0 else "╍" if style.dashed else "━" if style.width > 1 else "─"
    return (
        f'<span style="color:{color}">{stroke}</span> '
        f'<span style="color:{faint}">{style.name.replace(" ", "&nbsp;")}</span>'
    )
