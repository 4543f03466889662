"""Plots with a curve for each layer: the length of its gradient, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.arrays import FloatArray
from core.training.branch_curves import Aside
from core.training.curves import change_points
from core.training.extremes import thinned
from core.training.records import Measure
from gui.training.curve_card import LEAST, SEPARATOR, CurveCard
from gui.training.curve_style import LAYER_CURVES
from gui.widgets.numbers import compact, whole

if TYPE_CHECKING:
    from gui.training.plot import Plot
    from gui.training.plot_history import Points

MOST_NAMED = 4  # layers whose values fit above the plot


class LayersCard(CurveCard):
    """What both have in common; of a deep network's values, those of the last layers are named."""

    styles = LAYER_CURVES

    def __init__(self, *arguments, **options) -> None:  # type: ignore[no-untyped-def]
        super().__init__(*arguments, **options)
        self._depth = 0
        self.set_depth(3)

    def set_depth(self, depth: int) -> None:
        """Name the layers of a network."""
        self._depth = depth
        self.legend.set_curves(self.styles[:depth])

    def draw(self, plot: Plot) -> None:
        """Draw all layers' curves, those that another network had empty."""
        columns = max(1, plot.width() // 2)
        shown = []
        for layer, style in enumerate(self.styles):
            x, y = self.layer_points(plot, layer, columns) if layer < self._depth else NO_POINTS
            if plot.log:  # a layer at its start, or one that is dead, has no logarithm
                x, y = x[y > 0], y[y > 0]
            plot.set_points(style.name, x, y)
            shown.append(y)
        others = [self.aside_points(aside, columns) for aside in self._curves.asides()]
        beyond = [y[np.isfinite(y)] for _, y in (self.ahead_points(columns), *others)]
        if plot.log:
            beyond = [y[y > 0] for y in beyond]
        plot.set_range(self._data.last_step, *self.levels(*shown, *beyond))

    def ahead_points(self, columns: int) -> Points:
        return with_gaps([self.layer_ahead(layer, columns) for layer in range(self._depth)])

    def aside_points(self, aside: Aside, columns: int) -> Points:
        return with_gaps([self.layer_aside(aside, layer, columns) for layer in range(self._depth)])

    def levels_at(self, plot: Plot, steps: FloatArray) -> FloatArray:
        """Return the height of the last layer's curve."""
        x, y = self.layer_points(plot, self._depth - 1, max(1, plot.width()))
        levels = np.interp(steps, x, y) if len(x) else 0 * steps
        return np.log10(np.maximum(levels, LEAST)) if plot.log else levels

    def value_text(self, step: float | None) -> str:
        """Return the values at a step, layer by layer; without one there are too many of them."""
        if step is None:
            return ""
        at, values = self.values_at(step)
        if not len(values):
            return ""
        changed = self.mark_words(step)
        parts = [f"step {whole(at)}", *named_values(values)]
        return SEPARATOR.join([changed, parts[0]] if changed else parts)

    def layer_points(self, plot: Plot, layer: int, columns: int) -> Points:
        """Return the curve of a layer, from 0, up to where the run stands."""
        raise NotImplementedError

    def layer_ahead(self, layer: int, columns: int) -> Points:
        """Return the curve of a layer beyond that."""
        raise NotImplementedError

    def layer_aside(self, aside: Aside, layer: int, columns: int) -> Points:
        """Return the curve of a layer of another branch."""
        raise NotImplementedError

    def values_at(self, step: float) -> tuple[int, list[float]]:
        """Return the step nearest to one of which all layers' values are known, and these."""
        raise NotImplementedError


class GradientCard(LayersCard):
    """The length of each layer's mean gradient, averaged over a hundred mini-batches."""

    title = "gradient"
    menu_words = "length of the gradient, by layer (mean of 100)"
    invitation = "How long the gradient of each layer is, mini-batch by mini-batch."
    log_words = "Logarithmic scale of the gradient's length"

    def layer_points(self, plot: Plot, layer: int, columns: int) -> Points:
        data = self._data
        seen = (0, data.count) if plot.following else data.between(*plot.steps_shown)
        return data.drawn_gradients(layer, *seen, columns)

    def layer_ahead(self, layer: int, columns: int) -> Points:
        return self._data.drawn_gradients(layer, *self._data.ahead, columns)

    def layer_aside(self, aside: Aside, layer: int, columns: int) -> Points:
        return aside.drawn_gradients(layer, columns)

    def values_at(self, step: float) -> tuple[int, list[float]]:
        """Return the lengths of the nearest mini-batch itself, not their mean."""
        place = self._data.at(step)
        if place is None:
            return 0, []
        return self._data.step_at(place), self._data.gradients_at(place).tolist()


class ChangeCard(LayersCard):
    """How far weights and biases of each layer have come from the start of the run."""

    title = "change"
    menu_words = "change of the parameters since the start, by layer"
    explanation = "Euclidean length of weights and biases together, from the start"
    invitation = "How far weights and biases of each layer have come from their start."
    log_words = "Logarithmic scale of the change"

    def layer_points(self, plot: Plot, layer: int, columns: int) -> Points:
        return drawn_changes(self._data.tests_so_far(), layer, columns)

    def layer_ahead(self, layer: int, columns: int) -> Points:
        return drawn_changes(self._data.tests_ahead(), layer, columns)

    def layer_aside(self, aside: Aside, layer: int, columns: int) -> Points:
        return drawn_changes(aside.measures, layer, columns)

    def values_at(self, step: float) -> tuple[int, list[float]]:
        known = [test for test in self._data.tests.values() if test.changes]
        nearest = min(known, key=lambda test: abs(test.step - step), default=None)
        return (0, []) if nearest is None else (nearest.step, list(nearest.changes))


NO_POINTS = np.zeros(0), np.zeros(0)


def drawn_changes(measures: Iterable[Measure], layer: int, columns: int) -> Points:
    """Return how far a layer has come, by step, as a picture of so many columns shows it."""
    return thinned(*change_points(measures, layer), columns)


def named_values(values: Sequence[float]) -> list[str]:
    """Return values with the number of their layer, of many layers the last ones."""
    named = [f"{layer} {compact(value)}" for layer, value in enumerate(values, 1)]
    shown = named[-MOST_NAMED:]
    return [f"layer {shown[0]}", *shown[1:]]


def with_gaps(lines: Sequence[Points]) -> Points:
    """Return several lines as one, with a gap after each that has points."""
    gap = np.array([np.nan])
    parts = [(np.append(x, gap), np.append(y, gap)) for x, y in lines if len(x)]
    if not parts:
        return NO_POINTS
    xs, ys = zip(*parts, strict=True)
    return np.concatenate(xs), np.concatenate(ys)
