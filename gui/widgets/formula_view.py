"""Formulas typeset in the theme's text colour, sharp at any scale, a line below the other."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, pyqtSlot
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.typesetting import SIZE, Typeset, is_ready, typeset

LINE_GAP = 12.0
MARGIN = 4.0
PATIENCE_MILLISECONDS = 50


class FormulaView(QWidget):
    """Shows a formula; where it can't be set, its plain text.

    The first formula waits until `typesetting.prepare` has run, wherever that is done.
    """

    def __init__(self, theme: Theme, pixels: float = 19, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixels = pixels
        self._latex: tuple[str, ...] = ()
        self._plain = ""
        self._lines: tuple[Typeset, ...] = ()
        self._renderers: tuple[QSvgRenderer, ...] = ()
        self._patience = QTimer(self)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self._typeset_if_ready)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._tint)

    @property
    def is_typeset(self) -> bool:
        """Whether the formula is shown typeset, not as plain text."""
        return bool(self._lines)

    def set_formula(self, latex: str, plain: str = "") -> None:
        """Show LaTeX, a line of it for each line of text; ``plain`` is what is read aloud."""
        lines = tuple(line for line in latex.split("\n") if line.strip())
        self._plain = plain or latex
        self.setAccessibleName(self._plain)
        if lines == self._latex:
            return
        self._latex = lines
        self._lines, self._renderers = (), ()
        if is_ready() or not lines:
            self._typeset()
        else:
            self._patience.start()
            self.update()

    def preferred_height(self) -> float:
        """Return the height of all lines at full size."""
        if not self._latex:
            return 0.0
        if not self._lines:  # not yet known: about what most formulas take
            return len(self._latex) * (1.4 * self._pixels + LINE_GAP) - LINE_GAP
        heights = sum(line.height for line in self._lines) * self._pixels / SIZE
        return heights + LINE_GAP * (len(self._lines) - 1)

    @pyqtSlot()
    def _typeset_if_ready(self) -> None:
        if is_ready():
            self._typeset()

    def _typeset(self) -> None:
        self._patience.stop()
        lines = tuple(line for line in map(typeset, self._latex) if line is not None)
        self._lines = lines if len(lines) == len(self._latex) else ()
        self._tint()
        self.updateGeometry()

    @pyqtSlot()
    def _tint(self) -> None:
        color = self._theme.colors.text
        self._renderers = tuple(QSvgRenderer(line.colored(color)) for line in self._lines)
        self.update()

    def sizeHint(self) -> QSize:
        width = max((line.width for line in self._lines), default=0.0) * self._pixels / SIZE
        return QSize(round(width + 2 * MARGIN), round(self.preferred_height() + 2 * MARGIN))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if self._lines:
            draw_formula(painter, area, self._lines, self._renderers, self._pixels / SIZE)
        elif not self._patience.isActive():
            painter.setFont(self._theme.font(14))
            painter.setPen(self._theme.color("text"))
            painter.drawText(area, CENTRED, self._plain)


CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


def draw_formula(
    painter: QPainter,
    area: QRectF,
    lines: tuple[Typeset, ...],
    renderers: tuple[QSvgRenderer, ...],
    scale: float,
) -> None:
    """Draw typeset lines in the middle of an area, all made smaller if one is too wide."""
    widest = max(line.width for line in lines)
    scale = min(scale, area.width() / widest)
    height = sum(line.height for line in lines) * scale + LINE_GAP * (len(lines) - 1)
    top = area.center().y() - height / 2
    for line, renderer in zip(lines, renderers, strict=True):
        box = QRectF(0, top, line.width * scale, line.height * scale)
        box.moveCenter(QPointF(area.center().x(), box.center().y()))
        renderer.render(painter, box)
        top = box.bottom() + LINE_GAP
