"""Which part of the network is seen: zoom and shift, about the layout that fits the view."""

from __future__ import annotations

from gui.network_view.layout import NetworkLayout, Shape, network_layout

SMALLEST_ZOOM, LARGEST_ZOOM = 0.5, 24.0
CLOSE_ZOOM = 4.0  # for looking at one neuron


class Viewport:
    """A zoom and a shift, and the layout under them, kept while nothing moves."""

    def __init__(self) -> None:
        self.zoom = 1.0
        self._shift = (0.0, 0.0)
        self._key: tuple[object, ...] | None = None
        self._layout: NetworkLayout | None = None

    def fit(self) -> None:
        """Show everything."""
        self.zoom, self._shift = 1.0, (0.0, 0.0)

    @property
    def fitted(self) -> bool:
        """Whether everything is shown, nothing zoomed and nothing shifted."""
        return self.zoom == 1.0 and self._shift == (0.0, 0.0)

    def move(self, dx: float, dy: float) -> None:
        """Shift what is seen, in logical pixels."""
        self._shift = (self._shift[0] + dx, self._shift[1] + dy)

    def zoom_about(self, factor: float, x: float, y: float) -> None:
        """Magnify by a factor, within bounds; what is at (x, y) stays there."""
        zoom = min(max(self.zoom * factor, SMALLEST_ZOOM), LARGEST_ZOOM)
        ratio, (dx, dy) = zoom / self.zoom, self._shift
        self._shift = (x - (x - dx) * ratio, y - (y - dy) * ratio)
        self.zoom = zoom

    def zoom_on(self, x: float, y: float, width: float, height: float) -> None:
        """Magnify so that one neuron and its neighbours fill the view; it comes to the middle."""
        self.zoom_about(max(CLOSE_ZOOM / self.zoom, 1.0), x, y)
        self.move(width / 2 - x, height / 2 - y)

    def keep_within(self, width: float, height: float) -> None:
        """Hold the shift so that the middle of the view stays within the network's picture."""
        dx, dy = self._shift
        self._shift = (_held(dx, width, self.zoom), _held(dy, height, self.zoom))

    def layout(self, shape: Shape, width: float, height: float) -> NetworkLayout:
        """Return the layout of a network in a view of this size, zoomed and shifted."""
        key = (shape, width, height, self.zoom, self._shift)
        if self._layout is None or key != self._key:
            fitted = network_layout(shape, width, height)
            self._layout = fitted.moved(self.zoom, *self._shift)
            self._key = key
        return self._layout


def _held(shift: float, length: float, zoom: float) -> float:
    """Return a shift at which the middle of a length lies within that length, zoomed."""
    return min(max(shift, length / 2 - length * zoom), length / 2)
