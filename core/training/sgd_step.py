"""One step of gradient descent in float32 that allocates nothing: the hot loop of training.

It computes what `core.network.backpropagation.gradient` does, with the same equations, and moves
the parameters. What is written into is made once: see `core.training.step_plan`.
"""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.data.images import WHITE
from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.training.folded import FoldedParameters
from core.training.step_functions import MIRRORED
from core.training.step_plan import StepPlan

MOST_PLANS = 8


class SgdStep:
    """The parameters of a network on their way downhill.

    Attributes
    ----------
    weights : the parameters, changed in place by `apply`
    change : what `apply` adds to them, overwritten by every `compute`
    """

    def __init__(self, architecture: Architecture, parameters: Parameters) -> None:
        self.architecture = architecture
        signs = _signs(architecture)
        self.weights = FoldedParameters(architecture.sizes, signs)
        self.change = FoldedParameters(architecture.sizes, signs)
        self.weights.assign(parameters)
        self._dots = [(part.dot, part) for part in self.change.layers]
        self._plans: dict[int, StepPlan] = {}

    def compute(self, x: FloatArray, y: FloatArray, factor: float) -> np.float32:
        """Write factor times the sum of the examples' gradients; return their summed cost.

        With -learning rate / examples as the factor, the change is a step downhill: scaling the
        few errors spares a pass over the many weights.

        Parameters
        ----------
        x : (k, n_0 + 1) float32 array of pixels, 0 to 255; the last column, 255, carries the biases
        y : (n_L, k) float32 array
        """
        plan = self._plans.get(len(x)) or self._new_plan(len(x))
        return plan.run(x, y, factor)

    def squares(self) -> list[np.float32]:
        """Return the squared length of each layer's change; not finite where that isn't."""
        return [dot(part) for dot, part in self._dots]

    def apply(self) -> None:
        """Add the change to the parameters."""
        np.add(self.weights.vector, self.change.vector, self.weights.vector)

    def _new_plan(self, examples: int) -> StepPlan:
        """Return a plan for that many examples and keep it: batches come in two sizes."""
        if len(self._plans) >= MOST_PLANS:
            self._plans.clear()
        plan = StepPlan(self.architecture, self.weights, self.change, examples)
        self._plans[examples] = plan
        return plan


def folded_inputs(a: FloatArray) -> FloatArray:
    """Return activations a[0], (k, n_0) from 0 to 1, as `SgdStep.compute` wants them."""
    inputs = np.full((len(a), a.shape[1] + 1), WHITE, np.float32)
    np.multiply(a, WHITE, out=inputs[:, :-1], casting="same_kind")
    return inputs


def _signs(architecture: Architecture) -> tuple[int, ...]:
    """Return the sign in which each layer is kept; see MIRRORED."""
    names = [architecture.activation_of(layer).name for layer in range(1, architecture.depth + 1)]
    return tuple(-1 if name in MIRRORED else 1 for name in names)
