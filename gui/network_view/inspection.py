"""What is known of the neuron or connection that is pointed at, in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from core.arrays import FloatArray
from gui.network_view.scene import ConnectionId, NeuronId, Scene, Target
from gui.widgets.numbers import compact, fixed, signed

SMALL = 0.01  # below it four decimals say too little: three figures are written
NOT_YET = "not computed yet"


@dataclass(frozen=True)
class Inspection:
    """What a card says: a title, and rows of a word and a number."""

    title: str
    rows: tuple[tuple[str, str], ...]

    @property
    def aloud(self) -> str:
        """The whole of it as one line of words."""
        return ", ".join([self.title, *(f"{word} {number}" for word, number in self.rows)])


def name_of(scene: Scene, neuron: NeuronId) -> str:
    """Return a neuron's name: pixel 345, layer 2 · neuron 9, output 7."""
    if neuron.layer == 0:
        return f"pixel {neuron.index}"
    if neuron.layer == scene.depth:
        named = neuron.index < len(scene.output_names)
        return f"output {scene.output_names[neuron.index] if named else neuron.index}"
    return f"layer {neuron.layer} · neuron {neuron.index}"


def inspect(scene: Scene, target: Target) -> Inspection | None:
    """Return what is known of a neuron or connection that is drawn, None if it isn't."""
    if isinstance(target, ConnectionId):
        return _inspect_connection(scene, target)
    return _inspect_neuron(scene, target)


def full_light(scale: float) -> str:
    """Return the words for the value at full light."""
    return f"±{compact(scale)}" if scale > 0 else "all 0"


def written(value: float) -> str:
    """Return a parameter or a nudge with its sign: +1.2500, −0.00312, +1.23×10⁻⁷, 0.0000."""
    if isnan(value):
        return "not a number"
    if value == 0 or abs(value) >= SMALL:
        return signed(value)
    return f"+{compact(value)}" if value > 0 else compact(value)


def _inspect_neuron(scene: Scene, neuron: NeuronId) -> Inspection | None:
    row, layer = scene.row_of(neuron), neuron.layer
    if row is None:
        return None
    rows = [("activation", _activation(scene, layer, row))]
    if 0 < layer < len(scene.weighted_inputs):
        z = scene.weighted_inputs[layer]
        rows.append(("weighted input", NOT_YET if z is None else written(float(z[row]))))
    if 0 < layer <= len(scene.biases):
        rows.append(("bias", written(float(scene.biases[layer - 1][row]))))
    rows += [
        (arrows.name, written(float(arrows.values[row])))
        for arrows in scene.arrows
        if arrows.layer == layer and arrows.has(row)
    ]
    return Inspection(name_of(scene, neuron), tuple(rows))


def _inspect_connection(scene: Scene, connection: ConnectionId) -> Inspection | None:
    """Return the weight, what it weighs, and what the lines show, as far as the story has come."""
    before, after = (scene.row_of(end) for end in connection.ends)
    if before is None or after is None:
        return None
    layer, place = connection.layer, (after, before)
    drawn = {scene.name_of_connections(layer): float(scene.connections[layer - 1][place])}
    weight, nudge = drawn.pop("weight", None), drawn.pop("nudge", None)
    if scene.weights:  # always those of now, whatever is drawn
        weight = float(scene.weights[layer - 1][place])
    if nudge is None:
        nudge = _known(scene.weight_nudges, layer - 1, place)
    rows = [] if weight is None else [("weight", written(weight))]
    rows.append(("activation before", _activation(scene, layer - 1, before)))
    rows += [(name, written(_read(scene, layer, place, name, drawn[name]))) for name in drawn]
    rows += [] if nudge is None else [("nudge", written(nudge))]
    source, target = (name_of(scene, end) for end in connection.ends)
    return Inspection(f"{source}  →  {target}", tuple(rows))


def _read(scene: Scene, layer: int, place: tuple[int, int], name: str, drawn: float) -> float:
    """Return what the line shows, as of the moment of the numbers beside it.

    While a run is followed, light changes with every frame but numbers four times a second; a
    signal that is read has to be the product of the two numbers above it.
    """
    values = scene.values[layer - 1]
    if name != "signal" or not scene.weights or values is None:
        return drawn
    return float(scene.weights[layer - 1][place]) * float(values[place[1]])


def _activation(scene: Scene, layer: int, row: int) -> str:
    values = scene.values[layer]
    if values is None:
        return NOT_YET
    value = float(values[row])
    return "not a number" if isnan(value) else fixed(value)


def _known(
    layers: tuple[FloatArray | None, ...], index: int, place: tuple[int, int]
) -> float | None:
    """Return a value of a layer, or None where the layer's values aren't known."""
    values = layers[index] if index < len(layers) else None
    return None if values is None else float(values[place])
