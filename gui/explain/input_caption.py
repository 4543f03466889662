"""The line below the digit: which pixels are drawn as neurons; a click offers the others."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QPointF, QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from gui.network_view.inputs import CHOICES, InputChoice, Pixels
from gui.theme import Theme
from gui.widgets.fitting import fitting

ALL = "all 784 pixels"
HEIGHT = 20
ARROW = 16  # room for the arrow that says there is a choice
CLICK = "Click a pixel of the picture to draw those around it"


class InputCaption(QAbstractButton):
    """Says which pixels are drawn as neurons, and asks for others."""

    pixels_chosen = pyqtSignal(object)  # Pixels
    all_chosen = pyqtSignal(bool)  # whether all are wanted

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._inputs = InputChoice()
        self.menu = QMenu(self)
        self._group = QActionGroup(self)
        self._actions: dict[Pixels | None, QAction] = {
            which: self._add(words) for which, words in [*CHOICES.items(), (None, ALL)]
        }
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._offer)
        self._group.triggered.connect(self._choose)
        theme.changed.connect(self.update)
        self._show(self._inputs)

    def set_inputs(self, inputs: InputChoice) -> None:
        """Say which pixels are drawn."""
        if inputs != self._inputs:
            self._show(inputs)

    def _show(self, inputs: InputChoice) -> None:
        self._inputs = inputs
        self._actions[None if inputs.everything else inputs.pixels].setChecked(True)
        words = inputs.sentences[0]
        region = inputs.pixels is Pixels.REGION and not inputs.everything
        self.setText(words)
        self.setAccessibleName(f"{words}; choose others")
        self.setToolTip(f"{words}\n{CLICK if region else 'Click to choose others'}")
        self.update()

    def action(self, which: Pixels | None) -> QAction:
        """Return the menu's entry for a choice of pixels; None is all of them."""
        return self._actions[which]

    def shown_text(self) -> str:
        """Return the longest form of the words that fits."""
        return fitting(self._inputs.sentences, self.fontMetrics(), self.width() - ARROW)

    def _add(self, words: str) -> QAction:
        action = self._group.addAction(QAction(words, self))
        assert action is not None
        action.setCheckable(True)
        self.menu.addAction(action)
        return action

    @pyqtSlot()
    def _offer(self) -> None:
        """Open the menu of choices below the words."""
        self.menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    @pyqtSlot(QAction)
    def _choose(self, action: QAction) -> None:
        which = next(which for which, known in self._actions.items() if known is action)
        if which is None:
            self.all_chosen.emit(True)
        else:
            self.pixels_chosen.emit(which)

    def sizeHint(self) -> QSize:
        return QSize(160, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, HEIGHT)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFont(self._theme.font(12))
        painter.setFont(self._theme.font(12))
        near = self.underMouse() or self.hasFocus()
        painter.setPen(self._theme.color("text" if near else "text_muted"))
        text = self.shown_text()
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        x = painter.fontMetrics().horizontalAdvance(text) + 8.0
        draw_arrow(painter, QPointF(x + 4, HEIGHT / 2))


def draw_arrow(painter: QPainter, middle: QPointF) -> None:
    """Draw a small arrow that points down, in the painter's colour."""
    painter.setPen(QPen(painter.pen().color(), 1.5))
    x, y = middle.x(), middle.y()
    painter.drawPolyline(QPointF(x - 4, y - 2), QPointF(x, y + 2), QPointF(x + 4, y - 2))
