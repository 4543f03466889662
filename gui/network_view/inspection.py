"""The card beside the pointer: what the neuron or connection under it is, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from core.arrays import FloatArray
from gui.network_view.scene import ConnectionId, NeuronId, Scene
from gui.theme import Theme
from gui.widgets.numbers import compact, fixed, signed

PADDING = 12.0
LINE = 20.0
GAP = 20.0  # between the words and the numbers
AWAY = 16.0  # from the pointer


@dataclass(frozen=True)
class Inspection:
    """What a card says: a title, and rows of a word and a number."""

    title: str
    rows: tuple[tuple[str, str], ...]


def name_of(scene: Scene, neuron: NeuronId) -> str:
    """Return a neuron's name: pixel 345, layer 2 · neuron 9, output 7."""
    if neuron.layer == 0:
        return f"pixel {neuron.index}"
    if neuron.layer == scene.depth:
        named = neuron.index < len(scene.output_names)
        return f"output {scene.output_names[neuron.index] if named else neuron.index}"
    return f"layer {neuron.layer} · neuron {neuron.index}"


def inspect(scene: Scene, target: NeuronId | ConnectionId) -> Inspection | None:
    """Return what is known of a neuron or connection that is drawn, None if it isn't."""
    if isinstance(target, ConnectionId):
        return _inspect_connection(scene, target)
    return _inspect_neuron(scene, target)


def full_light(scale: float) -> str:
    """Return the words for the value at full light."""
    return f"±{compact(scale)}" if scale > 0 else "all 0"


def draw_card(
    painter: QPainter, theme: Theme, card: Inspection, pointer: QPointF, bounds: QRectF
) -> None:
    """Draw a card near the pointer, within the bounds, never under the pointer itself."""
    box = card_box(theme, card, pointer, bounds)
    painter.setPen(QPen(theme.color("line"), 1))
    painter.setBrush(theme.color("raised", 0.96))
    painter.drawRoundedRect(box, 6, 6)
    line = QRectF(box.left() + PADDING, box.top() + 8, box.width() - 2 * PADDING, LINE)
    painter.setFont(_title_font(theme))
    painter.setPen(theme.color("text"))
    painter.drawText(line, _LEFT, card.title)
    painter.setFont(theme.font(12))
    for word, number in card.rows:
        line = line.translated(0, LINE)
        painter.setPen(theme.color("text_muted"))
        painter.drawText(line, _LEFT, word)
        painter.setPen(theme.color("text"))
        painter.drawText(line, _RIGHT, number)


def card_box(theme: Theme, card: Inspection, pointer: QPointF, bounds: QRectF) -> QRectF:
    """Return where the card is drawn: right of and below the pointer, or left or above."""
    rows = QFontMetricsF(theme.font(12))
    widths = [
        rows.horizontalAdvance(word) + GAP + rows.horizontalAdvance(n) for word, n in card.rows
    ]
    title = QFontMetricsF(_title_font(theme)).horizontalAdvance(card.title)
    width = round(max(title, *widths, 96.0) + 2 * PADDING) + 1.0
    height = LINE * (1 + len(card.rows)) + 16
    box = QRectF(round(pointer.x() + AWAY) + 0.5, round(pointer.y() + AWAY) + 0.5, width, height)
    if box.right() > bounds.right() - 4:
        box.moveRight(round(pointer.x() - AWAY) + 0.5)
    if box.bottom() > bounds.bottom() - 4:
        box.moveBottom(round(pointer.y() - AWAY) + 0.5)
    box.moveLeft(max(box.left(), 4.5))
    box.moveTop(max(box.top(), 4.5))
    return box


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _inspect_neuron(scene: Scene, neuron: NeuronId) -> Inspection | None:
    row = scene.row_of(neuron)
    if row is None:
        return None
    rows = [("activation", _value(scene.values, neuron.layer, row))]
    if neuron.layer and neuron.layer < len(scene.weighted_inputs):
        rows.append(("weighted input", _value(scene.weighted_inputs, neuron.layer, row)))
    rows += [
        (arrows.name, signed(float(arrows.values[row])))
        for arrows in scene.arrows
        if arrows.layer == neuron.layer
    ]
    return Inspection(name_of(scene, neuron), tuple(rows))


def _inspect_connection(scene: Scene, connection: ConnectionId) -> Inspection | None:
    before, after = (scene.row_of(end) for end in connection.ends)
    if before is None or after is None:
        return None
    layer = connection.layer
    value = float(scene.connections[layer - 1][after, before])
    source, target = (name_of(scene, end) for end in connection.ends)
    name = scene.name_of_connections(layer)
    rows = [(name, signed(value))]
    if scene.weights and name != "weight":
        rows.append(("weight", signed(float(scene.weights[layer - 1][after, before]))))
    rows += [
        ("activation before", _value(scene.values, layer - 1, before)),
        ("full light", full_light(scene.connection_scales[layer - 1])),
    ]
    return Inspection(f"{source}  →  {target}", tuple(rows))


def _value(layers: tuple[FloatArray | None, ...], layer: int, row: int) -> str:
    values = layers[layer]
    return "not computed yet" if values is None else fixed(float(values[row]))


def _title_font(theme: Theme) -> QFont:
    return theme.font(12, QFont.Weight.DemiBold)
