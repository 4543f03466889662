"""One gradient computation in float32 that allocates nothing: the hot loop of training.

It computes what `core.network.backpropagation.gradient` does, with the same equations, but writes
every intermediate result into a buffer of its own. All activation functions here are written so
that s'(z) follows from a = s(z), which spares keeping z.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.arrays import FloatArray
from core.network.architecture import Architecture
from core.network.parameters import Parameters

ONE = np.array(1, np.float32)
ZERO = np.array(0, np.float32)
LEAK = np.array(0.01, np.float32)
TINY = np.array(np.finfo(np.float32).tiny)


class SgdStep:
    """The gradient of a mini-batch's mean cost for one network, whose parameters it reads.

    Attributes
    ----------
    parameters : float32, changed in place by `descend`
    gradient : of the mini-batch's mean cost, overwritten by every `compute`
    """

    def __init__(self, architecture: Architecture, parameters: Parameters) -> None:
        self.architecture = architecture
        self.parameters = parameters
        self.gradient = Parameters.zeros(architecture.sizes, np.float32)
        self._change = np.zeros_like(parameters.vector)
        self._transposed = [w.T for w in parameters.weights]
        self._activate = IN_PLACE[architecture.hidden_activation.name]
        self._activate_outputs = IN_PLACE[architecture.output_activation.name]
        self._times_slope = SLOPES[architecture.hidden_activation.name]
        self._buffers: dict[int, Buffers] = {}

    def compute(self, x: FloatArray, y: FloatArray, total: int) -> float:
        """Write the gradient and return the summed cost of examples, both divided by ``total``.

        Parameters
        ----------
        x : (examples, n_0) float32 array
        y : (examples, n_L) float32 array
        total : examples in the mini-batch, of which these may be a part
        """
        buffers = self._buffers_for(len(x))
        self._forward(x, buffers)
        cost = self._start_backward(y, buffers, total)
        self._backward(x, buffers)
        return cost / total

    def add(self, x: FloatArray, y: FloatArray, total: int) -> float:
        """Do as `compute` and add to the gradient that was there: for large mini-batches."""
        before = self.gradient.vector.copy()
        cost = self.compute(x, y, total)
        np.add(self.gradient.vector, before, out=self.gradient.vector)
        return cost

    def descend(self, learning_rate: FloatArray) -> None:
        """Change the parameters by w <- w - eta dC/dw; eta is a float32 array of no dimension."""
        np.multiply(self.gradient.vector, learning_rate, out=self._change)
        np.subtract(self.parameters.vector, self._change, out=self.parameters.vector)

    def gradient_sizes(self) -> FloatArray:
        """Return the Euclidean length of each layer's gradient; not finite where that isn't."""
        squares = [part.dot(part) for part in self.gradient.layers]
        return np.sqrt(np.array(squares, np.float32))

    def _buffers_for(self, examples: int) -> Buffers:
        """Return the buffers for that many examples, made once: batches come in two sizes."""
        if examples not in self._buffers:
            if len(self._buffers) >= 8:
                self._buffers.clear()
            self._buffers[examples] = Buffers(self.architecture, examples)
        return self._buffers[examples]

    def _forward(self, x: FloatArray, buffers: Buffers) -> None:
        """Compute a[l] = s(W[l] a[l-1] + b[l]) for all layers."""
        a = x
        last = len(self._transposed) - 1
        for place, w_transposed in enumerate(self._transposed):
            z = buffers.activations[place]
            np.dot(a, w_transposed, out=z)
            np.add(z, self.parameters.biases[place], out=z)
            if place == last:
                self._activate_outputs(z)
            else:
                self._activate(z)
            a = z

    def _start_backward(self, y: FloatArray, buffers: Buffers, total: int) -> float:
        """Write delta[L] / total and return the summed cost."""
        a, delta = buffers.activations[-1], buffers.errors[-1]
        np.subtract(a, y, out=delta)
        if self.architecture.cost == "cross_entropy":
            cost = cross_entropy(a, y, buffers.scratch[-1])
            np.multiply(delta, buffers.share(1, total), out=delta)
            return cost
        cost = float(buffers.flat_errors.dot(buffers.flat_errors))
        np.multiply(delta, buffers.share(2, total), out=delta)
        self._times_slope(delta, a, buffers.scratch[-1])
        return cost

    def _backward(self, x: FloatArray, buffers: Buffers) -> None:
        """Compute dC/dW[l] and dC/db[l] from the last layer to the first."""
        for place in range(len(self._transposed) - 1, -1, -1):
            delta = buffers.errors[place]
            a_before = buffers.activations[place - 1] if place else x
            np.dot(buffers.transposed_errors[place], a_before, out=self.gradient.weights[place])
            np.dot(buffers.ones, delta, out=self.gradient.biases[place])
            if place:
                delta_before = buffers.errors[place - 1]
                np.dot(delta, self.parameters.weights[place], out=delta_before)
                self._times_slope(delta_before, a_before, buffers.scratch[place - 1])


class Buffers:
    """The arrays that one batch size needs, layer 1 to L at places 0 to L - 1."""

    def __init__(self, architecture: Architecture, examples: int) -> None:
        shapes = [(examples, size) for size in architecture.sizes[1:]]
        self.activations = [np.zeros(shape, np.float32) for shape in shapes]
        self.errors = [np.zeros(shape, np.float32) for shape in shapes]
        self.scratch = [np.zeros(shape, np.float32) for shape in shapes]
        self.transposed_errors = [delta.T for delta in self.errors]
        self.flat_errors = self.errors[-1].reshape(-1)
        self.ones = np.ones(examples, np.float32)
        self._shares: dict[tuple[int, int], FloatArray] = {}

    def share(self, factor: int, total: int) -> FloatArray:
        """Return factor / total as a float32 array of no dimension."""
        key = (factor, total)
        if key not in self._shares:
            self._shares[key] = np.array(factor / total, np.float32)
        return self._shares[key]


def cross_entropy(a: FloatArray, y: FloatArray, scratch: FloatArray) -> float:
    """Return - sum of y ln(a) over all examples."""
    np.maximum(a, TINY, out=scratch)
    np.log(scratch, out=scratch)
    return -float(np.vdot(scratch, y))


def sigmoid(z: FloatArray) -> None:
    """Turn z into 1 / (1 + exp(-z)); where exp overflows, 1 / inf = 0 is right."""
    np.negative(z, out=z)
    np.exp(z, out=z)
    np.add(z, ONE, out=z)
    np.reciprocal(z, out=z)


def times_sigmoid_slope(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> None:
    """Multiply delta by s'(z) = a (1 - a)."""
    np.subtract(ONE, a, out=scratch)
    np.multiply(scratch, a, out=scratch)
    np.multiply(delta, scratch, out=delta)


def tanh(z: FloatArray) -> None:
    """Turn z into tanh(z)."""
    np.tanh(z, out=z)


def times_tanh_slope(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> None:
    """Multiply delta by s'(z) = 1 - a^2."""
    np.multiply(a, a, out=scratch)
    np.subtract(ONE, scratch, out=scratch)
    np.multiply(delta, scratch, out=delta)


def relu(z: FloatArray) -> None:
    """Turn z into max(z, 0)."""
    np.maximum(z, ZERO, out=z)


def times_relu_slope(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> None:
    """Multiply delta by s'(z): 1 where a > 0, else 0, which is the sign of a."""
    np.sign(a, out=scratch)
    np.multiply(delta, scratch, out=delta)


def leaky_relu(z: FloatArray) -> None:
    """Turn z into z where z > 0, else 0.01 z."""
    np.maximum(z, z * LEAK, out=z)


def times_leaky_relu_slope(delta: FloatArray, a: FloatArray, scratch: FloatArray) -> None:
    """Multiply delta by s'(z): 1 where a > 0, else 0.01."""
    np.sign(a, out=scratch)
    np.maximum(scratch, LEAK, out=scratch)
    np.multiply(delta, scratch, out=delta)


def softmax(z: FloatArray) -> None:
    """Turn each row z into exp(z_i) / sum of exp(z_j)."""
    np.subtract(z, z.max(axis=1, keepdims=True), out=z)
    np.exp(z, out=z)
    np.divide(z, z.sum(axis=1, keepdims=True), out=z)


IN_PLACE: dict[str, Callable[[FloatArray], None]] = {
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "softmax": softmax,
}
SLOPES: dict[str, Callable[[FloatArray, FloatArray, FloatArray], None]] = {
    "sigmoid": times_sigmoid_slope,
    "tanh": times_tanh_slope,
    "relu": times_relu_slope,
    "leaky_relu": times_leaky_relu_slope,
}
