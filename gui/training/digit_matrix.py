"""A table of ten by ten counts: which digit was taken for which."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from core.data.images import DIGITS
from core.training.confusion import Confusion
from gui.theme import Theme
from gui.widgets.keys import keep_keys
from gui.widgets.numbers import percent, whole

HEAD, SIDE, SHARES = 20.0, 20.0, 48.0  # room for the answers, the labels, the percentages
LOWEST, HIGHEST = 18.0, 30.0  # of a row
FAINTEST, DIAGONAL = 0.1, 0.28  # opacity of a single error; of a digit that is always right
STRONG = 0.55  # opacity of a cell from which on its number is in the colour of the background
SIZES = (10, 9, 8, 7)  # of the numbers, the first that fits
STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
CENTRE = Qt.AlignmentFlag.AlignCenter
HELP = "Arrow keys go from cell to cell; Enter opens a cell's images."
Cell = tuple[int, int]  # label and answer


class DigitMatrix(QWidget):
    """Shows counts by label, down, and answer, across; percentages of each digit at the side.

    Errors share one scale, and what is right another: else nothing but the diagonal would be seen.
    """

    chosen = pyqtSignal(int, int)  # label and answer of a cell that is opened
    reached = pyqtSignal(object)  # the cell under pointer or keys, or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._confusion: Confusion | None = None
        self._at: Cell | None = None
        self._opened: Cell | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("answers by digit")
        self.setAccessibleDescription(HELP)
        theme.changed.connect(self.update)

    def set_confusion(self, confusion: Confusion | None) -> None:
        """Show other counts; None shows an empty table."""
        self._confusion = confusion
        self.update()

    def set_opened(self, cell: Cell | None) -> None:
        """Mark the cell whose images are shown."""
        self._opened = cell
        self.update()

    def box(self, label: int, answer: int) -> QRectF:
        """Return the place of a cell."""
        width, height = self._cell_size()
        return QRectF(SIDE + answer * width, HEAD + label * height, width, height)

    def cell_at(self, x: float, y: float) -> Cell | None:
        """Return the cell at a point, or None."""
        width, height = self._cell_size()
        label, answer = int((y - HEAD) // height), int((x - SIDE) // width)
        inside = 0 <= label < DIGITS and 0 <= answer < DIGITS
        return (label, answer) if inside else None

    def opacity(self, label: int, answer: int) -> float:
        """Return how strongly a cell is filled, 0 to 1: an error by the most frequent one."""
        if self._confusion is None:
            return 0.0
        counts = self._confusion.counts
        if label == answer:
            return DIAGONAL * counts[label, label] / max(1, counts[label].sum())
        share = int(counts[label, answer]) / max(1, largest_error(self._confusion))
        return FAINTEST + (1 - FAINTEST) * share if share else 0.0

    def _cell_size(self) -> tuple[float, float]:
        width = (self.width() - SIDE - SHARES) / DIGITS
        return width, row_height(self.width())

    def _reach(self, cell: Cell | None) -> None:
        if cell != self._at:
            self._at = cell
            self.reached.emit(cell)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, round(HEAD + DIGITS * row_height(self.width()) + 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(232, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self.updateGeometry()  # as high as the width asks

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        self._draw_names(painter)
        for label in range(DIGITS):
            for answer in range(DIGITS):
                self._draw_cell(painter, label, answer)
        self._draw_shares(painter)
        for cell, color in ((self._opened, "text_muted"), (self._at, "positive")):
            if cell is not None:
                painter.setPen(QPen(self._theme.color(color), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.box(*cell).adjusted(1, 1, -1, -1))

    def _draw_names(self, painter: QPainter) -> None:
        """Draw the digits beside the rows and above the columns; those of the cell stand out."""
        label, answer = self._at or (None, None)
        for digit in range(DIGITS):
            across, down = self.box(0, digit), self.box(digit, 0)
            places = (
                (QRectF(across.left(), 0, across.width(), HEAD), digit == answer),
                (QRectF(0, down.top(), SIDE, down.height()), digit == label),
            )
            for place, strong in places:
                painter.setFont(self._theme.font(12, _weight(strong)))
                painter.setPen(self._theme.color("text" if strong else "text_muted"))
                painter.drawText(place, CENTRE, str(digit))

    def _draw_cell(self, painter: QPainter, label: int, answer: int) -> None:
        box, opacity = self.box(label, answer), self.opacity(label, answer)
        right = label == answer
        inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(inner, self._theme.color("canvas"))
        painter.fillRect(inner, self._theme.color("good" if right else "highlight", opacity))
        count = 0 if self._confusion is None else int(self._confusion.counts[label, answer])
        if not count:
            return
        fonts = [self._theme.font(size, _weight(right)) for size in SIZES]
        fitting = [f for f in fonts if advance(f, str(count)) <= box.width()]
        if fitting:
            painter.setFont(fitting[0])
            painter.setPen(self._theme.color("canvas" if opacity > STRONG else "text"))
            painter.drawText(box, CENTRE, str(count))

    def _draw_shares(self, painter: QPainter) -> None:
        """Draw each digit's accuracy at the right."""
        painter.setFont(self._theme.font(11))
        painter.setPen(self._theme.color("text_muted"))
        left = self.box(0, DIGITS - 1).right()
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, 0, SHARES, HEAD), align, "right")
        if self._confusion is None:
            return
        for label, share in enumerate(self._confusion.accuracies.tolist()):
            box = self.box(label, 0)
            text = percent(share, 1) if share == share else "–"  # NaN: no images
            painter.drawText(QRectF(left, box.top(), SHARES, box.height()), align, text)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None:
            self._reach(self.cell_at(event.position().x(), event.position().y()))

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        cell = self.cell_at(event.position().x(), event.position().y())
        if cell is not None:
            self.chosen.emit(*cell)

    def leaveEvent(self, event: QEvent | None) -> None:
        if not self.hasFocus():
            self._reach(None)

    def event(self, event: QEvent | None) -> bool:
        return keep_keys(event, (*STEPS, *ENTER)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in STEPS:
            self._reach(moved(self._at, STEPS[key]))
        elif key in ENTER and self._at is not None:
            self.chosen.emit(*self._at)
        else:
            event.ignore()


def row_height(width: float) -> float:
    """Return how high a row is in a table of a width: its cells are square, within limits."""
    return min(max((width - SIDE - SHARES) / DIGITS, LOWEST), HIGHEST)


def moved(cell: Cell | None, by: Cell) -> Cell:
    """Return the next cell in a direction, the same at the edge; the first one from nowhere."""
    if cell is None:
        return 0, 0
    label, answer = (min(max(at + step, 0), DIGITS - 1) for at, step in zip(cell, by, strict=True))
    return label, answer


def largest_error(confusion: Confusion) -> int:
    """Return the largest count beside the diagonal."""
    counts = confusion.counts.copy()
    counts[range(DIGITS), range(DIGITS)] = 0
    return int(counts.max())


def words_of(confusion: Confusion, cell: Cell) -> str:
    """Return what a cell counts."""
    label, answer = cell
    count, images = int(confusion.counts[label, answer]), int(confusion.counts[label].sum())
    share = percent(count / images, 1) if images else "–"
    what = "rightly" if label == answer else f"as {answer}"
    return f"{whole(count)} of {whole(images)} images of a {label} answered {what} ({share})"


def advance(font: QFont, text: str) -> float:
    """Return how wide a text is."""
    return QFontMetricsF(font).horizontalAdvance(text)


def _weight(strong: bool) -> QFont.Weight:
    return QFont.Weight.DemiBold if strong else QFont.Weight.Normal
