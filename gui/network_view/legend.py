"""The legend under the network: what colour, light and arrows mean, with numbers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPen

from gui.network_view.arrows import ArrowStyle, arrow_shape, draw_shapes
from gui.network_view.edge_picture import exposures_of
from gui.network_view.inspection import full_light
from gui.network_view.layout import NetworkLayout
from gui.network_view.lines import meaning
from gui.network_view.marks import HOLLOW
from gui.network_view.neurons import caption_box
from gui.network_view.scene import Scene
from gui.theme import Theme
from gui.widgets.numbers import MINUS, compact

OVERLAPPING = "overlapping lines add up"
BOTTOM = 24.0  # from the picture's lower edge to the legend's middle
EDGE = 24.0  # from its sides
LEAST_EDGE = 8.0  # in a picture that is too narrow for all words
BETWEEN = 24.0
APART = 12.0  # from the words under a bundle to the captions beside them, at least
BAR = QRectF(0, -5, 80, 10)
NOT_DIMMED = 0.95  # exposure from which on it isn't worth a word
SHORT_BAR = QRectF(0, -5, 32, 10)


@dataclass(frozen=True)
class Item:
    """One part of the legend: how wide it is, and how it is drawn from its left, middle point."""

    width: float
    draw: Callable[[QPainter, QPointF], None]


class Legend:
    """Lays out and draws the parts of a scene's legend, as many as there is room for."""

    def __init__(self, theme: Theme, scene: Scene) -> None:
        self._theme = theme
        self._scene = scene
        self._font = theme.font(12)
        self._metrics = QFontMetricsF(self._font)

    @property
    def shows(self) -> tuple[Hashable, ...]:
        """Everything that the legend depends on, but for its size and colours."""
        scene = self._scene
        scale, kinds = common_scale(scene), frozenset(self._kinds_of_arrows())
        lengths = (longest(scene, hollow=True), longest(scene, hollow=False))
        name, most = brightest_name(scene), full_light(brightest_scale(scene))
        return compact(scale), name, most, kinds, lengths, scene.brightness_ends

    def draw(self, painter: QPainter, width: float, height: float) -> None:
        """Draw the legend along the lower edge, centred; parts that don't fit are left out."""
        items = self._items(width)
        at = QPointF(
            round(max((width - self._total(items)) / 2, LEAST_EDGE)), round(height - BOTTOM)
        )
        strip = QRectF(at.x() - 12, at.y() - 14, self._total(items) + 24, 28)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("canvas", 0.88))  # over what is zoomed or moved here
        painter.drawRoundedRect(strip, 6, 6)
        painter.setFont(self._font)
        for item in items:
            item.draw(painter, at)
            at += QPointF(item.width + BETWEEN, 0)

    def _items(self, width: float) -> list[Item]:
        """Return the parts for which there is room.

        First the note on overlapping lines is left out, then the meaning of what the lines show,
        then the arrows that the scene
        doesn't have, then the rest from the right.
        """
        room, kinds = width - 2 * EDGE, self._kinds_of_arrows()
        rest = [self._brightness(), self._hollow(), self._solid()]
        drawn = [
            rest[0],
            *(item for item, hollow in ((rest[1], True), (rest[2], False)) if hollow in kinds),
        ]
        adding = self._words(OVERLAPPING)
        long, short = (self._connections(width - 2 * LEAST_EDGE, whole) for whole in (True, False))
        choices = [
            [long, adding, *rest],
            [long, *rest],
            [long, *drawn],
            [short, *rest],
            [short, *drawn],
        ]
        choices += [[short, *drawn[:count]] for count in range(len(drawn) - 1, -1, -1)]
        return next((items for items in choices if self._total(items) <= room), choices[-1])

    def _kinds_of_arrows(self) -> set[bool]:
        """Return whether there are hollow and solid arrows, at neurons or along connections."""
        scene = self._scene
        names = (scene.name_of_connections(layer) for layer in range(1, scene.depth + 1))
        return {arrows.hollow for arrows in scene.arrows} | {
            HOLLOW[n] for n in names if n in HOLLOW
        }

    def _total(self, items: list[Item]) -> float:
        return sum(item.width for item in items) + BETWEEN * (len(items) - 1)

    def _connections(self, room: float, with_meaning: bool) -> Item:
        """Return the signed scale: full negative light, dark, full positive light.

        Where the room is too narrow for its words, these are shortened.
        """
        scene, colors = (
            self._scene,
            [self._theme.color(n) for n in ("negative", "canvas", "positive")],
        )
        scale = common_scale(scene)
        name = brightest_name(scene)
        name = meaning(name) if with_meaning else name
        ends = (f"{MINUS}{compact(scale)}", f"+{compact(scale)}") if scale else (MINUS, "+")
        words = name if scale else f"{name}, {full_light_words(brightest_scale(scene))}"
        whole = self._bar(ends, words, colors, BAR)
        if whole.width <= room:
            return whole
        left = room - (whole.width - self._metrics.horizontalAdvance(words))
        short = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(left, 0))
        return self._bar(ends, short, colors, BAR)

    def _brightness(self) -> Item:
        colors = [self._theme.color(name) for name in ("quiet", "activation")]
        return self._bar(self._scene.brightness_ends, "activation", colors, SHORT_BAR)

    def _hollow(self) -> Item:
        return self._arrows(True, "wished for" + longest(self._scene, hollow=True))

    def _solid(self) -> Item:
        return self._arrows(False, "can be changed" + longest(self._scene, hollow=False))

    def _bar(self, ends: tuple[str, str], words: str, colors: list[QColor], bar: QRectF) -> Item:
        first, second, third = (self._metrics.horizontalAdvance(text) for text in (*ends, words))

        def draw(painter: QPainter, at: QPointF) -> None:
            box = bar.translated(at + QPointF(first + 8, 0))
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.setBrush(_gradient(box, colors))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            self._text(painter, at, ends[0], first)
            self._text(painter, QPointF(box.right() + 8, at.y()), ends[1], second)
            self._text(painter, QPointF(box.right() + second + 20, at.y()), words, third)

        return Item(first + 8 + bar.width() + 8 + second + 12 + third, draw)

    def _words(self, words: str) -> Item:
        width = self._metrics.horizontalAdvance(words)
        return Item(width, partial(self._text, text=words, width=width))

    def _arrows(self, hollow: bool, words: str) -> Item:
        width = self._metrics.horizontalAdvance(words)

        def draw(painter: QPainter, at: QPointF) -> None:
            muted, canvas = self._theme.color("text_muted"), self._theme.color("canvas")
            shape = arrow_shape(at + QPointF(6, 0), 14)
            draw_shapes(painter, ArrowStyle(muted, canvas, hollow, halo=False), [shape])
            self._text(painter, at + QPointF(18, 0), words, width)

        return Item(18 + width, draw)

    def _text(self, painter: QPainter, at: QPointF, text: str, width: float) -> None:
        painter.setPen(self._theme.color("text_muted"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(at.x(), at.y() - 10, width + 2, 20), flags, text)


def common_scale(scene: Scene) -> float:
    """Return the value at full light if all layers have the same one, else 0."""
    scales = {compact(scale) for scale in scene.connection_scales}
    return scene.connection_scales[0] if len(scales) == 1 else 0.0


def brightest_layer(scene: Scene) -> int:
    """Return the layer, from 1, whose connections are emphasised most; the last of equal ones.

    One that is dark because all its values are 0 is chosen only if all are.
    """
    lights, scales = scene.connection_lights, scene.connection_scales
    return max(
        range(1, scene.depth + 1),
        key=lambda layer: (scales[layer - 1] > 0, lights[layer - 1], layer),
    )


def brightest_name(scene: Scene) -> str:
    """Return what the connections show in the layer that is emphasised most."""
    if not scene.connection_lights:
        return scene.connection_name
    return scene.name_of_connections(brightest_layer(scene))


def brightest_scale(scene: Scene) -> float:
    """Return the value at full light in the layer that is emphasised most."""
    return scene.connection_scales[brightest_layer(scene) - 1] if scene.connection_lights else 0.0


def full_light_words(scale: float) -> str:
    """Return from which value on lines are at full light: larger ones look the same."""
    return f"full light from {full_light(scale)}" if scale > 0 else full_light(scale)


def longest(scene: Scene, *, hollow: bool) -> str:
    """Return the words for the largest value among arrows of a kind, none without such arrows.

    The arrows of each layer have a scale of their own; where there are several, nothing is said.
    """
    scales = [
        float(np.nanmax(np.abs(arrows.drawn), initial=0.0))
        for arrows in scene.arrows
        if arrows.hollow == hollow
    ]
    return f", longest {full_light(scales[0])}" if len(scales) == 1 else ""


def draw_full_lights(painter: QPainter, theme: Theme, layout: NetworkLayout, scene: Scene) -> None:
    """Write under each bundle which value it draws at full light, and whether that is dimmed.

    Where all layers share a scale and none is dimmed, the legend says it all.
    """
    font = theme.font(11 * layout.text_scale)
    gaps = _gaps(scene, layout, QFontMetricsF(theme.font(12 * layout.text_scale)))
    metrics = QFontMetricsF(font)
    for words in _words_of_bundles(layout, scene):
        widths = [metrics.horizontalAdvance(text) + 2 * APART for text in words]
        if all(width <= gap.width() for width, gap in zip(widths, gaps, strict=True)):
            painter.setFont(font)
            painter.setPen(theme.color("text_faint"))
            for text, gap in zip(words, gaps, strict=True):
                painter.drawText(gap, Qt.AlignmentFlag.AlignCenter, text)
            return


def _words_of_bundles(layout: NetworkLayout, scene: Scene) -> Iterator[list[str]]:
    """Yield what may be written under all bundles, in the longest words first."""
    layers = range(1, scene.depth + 1)
    plain = [bundle_words(scene, layer) for layer in layers]
    dimmed = [dimmed_words(exposure) for exposure in exposures_of(layout, 1.0)]
    if any(dimmed):
        yield [words + more for words, more in zip(plain, dimmed, strict=True)]
    if not common_scale(scene):
        yield plain
        yield [full_light(scale) for scale in scene.connection_scales]


def bundle_words(scene: Scene, layer: int) -> str:
    """Return what the connections into a layer show, and their value at full light."""
    return f"{scene.name_of_connections(layer)} {full_light(scene.connection_scales[layer - 1])}"


def dimmed_words(exposure: float) -> str:
    """Return by how much the lines of a crowded bundle are dimmed; nothing where they are not."""
    return f" · light ÷ {compact(1 / exposure, 2)}" if exposure < NOT_DIMMED else ""


def _gaps(scene: Scene, layout: NetworkLayout, captions: QFontMetricsF) -> list[QRectF]:
    """Return where there is room between the captions of the columns."""
    boxes = [caption_box(layout, scene, layer, captions) for layer in range(len(layout.columns))]
    return [
        QRectF(before.right(), before.top(), after.left() - before.right(), before.height())
        for before, after in pairwise(boxes)
    ]


def _gradient(box: QRectF, colors: list[QColor]) -> QLinearGradient:
    gradient = QLinearGradient(box.topLeft(), box.topRight())
    for index, color in enumerate(colors):
        gradient.setColorAt(index / (len(colors) - 1), color)
    return gradient
