"""The mini-batches that one branch of a run made, and what was measured on it."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from core.arrays import FloatArray, IntArray
from core.training.extremes import Extremes, Points
from core.training.layer_series import LayerSeries
from core.training.long_series import LongSeries
from core.training.records import Measure
from core.training.running_mean import MEAN_OVER, running_means
from core.training.saved_curves import SavedCurves
from core.training.step_ranges import StepRanges


class Segment:
    """Mini-batches, one after the other.

    Attributes
    ----------
    before : (n,) costs of the mini-batches before the first, 99 at most: running means count them
    tests, trains : measures of the test images and of the training images, by step
    gradients : length of each layer's gradient, from where it is known
    """

    def __init__(self) -> None:
        self.before: FloatArray = np.zeros(0)
        self.tests: dict[int, Measure] = {}
        self.trains: dict[int, Measure] = {}
        self.gradients = LayerSeries()
        self._steps = StepRanges()
        self._costs = LongSeries()
        self._cost_extremes = Extremes(self.costs)
        self._mean_extremes = Extremes(self.means)

    @classmethod
    def restored(cls, saved: SavedCurves) -> Segment:
        """Return the curves of a session as one segment."""
        segment = cls()
        known = len(saved.steps) - len(saved.gradients)
        segment.extend(saved.steps[:known], saved.costs[:known])
        if len(saved.gradients):
            segment.extend(saved.steps[known:], saved.costs[known:], saved.gradients)
        for measure in saved.measures.measures():
            kept = segment.tests if measure.set_name == "test" else segment.trains
            kept[measure.step] = measure
        return segment

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def last_step(self) -> float:
        """The last step made, minus infinity where there is none."""
        return float(self._steps[len(self) - 1]) if len(self) else -math.inf

    def extend(
        self,
        steps: FloatArray | IntArray,
        costs: FloatArray,
        gradients: FloatArray | None = None,
    ) -> None:
        """Add those mini-batches that come after the last one.

        Parameters
        ----------
        gradients : (n, L), lengths by layer: of all mini-batches from the first that has them
        """
        known = int(np.searchsorted(steps, self.last_step, side="right"))
        if gradients is not None:
            self.gradients.extend(len(self), gradients[known:])
        self._steps.extend(steps[known:])
        self._costs.extend(costs[known:])

    def count_until(self, step: float) -> int:
        """Return how many mini-batches are not after a step."""
        return self._steps.count_until(step)

    def step_at(self, place: int) -> int:
        """Return the step of the mini-batch at a place from 0."""
        return self._steps[place]

    def steps(self, start: int, stop: int) -> FloatArray:
        """Return the steps at places from start to before stop."""
        return self._steps.at(np.arange(start, min(stop, len(self))))

    def costs(self, start: int, stop: int) -> FloatArray:
        """Return the costs, likewise."""
        return self._costs.read(start, stop)

    def means(self, start: int, stop: int) -> FloatArray:
        """Return the running means, likewise."""
        first = max(0, start - MEAN_OVER + 1)
        costs, extra = self._costs.read(first, stop), max(0, MEAN_OVER - 1 - start)
        before = self.before[-extra:] if extra else self.before[:0]
        known = np.concatenate([before, costs[: start - first]])
        return running_means(known, costs[start - first :])

    def drawn_costs(self, start: int, stop: int, columns: int) -> Points:
        """Return steps and costs as a picture of so many columns shows them."""
        return self._drawn(self._cost_extremes, start, stop, columns)

    def drawn_means(self, start: int, stop: int, columns: int) -> Points:
        """Return steps and running means, likewise."""
        return self._drawn(self._mean_extremes, start, stop, columns)

    def drawn_gradients(self, layer: int, start: int, stop: int, columns: int) -> Points:
        """Return steps and running means of the length of a layer's gradient, likewise."""
        places, values = self.gradients.drawn_means(layer, start, stop, columns)
        return self._steps.at(places), values

    def _drawn(self, extremes: Extremes, start: int, stop: int, columns: int) -> Points:
        places, values = extremes.thinned(start, stop, columns)
        return self._steps.at(places), values


Part = Callable[[Segment, int, int], FloatArray]
Drawing = Callable[[Segment, int, int, int], Points]
