"""The picture of all connections: rasters of a layout, lit by a scene's values into one image.

Building the rasters takes a while and depends on the layout alone; lighting them takes
milliseconds and touches only the layers whose light has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QImage

from core.arrays import FloatArray, IntArray
from gui.network_view.coverage import Lines
from gui.network_view.edges import EdgeRaster
from gui.network_view.layout import NetworkLayout
from gui.network_view.light import NOT_A_NUMBER, ToneMap, packed
from gui.network_view.scene import ConnectionId, NeuronId, Pulse, Scene

LINE_WIDTH = 1.2  # logical pixels
CROWD = 3000  # lines between two columns, from which on they stay thin
HIDDEN_BY_DISC = 0.7  # of the radius: lines may end there, unseen
PULSE_WIDTH = 0.13  # of the way between two columns
PULSE_GAIN = 2.0
COMFORTABLE = 0.65  # share of the space between two columns that lines may cover at full exposure
DARKEST_EXPOSURE = 0.02
EASING = 0.65  # the power of their crowding with which lines get dimmer; at 1 no crowd would glow
OTHERS_LIGHT = 0.12  # of connections that don't touch what is pointed at
FEW_OTHERS = 256  # of more than so many, each is darker, for they add up to a fog
MARKED = 0.3  # coverage from which on a pixel of a line without a value is marked
DOTS = 4  # pixels of a dot of such a line


@dataclass(frozen=True)
class EdgeRasters:
    """The rasters of all layers of one layout, for a picture of width x height pixels."""

    layout: NetworkLayout
    scale: float
    width: int
    height: int
    layers: tuple[EdgeRaster, ...]
    exposures: tuple[float, ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many neurons each column has."""
        return tuple(len(column.ys) for column in self.layout.columns)

    @classmethod
    def build(cls, layout: NetworkLayout, scale: float) -> EdgeRasters:
        """Work out the rasters of a layout at a device pixel ratio. May run in any thread."""
        width, height = (ceil(side * scale - 1e-6) for side in (layout.width, layout.height))
        bundles = lines_of(layout, scale)
        layers = tuple(EdgeRaster.build(lines, width, height) for lines in bundles)
        return cls(layout, scale, width, height, layers, exposures_of(layout, scale))


class EdgePicture:
    """The image of the connections, kept up to date with little work."""

    def __init__(self, rasters: EdgeRasters, tone_map: ToneMap) -> None:
        self.rasters = rasters
        self._tone_map = tone_map
        self._drawn: list[tuple[bytes, Pulse | None] | None] = [None] * len(rasters.layers)
        self.image = QImage(
            max(rasters.width, 1), max(rasters.height, 1), QImage.Format.Format_RGB32
        )
        self.image.fill(tone_map.canvas)
        self.image.setDevicePixelRatio(rasters.scale)
        self._pixels = pixels_of(self.image)

    def show(self, lights: tuple[FloatArray, ...], pulse: Pulse | None) -> None:
        """Draw the layers whose light or pulse is another than last time.

        lights : per layer l = 1..L the signed light of each connection, NaN where it has no value
        """
        for index, light in enumerate(lights):
            own = pulse if pulse is not None and pulse.layer == index + 1 else None
            state = (light.tobytes(), own)
            if state != self._drawn[index]:
                self._draw(index, light, own)
                self._drawn[index] = state

    def _draw(self, index: int, light: FloatArray, pulse: Pulse | None) -> None:
        raster = self.rasters.layers[index]
        known = np.isfinite(light)
        exposed = np.where(known, light, 0.0) * self.rasters.exposures[index]
        if pulse is None:
            self._pixels[raster.pixels] = raster.colors(exposed, self._tone_map.colors)
        else:
            total = raster.light(exposed)
            total *= self._gain(index, pulse)[raster.pixels % self.rasters.width, None]
            self._pixels[raster.pixels] = self._tone_map.colors(total)
        if not known.all():
            self._mark(raster, raster.light(np.where(known, 0.0, 1.0))[:, 0])

    def _mark(self, raster: EdgeRaster, coverage: FloatArray) -> None:
        """Dot the lines whose value is not a number, in a colour that means nothing else."""
        width = self.rasters.width
        dots = (raster.pixels % width + raster.pixels // width) // DOTS % 2 == 0
        self._pixels[raster.pixels[(coverage > MARKED) & dots]] = packed(NOT_A_NUMBER)

    def _gain(self, index: int, pulse: Pulse) -> FloatArray:
        """Return by how much each pixel column is brighter while a pulse passes."""
        columns, scale = self.rasters.layout.columns, self.rasters.scale
        left, right = columns[index].x * scale, columns[index + 1].x * scale
        share = (np.arange(self.rasters.width) + 0.5 - left) / max(right - left, 1.0)
        return pulse_gain(share, pulse).astype(np.float32)


def pixels_of(image: QImage) -> NDArray[np.uint32]:
    """Return an image's own memory as a flat array of 0xffrrggbb.

    It is good as long as the image lives, and only while nobody else shares it through Qt.
    """
    memory = image.bits()
    if memory is None:
        raise MemoryError("no room for the picture of the connections")
    memory.setsize(image.sizeInBytes())
    return np.frombuffer(memory, np.uint32)  # type: ignore[call-overload]  # it is a buffer


def lines_of(layout: NetworkLayout, scale: float) -> list[Lines]:
    """Return the lines between each two columns of a layout, in pixels of the screen."""
    return [
        Lines(
            before.points * scale,
            after.points * scale,
            line_width(layout, len(before.ys) * len(after.ys)) * scale,
            (before.radius * HIDDEN_BY_DISC * scale, after.radius * HIDDEN_BY_DISC * scale),
        )
        for before, after in pairwise(layout.columns)
    ]


def line_width(layout: NetworkLayout, count: int) -> float:
    """Return how wide the lines of a bundle are, in logical pixels.

    They are wider in a large picture, less so where so many would only hide each other.
    """
    unit = layout.unit if count < CROWD else layout.unit**0.5
    return LINE_WIDTH * unit * float(np.clip(layout.zoom**0.35, 0.8, 2.5))


@lru_cache(maxsize=8)
def exposures_of(layout: NetworkLayout, scale: float) -> tuple[float, ...]:
    """Return the exposure of each layer's connections."""
    return tuple(exposure_of(lines, scale) for lines in lines_of(layout, scale))


def exposure_of(lines: Lines, scale: float) -> float:
    """Return the factor of light at which a bundle of lines is neither fog nor glare.

    It is 1 while the lines have room, and falls, less than in proportion, with how often they cover
    the space between their columns. It depends on the layout alone, so values stay comparable.
    """
    if not lines.count:
        return 1.0
    (left, right), ys = lines.span, np.concatenate([lines.sources[:, 1], lines.targets[:, 1]])
    rises = lines.targets[:, None, 1] - lines.sources[None, :, 1]
    covered = float(np.sum(np.hypot(right - left, rises))) * lines.width
    space = max((right - left) * (ys.max() - ys.min() + 20 * scale), 1.0)
    return float(np.clip((COMFORTABLE * space / max(covered, 1e-9)) ** EASING, DARKEST_EXPOSURE, 1))


def pulse_gain(share: FloatArray, pulse: Pulse) -> FloatArray:
    """Return the gain of light at shares (0 left, 1 right) of the way between two columns.

    The band sets out just before the first column and leaves behind the second, so that it comes
    and goes without a jump.
    """
    way = -2 * PULSE_WIDTH + (1 + 4 * PULSE_WIDTH) * pulse.alpha
    centre = way if pulse.forward else 1 - way
    return 1 + PULSE_GAIN * np.exp(-(((share - centre) / PULSE_WIDTH) ** 2))


def lights_of(scene: Scene, target: NeuronId | ConnectionId | None) -> tuple[FloatArray, ...]:
    """Return the signed light of each connection: its value over the scale, held within +-1.

    Where something is pointed at, the connections that don't touch it step back.
    """
    return tuple(
        _light(scene, layer) * _emphasis(scene, layer, target)
        for layer in range(1, scene.depth + 1)
    )


def _light(scene: Scene, layer: int) -> FloatArray:
    values = np.asarray(scene.connections[layer - 1], np.float64)
    values = np.where(np.isfinite(values), values, np.nan)
    scale = scene.connection_scales[layer - 1]
    if not np.isfinite(scale) or scale <= 0:
        return (values * 0).astype(np.float32)
    with np.errstate(over="ignore"):
        light = np.clip(values / scale, -1, 1)
    rows = scene.row_lights_of(layer)
    if rows is not None:
        light = light * rows[:, np.newaxis]
    return (light * scene.connection_lights[layer - 1]).astype(np.float32)


def _emphasis(scene: Scene, layer: int, target: NeuronId | ConnectionId | None) -> FloatArray:
    """Return a (shown of l, shown of l - 1) array: 1 for what touches the target, less else."""
    shape = scene.connections[layer - 1].shape
    if target is None:
        return np.ones(shape, np.float32)
    fog = max(scene.connections[layer - 1].size / FEW_OTHERS, 1.0)
    emphasis = np.full(shape, OTHERS_LIGHT / fog, np.float32)
    emphasis[_touching(scene, layer, target)] = 1.0
    return emphasis


def _touching(
    scene: Scene, layer: int, target: NeuronId | ConnectionId
) -> tuple[IntArray | slice, IntArray | slice]:
    """Return which rows and columns of a layer's connections touch a target."""
    nothing: tuple[IntArray | slice, IntArray | slice] = (slice(0), slice(0))
    if isinstance(target, ConnectionId):
        if target.layer != layer:
            return nothing
        before, after = (scene.row_of(end) for end in target.ends)
        if before is None or after is None:
            return nothing
        return slice(after, after + 1), slice(before, before + 1)
    row = scene.row_of(target)
    if row is None:
        return nothing
    if target.layer == layer:
        return slice(row, row + 1), slice(None)
    return (slice(None), slice(row, row + 1)) if target.layer == layer - 1 else nothing
