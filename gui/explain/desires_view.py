"""The desires of a layer: beside each its activation and its slope, which says what it can do."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QWidget

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.explain.saturation import saturated
from gui.explain import arithmetic
from gui.explain.counts import of_pixels
from gui.explain.notation import in_notation
from gui.explain.rows_body import RowsBody
from gui.explain.tables import largest_ones
from gui.network_view.scene import NeuronId
from gui.theme import Theme
from gui.widgets.bar_rows import BarRow
from gui.widgets.numbers import fixed, whole
from gui.widgets.signed_bars import SignedBars

STUCK = "△"
MOST_NAMED = 4
WORDS = {"a": "active", "s′(z)": "leeway", "y − a": "wish"}


class DesiresView(RowsBody):
    """Shows what each neuron of a layer desires, hollow, and which of them can move little."""

    neuron_hovered = pyqtSignal(object)  # NeuronId or None
    neuron_chosen = pyqtSignal(int)  # the neuron whose row is opened

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, SignedBars(theme, total_apart=True), parent)
        self._state: tuple[Derivation, int, int | None] | None = None
        self._notation = True
        self._shown: list[int] = []
        self.bars.row_hovered.connect(self._tell_neuron)
        self.bars.row_opened.connect(self._tell_choice)

    @property
    def neurons(self) -> tuple[int, ...]:
        """The neurons that have rows, in order."""
        return tuple(self._shown)

    def set_desires(self, derivation: Derivation, layer: int, focus: int | None = None) -> None:
        """Show the desires of layer 0 to L; the neuron in focus is highlighted."""
        self._state = (derivation, layer, focus)
        self._refresh()

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        self._refresh()

    def _refresh(self) -> None:
        if self._state is None:
            return
        derivation, layer, focus = self._state
        wishes = wishes_of(derivation, layer)
        stuck = stuck_neurons(derivation, layer)
        self._shown = largest_ones(wishes)
        rows = tuple(desire_row(derivation, layer, j, focus, stuck) for j in self._shown)
        headers = headers_of(derivation, layer)
        if not self._notation:
            headers = tuple(WORDS.get(header, header) for header in headers)
        scale = float(np.nan_to_num(np.abs(wishes)).max(initial=0.0))
        self.bars.set_rows(in_notation(rows, self._notation), scale, headers=headers)
        details = {"all": of_pixels(len(wishes))} if layer == 0 else {}
        note = self._note_of(derivation, layer, stuck)
        self.set_words(title_of(derivation, layer), note, details)

    def _note_of(self, derivation: Derivation, layer: int, stuck: list[int]) -> str:
        count, shown = len(wishes_of(derivation, layer)), len(self._shown)
        total = whole(count) if layer else f"[[all|{whole(count)}]]"
        listed = f"The {shown} largest of {total}. " if shown < count else ""
        if not stuck:
            return f"{listed}{self._of_slopes(derivation, layer)}".strip()
        named = ", ".join(str(j) for j in stuck[:MOST_NAMED])
        more = f" and {len(stuck) - MOST_NAMED} more" if len(stuck) > MOST_NAMED else ""
        kind = "output" if layer == derivation.depth else "neuron"
        word = kind if len(stuck) == 1 else f"{kind}s"
        desire = "desires" if len(stuck) == 1 else "desire"
        if derivation.layer(layer).slopes[stuck].any():
            state, move, slope = "Saturated", "can move little", "small"
        else:
            state, move, slope = "Dead", "can't move", "0"
        why = f": s′(z) is {slope}" if self._notation else ""
        return f"{listed}{STUCK} {state}: {word} {named}{more} {desire} much, {move}{why}."

    def _of_slopes(self, derivation: Derivation, layer: int) -> str:
        """Return what stands beside a desire, where there is something."""
        if not has_slopes(derivation, layer):
            return ""
        name = "s′(z), its leeway" if self._notation else "Leeway"
        return f"{name}: how fast the activation moves with the sum before it."

    @pyqtSlot(object)
    def _tell_neuron(self, row: int | None) -> None:
        layer = 0 if self._state is None else self._state[1]
        self.neuron_hovered.emit(None if row is None else NeuronId(layer, self._shown[row]))

    @pyqtSlot(object)
    def _tell_choice(self, row: int | None) -> None:
        if row is not None:
            self.neuron_chosen.emit(self._shown[row])


def wishes_of(derivation: Derivation, layer: int) -> FloatArray:
    """Return what a layer's neurons are shown to wish, (n_l,)."""
    return derivation.output_wishes if layer == derivation.depth else derivation.desires[layer]


def stuck_neurons(derivation: Derivation, layer: int) -> list[int]:
    """Return the saturated neurons of a layer; a pixel is never one."""
    return [] if layer == 0 else [int(j) for j in saturated(derivation, layer)]


def has_slopes(derivation: Derivation, layer: int) -> bool:
    """Return whether s'(z) stands between a layer's desires and what it can do."""
    return layer > 0 and not (derivation.outputs_compete and layer == derivation.depth)


def title_of(derivation: Derivation, layer: int) -> str:
    """Return the words over a layer's desires."""
    if layer == derivation.depth:
        return "What each output wants"
    return "What the picture would have to be" if layer == 0 else f"What layer {layer} wants"


def headers_of(derivation: Derivation, layer: int) -> tuple[str, ...]:
    """Return the words over the columns."""
    first = "digit" if layer == derivation.depth else "neuron" if layer else "pixel"
    if has_slopes(derivation, layer):
        return (first, "a", "s′(z)", "desire")
    return (first, "a", "desire" if layer == 0 else "y − a")


def desire_row(
    derivation: Derivation, layer: int, j: int, focus: int | None, stuck: list[int]
) -> BarRow:
    """Return the row of a neuron: its activation, its slope, its desire."""
    cells = [fixed(float(derivation.activations[layer][j]), 2)]
    if has_slopes(derivation, layer):
        slope = slope_text(float(derivation.layer(layer).slopes[j]))
        cells.append(f"{STUCK} {slope}" if j in stuck else slope)
    return BarRow(
        str(j),
        float(wishes_of(derivation, layer)[j]),
        emphasis=j == focus,
        detail=of_row(derivation, layer, j),
        cells=tuple(cells),
    )


def slope_text(slope: float) -> str:
    """Return s'(z) as it is written in its column: 0.118, and <0.001 for what is less."""
    return "<0.001" if 0 < slope < 0.0005 else fixed(slope, 3)


def of_row(derivation: Derivation, layer: int, j: int) -> str:
    """Return the arithmetic of a row: of its activation, its slope where it has one, its desire."""
    if layer == 0:
        told = [arithmetic.of_pixel(derivation, j)]
    else:
        told = [arithmetic.of_squashed(derivation, derivation.layer(layer), j)]
    if has_slopes(derivation, layer):
        told.append(arithmetic.of_slope(derivation, derivation.layer(layer), j))
    return "<br>".join([*told, arithmetic.of_desire(derivation, layer, j)])
