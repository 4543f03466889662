"""The numpy calls of one gradient for a certain number of examples, on arrays made for it.

Calls and arrays are the same for every mini-batch of that size: they are put together once, and a
step only makes the calls one after the other. What calling numpy costs is most of a small step.
"""

from __future__ import annotations

from functools import partial
from itertools import accumulate

import numpy as np

from core.arrays import FloatArray
from core.data.images import WHITE
from core.network.architecture import Architecture
from core.training.folded import FoldedParameters
from core.training.step_functions import COST_SUMS, FUNCTIONS, SLOPES, Call

# What a pixel's value counts. The sums over pixels are multiplied by it: they are fewer.
BRIGHTNESS = np.array(1 / WHITE, np.float32)


class StepPlan:
    """Forward and backward pass of k examples.

    Parameters
    ----------
    weights : read
    change : written: a factor times the sum over the examples of dC0/d(parameter)
    """

    def __init__(
        self,
        architecture: Architecture,
        weights: FoldedParameters,
        change: FoldedParameters,
        examples: int,
    ) -> None:
        self._architecture = architecture
        self._weights, self._change = weights.matrices, change.matrices
        self._make_arrays(examples)
        self._from_inputs = self._weights[0].dot
        self._to_inputs = self._errors[0].dot
        self._cost_sum = COST_SUMS[architecture.cost]
        self._forward = self._forward_calls()
        self._backward = self._backward_calls()

    def run(self, x: FloatArray, y: FloatArray, factor: float) -> np.float32:
        """Write factor times the gradient of the summed cost, and return that cost.

        Parameters
        ----------
        x : (k, n_0 + 1) float32 array of pixels, 0 to 255, its last column 255
        y : (n_L, k) float32 array
        """
        self._from_inputs(x.T, self._first)
        for call in self._forward:
            call()
        np.subtract(self._outputs, y, self._errors[-1])
        cost = self._cost_sum(self._error_row, self._scratch, self._outputs, y)
        if factor != self._factor_set:
            self._set_factor(factor)
        for call in self._backward:
            call()
        self._to_inputs(x, self._change[0])
        return cost

    def _make_arrays(self, examples: int) -> None:
        """Make activations with a last row of ones, slopes and errors, layer 1 to L."""
        sizes = self._architecture.sizes[1:]
        ends = list(accumulate((size + 1) * examples for size in sizes))
        self._all_activations = np.ones(ends[-1], np.float32)
        self._all_slopes = np.zeros(ends[-1], np.float32)
        split = partial(_split, ends=ends, examples=examples)
        self._ones_below = split(self._all_activations)
        self._activations = [rows[:-1] for rows in self._ones_below]
        self._slopes = [rows[:-1] for rows in split(self._all_slopes)]
        self._errors = [np.zeros((size, examples), np.float32) for size in sizes]
        self._first, self._outputs = self._activations[0], self._activations[-1]
        self._error_row = self._errors[-1].reshape(-1)
        self._scratch = np.zeros_like(self._outputs)
        self._factor = np.zeros((), np.float32)
        self._factor_set = 0.0

    def _set_factor(self, factor: float) -> None:
        """Let delta[L] be multiplied by a factor; dC0/da = 2 (a - y) for the quadratic cost."""
        self._factor.fill(2 * factor if self._architecture.cost == "quadratic" else factor)
        self._factor_set = factor

    def _forward_calls(self) -> list[Call]:
        """Return the calls that turn 255 (W[1] a[0] + b[1]) into a[L]."""
        hidden = self._architecture.hidden_activation.name
        calls: list[Call] = [partial(np.multiply, self._first, BRIGHTNESS, self._first)]
        for place, z in enumerate(self._activations):
            if place:
                calls.append(partial(self._weights[place].dot, self._ones_below[place - 1], z))
            last = place == len(self._activations) - 1
            name = self._architecture.output_activation.name if last else hidden
            calls += FUNCTIONS[name](z)
        return calls

    def _backward_calls(self) -> list[Call]:
        """Return the calls that turn a[L] - y into delta[1] / 255 and dC/dW[L] to dC/dW[2].

        Slopes are computed for all layers at once.
        """
        calls: list[Call] = [partial(np.multiply, self._errors[-1], self._factor, self._errors[-1])]
        calls += SLOPES[self._architecture.hidden_activation.name](
            self._all_activations, self._all_slopes
        )
        for place in range(len(self._errors) - 1, -1, -1):
            delta, slope = self._errors[place], self._slopes[place]
            if place < len(self._errors) - 1:
                w_next = self._weights[place + 1][:, :-1]
                calls.append(partial(w_next.T.dot, self._errors[place + 1], delta))
            if place < len(self._errors) - 1 or self._architecture.cost == "quadratic":
                calls.append(partial(np.multiply, delta, slope, delta))
            if place:
                before = self._ones_below[place - 1].T
                calls.append(partial(delta.dot, before, self._change[place]))
        return [*calls, partial(np.multiply, self._errors[0], BRIGHTNESS, self._errors[0])]


def _split(row: FloatArray, ends: list[int], examples: int) -> list[FloatArray]:
    """Return the parts of a row as matrices with a column for each example."""
    return [part.reshape(-1, examples) for part in np.split(row, ends[:-1])]
