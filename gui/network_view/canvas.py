"""What is seen of the network: a scene, drawn sharply once nothing moves, and marks on it."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QWidget

from gui.network_view.edge_picture import EdgeRasters, lights_of
from gui.network_view.kept import Kept
from gui.network_view.layout import NetworkLayout, Shape
from gui.network_view.picture import (
    draw_connections,
    draw_mark,
    draw_over_connections,
    picture_of,
)
from gui.network_view.scene import NeuronId, Scene, Target
from gui.network_view.sharp_edges import SharpEdges
from gui.network_view.viewport import Viewport
from gui.theme import Theme
from gui.timers import single_shot

REBUILD_AFTER_MS = 80  # of rest, while the window is resized, zoomed or moved
LIGHT_AT_ONCE = 4096  # connections: more are lit for what is pointed at once the pointer rests
LIGHT_AFTER_MS = 50


class NetworkCanvas(QWidget):
    """Draws a `Scene` as its viewport shows it, with what is pointed at, lit and pinned marked."""

    rasters_wanted = pyqtSignal(object)  # RasterRequest

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._scene: Scene | None = None
        self._viewport = Viewport()
        self._edges = SharpEdges(theme, self)
        self._kept = Kept(theme)
        self._target: Target | None = None
        self._lit: NeuronId | None = None
        self._pinned: Target | None = None
        self._noted: tuple[NeuronId, ...] = ()
        self._rebuild = single_shot(self, REBUILD_AFTER_MS, self._sharpen)
        self._relight = single_shot(self, LIGHT_AFTER_MS, self.relight)
        self._lights_for: Target | None = None
        self._edges.wanted.connect(self._ask_for_rasters)
        self._edges.sharpened.connect(self.update)
        theme.changed.connect(self.update)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("network")
        self.setMinimumSize(200, 150)

    @property
    def scene(self) -> Scene | None:
        """What is shown."""
        return self._scene

    @property
    def network_layout(self) -> NetworkLayout | None:
        """Where everything stands now, zoom included."""
        if self._scene is None:
            return None
        return self._viewport.layout(Shape.of(self._scene), self.width(), self.height())

    def set_scene(self, scene: Scene) -> None:
        """Show another scene. Where only values have changed, this is a matter of milliseconds."""
        if self._scene is None or Shape.of(scene) != Shape.of(self._scene):
            self._viewport.fit()
            self._edges.forget_wishes()
        self._scene = scene
        if self._lights_for != self._marked and not self._relight.isActive():
            self._mark()
        self.update()

    def set_lit_input(self, index: int | None) -> None:
        """Light an input neuron and its connections, as if pointed at; None ends it."""
        self.set_lit(None if index is None else NeuronId(0, index))

    @pyqtSlot(object)
    def set_lit(self, lit: NeuronId | None) -> None:
        """Light a neuron and its connections, as if pointed at; None ends it."""
        if self._scene is not None and self._scene.row_of(lit) is None:
            lit = None
        if lit != self._lit:
            self._lit = lit
            self._mark()

    @pyqtSlot(object)
    def set_pinned(self, pinned: Target | None) -> None:
        """Ring the neuron that is pinned, or the ends of a connection; None ends it."""
        self._pinned = pinned
        self.update()

    @pyqtSlot(object)
    def set_noted(self, neurons: tuple[NeuronId, ...]) -> None:
        """Ring neurons that a warning speaks of; none ends it."""
        self._noted = neurons
        self.update()

    def picture(self, width: int, height: int, scale: float) -> QImage:
        """Return the network as an image of width x height logical pixels, fitted."""
        if self._scene is None:
            raise ValueError("no scene to draw")
        return picture_of(self._theme, self._scene, width, height, scale)

    @pyqtSlot()
    def settle(self) -> None:
        """Draw the connections sharply for the size and zoom of now, without waiting for rest."""
        self._rebuild.stop()
        layout = self.network_layout
        if layout is not None:
            self._edges.settle(layout, self.devicePixelRatioF())

    @pyqtSlot()
    def relight(self) -> None:
        """Let the connections that don't touch what is marked step back, without waiting."""
        self._relight.stop()
        self._lights_for = self._marked
        self.update()

    @pyqtSlot(object)
    def set_rasters(self, rasters: EdgeRasters | None) -> None:
        """Take the rasters that were wanted, or None if they can't be had."""
        self._edges.set_rasters(rasters)

    @pyqtSlot()
    def _sharpen(self) -> None:
        """Draw the connections sharply, or ask for what that needs."""
        layout = self.network_layout
        if layout is not None and not self._edges.fits(layout, self.devicePixelRatioF()):
            self._edges.sharpen(layout, self.devicePixelRatioF())

    @pyqtSlot(object)
    def _ask_for_rasters(self, request: object) -> None:
        """Let others prepare a large layout; if nobody listens, do it here."""
        if self.receivers(self.rasters_wanted):
            self.rasters_wanted.emit(request)
        else:
            self.settle()
            self._edges.set_rasters(None)

    def _moved(self) -> None:
        """Redraw with the old picture stretched, and sharpen it once all is at rest."""
        self._viewport.keep_within(self.width(), self.height())
        self._rebuild.start()
        self.update()

    @property
    def _marked(self) -> Target | None:
        """What is pointed at, here or elsewhere, if it is drawn."""
        marked, scene = self._target if self._target is not None else self._lit, self._scene
        if marked is None or scene is None:
            return None
        drawn = all(scene.row_of(end) is not None for end in ends_of(marked))
        return marked if drawn else None

    def _mark(self) -> None:
        """Show at once what is marked; many connections are lit for it as soon as that rests."""
        scene = self._scene
        count = 0 if scene is None else sum(layer.size for layer in scene.connections)
        if count <= LIGHT_AT_ONCE:
            self.relight()
        else:
            self._relight.start()
            self.update()

    def _paint(self, painter: QPainter, scene: Scene, layout: NetworkLayout) -> None:
        counts = tuple(len(rows) for rows in scene.shown)
        if not self._edges.shows(counts):
            self._sharpen()
        edges = self._edges.picture
        if edges is not None:
            if self._edges.shows(counts):
                edges.show(lights_of(scene, self._lights_for), scene.pulse)
            draw_connections(painter, edges, layout)
        draw_over_connections(painter, self._theme, layout, scene, self._kept)
        for neuron in self._noted:
            draw_mark(painter, layout, scene, neuron, self._theme.color("warning"))
        marked = [each for each in (self._pinned, self._marked) if each is not None]
        for neuron in {end for each in marked for end in ends_of(each)}:
            draw_mark(painter, layout, scene, neuron, self._theme.color("text"))

    def sizeHint(self) -> QSize:
        return QSize(760, 600)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        layout = self.network_layout
        stale = layout is None or not self._edges.fits(layout, self.devicePixelRatioF())
        if stale:
            painter.fillRect(self.rect(), self._theme.color("canvas"))
        if self._scene is None or layout is None:
            return
        if stale and not self._rebuild.isActive() and not self._edges.waiting:
            self._rebuild.start()
        self._paint(painter, self._scene, layout)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._moved()


def ends_of(target: Target) -> tuple[NeuronId, ...]:
    """Return the neuron itself, or those at the ends of a connection."""
    return (target,) if isinstance(target, NeuronId) else target.ends
