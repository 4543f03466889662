"""The cards of the avenues whose marks lie on a straight line: weights, and neurons before."""

from __future__ import annotations

from math import inf

import numpy as np
from PyQt6.QtCore import pyqtSlot

from core.arrays import FloatArray
from core.explain.avenues import Avenues
from core.explain.derivation import Derivation
from gui.explain import arithmetic
from gui.explain.avenue_cards import AvenueCard, slope_of, spoken_wish, wish_of
from gui.explain.tables import short_name
from gui.network_view.scene import NeuronId
from gui.network_view.shown import robust_scale
from gui.theme import Theme
from gui.widgets.digit_view import VALUES, DigitView
from gui.widgets.line_plot import LinePlot
from gui.widgets.mark_picture import Marks
from gui.widgets.pixel_values import PixelValues

PIXELS = 28 * 28


class LineCard(AvenueCard):
    """An avenue whose marks lie on one straight line: weights, or the neurons before."""

    def __init__(self, theme: Theme, title: str, aside: str) -> None:
        super().__init__(theme, title, aside)
        self.plot = LinePlot(theme)
        self._inside.addWidget(self.plot, 2)
        self._state: tuple[Derivation, Avenues] | None = None
        self.plot.mark_hovered.connect(self._tell)
        self.plot.mark_chosen.connect(self._choose_by_hand)

    def set_avenues(self, derivation: Derivation, avenues: Avenues) -> None:
        """Show the marks of a neuron; the largest one's arithmetic, until another is chosen."""
        same = self._is_same_neuron(avenues)
        self._state = (derivation, avenues)
        self.plot.set_marks(self._marks(derivation, avenues))
        self._show_formula(avenues)
        chosen = self.plot.chosen if same else None
        sizes = np.nan_to_num(np.abs(self.plot.marks.y), nan=inf)
        self.choose(int(np.argmax(sizes)) if chosen is None else chosen)

    def set_alpha(self, alpha: float) -> None:
        """Let the marks have risen so far, from 0 to 1."""
        self.plot.set_alpha(alpha)

    def choose(self, source: int) -> None:
        """Show the arithmetic of a mark."""
        if self._state is None:
            return
        derivation, avenues = self._state
        self.plot.set_chosen(source)
        name = short_name(avenues.layer - 1, source, derivation.depth)
        self.set_line(self._arithmetic(derivation, avenues, source), name)

    @pyqtSlot(int)
    def _choose_by_hand(self, source: int) -> None:
        self._opened = True
        self.choose(source)
        self._settle()

    def _is_same_neuron(self, avenues: Avenues) -> bool:
        if self._state is None:
            return False
        old = self._state[1]
        sizes = len(old.before) == len(avenues.before)
        return sizes and (old.layer, old.neuron) == (avenues.layer, avenues.neuron)

    def _marks(self, derivation: Derivation, avenues: Avenues) -> Marks:
        raise NotImplementedError

    def _show_formula(self, avenues: Avenues) -> None:
        raise NotImplementedError

    def _arithmetic(self, derivation: Derivation, avenues: Avenues, source: int) -> str:
        raise NotImplementedError

    @pyqtSlot(object)
    def _tell(self, mark: int | None) -> None:
        layer = 0 if self._state is None else self._state[1].layer - 1
        self.neuron_hovered.emit(None if mark is None else NeuronId(layer, mark))


class WeightsCard(LineCard):
    """The second avenue: nudges of weights over the activations they come from, solid."""

    def __init__(self, theme: Theme) -> None:
        self.grid = DigitView(theme)
        super().__init__(theme, "Its weights", "more where it is bright")
        self.grid.set_mode(VALUES)
        self.grid.set_largest(168)
        self.grid.setAccessibleName("nudges of the weights from the pixels")
        self.grid.setMaximumWidth(170)
        self._inside.addWidget(self.grid, 1)
        self.grid.pixel_hovered.connect(self._tell)
        self.grid.pixel_clicked.connect(self._choose_by_hand)

    def set_avenues(self, derivation: Derivation, avenues: Avenues) -> None:
        """Show the nudges of the weights; those from pixels as a picture, too."""
        super().set_avenues(derivation, avenues)
        if self._has_pixels:
            nudges = avenues.weight_nudges
            self.grid.set_pixels(avenues.before)
            self.grid.set_values(PixelValues("nudge", nudges, robust_scale(nudges)))
        self._settle()

    @property
    def _has_pixels(self) -> bool:
        return (
            self._state is not None
            and self._state[1].asks_pixels
            and (len(self._state[1].before) == PIXELS)
        )

    def _settle(self) -> None:
        super()._settle()
        self.grid.setVisible(self._has_pixels and self._asked)

    def _marks(self, derivation: Derivation, avenues: Avenues) -> Marks:
        low, high = reach_of(avenues.before)
        return Marks(
            x=avenues.before,
            y=avenues.weight_nudges,
            slope=avenues.wish,
            low=low,
            high=max(high, 1.0),
            x_name="activation",
            y_name="nudge",
            names=names_of(derivation, avenues),
        )

    def _show_formula(self, avenues: Avenues) -> None:
        self.formula.set_formula(
            rf"{slope_of('w_{jk}')} = a_k\, {wish_of(avenues)}",
            f"nudge of w j k = a k times {spoken_wish(avenues)}",
        )

    def _arithmetic(self, derivation: Derivation, avenues: Avenues, source: int) -> str:
        layer = derivation.layer(avenues.layer)
        return arithmetic.of_weight_nudge(derivation, layer, avenues.neuron, source)


class BeforeCard(LineCard):
    """The third avenue: what the neurons before are asked for, over the weights, hollow."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "The neurons before", "only wished for")

    def set_avenues(self, derivation: Derivation, avenues: Avenues) -> None:
        """Show what is asked of the neurons before, or of the pixels, which nothing changes."""
        super().set_avenues(derivation, avenues)
        self.set_title("The pixels" if avenues.asks_pixels else "The neurons before")

    def _marks(self, derivation: Derivation, avenues: Avenues) -> Marks:
        low, high = reach_of(avenues.weights)
        size = max(-low, high)
        return Marks(
            x=avenues.weights,
            y=avenues.requests,
            slope=avenues.wish,
            low=-size,
            high=size,
            x_name="weight",
            y_name="asked",
            names=names_of(derivation, avenues),
            hollow=True,
        )

    def _show_formula(self, avenues: Avenues) -> None:
        self.formula.set_formula(
            rf"j \rightarrow k:\quad w_{{jk}}\, {wish_of(avenues)}",
            f"j asks k for w j k times {spoken_wish(avenues)}",
        )

    def _arithmetic(self, derivation: Derivation, avenues: Avenues, source: int) -> str:
        layer = derivation.layer(avenues.layer)
        return arithmetic.of_contribution(derivation, layer, avenues.neuron, source)


def reach_of(values: FloatArray) -> tuple[float, float]:
    """Return the lowest and the highest of values that are numbers, zero among them."""
    finite = values[np.isfinite(values)]
    return float(finite.min(initial=0.0)), float(finite.max(initial=0.0))


def names_of(derivation: Derivation, avenues: Avenues) -> tuple[str, ...]:
    """Return what the neurons before are called."""
    count = len(avenues.before)
    return tuple(short_name(avenues.layer - 1, k, derivation.depth) for k in range(count))
