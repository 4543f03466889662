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
    QWheelEvent,
)
from PyQt6.QtWidgets import QWidget

from gui.network_view.edge_picture import lights_of
from gui.network_view.hover_card import HoverCard
from gui.network_view.inspection import inspect
from gui.network_view.layout import NetworkLayout
from gui.network_view.legend_card import captions_card, is_on_captions, is_on_legend, legend_card
from gui.network_view.movable import MovableCanvas
from gui.network_view.picking import connection_under, neuron_under, place_of
from gui.network_view.scene import ConnectionId, NeuronId, Scene, Target
from gui.network_view.walking import next_connection, next_neuron
from gui.theme import Theme
from gui.widgets.keys import keep_keys

STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
HELP = (
    "Arrow keys go from neuron to neuron, Shift+Down and Shift+Up along the connections into one, "
    "strongest first; Enter keeps what is reached in view, Escape lets go."
)


class NetworkView(MovableCanvas):
    """Shows a `Scene`; can be pointed at and walked through with the keys."""

    neuron_hovered = pyqtSignal(object)
    neuron_clicked = pyqtSignal(object)
    connection_hovered = pyqtSignal(object)
    menu_wanted = pyqtSignal(QPoint)  # where on the screen
    connection_clicked = pyqtSignal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pointer = QPointF()  # beside it the card stands: the mouse's place, or the keys'
        self._by_keys = False
        self._on_legend = False  # whether the mouse asks what the legend's numbers are
        self._on_captions = False  # or those under the columns
        self._by_tab = False  # how the focus came: only then it is shown where the keys are
        self.card = HoverCard(theme, self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the arrows to the walk
        self.setAccessibleDescription(HELP)

    @property
    def target(self) -> Target | None:
        """What is pointed at, by the pointer or the keys."""
        return self._target

    def set_scene(self, scene: Scene) -> None:
        """Show another scene; what it doesn't draw is no longer pointed at."""
        super().set_scene(scene)
        if self._target is not None and inspect(scene, self._target) is None:
            self._set_target(None)
        self._show_card()

    def _moved(self) -> None:
        super()._moved()
        self._set_target(None)  # what was pointed at is elsewhere now

    def _point_at(self, place: QPointF) -> None:
        """Let the mouse point at a place."""
        self._pointer, self._by_keys = place, False
        self._on_legend = is_on_legend(place, self.height())
        layout = self.network_layout
        self._on_captions = layout is not None and is_on_captions(place, layout)
        self._set_target(self._target_at(place))
        self._show_card()

    def _reach(self, target: Target | None) -> None:
        """Let the keys point at a neuron or connection, and bring it into view."""
        layout, scene = self.network_layout, self._scene
        if layout is None or scene is None or target is None:
            return
        place = place_of(layout, scene, target)
        if not self.rect().contains(place.toPoint()):
            middle = QRectF(self.rect()).center() - place
            self.move_by(middle.x(), middle.y())
            place = place_of(self.network_layout or layout, scene, target)
        self._pointer, self._by_keys = place, True
        self._on_legend = self._on_captions = False
        self._set_target(target)
        self._show_card()

    def _set_target(self, target: Target | None) -> None:
        """Point at something else, and tell."""
        if target == self._target:
            return
        before, self._target = self._target, target
        self._show_card()
        self._tell(before, target)
        self._mark()

    def _tell(self, before: Target | None, target: Target | None) -> None:
        for kind, signal in (
            (NeuronId, self.neuron_hovered),
            (ConnectionId, self.connection_hovered),
        ):
            if isinstance(target, kind):
                signal.emit(target)
            elif isinstance(before, kind):
                signal.emit(None)

    def _show_card(self) -> None:
        """Say on the card what is pointed at, and to screen readers, which follow a description."""
        scene, target = self._scene, self._target
        card = None if scene is None or target is None else inspect(scene, target)
        if scene is not None and target is None and self._on_legend:
            card = legend_card(scene)
        elif scene is not None and target is None and self._on_captions:
            card = captions_card(scene)
        self.card.show_card(None if self.dragging else card, self._pointer, QRectF(self.rect()))
        words = HELP if card is None else card.aloud
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)  # Qt tells readers that it has changed

    def _target_at(self, point: QPointF) -> Target | None:
        layout, scene = self.network_layout, self._scene
        if layout is None or scene is None:
            return None
        neuron = neuron_under(layout, scene, point.x(), point.y())
        if neuron is not None:
            return neuron
        return connection_under(layout, scene, lights_of(scene, None), point.x(), point.y())

    def _step(self, step: tuple[int, int], along: bool) -> None:
        """Go to the next neuron, or along the connections that enter one."""
        layout, scene = self.network_layout, self._scene
        if layout is None or scene is None:
            return
        if along:
            self._reach(next_connection(scene, lights_of(scene, None), self._target, step[1]))
        else:
            self._reach(next_neuron(layout, scene, self._target, step))

    def _choose(self, target: Target | None) -> None:
        """Tell what is clicked, or chosen with Enter."""
        if isinstance(target, ConnectionId):
            self.connection_clicked.emit(target)
        else:
            self.neuron_clicked.emit(target)

    def _paint(self, painter: QPainter, scene: Scene, layout: NetworkLayout) -> None:
        super()._paint(painter, scene, layout)
        if self._by_tab and self.hasFocus():
            painter.setPen(self._theme.color("positive"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _release_focus(self) -> None:
        """Take the keyboard from a field: who clicks the network is done with typing."""
        window = self.window()
        focused = window.focusWidget() if window is not None else None
        if focused is not None and focused is not self:
            focused.clearFocus()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None:
            return
        super().mouseMoveEvent(event)
        if self._pressed is None:
            self._point_at(event.position())

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        super().mousePressEvent(event)
        if self._pressed is not None:
            self._release_focus()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        clicked = self._pressed is not None and not self.dragging  # not after a double click
        super().mouseReleaseEvent(event)
        if event is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if clicked:
            self._choose(self._target_at(event.position()))
        self._point_at(event.position())

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
        super().wheelEvent(event)
        if event is not None:
            self._point_at(event.position())  # the network has moved, the pointer hasn't

    def leaveEvent(self, event: QEvent | QEnterEvent | None) -> None:
        self._on_legend = self._on_captions = False
        if not self._by_keys:
            self._set_target(None)
            self._show_card()

    def event(self, event: QEvent | None) -> bool:
        return keep_keys(event, STEPS) or super().event(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        if event is not None and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._by_tab = event.reason() in BY_TAB
        self.update()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        self._set_target(None)
        self.update()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        along = held == Qt.KeyboardModifier.ShiftModifier and key in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
        )
        if key in STEPS and (along or not held):
            self._step(STEPS[key], along)
        elif key in ENTER and self._target is not None:
            self._choose(self._target)
        elif key == Qt.Key.Key_Escape and self._target is not None:
            self._set_target(None)
        else:
            event.ignore()
