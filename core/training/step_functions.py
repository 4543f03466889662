"""Activation functions, slopes and costs as numpy calls on arrays that are written in place.

Neurons are rows here and examples columns, (n_l, k). A call holds its function and its arrays, so
that making it takes no looking up. All slopes s'(z) follow from a = s(z), which spares keeping z.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from core.arrays import FloatArray

Call = Callable[[], object]

ONE = np.array(1, np.float32)
ZERO = np.array(0, np.float32)
LEAK = np.array(0.01, np.float32)
TINY = np.array(np.finfo(np.float32).tiny)

# The sigmoid is 1 / (1 + exp(-z)). Layers that use it keep -w and -b, so that their products are -z
# already: one pass less. In terms of these, its slope is a (a - 1).
MIRRORED = ("sigmoid",)


def sigmoid(z: FloatArray) -> list[Call]:
    """Turn -z into 1 / (1 + exp(-z)); where exp overflows, 1 / inf = 0 is right."""
    return [partial(np.exp, z, z), partial(np.add, z, ONE, z), partial(np.reciprocal, z, z)]


def tanh(z: FloatArray) -> list[Call]:
    """Turn z into tanh(z)."""
    return [partial(np.tanh, z, z)]


def relu(z: FloatArray) -> list[Call]:
    """Turn z into max(z, 0)."""
    return [partial(np.maximum, z, ZERO, out=z)]


def leaky_relu(z: FloatArray) -> list[Call]:
    """Turn z into z where z > 0, else 0.01 z, which is the larger of the two."""
    leaking = np.zeros_like(z)
    return [partial(np.multiply, z, LEAK, leaking), partial(np.maximum, z, leaking, out=z)]


def softmax(z: FloatArray) -> list[Call]:
    """Turn each column z into exp(z_i) / sum of exp(z_j), the largest z taken off first."""
    row = np.zeros(z.shape[1], np.float32)
    return [
        partial(np.maximum.reduce, z, 0, None, row),
        partial(np.subtract, z, row, z),
        partial(np.exp, z, z),
        partial(np.add.reduce, z, 0, None, row),
        partial(np.divide, z, row, z),
    ]


def mirrored_sigmoid_slope(a: FloatArray, slope: FloatArray) -> list[Call]:
    """Write da/d(-z) = a (a - 1)."""
    return [partial(np.subtract, a, ONE, slope), partial(np.multiply, slope, a, slope)]


def tanh_slope(a: FloatArray, slope: FloatArray) -> list[Call]:
    """Write s'(z) = 1 - a^2."""
    return [partial(np.multiply, a, a, slope), partial(np.subtract, ONE, slope, slope)]


def relu_slope(a: FloatArray, slope: FloatArray) -> list[Call]:
    """Write s'(z): 1 where a > 0, else 0, which is the sign of a."""
    return [partial(np.sign, a, slope)]


def leaky_relu_slope(a: FloatArray, slope: FloatArray) -> list[Call]:
    """Write s'(z): 1 where a > 0, else 0.01."""
    return [partial(np.sign, a, slope), partial(np.maximum, slope, LEAK, out=slope)]


def quadratic(error: FloatArray, scratch: FloatArray, a: FloatArray, y: FloatArray) -> np.float32:
    """Return the sum of (a - y)^2 over all examples; error is a - y as one row."""
    return error.dot(error)


def cross_entropy(
    error: FloatArray, scratch: FloatArray, a: FloatArray, y: FloatArray
) -> np.float32:
    """Return - sum of y ln(a) over all examples."""
    np.maximum(a, TINY, out=scratch)
    np.log(scratch, scratch)
    np.multiply(scratch, y, scratch)
    return -np.add.reduce(scratch, None)


FUNCTIONS: dict[str, Callable[[FloatArray], list[Call]]] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "softmax": softmax,
}
SLOPES: dict[str, Callable[[FloatArray, FloatArray], list[Call]]] = {
    "sigmoid": mirrored_sigmoid_slope,
    "tanh": tanh_slope,
    "relu": relu_slope,
    "leaky_relu": leaky_relu_slope,
}
CostSum = Callable[[FloatArray, FloatArray, FloatArray, FloatArray], np.float32]
COST_SUMS: dict[str, CostSum] = {"quadratic": quadratic, "cross_entropy": cross_entropy}
