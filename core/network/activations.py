"""Activation functions s and their derivatives s'.

Every function works element by element on arrays of any shape, keeps their dtype and neither
overflows nor warns for any finite input.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from core.arrays import FloatArray
from core.errors import UsageError


class Activation(ABC):
    """An activation function s(z) with its derivative s'(z).

    ``kinks`` are the places where s' jumps; finite differences must not step across them.
    """

    name: str
    title: str
    kinks: tuple[float, ...] = ()

    @abstractmethod
    def __call__(self, z: FloatArray) -> FloatArray:
        """Return s(z), same shape and dtype as z."""

    @abstractmethod
    def derivative(self, z: FloatArray) -> FloatArray:
        """Return s'(z), same shape and dtype as z."""


class Sigmoid(Activation):
    """The logistic function s(z) = 1 / (1 + exp(-z)), between 0 and 1."""

    name = "sigmoid"
    title = "Sigmoid"

    def __call__(self, z: FloatArray) -> FloatArray:
        """Return 1 / (1 + exp(-z)), written with exp(-|z|) so that nothing overflows."""
        decay = np.exp(-np.abs(z))
        return np.where(z >= 0, 1, decay) / (1 + decay)

    def derivative(self, z: FloatArray) -> FloatArray:
        """Return s(z) (1 - s(z)) = exp(-|z|) / (1 + exp(-|z|))^2, exact far out too."""
        decay = np.exp(-np.abs(z))
        return decay / (1 + decay) ** 2


class Tanh(Activation):
    """The hyperbolic tangent, between -1 and 1."""

    name = "tanh"
    title = "Tanh"

    def __call__(self, z: FloatArray) -> FloatArray:
        """Return tanh(z)."""
        return np.tanh(z)

    def derivative(self, z: FloatArray) -> FloatArray:
        """Return 1 - tanh(z)^2 = 4 s(2z) (1 - s(2z)) with s the logistic function."""
        decay = np.exp(-np.abs(z)) ** 2
        return 4 * decay / (1 + decay) ** 2


class Relu(Activation):
    """The rectified linear unit s(z) = max(z, 0)."""

    name = "relu"
    title = "ReLU"
    kinks = (0.0,)

    def __call__(self, z: FloatArray) -> FloatArray:
        """Return max(z, 0)."""
        return np.maximum(z, 0)

    def derivative(self, z: FloatArray) -> FloatArray:
        """Return 1 where z > 0, else 0 (0 at the kink, by convention)."""
        return (z > 0).astype(z.dtype)


class LeakyRelu(Activation):
    """The leaky rectified linear unit: z where z > 0, else 0.01 z."""

    name = "leaky_relu"
    title = "Leaky ReLU"
    kinks = (0.0,)
    leak = 0.01

    def __call__(self, z: FloatArray) -> FloatArray:
        """Return z where z > 0, else 0.01 z."""
        return np.maximum(z, z * z.dtype.type(self.leak))

    def derivative(self, z: FloatArray) -> FloatArray:
        """Return 1 where z > 0, else 0.01."""
        return np.where(z > 0, z.dtype.type(1), z.dtype.type(self.leak))


class Softmax(Activation):
    """The softmax of the last axis: positive outputs that share the sum 1.

    Only for an output layer behind the cross-entropy cost. Each output depends on the weighted
    inputs of all, so ``derivative`` is the diagonal of the Jacobian, da_i/dz_i.
    """

    name = "softmax"
    title = "Softmax"

    def __call__(self, z: FloatArray) -> FloatArray:
        """Return exp(z_i) / sum of exp(z_j), with the largest z taken off first."""
        with np.errstate(over="ignore"):  # a difference too large for a float: exp(-inf) is 0
            powers = np.exp(z - z.max(axis=-1, keepdims=True))
        return powers / powers.sum(axis=-1, keepdims=True)

    def derivative(self, z: FloatArray) -> FloatArray:
        """Return a (1 - a), the diagonal of the Jacobian."""
        a = self(z)
        return a * (1 - a)


ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation for activation in (Sigmoid(), Tanh(), Relu(), LeakyRelu())
}


def activation_named(name: str) -> Activation:
    """Return the activation function of that name.

    Raises
    ------
    UsageError
        If there is none of that name.
    """
    if name not in ACTIVATIONS:
        raise UsageError(f"unknown activation {name!r}: choose one of {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[name]
