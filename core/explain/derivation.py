"""One example's whole backpropagation, every quantity of it, in float64.

The notation is that of the screen: a desire is -dC0/da of an activation, a nudge is
-dC0/d(parameter), an error is delta = dC0/dz. Signs therefore read as wishes: positive is "up".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import FloatArray, frozen
from core.network.backpropagation import layer_errors, parameter_gradient
from core.network.network import ForwardPass, Network, targets
from core.network.parameters import Parameters


@dataclass(frozen=True)
class Layer:
    """One layer of n_out neurons behind n_in activations, for one example. All arrays read-only.

    Attributes
    ----------
    index : l, from 1 to L
    weights, biases : W[l] (n_out, n_in), b[l] (n_out,)
    weighted_inputs, activations : z[l] and a[l], (n_out,)
    slopes : s'(z[l]), (n_out,); for softmax the diagonal of its Jacobian
    desires : -dC0/da[l], (n_out,)
    errors : delta[l] = dC0/dz[l], (n_out,)
    weight_nudges, bias_nudges : -dC0/dW[l] (n_out, n_in), -dC0/db[l] (n_out,)
    contributions : (n_out, n_in); at [j, k] what neuron j asks of neuron k of the layer before:
        w_jk s'(z_j) d_j, which is -w_jk delta_j
    """

    index: int
    weights: FloatArray
    biases: FloatArray
    weighted_inputs: FloatArray
    activations: FloatArray
    slopes: FloatArray
    desires: FloatArray
    errors: FloatArray
    weight_nudges: FloatArray
    bias_nudges: FloatArray
    contributions: FloatArray


@dataclass(frozen=True)
class Derivation:
    """The derivation of one example.

    Attributes
    ----------
    network : in float64, its parameters read-only
    image : a[0], (n_0,)
    label : the digit that the target stands for
    target : y, (n_L,)
    layers : layers 1 to L
    input_desires : -dC0/da[0], (n_0,): what the picture would have to be
    cost_terms : each output's share of the cost, (n_L,)
    nudges : -dC0/d(parameter) of all parameters
    """

    network: Network
    image: FloatArray
    label: int
    target: FloatArray
    layers: tuple[Layer, ...]
    input_desires: FloatArray
    cost_terms: FloatArray
    nudges: Parameters

    @property
    def depth(self) -> int:
        """L, the number of layers that have weights."""
        return len(self.layers)

    @property
    def cost(self) -> float:
        """C0, the cost of this example: the sum of the cost terms."""
        return float(self.cost_terms.sum())

    @property
    def outputs(self) -> FloatArray:
        """a[L], (n_L,)."""
        return self.layers[-1].activations

    @property
    def answer(self) -> int:
        """The index of the brightest output."""
        return int(np.argmax(self.outputs))

    @property
    def undecided(self) -> bool:
        """Whether no output is more active than the others, so that there is no answer."""
        return bool(np.all(self.outputs == self.outputs[0]))

    @property
    def correct(self) -> bool:
        """Whether the answer is the label."""
        return self.answer == self.label and not self.undecided

    @property
    def outputs_compete(self) -> bool:
        """Whether the outputs depend on each other, as behind softmax."""
        return self.network.architecture.output_activation.name == "softmax"

    @cached_property
    def output_wishes(self) -> FloatArray:
        """What the outputs are shown to wish, (n_L,).

        The desires 2 (y - a) of their activations. Softmax outputs can't move one by one: for
        them, the wishes of their weighted inputs, -dC0/dz = y - a.
        """
        last = self.layers[-1]
        return frozen(0.0 - last.errors) if self.outputs_compete else last.desires

    @cached_property
    def activations(self) -> tuple[FloatArray, ...]:
        """a[0] to a[L]."""
        return (self.image, *(layer.activations for layer in self.layers))

    @cached_property
    def desires(self) -> tuple[FloatArray, ...]:
        """d[0] to d[L]."""
        return (self.input_desires, *(layer.desires for layer in self.layers))

    def layer(self, index: int) -> Layer:
        """Return layer 1 to L."""
        return self.layers[index - 1]

    def cost_after(self, learning_rate: float) -> float:
        """Return the cost that a straight line along the gradient predicts after one step.

        C0 - eta |gradient|^2, the first-order Taylor polynomial.
        """
        return self.cost - learning_rate * float(self.nudges.vector @ self.nudges.vector)

    def stepped(self, learning_rate: float) -> Derivation:
        """Return the same example after one step: parameters + learning rate x nudges."""
        vector = self.network.parameters.vector + learning_rate * self.nudges.vector
        moved = Parameters(vector, self.network.architecture.sizes)
        return derive(self.network.with_parameters(moved), self.image, self.label)


def derive(network: Network, image: FloatArray, label: int) -> Derivation:
    """Return the whole derivation of one example, whatever the network's own precision.

    Parameters
    ----------
    image : (n_0,) activations of the input
    label : the digit that should be answered
    """
    exact = network.with_parameters(network.parameters.copy(np.float64).frozen())
    x = frozen(np.asarray(image, dtype=np.float64))
    return derive_backward(exact, exact.forward(x), label)


def derive_backward(exact: Network, forward: ForwardPass, label: int) -> Derivation:
    """Return the derivation of an example whose forward pass has been made.

    Parameters
    ----------
    exact : in float64, its parameters read-only
    forward : of this network and one example
    label : the digit that should be answered
    """
    y = frozen(targets(np.asarray(label), classes=exact.architecture.sizes[-1]))
    errors = layer_errors(exact, forward, y)
    rows = tuple(a[np.newaxis] for a in forward.activations)
    nudges = parameter_gradient(exact, rows, [delta[np.newaxis] for delta in errors])
    np.subtract(0.0, nudges.vector, out=nudges.vector)
    nudges = nudges.frozen()
    desires = activation_desires(exact, forward, errors, y)
    layers = tuple(
        _layer(exact, forward, index, desires[index], errors[index - 1], nudges)
        for index in range(1, exact.architecture.depth + 1)
    )
    terms = frozen(forward.terms(exact.architecture.cost_function, y))
    x = frozen(forward.activations[0])
    return Derivation(exact, x, int(label), y, layers, desires[0], terms, nudges)


def activation_desires(
    network: Network, forward: ForwardPass, errors: list[FloatArray], y: FloatArray
) -> list[FloatArray]:
    """Return d[0] to d[L]: d[L] = -dC0/da[L], and d[l-1] = -W[l]^T delta[l].

    Here and below a sign is turned by 0 - x, which makes no -0 of a 0 for the screen.
    """
    desires = [
        frozen(0.0 - w.T @ delta)
        for w, delta in zip(network.parameters.weights, errors, strict=True)
    ]
    last = 0.0 - network.architecture.cost_function.derivative(forward.outputs, y)
    return [*desires, frozen(last)]


def _layer(
    network: Network,
    forward: ForwardPass,
    index: int,
    desires: FloatArray,
    errors: FloatArray,
    nudges: Parameters,
) -> Layer:
    """Collect the quantities of one layer."""
    weights = network.parameters.weights[index - 1]
    z = forward.weighted_inputs[index - 1]
    return Layer(
        index=index,
        weights=weights,
        biases=network.parameters.biases[index - 1],
        weighted_inputs=frozen(z),
        activations=frozen(forward.activations[index]),
        slopes=frozen(network.architecture.activation_of(index).derivative(z)),
        desires=desires,
        errors=frozen(errors),
        weight_nudges=nudges.weights[index - 1],
        bias_nudges=nudges.biases[index - 1],
        contributions=frozen(0.0 - weights * errors[:, np.newaxis]),
    )
