"""What an experiment's page shows, as the content of a file: a picture or a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from PyQt6.QtCore import QBuffer, QByteArray, QIODevice
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtWidgets import QWidget

from gui.theme import Theme

SCALE = 2
FRAME = 16


def picture_of(widget: QWidget, theme: Theme) -> bytes:
    """Return a widget as a PNG file, two pixels for each, on the colour of the panel."""
    size = widget.size()
    image = QImage(
        (size.width() + 2 * FRAME) * SCALE, (size.height() + 2 * FRAME) * SCALE,
        QImage.Format.Format_RGB32,
    )  # fmt: skip
    image.setDevicePixelRatio(SCALE)
    image.fill(theme.color("panel"))
    painter = QPainter(image)
    painter.translate(FRAME, FRAME)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    widget.render(painter, flags=QWidget.RenderFlag.DrawChildren)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return content.data()


def table_of(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as a CSV file, its lines ended by a line feed."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
