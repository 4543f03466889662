"""Where everything in the picture of the network stands, in logical pixels.

A layout depends on the sizes alone: how many neurons each column shows, and how large the picture
is. It knows nothing of values, so it can be kept while they change sixty times a second.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.arrays import FloatArray
from gui.network_view.scene import Scene

MARGIN_LEFT = (40.0, 64.0)  # in a narrow and in a wide picture
MARGIN_RIGHT = (112.0, 140.0)  # arrow, digit and activation of the outputs
NARROW, WIDE = 480.0, 900.0
MARGIN_TOP = (20.0, 32.0)  # in a low and in a tall picture
MARGIN_BOTTOM = (72.0, 84.0)  # captions and legend
LOW, TALL = 280.0, 480.0
CAPTION_BELOW = (24.0, 28.0)  # the room of the columns
UNIT_SIZE = (1100.0, 720.0)  # a picture in which lines, discs and letters have their plain sizes
LARGEST_UNIT = 5.0
LARGEST_ASPECT = 1.9  # width of the network over its height
MOST_SPREAD = 9  # a short column stands as closely as one of this many neurons + 1 fills it
GAP = 1.6  # the gap in a column drawn in part, in spacings
SMALLEST_RADIUS = 4.0
LARGEST_RADII = (13.0, 18.0)
RADIUS = 0.37  # of the spacing
SHARE_OF_GAP = 0.25  # of the way to the next column, that a disc may take
CROWDED = 10.0  # spacing below which discs are smaller than they should be
SHARE_OF_CROWDED = 0.4


@dataclass(frozen=True)
class Shape:
    """What a layout depends on: per layer, its size and how many neurons are drawn."""

    sizes: tuple[int, ...]
    shown: tuple[int, ...]

    @classmethod
    def of(cls, scene: Scene) -> Shape:
        """Return the shape of a scene."""
        return cls(scene.sizes, tuple(len(rows) for rows in scene.shown))


@dataclass(frozen=True, eq=False)
class Column:
    """One layer's column: its x, the y of each neuron shown, and where it is cut."""

    x: float
    ys: FloatArray
    spacing: float
    radius: float
    gap_y: float | None
    caption: str

    @property
    def points(self) -> FloatArray:
        """The neurons' centres, a (shown, 2) array."""
        return np.stack([np.full(len(self.ys), self.x), self.ys], axis=1)

    def moved(self, zoom: float, dx: float, dy: float) -> Column:
        """Return the column under a zoom about the origin and a shift."""
        return replace(
            self,
            x=self.x * zoom + dx,
            ys=self.ys * zoom + dy,
            spacing=self.spacing * zoom,
            radius=self.radius * zoom,
            gap_y=None if self.gap_y is None else self.gap_y * zoom + dy,
        )


@dataclass(frozen=True, eq=False)
class NetworkLayout:
    """The columns of a network within a picture of width x height; equal only to itself."""

    width: float
    height: float
    columns: tuple[Column, ...]
    caption_y: float
    zoom: float = 1.0
    unit: float = 1.0  # how much larger everything is drawn, because the picture is large

    def moved(self, zoom: float, dx: float, dy: float) -> NetworkLayout:
        """Return the layout zoomed about the origin and then shifted; the picture's size stays."""
        columns = tuple(column.moved(zoom, dx, dy) for column in self.columns)
        caption_y = self.caption_y * zoom + dy
        return replace(self, columns=columns, caption_y=caption_y, zoom=self.zoom * zoom)

    @property
    def text_scale(self) -> float:
        """How much larger text is drawn: it grows with the zoom, but less than the discs."""
        return self.unit * float(np.clip(self.zoom**0.5, 0.8, 2.0))


def unit_of(width: float, height: float) -> float:
    """Return how much larger than in a usual picture lines, discs and letters are drawn."""
    return float(np.clip(min(width / UNIT_SIZE[0], height / UNIT_SIZE[1]), 1.0, LARGEST_UNIT))


def network_layout(shape: Shape, width: float, height: float) -> NetworkLayout:
    """Return the layout that fits a network into a picture, centred with its outputs' labels."""
    unit = unit_of(width, height)
    before, after = _between(width / unit, (NARROW, WIDE), MARGIN_LEFT, MARGIN_RIGHT) * unit
    top, bottom, below = (
        _between(height / unit, (LOW, TALL), MARGIN_TOP, MARGIN_BOTTOM, CAPTION_BELOW) * unit
    )
    tall = max(height - top - bottom, 40.0)
    free = max(width - before - after, 40.0)
    wide = min(free, tall * LARGEST_ASPECT)
    left = before + (free - wide) / 2 if len(shape.sizes) > 1 else width / 2
    xs = np.linspace(left, left + wide, len(shape.sizes))
    room = _Room(float(top), tall, SHARE_OF_GAP * wide / max(len(xs) - 1, 1), unit)
    columns = tuple(_column(shape, layer, float(x), room) for layer, x in enumerate(xs))
    return NetworkLayout(width, height, columns, float(top + tall + below), unit=unit)


def _between(side: float, sides: tuple[float, float], *margins: tuple[float, float]) -> FloatArray:
    """Return margins that go from their first to their second size as a side does."""
    return np.array([np.interp(side, sides, margin) for margin in margins])


def caption(shape: Shape, layer: int) -> str:
    """Return the words under a column, which say so when it is drawn in part."""
    size, shown = shape.sizes[layer], shape.shown[layer]
    part = f"{shown} of {size:,}" if shown < size else f"{size:,}"
    last = len(shape.sizes) - 1
    if layer == 0:
        return part if shown < size else f"{part} inputs"
    if layer == last:
        return f"{part} outputs" if shown < size else "outputs"
    return f"layer {layer} · {part}"


@dataclass(frozen=True)
class _Room:
    """Where columns may stand: from ``top``, so ``tall``.

    largest : the radius at which discs still leave the lines room
    """

    top: float
    tall: float
    largest: float
    unit: float


def _column(shape: Shape, layer: int, x: float, room: _Room) -> Column:
    """Return a column centred in its room, with a gap where neurons are left out."""
    count = shape.shown[layer]
    cut = count // 2 if count < shape.sizes[layer] else 0
    slots = max(count - 1 + (GAP if cut else 0), 0)
    spacing = room.tall / max(slots, MOST_SPREAD)
    steps = np.arange(count) + np.where(np.arange(count) >= cut, GAP if cut else 0.0, 0.0)
    ys = room.top + room.tall / 2 + (steps - slots / 2) * spacing
    gap_y = float(ys[cut - 1] + ys[cut]) / 2 if cut else None
    radius = min(_radius(spacing, room, layer), room.largest)
    return Column(x, ys, spacing, radius, gap_y, caption(shape, layer))


def _radius(spacing: float, room: _Room, layer: int) -> float:
    """Return a disc's radius: a share of the spacing, inputs a little smaller, within bounds."""
    if spacing < CROWDED:
        return max(spacing * SHARE_OF_CROWDED, 0.1)
    share = RADIUS * (0.85 if layer == 0 else 1.0)
    largest = room.unit * float(np.clip(room.tall / room.unit / 45, *LARGEST_RADII))
    return float(np.clip(spacing * share, SMALLEST_RADIUS, largest))
