"""How the table of wishes is drawn: names and heads, cells, and the mean in the last column."""

from __future__ import annotations

from math import isfinite

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from gui.average.grid_content import GridContent, in_unit, shorter_in_unit
from gui.average.grid_places import COLUMN, HEAD, MEAN, PICTURE, ROW, GridPlaces
from gui.average.number_texts import NumberTexts
from gui.theme import Theme
from gui.widgets.pixel_values import develop_signed
from gui.widgets.signed_cells import ink_on

CENTRED = Qt.AlignmentFlag.AlignCenter
AT_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class GridDrawing:
    """Draws a content part by part; its colours are made once, and so are all numbers."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._content = GridContent()
        self._colors: tuple[QImage, QImage] | None = None
        self._inks: dict[int, QColor] = {}
        self._numbers = NumberTexts()

    def set_content(self, content: GridContent) -> None:
        """Draw other values."""
        self._content, self._colors = content, None

    def forget_colors(self) -> None:
        """Make the colours anew: the theme's are others."""
        self._colors = None

    def color_of(self, row: int, column: int) -> QColor:
        """Return the colour of a cell, or of a mean."""
        if not isfinite(self._content.value_at(row, column)):
            return self._theme.color("panel")
        if column >= len(self._content.heads):
            return self._developed()[1].pixelColor(row, 0)
        return self._developed()[0].pixelColor(column, row)

    def draw_frame(self, painter: QPainter, places: GridPlaces, chosen: int) -> None:
        """Draw what stands above and beside the cells: names and heads.

        chosen : the row whose name stands out
        """
        for column in range(len(self._content.heads)):
            self._draw_head(painter, places.rectangle(-1, column), column)
        self._draw_unit(painter, places.rectangle(-1, -1))
        for row in range(len(self._content.names)):
            self._draw_name(painter, places, row, row == chosen)

    def draw_cells(self, painter: QPainter, places: GridPlaces) -> None:
        """Draw the values' colours, with their numbers, shorter where there is little room."""
        content, faint, numbers = self._content, self._theme.color("text_faint"), self._numbers
        narrow = places.rectangle(0, 0).width() < COLUMN
        font = self._theme.font(11 if narrow else 13)
        painter.setFont(font)
        metrics, size, weight = painter.fontMetrics(), font.pixelSize(), font.weight()
        rise = metrics.height() / 2
        image, panel = self._developed()[0], self._theme.color("panel")
        boxes = [places.rectangle(0, column) for column in range(len(content.heads))]
        for row, values in enumerate(content.values.tolist()):
            for column, value in enumerate(values):
                box = boxes[column].translated(0, row * ROW).adjusted(0, 0, -1, -1)
                color = image.pixelColor(column, row) if isfinite(value) else panel
                painter.fillRect(box, color)
                text = content.written(value)
                wide = numbers.width_of(text, metrics, weight)
                painter.setPen(self._ink_on(color) if value else faint)
                if wide > box.width() - 1:
                    texts = (text, *content.shorter(value))
                    numbers.draw_first_fitting(painter, box, texts, self._theme.font(11))
                    painter.setFont(font)
                    continue
                middle = box.center()
                place = QPointF(middle.x() - wide / 2, middle.y() - rise)
                painter.drawStaticText(place, numbers.laid_out(text, size, weight))

    def draw_means(self, painter: QPainter, places: GridPlaces) -> None:
        """Draw the last column, with what it is above it."""
        column = len(self._content.heads)
        self._draw_mean_head(painter, places.rectangle(-1, column))
        for row in range(len(self._content.names)):
            box = places.rectangle(row, column).adjusted(0, 0, -1, -1)
            self._draw_mean(painter, box, row, self.color_of(row, column))

    def draw_outline(self, painter: QPainter, box: QRectF, chosen: bool) -> None:
        """Frame the chosen cell, or the one that is pointed at."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        color = self._theme.color("highlight" if chosen else "outline")
        painter.setPen(QPen(color, 2 if chosen else 1))
        painter.drawRect(box.adjusted(0.5, 0.5, -1.5, -1.5))

    def _draw_head(self, painter: QPainter, box: QRectF, column: int) -> None:
        """Draw an example's picture over its label, or a digit."""
        head = self._content.heads[column]
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

    def _draw_unit(self, painter: QPainter, box: QRectF) -> None:
        """Write the unit over the names, and what a sign without a number means."""
        painter.setPen(self._theme.color("text_muted"))
        painter.setFont(self._theme.font(12))
        painter.drawText(box.adjusted(0, PICTURE + 4, 0, -2), AT_LEFT, self._content.unit)
        painter.setFont(self._theme.font(11))
        note = box.adjusted(0, 0, -4, PICTURE - HEAD)
        painter.drawText(note, int(AT_LEFT | Qt.TextFlag.TextWordWrap), self._content.note)

    def _draw_name(self, painter: QPainter, places: GridPlaces, row: int, chosen: bool) -> None:
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        painter.setFont(self._theme.font(12 if places.narrow else 13, weight))
        painter.setPen(self._theme.color("text" if chosen else "text_muted"))
        painter.drawText(places.rectangle(row, -1), AT_LEFT, self._content.names[row])

    def _draw_mean_head(self, painter: QPainter, box: QRectF) -> None:
        """Write what the last column is."""
        first, second = self._content.mean_head
        painter.setFont(self._theme.font(12))
        painter.setPen(self._theme.color("text_muted"))
        painter.drawText(box.adjusted(0, PICTURE + 4, 0, -2), CENTRED, second)
        painter.setFont(self._theme.font(15, QFont.Weight.DemiBold))
        painter.setPen(self._theme.color("text"))
        painter.drawText(box.adjusted(0, 10, 0, -20), CENTRED, first)

    def _draw_mean(self, painter: QPainter, box: QRectF, row: int, color: QColor) -> None:
        """Draw the mean in its colour, and its standard error beside it."""
        content, error = self._content, float(self._content.errors[row])
        painter.fillRect(box, color)
        painter.setPen(self._ink_on(color))
        number = box.adjusted(0, 0, -MEAN / 2 + 2, 0) if isfinite(error) else box
        bold = self._theme.font(13, QFont.Weight.DemiBold)
        mean, power = float(content.means[row]), content.power
        texts = (content.written(mean), *content.shorter(mean))
        if not self._numbers.draw_first_fitting(painter, number, texts[:1], bold):
            small = self._theme.font(11, QFont.Weight.DemiBold)
            self._numbers.draw_first_fitting(painter, number, texts, small)
        if isfinite(error):
            beside = box.adjusted(MEAN / 2 - 2, 0, 0, 0)
            texts = (in_unit(error, power, False), *shorter_in_unit(error, power, False))
            spreads = ["±" + text for text in texts]
            self._numbers.draw_first_fitting(painter, beside, spreads, self._theme.font(11))

    def _ink_on(self, color: QColor) -> QColor:
        """Return black or white, whichever is read more easily on a colour; kept once known."""
        rgb = color.rgb()
        if rgb not in self._inks:
            self._inks[rgb] = ink_on(color)
        return self._inks[rgb]

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
