"""The widget that shows the network, and tells what the pointer and the keys mean in it."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PyQt6.QtWidgets import QWidget

from gui.network_view.edge_picture import lights_of
from gui.network_view.inspection import draw_card, inspect, name_of
from gui.network_view.layout import NetworkLayout
from gui.network_view.movable import MovableCanvas
from gui.network_view.picking import connection_under, neighbour, neuron_under
from gui.network_view.scene import ConnectionId, NeuronId, Scene, Target
from gui.theme import Theme
from gui.widgets.keys import keep_keys

STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class NetworkView(MovableCanvas):
    """Shows a `Scene`; can be pointed at and walked through with the keys."""

    neuron_hovered = pyqtSignal(object)
    neuron_clicked = pyqtSignal(object)
    connection_hovered = pyqtSignal(object)
    menu_wanted = pyqtSignal(QPoint)  # where on the screen
    connection_clicked = pyqtSignal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pointer = QPointF()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the arrows to the walk

    @property
    def target(self) -> Target | None:
        """What is pointed at, by the pointer or the keys."""
        return self._target

    def set_scene(self, scene: Scene) -> None:
        """Show another scene; what it doesn't draw is no longer pointed at."""
        super().set_scene(scene)
        if self._target is not None and inspect(scene, self._target) is None:
            self._set_target(None)

    def _moved(self) -> None:
        super()._moved()
        self._set_target(None)  # what was pointed at is elsewhere now

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
        super()._paint(painter, scene, layout)
        card = inspect(scene, self._target) if self._target is not None else None
        if card is not None and not self.dragging:
            draw_card(painter, self._theme, card, self._pointer, QRectF(self.rect()))

    def _release_focus(self) -> None:
        """Take the keyboard from a field: who clicks the network is done with typing."""
        window = self.window()
        focused = window.focusWidget() if window is not None else None
        if focused is not None and focused is not self:
            focused.clearFocus()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        self._pointer = event.position()
        super().mouseMoveEvent(event)
        if self._pressed is None:
            self._set_target(self._target_at(event.position()))
            self.update()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        super().mousePressEvent(event)
        if self._pressed is not None:
            self._release_focus()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        clicks = event is not None and event.button() == Qt.MouseButton.LeftButton
        clicks = clicks and not self.dragging
        super().mouseReleaseEvent(event)
        if event is None or not clicks:
            return
        clicked = self._target_at(event.position())
        if isinstance(clicked, ConnectionId):
            self.connection_clicked.emit(clicked)
        else:
            self.neuron_clicked.emit(clicked)

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
