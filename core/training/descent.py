"""How a step changes the parameters: plain gradient descent, or with momentum and L2 penalty.

Source: M. Nielsen, "Neural Networks and Deep Learning", chapter 3.
"""

from __future__ import annotations

import numpy as np

from core.network.parameters import Parameters
from core.training.folded import FoldedParameters
from core.training.sgd_step import SgdStep


class Descent:
    """w <- w + v, where v <- mu v - eta (dC/dw + lambda w); lambda counts for weights alone.

    Where mu and lambda are 0 it is `SgdStep.apply`, and costs nothing more.

    Attributes
    ----------
    velocity : v, the change of the last step; None without momentum
    momentum : mu
    shrinking : -eta lambda
    plain : whether mu and lambda are 0
    """

    def __init__(self, sgd: SgdStep, momentum: float, l2: float) -> None:
        self._sgd = sgd
        self.momentum, self.shrinking = momentum, 0.0
        self._momentum, self._l2 = np.array(momentum, np.float32), l2
        sizes, signs = sgd.weights.sizes, sgd.weights.signs
        self.velocity = FoldedParameters(sizes, signs) if momentum else None
        self._shrinking = FoldedParameters(sizes, signs)
        self._penalized = np.zeros_like(sgd.weights.vector)
        self.plain = not (momentum or l2)

    def set_learning_rate(self, eta: float) -> None:
        """Use another learning rate from the next step on; the velocity stays what it is."""
        self.shrinking = -eta * self._l2
        for matrix in self._shrinking.matrices:
            matrix[:, :-1] = self.shrinking

    def apply(self) -> None:
        """Change the parameters by the change that was computed, the penalty and the velocity."""
        weights, step = self._sgd.weights.vector, self._sgd.change.vector
        if self._l2:
            np.multiply(weights, self._shrinking.vector, self._penalized)
            step = np.add(self._penalized, step, self._penalized)
        if self.velocity is not None:
            velocity = self.velocity.vector
            np.multiply(velocity, self._momentum, velocity)
            step = np.add(velocity, step, velocity)
        np.add(weights, step, weights)

    def saved_velocity(self) -> Parameters | None:
        """Return the velocity as a session keeps it, None without momentum."""
        return self.velocity.unfolded() if self.velocity is not None else None

    def restore_velocity(self, velocity: Parameters | None) -> None:
        """Go on with a velocity that was saved, or at rest."""
        if self.velocity is not None and velocity is not None:
            self.velocity.assign(velocity)
