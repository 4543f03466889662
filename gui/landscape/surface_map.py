"""The map of a plane of the cost surface: relief, contours, the path and the network of now."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from core.landscape.ground import Ground
from core.landscape.relief import CostScale
from core.landscape.sketch import Sketch
from core.landscape.survey import ASPECT, Survey
from gui.landscape import map_drawing as draw
from gui.landscape.ground import drawn_ground
from gui.landscape.relief_image import color_of
from gui.theme import Theme
from gui.widgets.keys import keep_keys

SCALE_ROOM = 36
NO_SCALE = CostScale(0.0, 1.0, False)
STEP_SHARE = 40  # steps of the cursor keys from edge to edge
KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
CHOOSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
Place = tuple[float, float]


@dataclass(frozen=True)
class Live:
    """Where the run has gone since the map was made: its places on the plane, the last is now."""

    places: tuple[Place, ...] = ()


class SurfaceMap(QWidget):
    """Shows a `Sketch`; mouse and arrow keys move a cursor, a click or Enter chooses its place."""

    pointed = pyqtSignal(object)  # (a, b) or None
    chosen = pyqtSignal(float, float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._survey: Survey | None = None
        self._live = Live()
        self._ground: Ground | None = None
        self._drawn: QPixmap | None = None
        self._walkers: tuple[str, ...] = ()
        self._cursor: Place | None = None
        self._visited: Place | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Map of the cost surface")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._redraw)

    @property
    def survey(self) -> Survey | None:
        """What is shown."""
        return self._survey

    @property
    def scale(self) -> CostScale:
        """Which colours stand for which costs."""
        return NO_SCALE if self._ground is None else self._ground.scale

    @property
    def cursor_place(self) -> Place | None:
        """Where the cursor is, in coordinates of the plane."""
        return self._cursor

    def set_sketch(self, sketch: Sketch | None) -> None:
        """Show another map, or none; what the run has done since the last one is forgotten."""
        self._live, self._drawn = Live(), None
        self._survey = None if sketch is None else sketch.survey
        self._ground = None if sketch is None else sketch.ground
        self.update()

    def set_walkers(self, colors: tuple[str, ...]) -> None:
        """Draw the ways of a race in the theme's colours of these names."""
        self._walkers = colors
        self.update()

    def set_live(self, live: Live) -> None:
        """Show where the run has gone since."""
        self._live = live
        self.update()

    def set_visited(self, place: Place | None) -> None:
        """Mark the place whose network is looked at."""
        self._visited = place
        self.update()

    def map_rectangle(self) -> QRectF:
        """Return the rectangle of the plane."""
        return QRectF(0, 0, self.width(), max(1, self.height() - SCALE_ROOM))

    def to_pixels(self, a: float, b: float) -> QPointF:
        """Return where a point of the plane is, in the widget's pixels."""
        assert self._survey is not None
        area, extent = self.map_rectangle(), self._survey.grid.extent
        x = (a - extent.middle[0]) / extent.reach[0]
        y = (b - extent.middle[1]) / extent.reach[1]
        return area.center() + QPointF(x * area.width() / 2, -y * area.height() / 2)

    def to_plane(self, place: QPointF) -> Place:
        """Return the coordinates of a place in the widget's pixels."""
        assert self._survey is not None
        area, extent = self.map_rectangle(), self._survey.grid.extent
        x = (place.x() - area.center().x()) / (area.width() / 2)
        y = (area.center().y() - place.y()) / (area.height() / 2)
        return (
            extent.middle[0] + x * extent.reach[0],
            extent.middle[1] + y * extent.reach[1],
        )

    @pyqtSlot()
    def _redraw(self) -> None:
        self._drawn = None
        self.update()

    def _point(self, place: Place | None) -> None:
        self._cursor = place
        self.pointed.emit(place)
        self.update()

    def _move_cursor(self, right: int, up: int) -> None:
        """Move the cursor by a fortieth of the map; the first key puts it at the run's place."""
        assert self._survey is not None
        extent = self._survey.grid.extent
        if self._cursor is None:
            self._point((0.0, 0.0) if extent.holds(0.0, 0.0) else extent.middle)
            return
        place = (
            self._cursor[0] + right * 2 * extent.reach[0] / STEP_SHARE,
            self._cursor[1] + up * 2 * extent.reach[1] / STEP_SHARE,
        )
        if extent.holds(*place):
            self._point(place)

    def sizeHint(self) -> QSize:
        return QSize(560, self.heightForWidth(560))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 100)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width / ASPECT) + SCALE_ROOM

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        self._drawn = None

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that move the cursor from the window's shortcuts."""
        return keep_keys(event, (*KEYS, *CHOOSING)) or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        if event is not None and self._survey is not None:
            inside = self.map_rectangle().contains(event.position())
            self._point(self.to_plane(event.position()) if inside else None)

    def leaveEvent(self, event: QEvent | None) -> None:
        self._point(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        if event is None or self._survey is None:
            return
        if self.map_rectangle().contains(event.position()):
            self.chosen.emit(*self.to_plane(event.position()))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event is None:
            return
        key = Qt.Key(event.key())
        if self._survey is not None and key in KEYS:
            self._move_cursor(*KEYS[key])
        elif self._survey is not None and key in CHOOSING and self._cursor is not None:
            self.chosen.emit(*self._cursor)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.map_rectangle()
        if self._survey is None or self._ground is None:
            painter.fillRect(area, self._theme.color("canvas"))
            return
        if self._drawn is None:
            ratio, paper = self.devicePixelRatioF(), self._theme.color("canvas")
            self._drawn = drawn_ground(self._ground, area, ratio, paper)
        painter.drawPixmap(QPointF(0, 0), self._drawn)
        painter.setClipRect(area)
        self._draw_path(painter, self._survey)
        self._draw_walked(painter, self._survey)
        self._draw_marks(painter, self._survey)
        self._draw_words(painter, self._survey)
        painter.setClipping(False)
        bar = QRectF(area.left() + 150, area.bottom() + 8, area.width() - 166, 8)
        draw.draw_scale(painter, self._theme, bar, self.scale)

    def _draw_path(self, painter: QPainter, survey: Survey) -> None:
        path = survey.path
        live = [self.to_pixels(*place) for place in self._live.places]
        if path is None:
            draw.draw_way(painter, live)
            return
        points = [self.to_pixels(*place) for place in path.places.tolist()]
        draw.draw_way(painter, points + live)
        heights = self.scale.height(path.costs).tolist()
        for place in draw.apart(points):
            known = heights[place] == heights[place]
            draw.draw_dot(painter, points[place], color_of(heights[place]) if known else None)

    def _draw_walked(self, painter: QPainter, survey: Survey) -> None:
        """Draw the ways of a race, and their walkers' names where they end."""
        names = [each.name for each in survey.order.walked if len(each.path)]
        colors = self._walkers or ("text",) * len(names)
        for color, path in zip(colors, survey.walked, strict=False):
            points = [self.to_pixels(*place) for place in path.places.tolist()]
            draw.draw_way(painter, points, self._theme.color(color))
            heights = self.scale.height(path.costs).tolist()
            for place in draw.apart(points):
                known = heights[place] == heights[place]
                draw.draw_dot(painter, points[place], color_of(heights[place]) if known else None)
        points = [self.to_pixels(*each) for path in survey.walked for each in path.places.tolist()]
        area = self.map_rectangle().adjusted(4, 4, -4, -4)
        for name, path in zip(names, survey.walked, strict=False):
            end = self.to_pixels(*path.places[-1].tolist())
            draw.draw_name(painter, self._theme, end, name, points, area)

    def _draw_marks(self, painter: QPainter, survey: Survey) -> None:
        here = self.to_pixels(0.0, 0.0)
        rate = survey.order.learning_rate
        step = -survey.gradient_inside * rate
        draw.draw_arrow(painter, here, self.to_pixels(float(step[0]), float(step[1])))
        now = self.to_pixels(*self._live.places[-1]) if self._live.places else here
        draw.draw_here(painter, self._theme, now)
        if survey.end is not None:
            end = self.to_pixels(*survey.end)
            draw.draw_dot(painter, end, None, 7)
            name = survey.order.end.name if survey.order.end else ""
            right = end.x() > self.width() / 2
            draw.draw_plate(
                painter, self._theme, end + QPointF(-10 if right else 10, 8), name, right
            )
        if survey.path is not None and len(survey.path.steps) > 1:
            start = self.to_pixels(*survey.path.places[0].tolist())
            draw.draw_dot(painter, start, color_of(level(self.scale, survey.path.costs[0])), 6)
            right = start.x() > self.width() / 2
            offset = QPointF(-10 if right else 10, 8)
            name = "start" if not survey.path.steps[0] else f"step {survey.path.steps[0]:,}"
            draw.draw_plate(painter, self._theme, start + offset, name, right)
        for place in (self._visited, self._cursor):
            if place is not None:
                draw.draw_cross(painter, self.to_pixels(*place))

    def _draw_words(self, painter: QPainter, survey: Survey) -> None:
        """Name the axes and draw the ruler."""
        area, theme = self.map_rectangle(), self._theme
        first, second = survey.plane.names
        draw.draw_plate(painter, theme, QPointF(8, 8), f"↑ {second}", False)
        corner = QPointF(area.right() - 8, area.bottom() - 28)
        draw.draw_plate(painter, theme, corner, f"{first} →", True)
        unit = area.width() / 2 / survey.grid.extent.reach[0]
        draw.draw_ruler(painter, theme, QPointF(12, area.bottom() - 14), unit)


def level(scale: CostScale, cost: float) -> float:
    """Return the height of one cost; 0 where it is none."""
    height = draw.level_place(scale, cost)
    return height if height == height else 0.0
