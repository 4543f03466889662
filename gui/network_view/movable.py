"""Moving about in the picture of the network: zoom to the pointer, drag, fit."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, pyqtSlot
from PyQt6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PyQt6.QtWidgets import QToolButton, QWidget

from gui.network_view.canvas import NetworkCanvas
from gui.network_view.movements import pan_of, pinch_of, zoom_of
from gui.network_view.scene import NeuronId, Scene
from gui.theme import Theme

ZOOM_STEP = 1.5
EDGE = 12  # from the view's edge to the button in its corner
DRAG_FROM = 4  # pixels that the pointer moves before a click becomes a drag


class MovableCanvas(NetworkCanvas):
    """A canvas that can be zoomed, dragged and fitted; its button fits it again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pressed: QPoint | None = None
        self._dragged: QPoint | None = None
        self.fit_button = QToolButton(self)
        self.fit_button.setText("Fit")
        self.fit_button.setToolTip("Show the whole network (0)")
        self.fit_button.setAccessibleName("show the whole network")
        self.fit_button.clicked.connect(self.fit)
        self.fit_button.hide()

    @property
    def zoom(self) -> float:
        """The magnification: 1 where the network fits the view."""
        return self._viewport.zoom

    @property
    def dragging(self) -> bool:
        """Whether the network follows the pointer."""
        return self._dragged is not None

    def set_scene(self, scene: Scene) -> None:
        """Show another scene; that of another shape is fitted."""
        super().set_scene(scene)
        self._place_fit_button()

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

    def move_by(self, dx: float, dy: float) -> None:
        """Move the network by logical pixels."""
        self._viewport.move(dx, dy)
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

    def _moved(self) -> None:
        super()._moved()
        self._place_fit_button()

    def _place_fit_button(self) -> None:
        """Show the button in the upper right corner while not everything is shown as it fits."""
        button = self.fit_button
        button.adjustSize()
        button.move(self.width() - button.width() - EDGE, EDGE)
        button.setVisible(not self._viewport.fitted)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is None or self._pressed is None:
            return
        at = event.position().toPoint()
        if self._dragged is None and (at - self._pressed).manhattanLength() >= DRAG_FROM:
            self._dragged = self._pressed
        if self._dragged is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            step, self._dragged = at - self._dragged, at
            self.move_by(step.x(), step.y())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._dragged = None
            self.unsetCursor()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        if event is None:
            return
        pan = pan_of(event)
        if pan is None:
            self.zoom_by(zoom_of(event), event.position())
        else:
            self.move_by(pan.x(), pan.y())
        event.accept()

    def event(self, event: QEvent | None) -> bool:
        factor = pinch_of(event)
        if factor is None or not isinstance(event, QNativeGestureEvent):
            return super().event(event)
        self.zoom_by(factor, event.position())
        return True
