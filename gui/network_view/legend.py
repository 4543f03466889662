"""The legend under the network: what colour, light and arrows mean, with numbers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPen, QPolygonF

from gui.network_view.arrows import ArrowStyle, arrow_shape, draw_shapes
from gui.network_view.edge_picture import exposures_of
from gui.network_view.inspection import full_light
from gui.network_view.layout import NetworkLayout
from gui.network_view.legend_words import (
    DIAMOND_WORDS,
    OVERLAPPING,
    brief_words,
    brightest_name,
    brightest_scale,
    common_scale,
    evenly_lit,
    fewest_words,
    has_diamonds,
    largest_arrows,
    plain_words,
    scale_words,
    sized_words,
    small_words,
)
from gui.network_view.lines import meaning
from gui.network_view.marks import HOLLOW
from gui.network_view.neurons import caption_box
from gui.network_view.scene import Scene
from gui.theme import Theme
from gui.widgets.numbers import MINUS, compact

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
        kinds = frozenset(self._kinds_of_arrows()), has_diamonds(scene)
        lengths = tuple(tuple(largest_arrows(scene, hollow)) for hollow in (True, False))
        lines = compact(common_scale(scene)), brightest_name(scene), scale_words(scene)
        return lines, kinds, lengths, scene.brightness_ends

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
        then the sizes of arrows, then what brightness is, then the rest from the right.
        """
        room = width - 2 * EDGE
        brightness, adding = self._brightness(), self._words(OVERLAPPING)
        sized, small, plain, fewest = (
            [brightness, *self._arrows(words)]
            for words in (sized_words, small_words, plain_words, fewest_words)
        )
        long, short = (self._connections(width - 2 * LEAST_EDGE, whole) for whole in (True, False))
        brief = self._connections(width - 2 * LEAST_EDGE, False, brief=True)
        choices = [[long, adding, *sized], [long, *sized], [short, *sized], [short, *small]]
        choices += [[short, *plain], [brief, *plain]]
        choices += [[brief, *plain[1:]]]
        choices += [[brief, *fewest[1:count]] for count in range(len(fewest), 1, -1)]
        choices += [[short, brightness], [short]]
        return next((items for items in choices if self._total(items) <= room), choices[-1])

    def _arrows(self, words: Callable[[Scene, bool], str]) -> list[Item]:
        """Return a part for each kind of arrow that is drawn, and what the smallest are.

        Where there are no arrows, both kinds are told of: they are still to come.
        """
        scene, drawn = self._scene, self._kinds_of_arrows() or {True, False}
        kinds = [hollow for hollow in (True, False) if hollow in drawn]
        arrows = [self._arrow(hollow, words(scene, hollow)) for hollow in kinds]
        return [*arrows, self._diamond(scene)] if has_diamonds(scene) else arrows

    def _kinds_of_arrows(self) -> set[bool]:
        """Return whether there are hollow and solid arrows, at neurons or along connections."""
        scene = self._scene
        names = (scene.name_of_connections(layer) for layer in range(1, scene.depth + 1))
        return {arrows.hollow for arrows in scene.arrows} | {
            HOLLOW[n] for n in names if n in HOLLOW
        }

    def _total(self, items: list[Item]) -> float:
        return sum(item.width for item in items) + BETWEEN * (len(items) - 1)

    def _connections(self, room: float, with_meaning: bool, brief: bool = False) -> Item:
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
        words = name if scale else f"{name}, {scale_words(scene)}"
        if brief:
            most = "" if scale or evenly_lit(scene) else brief_words(brightest_scale(scene))
            return self._bar(ends, name + most, colors, SHORT_BAR)
        whole = self._bar(ends, words, colors, BAR)
        if whole.width <= room:
            return whole
        left = room - (whole.width - self._metrics.horizontalAdvance(words))
        short = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(left, 0))
        return self._bar(ends, short, colors, BAR)

    def _brightness(self) -> Item:
        colors = [self._theme.color(name) for name in ("quiet", "activation")]
        return self._bar(self._scene.brightness_ends, "activation", colors, SHORT_BAR)

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

    def _arrow(self, hollow: bool, words: str) -> Item:
        return self._shape(arrow_shape(QPointF(0, 0), 14), hollow, words)

    def _diamond(self, scene: Scene) -> Item:
        hollow = any(arrows.hollow for arrows in scene.arrows)
        return self._shape(arrow_shape(QPointF(0, 0), 1), hollow, DIAMOND_WORDS)

    def _shape(self, shape: QPolygonF, hollow: bool, words: str) -> Item:
        width = self._metrics.horizontalAdvance(words)

        def draw(painter: QPainter, at: QPointF) -> None:
            muted, canvas = self._theme.color("text_muted"), self._theme.color("canvas")
            style = ArrowStyle(muted, canvas, hollow, halo=False)
            draw_shapes(painter, style, [shape.translated(at + QPointF(6, 0))])
            self._text(painter, at + QPointF(18, 0), words, width)

        return Item(18 + width, draw)

    def _text(self, painter: QPainter, at: QPointF, text: str, width: float) -> None:
        painter.setPen(self._theme.color("text_muted"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(at.x(), at.y() - 10, width + 2, 20), flags, text)


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
