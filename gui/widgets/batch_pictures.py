"""The pictures of a mini-batch, in rows of ten."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from core.arrays import ByteArray
from gui.theme import Theme
from gui.widgets.thumbnails import gray_image

COLUMNS = 10
MOST = 20
GAP = 4.0
LARGEST = 40.0


class BatchPictures(QWidget):
    """Shows up to twenty pictures; the rest is counted by whoever uses it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._images: list[QImage] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    @property
    def shown(self) -> int:
        """How many pictures are shown."""
        return len(self._images)

    def set_pictures(self, pictures: Sequence[ByteArray]) -> None:
        """Show the first twenty of some pictures, each (28, 28) of 0 for paper to 255 for ink."""
        rows = -(-len(self._images) // COLUMNS)
        self._images = [gray_image(picture) for picture in pictures[:MOST]]
        self.setAccessibleName(f"{len(pictures)} pictures of the mini-batch")
        if rows != -(-len(self._images) // COLUMNS):
            self.updateGeometry()
        self.update()

    def side(self, width: float) -> float:
        """Return the side of a picture where the widget is so wide."""
        return min((width - (COLUMNS - 1) * GAP) / COLUMNS, LARGEST)

    def rectangle(self, index: int) -> QRectF:
        """Return the place of a picture."""
        side = self.side(self.width())
        row, column = divmod(index, COLUMNS)
        x, y = column * (side + GAP), row * (side + GAP)
        return QRectF(x + 0.5, y + 0.5, side - 1, side - 1)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = max(1, -(-len(self._images) // COLUMNS))
        return round(rows * (self.side(width) + GAP))

    def sizeHint(self) -> QSize:
        return QSize(332, self.heightForWidth(332))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(self._theme.color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for index, image in enumerate(self._images):
            rect = self.rectangle(index)
            painter.drawImage(rect, image)
            painter.drawRect(rect)
