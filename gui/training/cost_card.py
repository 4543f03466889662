"""The plot of the cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.arrays import FloatArray
from core.training.branch_curves import Aside
from core.training.curves import measured_points
from gui.training.curve_card import LEAST, SEPARATOR, CurveCard
from gui.training.curve_style import COST_CURVES
from gui.widgets.numbers import compact, whole

if TYPE_CHECKING:
    from gui.training.plot import Plot
    from gui.training.plot_history import Points


class CostCard(CurveCard):
    """The cost of every mini-batch, its running mean, the cost on the test images."""

    title = "cost"
    menu_words = "cost of each mini-batch, running mean, test"
    invitation = "Run the training and watch the cost fall."
    log_words = "Logarithmic scale of the cost"
    styles = COST_CURVES

    def draw(self, plot: Plot) -> None:
        """Draw the mini-batches in view, thinned to the plot's width, and all measures."""
        data = self._data
        seen = (0, data.count) if plot.following else data.between(*plot.steps_shown)
        steps, costs = data.drawn_costs(*seen, plot.width())
        plot.set_points("mini-batch", steps, costs)
        plot.set_points("running mean", *data.drawn_means(*seen, plot.width() // 2))
        test_steps, tests = measured_points(data.tests_so_far(), "cost")
        plot.set_points("test", test_steps, tests)
        known = costs if len(costs) else tests
        _, ahead = data.drawn_ahead(plot.width())
        plot.set_range(data.last_step, *self.levels(known, ahead))

    def ahead_points(self, columns: int) -> Points:
        return self._data.drawn_ahead(columns)

    def aside_points(self, aside: Aside, columns: int) -> Points:
        return aside.drawn_means(columns)

    def levels_at(self, plot: Plot, steps: FloatArray) -> FloatArray:
        levels = np.array([self._data.mean_at(step) for step in steps.tolist()], float)
        return np.log10(np.maximum(levels, LEAST)) if plot.log else levels

    def value_text(self, step: float | None) -> str:
        """Return the newest running mean, or all costs at a step."""
        data = self._data
        if step is None:
            return "" if data.mean is None else compact(data.mean)
        place = data.at(step)
        if place is None:
            return ""
        at, cost, mean = data.values_at(place)
        test, changed = data.test_at(step), self.mark_words(step)
        parts = [f"step {whole(at)}", f"batch {compact(cost)}", f"mean {compact(mean)}"]
        parts += [f"test {compact(test.cost)}"] if test else []
        return SEPARATOR.join([changed, *parts[:1]] if changed else parts)
