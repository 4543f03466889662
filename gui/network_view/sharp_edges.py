"""Keeps the picture of the connections sharp: prepares small layouts at once, asks for large ones.

While a large layout is prepared elsewhere, the picture of the old one stays, and is stretched.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from gui.network_view.edge_picture import EdgePicture, EdgeRasters
from gui.network_view.layout import NetworkLayout
from gui.network_view.picture import tone_map_of
from gui.theme import Theme

AT_ONCE = 500_000  # pixel columns crossed by lines: more takes too long to wait for
AT_ONCE_AGAIN = 150_000  # where there is an old picture of the same network to be seen meanwhile


@dataclass(frozen=True, eq=False)
class RasterRequest:
    """A layout whose rasters are wanted, at a device pixel ratio."""

    layout: NetworkLayout
    scale: float

    @property
    def work(self) -> float:
        """How many pixel columns all lines together cross, within the picture."""
        columns, width = self.layout.columns, self.layout.width
        return self.scale**2 * sum(
            len(before.ys) * len(after.ys) * max(min(after.x, width) - max(before.x, 0), 0)
            for before, after in pairwise(columns)
        )

    def build(self) -> EdgeRasters:
        """Prepare them; this may be done in any thread."""
        return EdgeRasters.build(self.layout, self.scale)


class SharpEdges(QObject):
    """The picture of the connections, and the wish for a sharper one."""

    wanted = pyqtSignal(object)  # RasterRequest: prepare it elsewhere, and call set_rasters
    sharpened = pyqtSignal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._asked: RasterRequest | None = None
        self._newest: RasterRequest | None = None
        self.picture: EdgePicture | None = None
        theme.changed.connect(self._use_theme)

    @property
    def waiting(self) -> bool:
        """Whether rasters are prepared elsewhere."""
        return self._asked is not None

    def fits(self, layout: NetworkLayout, scale: float) -> bool:
        """Return whether the picture is that of a layout, at the screen's scale."""
        if self.picture is None:
            return False
        rasters = self.picture.rasters
        return rasters.layout is layout and rasters.scale == scale

    def shows(self, counts: tuple[int, ...]) -> bool:
        """Return whether the picture, sharp or not, is of columns of so many neurons."""
        return self.picture is not None and self.picture.rasters.counts == counts

    def settle(self, layout: NetworkLayout, scale: float) -> None:
        """Draw sharply, however long it takes."""
        self._newest = RasterRequest(layout, scale)
        if not self.fits(layout, scale):
            self._take(EdgeRasters.build(layout, scale))

    def sharpen(self, layout: NetworkLayout, scale: float) -> None:
        """Draw sharply at once if that is little work, else ask for the rasters."""
        request = RasterRequest(layout, scale)
        has_old = self.shows(tuple(len(column.ys) for column in layout.columns))
        limit = AT_ONCE_AGAIN if has_old else AT_ONCE
        if request.work <= limit or not self.receivers(self.wanted):
            self.settle(layout, scale)
            return
        self._newest = request
        if self._asked is None:  # one at a time
            self._asked = request
            self.wanted.emit(request)

    def forget_wishes(self) -> None:
        """Want nothing of what was asked for: another network is shown."""
        self._newest = None

    @pyqtSlot(object)
    def set_rasters(self, rasters: EdgeRasters | None) -> None:
        """Take what was asked for, or None if it can't be had; ask for what is wanted by now."""
        self._asked, newest = None, self._newest
        if rasters is None or newest is None or self.fits(newest.layout, newest.scale):
            return
        if rasters.layout is newest.layout:
            self._take(rasters)
        else:
            self.sharpen(newest.layout, newest.scale)

    def _take(self, rasters: EdgeRasters) -> None:
        self.picture = EdgePicture(rasters, tone_map_of(self._theme))
        self.sharpened.emit()

    @pyqtSlot()
    def _use_theme(self) -> None:
        if self.picture is not None:
            self._take(self.picture.rasters)
