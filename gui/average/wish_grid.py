"""The table of wishes: parameters down, examples or digits across, the mean in the last column."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QStaticText,
)
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.average.grid_content import GridContent, in_unit
from gui.theme import Theme
from gui.widgets.keys import keep_keys
from gui.widgets.pixel_values import develop_signed
from gui.widgets.signed_cells import ink_on

NAME, NARROW_NAME, MEAN = 108.0, 88.0, 92.0
ROW, HEAD, PICTURE = 26.0, 60.0, 36.0
COLUMN = 44.0  # the least width of an example's column
NARROW = 480
GAP = 8.0
MOST_TEXTS = 2000
CENTRED = Qt.AlignmentFlag.AlignCenter
AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Cell = tuple[int, int]  # row and column; the column after the last is the mean


class WishGrid(QWidget):
    """Draws the table; a click or the arrow keys choose a cell, a double click or Enter opens it.

    A cell's column is that of its head; one more than the last is the mean.
    """

    cell_chosen = pyqtSignal(int, int)
    cell_opened = pyqtSignal(int, int)
    columns_changed = pyqtSignal()  # there is room for more examples, or for fewer

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._content = GridContent()
        self._chosen: Cell = (0, 0)
        self._hovered: Cell | None = None
        self._room = 0
        self._widths: dict[tuple[int, int, int], int] = {}
        self._inks: dict[int, QColor] = {}
        self._texts: dict[tuple[str, int, int], QStaticText] = {}
        self._colors: tuple[QImage, QImage] | None = None
        self._frame: QPixmap | None = None  # names and heads, as drawn last
        self._cells: QPixmap | None = None  # and what stands in the cells
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("wished changes, parameters down, examples across")
        theme.changed.connect(self._recolor)

    @property
    def content(self) -> GridContent:
        """What is shown."""
        return self._content

    @property
    def chosen(self) -> Cell:
        """The cell that is chosen."""
        return self._chosen

    @property
    def examples_that_fit(self) -> int:
        """How many examples have room side by side."""
        return max(1, int((self.width() - self.name_width - MEAN - GAP) // COLUMN))

    @property
    def name_width(self) -> float:
        """The width of the column of names."""
        return NARROW_NAME if self.width() < NARROW else NAME

    def set_content(self, content: GridContent) -> None:
        """Show other values."""
        rows = len(self._content.names)
        if not content.is_framed_like(self._content):
            self._frame = None
        if not content.is_filled_like(self._content):
            self._cells = None
        self._content, self._colors = content, None
        if len(content.names) != rows:
            self.updateGeometry()
        self.update()

    def set_chosen(self, row: int, column: int) -> None:
        """Mark a cell."""
        if row != self._chosen[0]:
            self._frame = None  # its name is written in bold
        self._chosen = row, column
        self.update()

    def cell_rectangle(self, row: int, column: int) -> QRectF:
        """Return where a cell is; row -1 is that of the heads, column -1 that of the names."""
        top, height = (0.0, HEAD) if row < 0 else (HEAD + row * ROW, ROW)
        count, left = len(self._content.heads), self.name_width
        wide = self.width() - left - MEAN - GAP
        if column < 0:
            return QRectF(0, top, left, height)
        if column >= count:
            return QRectF(self.width() - MEAN, top, MEAN, height)
        edges = [round(left + c * wide / max(count, 1)) for c in (column, column + 1)]
        return QRectF(edges[0], top, edges[1] - edges[0], height)

    def cell_at(self, place: QPointF) -> Cell | None:
        """Return the cell at a place; row -1 for a head, column -1 for a name."""
        for row in range(-1, len(self._content.names)):
            for column in range(-1, len(self._content.heads) + 1):
                if self.cell_rectangle(row, column).contains(place):
                    return row, column
        return None

    def value_at(self, row: int, column: int) -> float:
        """Return the value of a cell, the mean's included."""
        content = self._content
        if column >= len(content.heads):
            return float(content.means[row])
        return float(content.values[row, column])

    def color_of(self, row: int, column: int) -> QColor:
        """Return the colour of a cell."""
        of_mean = column >= len(self._content.heads)
        if not isfinite(self.value_at(row, column)):
            return self._theme.color("panel")
        if of_mean:
            return self._developed()[1].pixelColor(row, 0)
        return self._developed()[0].pixelColor(column, row)

    def _developed(self) -> tuple[QImage, QImage]:
        """Return the colours of all cells and of all means, made once for a content."""
        if self._colors is None:
            content, colors = self._content, self._theme.colors
            means = content.means[np.newaxis]
            self._colors = (
                develop_signed(content.values, content.scale, colors),
                develop_signed(means, content.mean_scale, colors),
            )
        return self._colors

    @pyqtSlot()
    def _recolor(self) -> None:
        self._colors = self._frame = self._cells = None
        self.update()

    def words_at(self, cell: Cell) -> str:
        """Return what a cell says."""
        row, column = cell
        content = self._content
        if row < 0:
            return content.heads[column].spoken if 0 <= column < len(content.heads) else ""
        if column < 0:
            return content.names[row]
        number = content.spoken(self.value_at(row, column))
        if column >= len(content.heads):
            return f"{content.names[row]}: mean {number}"
        return f"{content.names[row]}, {content.heads[column].spoken}: {number}"

    def _point_at(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self.update()

    def _choose(self, cell: Cell) -> None:
        self.set_chosen(*cell)
        self.setAccessibleDescription(self.words_at(cell))
        self.cell_chosen.emit(*cell)

    def _move(self, down: int, right: int) -> None:
        row = min(max(self._chosen[0] + down, 0), len(self._content.names) - 1)
        column = min(max(self._chosen[1] + right, 0), len(self._content.heads))
        self._choose((row, column))

    def sizeHint(self) -> QSize:
        return QSize(400, round(HEAD + max(len(self._content.names), 1) * ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(280, self.sizeHint().height())

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that move in the table from the window's shortcuts."""
        return keep_keys(event, (*MOVES, *OPENING)) or super().event(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._frame = self._cells = None
        if self.examples_that_fit != self._room:
            self._room = self.examples_that_fit
            self.columns_changed.emit()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        cell = self.cell_at(event.position())
        self._point_at(cell)
        if cell is not None:
            QToolTip.showText(event.globalPosition().toPoint(), self.words_at(cell), self)

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        cell = None if event is None else self.cell_at(event.position())
        if cell is None:
            return
        row, column = cell
        if row < 0 <= column < len(self._content.heads):
            self.cell_opened.emit(max(self._chosen[0], 0), column)
        elif row >= 0:
            self._choose((row, column if column >= 0 else len(self._content.heads)))

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        cell = None if event is None else self.cell_at(event.position())
        if cell is not None and cell[0] >= 0 and cell[1] >= 0:
            self.cell_opened.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in MOVES and self._content.names:
            self._move(*MOVES[key])
        elif key in OPENING and self._content.names:
            self.cell_opened.emit(*self._chosen)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter, content = QPainter(self), self._content
        self._frame = self._kept(self._frame, self._draw_frame)
        self._cells = self._kept(self._cells, self._draw_cells)
        for picture in (self._frame, self._cells):
            painter.drawPixmap(QPointF(0, 0), picture)
        self._draw_mean_head(painter)
        for row in range(len(content.names)):
            self._draw_mean(painter, row)
        self._draw_frames(painter)

    def _kept(self, picture: QPixmap | None, draw: Callable[[QPainter], None]) -> QPixmap:
        """Return a picture that is kept, or draw it anew."""
        ratio = self.devicePixelRatioF()
        if picture is not None and picture.devicePixelRatio() == ratio:
            return picture
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        draw(painter)
        painter.end()
        return picture

    def _draw_frame(self, painter: QPainter) -> None:
        """Draw what stands above and beside the cells: names and heads."""
        for column in range(len(self._content.heads)):
            self._draw_head(painter, column)
        self._draw_unit(painter)
        for row in range(len(self._content.names)):
            self._draw_name(painter, row)

    def _draw_head(self, painter: QPainter, column: int) -> None:
        """Draw an example's picture over its label, or a digit."""
        head, box = self._content.heads[column], self.cell_rectangle(-1, column)
        painter.setPen(self._theme.color("text"))
        if head.picture is None:
            painter.setFont(self._theme.font(20, QFont.Weight.DemiBold))
            painter.drawText(box.adjusted(0, 8, 0, -22), CENTRED, head.label)
        else:
            side = min(PICTURE, box.width() - 4)
            picture = QRectF(0, 2, side, side)
            picture.moveCenter(QPointF(box.center().x(), 2 + PICTURE / 2))
            painter.drawImage(picture, head.picture)
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.drawRect(picture)
        painter.setPen(self._theme.color("text_muted"))
        below = head.label if head.picture is not None else head.below
        painter.setFont(self._theme.font(13 if head.picture is not None else 11))
        if QFontMetricsF(painter.font()).horizontalAdvance(below) < box.width():
            painter.drawText(box.adjusted(0, PICTURE + 4, 0, -2), CENTRED, below)

    def _draw_unit(self, painter: QPainter) -> None:
        """Write the unit over the names, and what a sign without a number means."""
        box = self.cell_rectangle(-1, -1)
        painter.setPen(self._theme.color("text_muted"))
        painter.setFont(self._theme.font(12))
        painter.drawText(box.adjusted(0, PICTURE + 4, 0, -2), AT_LEFT, self._content.unit)
        painter.setFont(self._theme.font(11))
        note = box.adjusted(0, 0, -4, PICTURE - HEAD)
        painter.drawText(note, int(AT_LEFT | Qt.TextFlag.TextWordWrap), self._content.note)

    def _draw_mean_head(self, painter: QPainter) -> None:
        """Write what the last column is."""
        painter.setFont(self._theme.font(12))
        painter.setPen(self._theme.color("text_muted"))
        last = self.cell_rectangle(-1, len(self._content.heads))
        first, second = self._content.mean_head
        painter.drawText(last.adjusted(0, PICTURE + 4, 0, -2), CENTRED, second)
        painter.setFont(self._theme.font(15, QFont.Weight.DemiBold))
        painter.setPen(self._theme.color("text"))
        painter.drawText(last.adjusted(0, 10, 0, -20), CENTRED, first)

    def _draw_name(self, painter: QPainter, row: int) -> None:
        chosen = row == self._chosen[0]
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        painter.setFont(self._theme.font(13 if self.width() >= NARROW else 12, weight))
        painter.setPen(self._theme.color("text" if chosen else "text_muted"))
        painter.drawText(self.cell_rectangle(row, -1), AT_LEFT, self._content.names[row])

    def _cell_font(self) -> QFont:
        """Return the font of the cells, smaller where they are narrow."""
        return self._theme.font(13 if self.cell_rectangle(0, 0).width() >= COLUMN else 11)

    def _draw_cells(self, painter: QPainter) -> None:
        """Draw the values' colours, with their numbers, or signs alone where there is no room."""
        content, faint = self._content, self._theme.color("text_faint")
        painter.setFont(self._cell_font())
        metrics = painter.fontMetrics()
        rise = metrics.height() / 2
        image, panel = self._developed()[0], self._theme.color("panel")
        boxes = [self.cell_rectangle(0, column) for column in range(len(content.heads))]
        for row, values in enumerate(content.values.tolist()):
            for column, value in enumerate(values):
                box = boxes[column].translated(0, row * ROW).adjusted(0, 0, -1, -1)
                color = image.pixelColor(column, row) if isfinite(value) else panel
                painter.fillRect(box, color)
                text = content.written(value)
                wide = self._width_of(text, metrics)
                if wide > box.width() - 1:
                    text = text[:1]
                    wide = self._width_of(text, metrics)
                painter.setPen(self._ink_on(color) if value else faint)
                middle = box.center()
                place = QPointF(middle.x() - wide / 2, middle.y() - rise)
                painter.drawStaticText(place, self._laid_out(text))

    def _draw_number(self, painter: QPainter, box: QRectF, text: str, font: QFont) -> None:
        """Draw a number in the middle of a box."""
        painter.setFont(font)
        metrics, middle = painter.fontMetrics(), box.center()
        wide, weight = self._width_of(text, metrics, font.weight()), font.weight()
        place = QPointF(middle.x() - wide / 2, middle.y() - metrics.height() / 2)
        painter.drawStaticText(place, self._laid_out(text, font.pixelSize(), weight))

    def _laid_out(self, text: str, size: int = 0, weight: int = 0) -> QStaticText:
        """Return a number as it is drawn five times as fast; the same ones come again and again.

        size, weight : of the font, where it isn't that of the cells
        """
        key = text, size, weight
        if key not in self._texts:
            if len(self._texts) >= MOST_TEXTS:
                self._texts.clear()
            self._texts[key] = laid = QStaticText(text)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        return self._texts[key]

    def _ink_on(self, color: QColor) -> QColor:
        """Return black or white, whichever is read more easily on a colour; kept once known."""
        rgb = color.rgb()
        if rgb not in self._inks:
            self._inks[rgb] = ink_on(color)
        return self._inks[rgb]

    def _width_of(self, text: str, metrics: QFontMetrics, weight: int = 0) -> int:
        """Return how wide a number is; its figures are equally wide, so its length tells it."""
        key = len(text), metrics.height(), weight
        if key not in self._widths:
            self._widths[key] = metrics.horizontalAdvance(text)
        return self._widths[key]

    def _draw_mean(self, painter: QPainter, row: int) -> None:
        """Draw the mean in its colour, and its standard error beside it."""
        content = self._content
        column = len(content.heads)
        box = self.cell_rectangle(row, column).adjusted(0, 0, -1, -1)
        color = self.color_of(row, column)
        painter.fillRect(box, color)
        painter.setPen(self._ink_on(color))
        error = float(content.errors[row])
        number = box.adjusted(0, 0, -MEAN / 2 + 2, 0) if isfinite(error) else box
        bold = self._theme.font(13, QFont.Weight.DemiBold)
        self._draw_number(painter, number, content.written(float(content.means[row])), bold)
        if isfinite(error):
            beside = box.adjusted(MEAN / 2 - 2, 0, 0, 0)
            words = "±" + in_unit(error, content.power, signed=False)
            self._draw_number(painter, beside, words, self._theme.font(11))

    def _draw_frames(self, painter: QPainter) -> None:
        """Frame the chosen cell, and the one that is pointed at."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for cell, name in ((self._chosen, "highlight"), (self._hovered, "outline")):
            if cell is None or cell[1] < 0 or not 0 <= cell[0] < len(self._content.names):
                continue
            painter.setPen(QPen(self._theme.color(name), 2 if name == "highlight" else 1))
            painter.drawRect(self.cell_rectangle(*cell).adjusted(0.5, 0.5, -1.5, -1.5))
