"""The scale of signed colours, with numbers at both ends and zero in its middle."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme
from gui.widgets.numbers import MINUS, compact

HEIGHT = 20
BAR = 8.0
GAP = 8.0
NOTHING = "all exactly 0"


class SignedScale(QWidget):
    """Draws the colours from -scale over zero to +scale, as they are laid over pixels.

    Until there is a scale it draws nothing.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scale: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def ends(self) -> tuple[str, str]:
        """The numbers at the ends; none where the scale is that of nothing but zeros."""
        if not self._scale:
            return "", ""
        return f"{MINUS}{compact(self._scale)}", f"+{compact(self._scale)}"

    def set_scale(self, scale: float, largest: float) -> None:
        """Show the value in full colour; ``largest`` is the largest size that is shown."""
        self._scale = scale
        some = f"zero in the middle, full colour from {compact(scale)} on"
        words = some if scale > 0 else NOTHING
        beyond = f"; the largest is {compact(largest)}" if largest > scale > 0 else ""
        self.setToolTip(words + beyond)
        self.setAccessibleName(f"scale: {words}{beyond}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, HEIGHT)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        if self._scale is None:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font(11))
        painter.setPen(self._theme.color("text_muted"))
        whole = QRectF(self.rect())
        if self._scale <= 0:
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, NOTHING)
            return
        left, right = self.ends
        painter.drawText(whole, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, left)
        painter.drawText(whole, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        metrics = painter.fontMetrics()
        margin = max(metrics.horizontalAdvance(text) for text in self.ends) + GAP
        self._draw_bar(painter, whole.adjusted(margin, 0, -margin, 0))

    def _draw_bar(self, painter: QPainter, room: QRectF) -> None:
        """Draw the colours, and a tick at zero."""
        bar = QRectF(room.left(), round(room.center().y() - BAR / 2), room.width(), BAR)
        colors = QLinearGradient(bar.topLeft(), bar.topRight())
        for place, name in ((0.0, "negative"), (0.5, "canvas"), (1.0, "positive")):
            colors.setColorAt(place, self._theme.color(name))
        painter.fillRect(bar, colors)
        painter.setPen(QPen(self._theme.color("text_faint"), 1))
        middle = round(bar.center().x()) + 0.5
        painter.drawLine(QPointF(middle, bar.top() - 2), QPointF(middle, bar.bottom() + 2))
