"""What the captions of the walk claim, and the true numbers, worked out apart from the program.

`Truth` is the whole of backpropagation in a few lines of its own; `CLAIMS` says which sentence
tells which of its numbers. A number that stands in no known sentence is an error as well.
"""

from __future__ import annotations

import math
import re

import numpy as np

N = r"[+−]?[\d,]+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"  # a number as it is written on screen
NEURON = r"(?:[Nn]euron|[Oo]utput|[Pp]ixel) (\d+)(?: of layer (\d+))?"  # which, and where

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


def read(text):
    """Return a number as it is written on screen."""
    mantissa, _, power = text.replace("−", "-").replace(",", "").partition("×10")
    plain = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    return float(mantissa) * 10.0 ** int(power.translate(plain) or 0)


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


def told_wrongly(caption, place):
    """Return what a caption claims that is not so: (sentence, told, true), and unknown numbers."""
    text = re.sub(r"<.*?>", "", caption).replace("\u202f", " ").replace("\xa0", " ")
    wrong = []
    for pattern, true_numbers in CLAIMS:
        for match in re.finditer(pattern, text):
            told = match.groups()
            expected = true_numbers(place, *told)
            assert len(expected) == len(told), (pattern, told, expected)
            for said, true in zip(told, expected, strict=True):
                if said is not None and not agrees(said, true):
                    wrong.append((match.group(), said, true))
        text = re.sub(pattern, " ", text)
    wrong += [(text, number, None) for number in re.findall(r"\d[\d.,]*", text)]
    return wrong


def agrees(said, true):
    """Return whether a number, or a word, is the true one to the last digit that is written."""
    if isinstance(true, str):
        return said == true
    mantissa, _, power = said.partition("×10")
    decimals = len(mantissa.partition(".")[2])
    unit = 10.0**-decimals * (read(f"1×10{power}") if power else 1.0)
    if said[0] in "+−" and true != 0 and (said[0] == "+") != (true > 0):
        return False
    return abs(read(said) - true) <= 0.5000001 * unit + 1e-12


def best(values, said):
    """Return the index that was told if its value is the largest by size, else the right one."""
    sizes = np.abs(values)
    index = int(said)
    if index < len(sizes) and sizes[index] >= sizes.max() * (1 - 1e-12):
        return index
    return int(np.argmax(sizes))


def way(value):
    return "up" if value > 0 else "down" if value < 0 else "no change"


def dark(p):
    return sum(float(pixel) == 0 for pixel in p.truth.a[0])


def most_active(p, said_j, *_):
    j = int(np.argmax(p.truth.a[p.layer]))
    return j, p.truth.z[p.layer][j], p.truth.a[p.layer][j]


def answer_told(p, *_):
    j = int(np.argmax(p.truth.a[-1]))
    return j, p.truth.a[-1][j], p.truth.z[-1][j]


def verdict(p, *_):
    right = int(np.argmax(p.truth.a[-1])) == p.truth.label
    return ("That is right" if right else "That is wrong"), p.truth.label


def at_zero(p, *_):
    a = p.truth.a[p.layer]
    return sum(float(value) == 0 for value in a), len(a)


def cost_told(p, *_):
    largest = int(np.argmax(p.truth.terms))
    return p.truth.label, p.truth.cost, largest, p.truth.terms[largest]


def logarithm(p, *_):
    return p.truth.a[-1][p.truth.label], p.truth.cost, p.truth.label


def outputs_want(p, *_):
    wishes, label = p.truth.desire[p.truth.depth], p.truth.label
    rival = max((j for j in range(len(wishes)) if j != label), key=lambda j: abs(wishes[j]))
    return label, None, way(wishes[label]), wishes[label], rival, None, wishes[rival]


def wants(p, *_):
    wish = p.truth.desire[p.layer][p.speaker]
    return p.speaker, p.layer, way(wish), wish


def bias_told(p, *_):
    return p.truth.biases[p.layer][p.speaker], p.truth.nudge(p.layer, p.speaker)


def weight_told(p, k, layer, *_):
    """Return which weight of the speaker is nudged most, the activation behind it, its nudge."""
    k = best([p.truth.nudge(p.layer, p.speaker, i) for i in range(len(p.truth.a[p.layer - 1]))], k)
    return k, p.layer - 1, p.truth.a[p.layer - 1][k], p.truth.nudge(p.layer, p.speaker, k)


def asked_before(p, turn, more, less, k, layer, *_):
    """Return where a neuron wants to go, behind which weights it asks for more, and most of whom.

    Which weights these are is read off the requests themselves, one by one.
    """
    weights, j = p.truth.weights[p.layer][p.speaker], p.speaker
    requests = [p.truth.request(p.layer, j, i) for i in range(len(weights))]
    raised = {w > 0 for w, request in zip(weights, requests, strict=True) if request > 0}
    lowered = {w > 0 for w, request in zip(weights, requests, strict=True) if request < 0}
    names = {True: "positive", False: "negative"}
    k = best(requests, k)
    assert len(raised) <= 1
    assert len(lowered) <= 1
    told_ways = (raised, more), (lowered, less)  # where all weights are alike, one is empty
    signs = [names[s.pop()] if len(s) == 1 else told for s, told in told_ways]
    return way(p.truth.push[p.layer][j]), *signs, k, p.layer - 1, weights[k], requests[k]


def asks(p, *_):
    j = p.truth.order(p.layer + 1)[p.added - 1]
    return j, p.layer + 1, p.receiver, p.layer, p.truth.request(p.layer + 1, j, p.receiver)


def how_asked(p, *_):
    j = p.truth.order(p.layer + 1)[p.added - 1]
    return p.truth.weights[p.layer + 1][j, p.receiver], p.truth.push[p.layer + 1][j]


def dead_asker(p, *_):
    layer = p.layer + 1 if p.kind == "DESIRES" else p.layer
    j = p.truth.order(layer)[p.added - 1] if p.kind == "DESIRES" else p.speaker
    return j if p.truth.slope[layer][j] == 0 else "nobody", layer


def heard_most(p, k, layer, j, *_):
    requests = [p.truth.request(p.layer + 1, i, p.receiver) for i in range(p.asking)]
    j = best(requests, j)
    total = p.truth.desire[p.layer][p.receiver]
    return p.receiver, p.layer, j, p.layer + 1, requests[j], len(requests), total


def heard_alone(p, *_):
    return p.receiver, p.layer, 0, p.layer + 1, p.truth.request(p.layer + 1, 0, p.receiver)


def largest_bias(p, value, j, layer):
    layer = int(layer or p.truth.depth)
    return true_largest(p), j if is_largest(p, layer, int(j)) else "other", layer


def largest_weight(p, value, k, before, j, layer):
    layer = int(layer or p.truth.depth)
    right = is_largest(p, layer, int(j), int(k))
    return true_largest(p), k if right else "other", layer - 1, j, layer


def true_largest(p):
    return max((value for value, *_ in p.truth.nudges()), key=abs)


def is_largest(p, layer, *place):
    return abs(p.truth.nudge(layer, *place)) >= abs(true_largest(p)) * (1 - 1e-12)


def still(p, *_):
    values = [value for value, *_ in p.truth.nudges()]
    zeros = sum(value == 0 for value in values)
    return zeros, 100 * zeros / len(values)


def count(p, *_):
    return (sum(1 for _ in p.truth.nudges()),)


def step_told(p, *_):
    truth, rate = p.truth, p.rate
    after = truth.stepped(rate, p.activation)
    straight = truth.cost - rate * math.fsum(value**2 for value, *_ in truth.nudges())
    costs = truth.cost, after.cost, straight
    label = truth.label
    return *count(p), rate, *costs, label, None, truth.a[-1][label], after.a[-1][label]


CLAIMS = [
    (
        rf"The picture's ({N}) pixels become ({N}) activations, from 0 \(empty\) to 1 \(full "
        rf"stroke\)\. Here ({N}) of them are exactly 0\. ({N}) are drawn as neurons; all ({N})",
        lambda p, *_: (len(p.truth.a[0]), len(p.truth.a[0]), dark(p), len(p.drawn), 784),
    ),
    (r"Each neuron of layer (\d+) adds up the pixels", lambda p, _: (1,)),
    (
        r"Each neuron of layer (\d+) adds up layer (\d+)",
        lambda p, *_: (p.layer, p.layer - 1),
    ),
    (rf"Most active is neuron (\d+): z = ({N}) becomes ({N})", most_active),
    (rf"It has only one: z = ({N}) becomes ({N})", lambda p, *_: most_active(p, 0)[1:]),
    (r"The outputs (?:do the same with|add up) layer (\d+)", lambda p, _: (p.truth.depth - 1,)),
    (rf"The most active is the answer: (\d), with ({N}) \(z = ({N})\)", answer_told),
    (r"(That is wrong): the label says (\d)", verdict),
    (r"(That is right)", lambda p, _: verdict(p)[:1]),
    (r"(\d+) of (\d+) are at 0: the rectifier lets nothing below 0", at_zero),
    (
        rf"Each output should be 0, and the (\d) should be 1\. The squared differences add up to "
        rf"the cost of this example, ({N}); output (\d) alone costs ({N})",
        cost_told,
    ),
    (rf"−ln ({N}) = ({N})\. It is 0 when the network is sure of (\d)", logarithm),
    (r"by twice the distance: 2 \(y − a\)", lambda p: ()),
    (
        rf"{NEURON} is labelled and wants (up|down|no change), ({N}); of the others, {NEURON} "
        rf"cares most, ({N})",
        outputs_want,
    ),
    (rf"{NEURON} wants (up|down|no change), ({N})", wants),
    (
        rf"Its leeway, s′\(z\), how fast it moves with its sum, is ({N})",
        lambda p, _: (p.truth.slope[p.layer][p.speaker],),
    ),
    (rf"The first of three avenues is its bias, now ({N}): its nudge is ({N})", bias_told),
    (rf"The (?:second|third) avenue of {NEURON}:", lambda p, *_: (p.speaker, p.layer)),
    (rf"[Mm]ost from {NEURON} \((?:active )?({N})\), ({N})", weight_told),
    (
        rf"The ({N}) weights from empty pixels \(({N}) %\)",
        lambda p, *_: (dark(p), 100 * dark(p) / len(p.truth.a[0])),
    ),
    (r"other activations in layer (\d+)", lambda p, _: (p.layer - 1,)),
    (
        rf"To go (up|down), it asks for more behind (\w+) weights, for less behind (\w+) ones; "
        rf"most of {NEURON} \(weight ({N})\), ({N})",
        asked_before,
    ),
    (
        r"(It asks for nothing)",
        lambda p, said: (said if p.truth.push[p.layer][p.speaker] == 0 else "something",),
    ),
    (rf"({N}) of ({N}) pixels are drawn", lambda p, *_: (16, 784)),
    (rf"{NEURON} is dead here: s′ = 0, nothing reaches it(?=\.)", dead_asker),
    (
        rf"{NEURON} is dead here: s′ = 0, nothing reaches it: it asks {NEURON} for ({N})",
        lambda p, *_: (*dead_asker(p), *asks(p)[2:]),
    ),
    (rf"{NEURON} asks {NEURON} for ({N})", asks),
    (rf"\(weight ({N}) times ({N}), what it wants and can move\)", how_asked),
    (rf"the sum (?:begins with|stays at) ({N})", lambda p, _: (p.sum_after(p.added),)),
    (
        rf"the sum goes from ({N}) to ({N})",
        lambda p, *_: (p.sum_after(p.added - 1), p.sum_after(p.added)),
    ),
    (r"Every neuron of layer (\d+) has asked", lambda p, _: (p.layer + 1,)),
    (rf"{NEURON} hears most from {NEURON}, ({N}); all ({N}) requests add up to ({N})", heard_most),
    (rf"{NEURON} hears {NEURON} alone: ({N})", heard_alone),
    (
        rf"{NEURON} is asked for nothing",
        lambda p, *_: (p.receiver if not p.truth.desire[p.layer].any() else "somebody", p.layer),
    ),
    (r"All nudges of layer (\d+):", lambda p, _: (p.layer,)),
    (
        rf"{NEURON} can be moved by its bias, ({N}), and by its weights",
        lambda p, *_: (p.speaker, p.layer, p.truth.nudge(p.layer, p.speaker)),
    ),
    (rf"All ({N}) nudges together", count),
    (rf"The largest, ({N}), is that of the bias of {NEURON};", largest_bias),
    (rf"The largest, ({N}), is that of the weight from {NEURON} to {NEURON};", largest_weight),
    (rf"({N}) \(({N}) %\) are exactly 0", still),
    (
        rf"All ({N}) parameters moved by the learning rate, ({N}), times their nudge would bring "
        rf"the cost of this example from ({N}) to ({N}); a straight line along the gradient "
        rf"predicts ({N})\. {NEURON} would go from ({N}) to ({N})",
        step_told,
    ),
]
