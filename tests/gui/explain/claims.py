"""What the captions of the walk claim, and the true numbers, worked out apart from the program.

`CLAIMS` says which sentence tells which numbers of `truth.py`, the whole of backpropagation in a
few lines of its own. A number that stands in no known sentence is an error as well.
"""

from __future__ import annotations

import math
import re

import numpy as np

N = r"[+−]?[\d,]+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"  # a number as it is written on screen
NEURON = r"(?:[Nn]euron|[Oo]utput|[Pp]ixel) (\d+)(?: of layer (\d+))?"  # which, and where


def read(text):
    """Return a number as it is written on screen."""
    mantissa, _, power = text.replace("−", "-").replace(",", "").partition("×10")
    plain = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    return float(mantissa) * 10.0 ** int(power.translate(plain) or 0)


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
    change = abs(truth.cost - after.cost), "less" if after.cost < truth.cost else "more"
    costs = truth.cost, after.cost, *change, straight
    label = truth.label
    return *count(p), rate, *costs, label, None, truth.a[-1][label], after.a[-1][label]


def all_nudges_of(p, *_):
    """Return the neuron in question, and the largest of its bias's and its weights' nudges."""
    bias = p.truth.nudge(p.layer, p.speaker)
    return p.speaker, p.layer, max(abs(bias * before) for before in (1, *p.truth.a[p.layer - 1]))


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
    (rf"\(weight ({N}) times ({N}), (?:its wish|its desire times its leeway)\)", how_asked),
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
    (rf"Those of {NEURON} are all ({N})", all_nudges_of),
    (rf"All ({N}) nudges together", count),
    (
        rf"Here every one is exactly ({N})",
        lambda p, _: (max(abs(value) for value, *_ in p.truth.nudges()),),
    ),
    (rf"The largest, ({N}), is that of the bias of {NEURON};", largest_bias),
    (rf"The largest, ({N}), is that of the weight from {NEURON} to {NEURON};", largest_weight),
    (rf"({N}) \(({N}) %\) are exactly 0", still),
    (
        rf"All ({N}) parameters moved by the learning rate, ({N}), times their nudge would bring "
        rf"the cost of this example from ({N}) to ({N})(?: \(({N}) (less|more)\))?; "
        rf"a straight line along the gradient predicts ({N})\. "
        rf"{NEURON} would go from ({N}) to ({N})",
        step_told,
    ),
]
