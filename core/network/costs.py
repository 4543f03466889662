"""Cost functions: what one example costs, and how the cost changes with the outputs.

The cost of one example is the sum of its terms, one an output. The total cost of several examples
is the mean of theirs.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from core.arrays import FloatArray
from core.errors import UsageError
from core.network.activations import Activation, Softmax


class Cost(ABC):
    """A cost of one example, C0, as a function of its outputs a and its target y."""

    name: str
    title: str

    @abstractmethod
    def output_activation(self, hidden: Activation) -> Activation:
        """Return the activation function of the output layer, given that of the hidden ones."""

    @abstractmethod
    def terms(self, a: FloatArray, y: FloatArray) -> FloatArray:
        """Return each output's share of C0, shape of a: the last axis adds up to C0."""

    def exact_terms(self, z: FloatArray, a: FloatArray, y: FloatArray) -> FloatArray:
        """Return the terms of outputs a = s(z), also where an output has lost its figures."""
        return self.terms(a, y)

    @abstractmethod
    def derivative(self, a: FloatArray, y: FloatArray) -> FloatArray:
        """Return dC0/da, shape of a."""

    @abstractmethod
    def output_errors(
        self, z: FloatArray, a: FloatArray, y: FloatArray, activation: Activation
    ) -> FloatArray:
        """Return delta[L] = dC0/dz of the output layer, shape of z."""


class Quadratic(Cost):
    """The sum of squared differences, C0 = sum of (a - y)^2. There is no factor 1/2."""

    name = "quadratic"
    title = "Quadratic"

    def output_activation(self, hidden: Activation) -> Activation:
        """Return the hidden layers' own activation function."""
        return hidden

    def terms(self, a: FloatArray, y: FloatArray) -> FloatArray:
        """Return (a - y)^2."""
        return (a - y) ** 2

    def derivative(self, a: FloatArray, y: FloatArray) -> FloatArray:
        """Return dC0/da = 2 (a - y)."""
        return 2 * (a - y)

    def output_errors(
        self, z: FloatArray, a: FloatArray, y: FloatArray, activation: Activation
    ) -> FloatArray:
        """Return delta[L] = 2 (a - y) s'(z)."""
        return self.derivative(a, y) * activation.derivative(z)


class CrossEntropy(Cost):
    """The cross-entropy C0 = - sum of y ln(a), with softmax outputs."""

    name = "cross_entropy"
    title = "Cross-entropy"

    def output_activation(self, hidden: Activation) -> Activation:
        """Return softmax, whatever the hidden layers use."""
        return Softmax()

    def terms(self, a: FloatArray, y: FloatArray) -> FloatArray:
        """Return -y ln(a); an output that has underflowed to 0 counts as the smallest float."""
        return -y * np.log(np.maximum(a, np.finfo(a.dtype).tiny))

    def exact_terms(self, z: FloatArray, a: FloatArray, y: FloatArray) -> FloatArray:
        """Return -y ln(a) = y (ln sum of exp(z_j) - z), which needs no a above 0.

        The largest z is taken off first, as in softmax: the log-sum-exp.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            below = z - z.max(axis=-1, keepdims=True)
            wanted = np.log(np.exp(below).sum(axis=-1, keepdims=True)) - below
            return np.where(y == 0, y, y * wanted)

    def derivative(self, a: FloatArray, y: FloatArray) -> FloatArray:
        """Return dC0/da = -y / a: 0 for every output but the labelled one."""
        return -y / np.maximum(a, np.finfo(a.dtype).tiny)

    def output_errors(
        self, z: FloatArray, a: FloatArray, y: FloatArray, activation: Activation
    ) -> FloatArray:
        """Return delta[L] = a - y, which is dC0/da times the Jacobian of softmax."""
        return a - y


COSTS: dict[str, Cost] = {cost.name: cost for cost in (Quadratic(), CrossEntropy())}


def cost_named(name: str) -> Cost:
    """Return the cost function of that name.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    if name not in COSTS:
        raise UsageError(f"unknown cost {name!r}: choose one of {', '.join(COSTS)}")
    return COSTS[name]
