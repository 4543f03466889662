"""The plot of the accuracy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.arrays import FloatArray
from core.training.branch_curves import Aside
from core.training.curves import measured_points
from core.training.extremes import thinned
from gui.training.curve_card import CurveCard
from gui.training.curve_style import ACCURACY_CURVES
from gui.widgets.numbers import percent, whole

if TYPE_CHECKING:
    from gui.training.plot import Plot
    from gui.training.plot_history import Points

GOOD, LOW_WHEN_GOOD = 0.85, 0.7  # a good network's accuracy is shown from 70 to 100 %


class AccuracyCard(CurveCard):
    """The accuracy on the test images, and on the training images after each epoch."""

    title = "accuracy"
    invitation = "How many of 10,000 unseen images it gets right."
    styles = ACCURACY_CURVES

    def draw(self, plot: Plot) -> None:
        """Draw all measures, in per cent."""
        data = self._data
        steps, test = measured_points(data.tests_so_far(), "accuracy")
        train_steps, train = measured_points(data.trains_so_far(), "accuracy")
        plot.set_points("unseen", *thinned(steps, 100 * test, plot.width()))
        plot.set_points("training", train_steps, 100 * train)
        newest = data.last_test
        good = newest is not None and newest.accuracy > GOOD
        plot.set_range(data.last_step, 100 * LOW_WHEN_GOOD if good else 0, 100)

    def ahead_points(self, columns: int) -> Points:
        steps, test = measured_points(self._data.tests_ahead(), "accuracy")
        return thinned(steps, 100 * test, columns)

    def aside_points(self, aside: Aside, columns: int) -> Points:
        return thinned(aside.measured, aside.accuracies, columns)

    def levels_at(self, plot: Plot, steps: FloatArray) -> FloatArray:
        known, shares = measured_points(self._data.tests.values(), "accuracy")
        return np.interp(steps, known, 100 * shares) if len(known) else 100 + 0 * steps

    def value_text(self, step: float | None) -> str:
        """Return the newest accuracy, or that at a step."""
        test = self._data.newest_test if step is None else self._data.test_at(step)
        if test is None:
            return ""
        text = percent(test.accuracy, 2 if step is not None else 1)
        return text if step is None else f"step {whole(test.step)} · {text}"
