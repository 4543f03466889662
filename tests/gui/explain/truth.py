"""Backpropagation of one example worked out apart from the program, one neuron after another."""

from __future__ import annotations

import math

import numpy as np

SQUASH = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
}
SLOPE = {
    "sigmoid": lambda z: math.exp(-z) / (1 + math.exp(-z)) ** 2,
    "tanh": lambda z: 1 / math.cosh(z) ** 2,
    "relu": lambda z: float(z > 0),
    "leaky_relu": lambda z: 1.0 if z > 0 else 0.01,
}


class Truth:
    """Forward pass and chain rule for one image, one neuron after another.

    a, z, slope, delta, desire : lists by layer; `wish` is what is told of a layer's neurons
    """

    def __init__(self, weights, biases, image, label, activation, cost):
        self.weights = [None, *(np.array(w, dtype=float) for w in weights)]
        self.biases = [None, *(np.array(b, dtype=float) for b in biases)]
        self.depth, self.label, self.softmax = len(weights), label, cost == "cross_entropy"
        self.a, self.z, self.slope = [np.array(image, dtype=float)], [None], [None]
        for layer in range(1, self.depth + 1):
            rows = zip(self.weights[layer], self.biases[layer], strict=True)
            z = [math.fsum(w * self.a[-1]) + b for w, b in rows]
            self.z.append(np.array(z))
            self.slope.append(np.array([SLOPE[activation](value) for value in z]))
            shares = self.softmax and layer == self.depth
            powers = [math.exp(value - max(z)) for value in z]
            a = [p / sum(powers) for p in powers] if shares else [SQUASH[activation](v) for v in z]
            self.a.append(np.array(a))
        self.target = np.array([float(j == label) for j in range(len(self.a[-1]))])
        self._go_back()

    def _go_back(self):
        """Fill what every neuron wishes, `push` (-dC0/dz) and `desire` (-dC0/da)."""
        self.desire, self.push = {}, {}
        away = self.target - self.a[-1]
        self.terms = away**2
        self.cost = -math.log(self.a[-1][self.label]) if self.softmax else math.fsum(self.terms)
        self.desire[self.depth] = away if self.softmax else 2 * away
        for layer in range(self.depth, 0, -1):
            flat = self.softmax and layer == self.depth
            slope = 1.0 if flat else self.slope[layer]
            self.push[layer] = slope * self.desire[layer]
            asked = [math.fsum(column * self.push[layer]) for column in self.weights[layer].T]
            self.desire[layer - 1] = np.array(asked)

    def nudge(self, layer, j, k=None):
        """Return the nudge of a weight, or without a source of a bias."""
        return self.push[layer][j] * (1.0 if k is None else self.a[layer - 1][k])

    def request(self, layer, j, k):
        """Return what neuron j of a layer asks of neuron k before it."""
        return self.weights[layer][j, k] * self.push[layer][j]

    def order(self, layer):
        """Return the neurons of a layer as they ask: the label, then the loudest first."""
        first = [self.label] if layer == self.depth else []
        rest = [j for j in range(len(self.push[layer])) if j not in first]
        return first + sorted(rest, key=lambda j: -abs(self.push[layer][j]))

    def nudges(self):
        """Return all nudges with their places: (value, layer, j, k)."""
        for layer in range(1, self.depth + 1):
            for j in range(len(self.push[layer])):
                yield self.nudge(layer, j), layer, j, None
                for k in range(len(self.a[layer - 1])):
                    yield self.nudge(layer, j, k), layer, j, k

    def stepped(self, rate, activation):
        """Return the truth after one step along all nudges."""
        weights, biases = [], []
        for layer in range(1, self.depth + 1):
            push = self.push[layer]
            moved = np.array([[p * a for a in self.a[layer - 1]] for p in push])
            weights.append(self.weights[layer] + rate * moved)
            biases.append(self.biases[layer] + rate * push)
        cost = "cross_entropy" if self.softmax else "quadratic"
        return Truth(weights, biases, self.a[0], self.label, activation, cost)


class Place:
    """A step of the walk as the test expects it: which neuron is spoken of, how far the sum is."""

    def __init__(self, truth, kind, layer, part, added, drawn, activation, rate):
        self.truth, self.kind, self.layer, self.part = truth, kind, layer, part
        self.added, self.drawn, self.activation, self.rate = added, drawn, activation, rate

    @property
    def asking(self):
        """How many neurons ask this layer."""
        return len(self.truth.push[self.layer + 1])

    @property
    def speaker(self):
        """The neuron whose avenues or nudges are told: the first to ask, or nudged most."""
        return self.truth.order(self.layer)[0]

    @property
    def receiver(self):
        """The neuron that is asked: of those drawn, the one with the largest desire."""
        sizes = np.abs(self.truth.desire[self.layer])
        return max(self.drawn, key=lambda k: sizes[k])

    def sum_after(self, count):
        """Return what the first so many have asked of the receiver."""
        asked = self.truth.order(self.layer + 1)[:count]
        return math.fsum(self.truth.request(self.layer + 1, j, self.receiver) for j in asked)
