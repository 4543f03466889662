"""What the network view draws: one frozen value, with no knowledge of where it came from.

A panel builds a `Scene` from a derivation or a training record and hands it to the view. All
arrays hold only what is drawn (`shown`), top to bottom; the view never looks behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, IntArray


@dataclass(frozen=True, order=True)
class NeuronId:
    """A neuron: its layer (0 is the input) and its index within the whole layer."""

    layer: int
    index: int


@dataclass(frozen=True, order=True)
class ConnectionId:
    """A connection: into ``neuron`` of ``layer`` (1 or more), from ``source`` of the one before."""

    layer: int
    neuron: int
    source: int

    @property
    def ends(self) -> tuple[NeuronId, NeuronId]:
        """The neuron it comes from and the neuron it goes to."""
        return NeuronId(self.layer - 1, self.source), NeuronId(self.layer, self.neuron)


Target = NeuronId | ConnectionId  # what can be pointed at


@dataclass(frozen=True)
class Arrows:
    """Arrows at the neurons of one layer: up for positive values, down for negative ones.

    values : (shown,) array; scale : the size drawn at full length; hollow : a wish (desires of
    activations), solid otherwise (nudges of biases); name : for the legend and the card; only :
    the places of those that have one, None for all.
    """

    layer: int
    values: FloatArray
    scale: float
    hollow: bool
    name: str = "desire"
    only: frozenset[int] | None = None

    @property
    def drawn(self) -> FloatArray:
        """The values of those that have an arrow."""
        return self.values if self.only is None else self.values[sorted(self.only)]

    def has(self, row: int) -> bool:
        """Return whether the neuron at a place has an arrow."""
        return self.only is None or row in self.only


@dataclass(frozen=True)
class Pulse:
    """A glow that runs along the connections into ``layer``, at ``alpha`` of its way (0 to 1)."""

    layer: int
    forward: bool
    alpha: float


@dataclass(frozen=True)
class Scene:
    """Everything that one picture of the network shows.

    Per layer l = 0..L, over the neurons shown: ``shown`` (their indices), ``brightness`` (0 to 1,
    None while not computed: an empty ring), ``values`` (the true activations, None likewise) and,
    where given, ``weighted_inputs``. Per layer l = 1..L, at index l - 1: ``connections``
    (shown of l, shown of l - 1) signed values, ``connection_scales`` the value at full light,
    ``connection_lights`` an emphasis from 0 (dark) to 1, ``row_lights`` one for those into each
    neuron shown, None where it is 1 for all. ``connection_names`` says what each
    layer's connections show, where that isn't ``connection_name`` for all; ``brightness_ends``
    the activations at brightness 0 and 1; ``input_words`` which of the inputs are shown;
    ``partner`` the neuron that deals with the one in focus, such as the one that asks it;
    ``weights`` those of the connections, whatever is drawn on them; ``biases`` those of the neurons
    of l = 1..L; ``weight_nudges`` the example's, where the story has come to them, None elsewhere.
    """

    sizes: tuple[int, ...]
    shown: tuple[IntArray, ...]
    brightness: tuple[FloatArray | None, ...]
    values: tuple[FloatArray | None, ...]
    connections: tuple[FloatArray, ...]
    connection_scales: tuple[float, ...]
    connection_lights: tuple[float, ...]
    connection_name: str = "weight"
    arrows: tuple[Arrows, ...] = ()
    output_names: tuple[str, ...] = ()
    label: int | None = None
    answer: int | None = None
    focus: NeuronId | None = None
    partner: NeuronId | None = None
    pulse: Pulse | None = None
    weighted_inputs: tuple[FloatArray | None, ...] = ()
    connection_names: tuple[str, ...] = ()
    brightness_ends: tuple[str, str] = ("0", "1")
    input_words: str = ""
    weights: tuple[FloatArray, ...] = ()
    biases: tuple[FloatArray, ...] = ()
    weight_nudges: tuple[FloatArray | None, ...] = ()
    row_lights: tuple[FloatArray | None, ...] = ()

    @property
    def depth(self) -> int:
        """L, the number of layers that have weights."""
        return len(self.sizes) - 1

    def name_of_connections(self, layer: int) -> str:
        """Return what the connections into a layer (1 or more) show: "weight", "nudge"."""
        if layer <= len(self.connection_names):
            return self.connection_names[layer - 1]
        return self.connection_name

    def row_lights_of(self, layer: int) -> FloatArray | None:
        """Return the light of the connections into each neuron of layer 1 to L; None is full."""
        return self.row_lights[layer - 1] if layer <= len(self.row_lights) else None

    def words_of_part(self, layer: int) -> str:
        """Return which neurons of a layer that is drawn in part are shown, if there are words."""
        in_part = len(self.shown[layer]) < self.sizes[layer]
        return self.input_words if layer == 0 and in_part else ""

    def row_of(self, neuron: NeuronId | None) -> int | None:
        """Return a neuron's place among those shown in its layer, or None if it isn't shown."""
        if neuron is None or not 0 <= neuron.layer < len(self.shown):
            return None
        rows = np.flatnonzero(self.shown[neuron.layer] == neuron.index)
        return int(rows[0]) if len(rows) else None

    def neuron_at(self, layer: int, row: int) -> NeuronId:
        """Return the neuron that is drawn at a place of a column."""
        return NeuronId(layer, int(self.shown[layer][row]))
