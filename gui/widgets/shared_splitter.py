"""A splitter whose parts keep their shares of it when it grows, until the user moves a handle."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QSplitter, QWidget


class SharedSplitter(QSplitter):
    """Asks for the sizes of its parts, in pixels, whenever its own size changes."""

    def __init__(
        self,
        orientation: Qt.Orientation,
        sizes_for: Callable[[int], list[int]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._sizes_for = sizes_for

    @property
    def extent(self) -> int:
        """Its width, or its height where it stands upright."""
        lying = self.orientation() == Qt.Orientation.Horizontal
        return self.width() if lying else self.height()

    def share(self) -> None:
        """Give the parts the sizes that they should have."""
        self.setSizes(self._sizes_for(self.extent))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.share()
