"""The widget that shows the network, and tells what the pointer and the keys mean in it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, pyqtSignal, pyqtSlot
from PyQt6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QToolButton, QWidget

from gui.network_view.edge_picture import EdgeRasters, lights_of
from gui.network_view.inspection import draw_card, inspect, name_of
from gui.network_view.kept import Kept
from gui.network_view.layout import NetworkLayout, Shape
from gui.network_view.picking import connection_under, neighbour, neuron_under
from gui.network_view.picture import (
    draw_connections,
    draw_mark,
    draw_over_connections,
    picture_of,
)
from gui.network_view.scene import ConnectionId, NeuronId, Scene
from gui.network_view.sharp_edges import SharpEdges
from gui.network_view.viewport import Viewport
from gui.theme import Theme
from gui.widgets.keys import keep_keys

REBUILD_AFTER_MS = 80  # of rest, while the window is resized, zoomed or moved
ZOOM_STEP = 1.5
EDGE = 12  # from the view's edge to the button in its corner
DRAG_FROM = 4  # pixels that the pointer moves before a click becomes a drag

Target = NeuronId | ConnectionId

STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class NetworkView(QWidget):
    """Shows a `Scene`; can be zoomed, moved, pointed at and walked through with the keys."""

    neuron_hovered = pyqtSignal(object)
    neuron_clicked = pyqtSignal(object)
    connection_hovered = pyqtSignal(object)
    rasters_wanted = pyqtSignal(object)  # RasterRequest
    menu_wanted = pyqtSignal(QPoint)  # where on the screen
    connection_clicked = pyqtSignal(object)

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
        self._pointer = QPointF()
        self._pressed: QPoint | None = None
        self._dragged: QPoint | None = None
        self._rebuild = QTimer(self)
        self._rebuild.setSingleShot(True)
        self._rebuild.setInterval(REBUILD_AFTER_MS)
        self._rebuild.timeout.connect(self._sharpen)
        self._edges.wanted.connect(self._ask_for_rasters)
        self._edges.sharpened.connect(self.update)
        theme.changed.connect(self.update)
        self.fit_button = QToolButton(self)
        self.fit_button.setText("Fit")
        self.fit_button.setToolTip("Show the whole network (0)")
        self.fit_button.setAccessibleName("show the whole network")
        self.fit_button.clicked.connect(self.fit)
        self.fit_button.hide()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the arrows to the walk
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

    @property
    def target(self) -> Target | None:
        """What is pointed at, by the pointer or the keys."""
        return self._target

    @property
    def zoom(self) -> float:
        """The magnification: 1 where the network fits the view."""
        return self._viewport.zoom

    def set_scene(self, scene: Scene) -> None:
        """Show another scene. Where only values have changed, this is a matter of milliseconds."""
        if self._scene is None or Shape.of(scene) != Shape.of(self._scene):
            self._viewport.fit()
            self._place_fit_button()
            self._edges.forget_wishes()
        self._scene = scene
        if self._target is not None and inspect(scene, self._target) is None:
            self._set_target(None)
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
            self.update()

    @pyqtSlot(object)
    def set_pinned(self, pinned: Target | None) -> None:
        """Ring the neuron that is pinned, or the ends of a connection; None ends it."""
        self._pinned = pinned
        self.update()

    def picture(self, width: int, height: int, scale: float) -> QImage:
        """Return the network as an image of width x height logical pixels, fitted."""
        if self._scene is None:
            raise ValueError("no scene to draw")
        return picture_of(self._theme, self._scene, width, height, scale)

    @pyqtSlot()
    def fit(self) -> None:
        """Show the whole network."""
        self._viewport.fit()
        self._moved()

    def zoom_by(self, factor: float, centre: QPointF | None = None) -> None:
        """Magnify about a point of the view, its middle by default."""
        at = centre if centre is not None else QRectF(self.rect()).center()
        self._viewport.zoom_about(factor, at.x(), at.y())
        self._moved()

    @pyqtSlot()
    def zoom_in(self) -> None:
        """Magnify about the middle."""
        self.zoom_by(ZOOM_STEP)

    @pyqtSlot()
    def zoom_out(self) -> None:
        """Show more about the middle."""
        self.zoom_by(1 / ZOOM_STEP)

    def zoom_on(self, neuron: NeuronId) -> None:
        """Magnify a neuron, and bring it to the middle."""
        layout, scene = self.network_layout, self._scene
        row = None if scene is None else scene.row_of(neuron)
        if layout is not None and row is not None:
            column = layout.columns[neuron.layer]
            self._viewport.zoom_on(column.x, float(column.ys[row]), self.width(), self.height())
            self._moved()

    @pyqtSlot()
    def settle(self) -> None:
        """Draw the connections sharply for the size and zoom of now, without waiting for rest."""
        self._rebuild.stop()
        layout = self.network_layout
        if layout is not None:
            self._edges.settle(layout, self.devicePixelRatioF())

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
        self._place_fit_button()
        self._set_target(None)  # what was pointed at is elsewhere now
        self._rebuild.start()
        self.update()

    def _place_fit_button(self) -> None:
        """Show the button in the upper right corner while not everything is shown as it fits."""
        button = self.fit_button
        button.adjustSize()
        button.move(self.width() - button.width() - EDGE, EDGE)
        button.setVisible(not self._viewport.fitted)

    def _set_target(self, target: Target | None) -> None:
        """Point at something else, and tell."""
        if target == self._target:
            return
        before, self._target = self._target, target
        self._tell(before, target)
        if self._scene is not None:
            name = name_of(self._scene, target) if isinstance(target, NeuronId) else ""
            self.setAccessibleDescription(name)
        self.update()

    def _tell(self, before: Target | None, target: Target | None) -> None:
        for kind, signal in (
            (NeuronId, self.neuron_hovered),
            (ConnectionId, self.connection_hovered),
        ):
            if isinstance(target, kind):
                signal.emit(target)
            elif isinstance(before, kind):
                signal.emit(None)

    def _target_at(self, point: QPointF) -> Target | None:
        layout, scene = self.network_layout, self._scene
        if layout is None or scene is None:
            return None
        neuron = neuron_under(layout, scene, point.x(), point.y())
        if neuron is not None:
            return neuron
        return connection_under(layout, scene, lights_of(scene, None), point.x(), point.y())

    def _step(self, step: tuple[int, int]) -> None:
        """Move the keys' place in the network to a neighbour, and show its card there."""
        layout, scene = self.network_layout, self._scene
        if layout is None or scene is None:
            return
        if isinstance(self._target, NeuronId):
            neuron = neighbour(layout, scene, self._target, step)
        else:
            neuron = scene.focus or scene.neuron_at(scene.depth, 0)
        row = scene.row_of(neuron)
        if row is not None:
            column = layout.columns[neuron.layer]
            self._pointer = QPointF(column.x + column.radius, column.ys[row])
            self._set_target(neuron)

    def _paint(self, painter: QPainter, scene: Scene, layout: NetworkLayout) -> None:
        target = self._target if self._target is not None else self._lit
        counts = tuple(len(rows) for rows in scene.shown)
        if not self._edges.shows(counts):
            self._sharpen()
        edges = self._edges.picture
        if edges is not None:
            if self._edges.shows(counts):
                edges.show(lights_of(scene, target), scene.pulse)
            draw_connections(painter, edges, layout)
        draw_over_connections(painter, self._theme, layout, scene, self._kept)
        pinned = () if self._pinned is None else ends_of(self._pinned)
        for neuron in (*pinned, *((target,) if isinstance(target, NeuronId) else ())):
            draw_mark(painter, layout, scene, neuron, self._theme.color("text"))
        card = inspect(scene, self._target) if self._target is not None else None
        if card is not None and self._dragged is None:
            draw_card(painter, self._theme, card, self._pointer, QRectF(self.rect()))

    def _release_focus(self) -> None:
        """Take the keyboard from a field: who clicks the network is done with typing."""
        window = self.window()
        focused = window.focusWidget() if window is not None else None
        if focused is not None and focused is not self:
            focused.clearFocus()

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

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        self._pointer = event.position()
        if self._pressed is None:
            self._set_target(self._target_at(event.position()))
            self.update()
            return
        at = event.position().toPoint()
        if self._dragged is None and (at - self._pressed).manhattanLength() >= DRAG_FROM:
            self._dragged = self._pressed
        if self._dragged is not None:
            self._viewport.move(at.x() - self._dragged.x(), at.y() - self._dragged.y())
            self._dragged = at
            self._moved()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self._release_focus()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        dragged = self._dragged is not None
        clicked = None if dragged else self._target_at(event.position())
        self._pressed = self._dragged = None
        if isinstance(clicked, NeuronId):
            self.neuron_clicked.emit(clicked)
        elif isinstance(clicked, ConnectionId):
            self.connection_clicked.emit(clicked)
        elif not dragged:
            self.neuron_clicked.emit(None)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        target = self._target_at(event.position())
        if isinstance(target, NeuronId):
            self.zoom_on(target)
        else:
            self.fit()

    def contextMenuEvent(self, event: QContextMenuEvent | None) -> None:
        if event is not None and self._scene is not None:
            self.menu_wanted.emit(event.globalPos())

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is not None:
            self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
            event.accept()

    def leaveEvent(self, event: QEvent | QEnterEvent | None) -> None:
        self._set_target(None)

    def event(self, event: QEvent | None) -> bool:
        return keep_keys(event, STEPS) or super().event(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        self._set_target(None)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if key in STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self._target, NeuronId):
            self.neuron_clicked.emit(self._target)
        elif key == Qt.Key.Key_Escape and self._target is not None:
            self._set_target(None)
        else:
            event.ignore()


def ends_of(target: Target) -> tuple[NeuronId, ...]:
    """Return the neuron itself, or those at the ends of a connection."""
    return (target,) if isinstance(target, NeuronId) else target.ends
