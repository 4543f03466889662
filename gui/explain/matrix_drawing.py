"""Where the cells of a matrix of requests stand, and how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, isfinite

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.theme import Theme
from gui.widgets.numbers import signed
from gui.widgets.pixel_values import NOT_A_NUMBER

TITLES, HEADS = 16.0, 20.0
SIDE, SUMS = 32.0, 84.0
LEAST_CELL, LARGEST_ROW = 10.0, 24.0
ROOM_FOR_SIGN = 11.0  # in smaller cells the sign is told by which half is filled
ROOM_FOR_NAME = 15.0
ARROW = 24.0  # the room for a sum's arrow; its number stands right of it
SMALL_SHARE = 0.01  # of the scale: less has no sign drawn
CENTRED = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Grid:
    """The places of a matrix: names at the left and on top, sums at the right."""

    area: QRectF
    rows: int
    columns: int

    @classmethod
    def fitting(cls, rect: QRectF, rows: int, columns: int) -> Grid:
        """Return a grid for so many cells, its rows no higher than they need to be."""
        height = min(max(rect.height() - TITLES - HEADS, rows * LEAST_CELL), rows * LARGEST_ROW)
        width = max(rect.width() - SIDE - SUMS, columns)
        return cls(
            QRectF(rect.left() + SIDE, rect.top() + TITLES + HEADS, width, height), rows, columns
        )

    @staticmethod
    def preferred_height(rows: int) -> float:
        """Return the height at which all rows have full size."""
        return TITLES + HEADS + rows * LARGEST_ROW

    @staticmethod
    def least_height(rows: int) -> float:
        """Return the height below which rows would be cut off."""
        return TITLES + HEADS + rows * LEAST_CELL

    @property
    def row_height(self) -> float:
        """The height of a row."""
        return self.area.height() / self.rows

    @property
    def column_width(self) -> float:
        """The width of a column."""
        return self.area.width() / self.columns

    def cell(self, row: int, column: int) -> QRectF:
        """Return the rectangle of a cell."""
        left = self.area.left() + column * self.column_width
        top = self.area.top() + row * self.row_height
        return QRectF(left, top, self.column_width, self.row_height)

    def column(self, column: int) -> QRectF:
        """Return the rectangle of all cells of a column."""
        return self.cell(0, column).united(self.cell(self.rows - 1, column))

    def head(self, column: int) -> QRectF:
        """Return the rectangle of a column's head."""
        left = self.area.left() + column * self.column_width
        return QRectF(left, self.area.top() - HEADS, self.column_width, HEADS)

    def whole_row(self, row: int) -> QRectF:
        """Return the rectangle of a row with its name and its sum."""
        top = self.area.top() + row * self.row_height
        left = self.area.left() - SIDE
        return QRectF(left, top, SIDE + self.area.width() + SUMS, self.row_height)

    def sum_of(self, row: int) -> QRectF:
        """Return the rectangle of a row's sum."""
        whole = self.whole_row(row)
        return QRectF(whole.right() - SUMS, whole.top(), SUMS, whole.height())

    def cell_at(self, place: QPointF) -> tuple[int | None, int | None]:
        """Return row and column at a place: a head has no row, a name or a sum no column."""
        row = int((place.y() - self.area.top()) // self.row_height)
        column = int((place.x() - self.area.left()) // self.column_width)
        known = 0 <= column < self.columns
        if 0 <= row < self.rows:
            return row, column if known else None
        on_head = -HEADS <= place.y() - self.area.top() < 0
        return None, column if on_head and known else None

    def named_columns(self) -> int:
        """Return every how many columns there is room for a name."""
        return max(1, ceil(ROOM_FOR_NAME / self.column_width))

    def draw_titles(self, painter: QPainter, theme: Theme) -> None:
        """Draw the words over the names, the columns and the sums."""
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("text_faint"))
        line = QRectF(0, self.area.top() - HEADS - TITLES, 0, TITLES)
        left, right = self.area.left() - SIDE, self.area.right()
        painter.drawText(line.adjusted(left, 0, left + SIDE, 0), LEFT, "asked")
        middle = line.adjusted(self.area.left(), 0, right, 0)
        painter.drawText(middle, CENTRED, "who asks, in order →")
        painter.drawText(line.adjusted(right, 0, right + SUMS, 0), RIGHT, "sum")


@dataclass(frozen=True)
class Inks:
    """The colours of cells, looked up once for all of them."""

    canvas: QColor
    text: QColor
    positive: QColor
    negative: QColor

    @classmethod
    def of(cls, theme: Theme) -> Inks:
        """Return the colours of a theme."""
        return cls(*(theme.color(name) for name in ("canvas", "text", "positive", "negative")))


def draw_cell(painter: QPainter, cell: QRectF, value: float, scale: float, inks: Inks) -> None:
    """Draw a request: its colour from the canvas at 0 to full at the scale, its sign upon it."""
    inside = cell.adjusted(0.5, 0.5, -0.5, -0.5)
    if not isfinite(value):
        painter.fillRect(inside, NOT_A_NUMBER)
        return
    share = min(abs(value) / scale, 1.0) if scale > 0 else 0.0
    if share == 0:
        return
    color = QColor(inks.positive if value > 0 else inks.negative)
    color.setAlphaF(0.12 + 0.88 * share)
    if min(cell.width(), cell.height()) < ROOM_FOR_SIGN:
        draw_half(painter, inside, value > 0, color)
        return
    painter.fillRect(inside, color)
    if share >= SMALL_SHARE:
        ink = QColor(inks.canvas if share > 0.45 else inks.text)
        ink.setAlphaF(1.0 if share > 0.2 else 0.65)
        draw_sign(painter, cell.center(), value > 0, ink)


def draw_half(painter: QPainter, cell: QRectF, up: bool, color: QColor) -> None:
    """Draw the upper half of a small cell where its value is positive, else the lower half."""
    half = cell.height() / 2
    painter.fillRect(cell.adjusted(0, 0 if up else half, 0, -half if up else 0), color)


def draw_sign(painter: QPainter, centre: QPointF, plus: bool, color: QColor) -> None:
    """Draw a plus or a minus."""
    painter.setPen(QPen(color, 1.25))
    painter.drawLine(centre - QPointF(3, 0), centre + QPointF(3, 0))
    if plus:
        painter.drawLine(centre - QPointF(0, 3), centre + QPointF(0, 3))


def draw_head(
    painter: QPainter, rect: QRectF, name: str, theme: Theme, muted: bool, pointed: bool
) -> None:
    """Draw the name of who asks, struck out while muted."""
    if pointed:
        painter.fillRect(rect.adjusted(0.5, 0, -0.5, -1), theme.color("raised_hover"))
    painter.setFont(theme.font(11))
    painter.setPen(theme.color("text_faint" if muted else "text_muted"))
    wide = rect.adjusted(-8, 0, 8, 0)
    painter.drawText(wide, CENTRED, name)
    if muted:
        painter.setPen(QPen(theme.color("text"), 1.25))
        reach = min(7.0, rect.width() / 2)
        middle = rect.center() + QPointF(0, 0.5)
        painter.drawLine(middle - QPointF(reach, 0), middle + QPointF(reach, 0))


def draw_side(
    painter: QPainter,
    grid: Grid,
    row: int,
    name: str,
    theme: Theme,
    chosen: bool,
    pointed: bool,
) -> None:
    """Draw the name of who is asked, and the plate of the row that is chosen or pointed at."""
    whole = grid.whole_row(row)
    if chosen or pointed:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("raised_hover", 1.0 if chosen else 0.6))
        painter.drawRoundedRect(whole, 4, 4)
    painter.setFont(theme.font(11))
    painter.setPen(theme.color("highlight" if chosen else "text_muted"))
    side = QRectF(whole.left() + 4, whole.top(), SIDE - 8, whole.height())
    painter.drawText(side, RIGHT, name)


def draw_sum(
    painter: QPainter,
    grid: Grid,
    row: int,
    value: float,
    scale: float,
    theme: Theme,
    chosen: bool,
) -> None:
    """Draw the sum of a row: a hollow arrow, up or down, and its number."""
    whole = grid.whole_row(row)
    right = QRectF(whole.right() - SUMS + ARROW, whole.top(), SUMS - ARROW - 4, whole.height())
    painter.setFont(theme.font(11))
    painter.setPen(theme.color("highlight" if chosen else "text"))
    painter.drawText(right, RIGHT, signed(value, 3))
    share = min(abs(value) / scale, 1.0) if scale > 0 and isfinite(value) else 0.0
    if share:
        centre = QPointF(whole.right() - SUMS + ARROW / 2 + 2, whole.center().y())
        size = (whole.height() - 4) * (0.35 + 0.65 * share)
        color = theme.color("positive" if value > 0 else "negative")
        draw_upright_arrow(painter, centre, size, value > 0, color)


def draw_upright_arrow(
    painter: QPainter, centre: QPointF, size: float, up: bool, color: QColor
) -> None:
    """Draw a hollow block arrow of a height, up or down."""
    sign = -1.0 if up else 1.0
    tip, tail, neck = size / 2, -size / 2, size / 2 - min(6.0, size / 2)
    half = [(0.0, tip), (4.5, neck), (2.0, neck), (2.0, tail)]
    outline = [*half, *((-x, y) for x, y in reversed(half[1:]))]
    painter.setPen(QPen(color, 1.25, join=Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([centre + QPointF(x, y * sign) for x, y in outline]))
