"""A forward pass in which one thing at a time can be moved, for measuring what the cost hears of.

It knows weights, activation functions and the cost, and nothing of backpropagation. Many moves are
made at once, one a row. Where a neuron sits near the kink of its activation function it is kept
on its side, and its straight piece continued, as in the check.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from core.arrays import FloatArray, IntArray
from core.explain.check import WIDTH, continued
from core.explain.places import Place
from core.network.network import Network
from core.network.parameters import Parameters

MOST_NUMBERS = 2_000_000

Experiment = Callable[[IntArray, float], FloatArray]
"""Given which moves (m,) and how far, returns what comes of each alone, (m,)."""


class Probe:
    """One example's forward pass, made anew in float64, to be disturbed."""

    def __init__(self, network: Network, image: FloatArray, target: FloatArray) -> None:
        self.architecture = network.architecture
        self.parameters: Parameters = network.parameters.copy(np.float64)
        self.target = target
        exact = network.with_parameters(self.parameters)
        forward = exact.forward(np.asarray(image, dtype=np.float64))
        self.activations = forward.activations
        self.weighted_inputs = forward.weighted_inputs

    @property
    def moves_at_once(self) -> int:
        """How many rows of the widest layer fit into a reasonable amount of memory."""
        return max(1, MOST_NUMBERS // max(self.architecture.sizes))

    def cost_of(self, layer: int, a: FloatArray) -> FloatArray:
        """Return C0 where layer 0 to L has these activations, (m,) for (m, n_l)."""
        if layer == self.architecture.depth:
            return self.architecture.cost_function.terms(a, self.target).sum(axis=-1)
        w, b = self.parameters.weights[layer], self.parameters.biases[layer]
        return self.cost_behind(layer + 1, a @ w.T + b)

    def cost_behind(self, layer: int, z: FloatArray) -> FloatArray:
        """Return C0 where layer 1 to L has these weighted inputs, (m,) for (m, n_l)."""
        a = self.squash(layer, z)
        if layer < self.architecture.depth:
            return self.cost_of(layer, a)
        return self.architecture.cost_function.exact_terms(z, a, self.target).sum(axis=-1)

    def squash(self, layer: int, z: FloatArray) -> FloatArray:
        """Return s(z) of layer 1 to L, (m, n_l), every neuron on its own side of a kink."""
        activation = self.architecture.activation_of(layer)
        if not activation.kinks:
            return activation(z)
        return continued(activation, z, self.weighted_inputs[layer - 1] > 0)

    def move_activation(self, layer: int, which: IntArray, change: float) -> FloatArray:
        """Return C0 when one activation of layer 0 to L is moved, for each of `which`."""
        a = np.repeat(self.activations[layer][np.newaxis], len(which), axis=0)
        a[np.arange(len(which)), which] += change
        return self.cost_of(layer, a)

    def move_weighted_input(
        self, layer: int, neurons: IntArray, amounts: FloatArray, which: IntArray, change: float
    ) -> FloatArray:
        """Return C0 when z of neurons[i] is moved by amounts[i] x change, for each i of `which`.

        With the amount w_jk neuron j alone hears that activation k before has moved; with a_k, its
        weight from there has; with 1, its bias has.
        """
        z = np.repeat(self.weighted_inputs[layer - 1][np.newaxis], len(which), axis=0)
        z[np.arange(len(which)), neurons[which]] += amounts[which] * change
        return self.cost_behind(layer, z)

    def move_for_some(
        self,
        layer: int,
        ranks: IntArray,
        counts: IntArray,
        receivers: IntArray,
        which: IntArray,
        change: float,
    ) -> FloatArray:
        """Return C0 when an activation before moves and only the first neurons to ask hear of it.

        Parameters
        ----------
        layer : the one that hears, 1 to L
        ranks : each neuron's place in the order of asking, (n_l,)
        counts, receivers : how many hear, and of which neuron of layer l - 1
        """
        heard = ranks < counts[which][:, np.newaxis]
        w = self.parameters.weights[layer - 1][:, receivers[which]].T
        z = self.weighted_inputs[layer - 1] + change * w * heard
        return self.cost_behind(layer, z)

    def move_along(
        self, layer: int, ways: list[tuple[int, ...]], which: IntArray, change: float
    ) -> FloatArray:
        """Return C0 when the first neuron of a way moves and only those along it hear of it."""
        return np.array([self._cost_along(layer, ways[i], change) for i in which])

    def _cost_along(self, layer: int, way: tuple[int, ...], change: float) -> float:
        """Return C0 with one neuron of layer l moved, passed on along a way to an output."""
        a = self.activations[layer]
        a = _with(a, way[0], a[way[0]] + change)
        if layer == self.architecture.depth:
            return float(self.cost_of(layer, a[np.newaxis])[0])
        for number in range(layer + 1, self.architecture.depth + 1):
            k, j = way[number - layer - 1], way[number - layer]
            heard = self.parameters.weights[number - 1][j, k] * (
                a[k] - self.activations[number - 1][k]
            )
            z = self.weighted_inputs[number - 1]
            moved = _with(z, j, z[j] + heard)[np.newaxis]
            a = self.squash(number, moved)[0]
        return float(self.cost_behind(self.architecture.depth, moved)[0])

    def slope_of(self, layer: int, which: IntArray, change: float) -> FloatArray:
        """Return a_j when z_j of layer 1 to L is moved, for each j of `which`."""
        z = np.repeat(self.weighted_inputs[layer - 1][np.newaxis], len(which), axis=0)
        rows = np.arange(len(which))
        z[rows, which] += change
        return self.squash(layer, z)[rows, which]

    def weighted_input_of(self, place: Place, which: IntArray, change: float) -> FloatArray:
        """Return z_j when one parameter of neuron j is moved, for each of `which`."""
        layer = place.layer - 1
        w = self.parameters.weights[layer][place.neuron].copy()
        b = self.parameters.biases[layer][place.neuron]
        if place.source is None:
            b = b + change
        else:
            w[place.source] += change
        return np.full(len(which), w @ self.activations[layer] + b)


def slopes_of(
    experiment: Experiment, which: IntArray, at_once: int, width: float = WIDTH
) -> FloatArray:
    """Return five-point central differences of what an experiment gives, (m,) for which (m,)."""
    pieces = [which[i : i + at_once] for i in range(0, len(which), at_once)]
    return np.concatenate([_five_point(experiment, piece, width) for piece in pieces])


def _five_point(experiment: Experiment, which: IntArray, width: float) -> FloatArray:
    """Return (8 (f(+h) - f(-h)) - (f(+2h) - f(-2h))) / 12 h, (m,)."""
    up, down, far_up, far_down = (experiment(which, n * width) for n in (1, -1, 2, -2))
    return (8 * (up - down) - (far_up - far_down)) / (12 * width)


def _with(values: FloatArray, place: int, value: float) -> FloatArray:
    """Return a copy with one entry changed."""
    copy = values.copy()
    copy[place] = value
    return copy
