"""The arithmetic of the numbers in a caption, so that each opens it.

A caption is words; its numbers are found again among those that its step can tell of, by what is
written: those in bold, and of the others those with decimals, shares and counts. What was read or
chosen (a label, a learning rate, how many neurons a layer has) has no arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from core.explain.derivation import Derivation, Layer
from core.explain.full_walk import Part
from core.explain.places import Place
from core.explain.walk import StepKind
from gui.explain import arithmetic, counts
from gui.explain.caption_words import bold, figures, largest, plain_wish, wish
from gui.explain.moment import Moment
from gui.explain.notation import numbers_alone
from gui.explain.outcome_details import cost_of, of_difference, of_straight_line
from gui.explain.parameter_words import of_value
from gui.explain.step_words import written
from gui.explain.zero_details import of_share
from gui.widgets.numbers import compact, fixed, percent, signed, whole

Detail = Callable[[], str]
Told = tuple[str, Detail]  # a number as the captions write it, and its arithmetic
DECIMAL = r"[+−]?\d[\d,]*\.\d+(?:×10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)?"
COUNTED = "pixels|activations|weights from|nudges together|parameters moved|count|of \\d+ are at 0"
COUNT = rf"(?<![\w.,+−])\d[\d,]*(?= (?:{COUNTED})\b)"
NUMBER = re.compile(rf"<b>.+?</b>|{DECIMAL}|\d[\d.]*\u202f%|{COUNT}")
AVENUES = (Part.BIAS, Part.WEIGHTS, Part.BEFORE)


def details_in(
    caption: str, moment: Moment, notation: bool, learning_rate: float = 1.0
) -> dict[str, Detail]:
    """Return for the numbers of a moment's caption, as they are written, their arithmetic.

    learning_rate : of the step that is told of at last
    """
    found = set(NUMBER.findall(caption))
    details: dict[str, Detail] = {}
    for number, detail in told_at(moment, learning_rate):
        if number in found and number not in details:
            details[number] = detail if notation else partial(in_numbers, detail)
    return details


def in_numbers(detail: Detail) -> str:
    """Return arithmetic without its letters."""
    return numbers_alone(detail())


def told_at(moment: Moment, learning_rate: float) -> Iterator[Told]:
    """Yield the numbers that a step's caption may tell; those meant first come first."""
    if moment.part in AVENUES:
        yield from _of_avenues(moment)
    elif moment.part is Part.GRADIENT:
        yield from _of_gradient(moment.derivation)
    elif moment.step.kind is StepKind.STEP:
        yield from _of_step(moment, learning_rate)
    else:
        yield from TOLD[moment.step.kind](moment)
    if moment.step.layer == 1:
        image = moment.derivation.image
        empty = int(np.count_nonzero(image == 0))
        yield percent(empty / image.size), partial(of_share, empty, image.size)
        yield whole(empty), partial(counts.of_empty, image)
    yield from _counted(moment)


def _counted(moment: Moment) -> Iterator[Told]:
    """Yield what is counted of any picture and network."""
    derivation, layer = moment.derivation, moment.step.layer
    size, sizes = derivation.image.size, derivation.network.architecture.sizes
    yield whole(size), partial(counts.of_pixels, size)
    yield whole(derivation.nudges.vector.size), partial(counts.of_parameters, sizes)
    if moment.step.kind is StepKind.FORWARD:
        activations = derivation.layer(layer).activations
        silent = int(np.count_nonzero(activations == 0))
        yield whole(silent), partial(counts.of_silent, activations)


def _of_input(moment: Moment) -> Iterator[Told]:
    image = moment.derivation.image
    empty = int(np.count_nonzero(image == 0))
    yield bold(whole(empty)), partial(counts.of_empty, image)


def _of_forward(moment: Moment) -> Iterator[Told]:
    derivation = moment.derivation
    layer = derivation.layer(moment.step.layer)
    for j in np.argsort(-layer.activations, kind="stable").tolist():
        detail = partial(arithmetic.of_activation, derivation, layer, j)
        yield bold(fixed(layer.activations[j], 3)), detail
    first = int(np.argmax(layer.activations))
    z = signed(layer.weighted_inputs[first], 2)
    yield z, partial(arithmetic.of_weighted_input, derivation, layer, first)


def _of_cost(moment: Moment) -> Iterator[Told]:
    derivation = moment.derivation
    yield bold(written(derivation.cost)), partial(_whole_cost, derivation)
    for j, term in enumerate(derivation.cost_terms.tolist()):
        yield bold(written(term)), partial(arithmetic.of_cost_term, derivation, j)
    yield compact(derivation.outputs[derivation.label], 4), partial(_labelled, derivation)


def _labelled(derivation: Derivation) -> str:
    """Return how the labelled output comes about."""
    return arithmetic.of_activation(derivation, derivation.layers[-1], derivation.label)


def _whole_cost(derivation: Derivation) -> str:
    terms = derivation.cost_terms.tolist()
    return arithmetic.of_cost(derivation, terms, "C<sub>0</sub>", derivation.cost)


def _of_output_wishes(moment: Moment) -> Iterator[Told]:
    for j, value in enumerate(moment.derivation.output_wishes.tolist()):
        yield wish(value), partial(arithmetic.of_output_wish, moment.derivation, j)


def _of_avenues(moment: Moment) -> Iterator[Told]:
    derivation, ways, j = moment.derivation, moment.avenues, moment.neuron
    layer = derivation.layer(moment.step.layer)
    if moment.part is Part.BIAS:
        wanted = ways.wish if ways.competes else ways.desire
        yield wish(wanted), partial(arithmetic.of_desire, derivation, layer.index, j)
        yield compact(float(layer.slopes[j])), partial(arithmetic.of_slope, derivation, layer, j)
        yield figures(ways.bias), partial(of_value, derivation, Place(layer.index, j))
    yield from _of_nudges_of(derivation, layer, j)
    if moment.part is Part.BEFORE:
        k = largest(ways.requests)
        asked = partial(arithmetic.of_contribution, derivation, layer, j, k)
        yield wish(ways.requests[k]), asked
        yield figures(ways.weights[k]), partial(of_value, derivation, Place(layer.index, j, k))


def _of_adding(moment: Moment) -> Iterator[Told]:
    """Yield what is asked at this step, and the sums before and after it."""
    derivation, sums, k = moment.derivation, moment.requests, moment.neuron
    layer = derivation.layer(moment.step.layer + 1)
    begun = moment.added - len(moment.newest)
    if moment.part is not Part.ADDING:
        begun = 0
    asked = sums.contributions[begun : moment.added, k]
    for j in moment.newest[:1]:
        weight, wanted = float(layer.weights[j, k]), 0.0 - float(layer.errors[j])
        yield figures(weight), partial(of_value, derivation, Place(layer.index, j, k))
        yield plain_wish(wanted), partial(_pull, derivation, layer, j, wanted)
    for j, value in zip(sums.order[begun : moment.added].tolist(), asked.tolist(), strict=True):
        yield wish(value), partial(arithmetic.of_contribution, derivation, layer, j, k)
    yield (
        wish(float(asked.sum())),
        partial(arithmetic.of_request_sum, asked.tolist(), float(asked.sum()), k),
    )
    if not moment.all_heard:
        yield _of_heard(moment)
    for count in (begun, moment.added):
        value, terms = float(sums.after(count)[k]), sums.contributions[:count, k].tolist()
        yield wish(value), partial(arithmetic.of_request_sum, terms, value, k)


def _pull(derivation: Derivation, layer: Layer, j: int, wanted: float) -> str:
    """Return a neuron's desire times its leeway, s'(z)."""
    return arithmetic.product(*arithmetic.pull(derivation, layer, j), wanted)


def _of_heard(moment: Moment) -> Told:
    """Return the sum of those added so far who aren't muted."""
    sums, k = moment.requests, moment.neuron
    heard = moment.audible[sums.order[: moment.added]]
    terms = sums.contributions[: moment.added, k][heard].tolist()
    value = float(sums.running_of(moment.audible)[moment.added][k])
    return wish(value), partial(arithmetic.of_request_sum, terms, value, k)


def _of_nudges(moment: Moment) -> Iterator[Told]:
    derivation = moment.derivation
    return _of_nudges_of(derivation, derivation.layer(moment.step.layer), moment.neuron)


def _of_nudges_of(derivation: Derivation, layer: Layer, j: int) -> Iterator[Told]:
    """Yield the nudge of a neuron's bias, and that of the weight that is nudged most."""
    bias, k = layer.bias_nudges[j], largest(layer.weight_nudges[j])
    yield wish(bias), partial(arithmetic.of_bias_nudge, derivation, layer, j)
    nudge = layer.weight_nudges[j, k]
    yield wish(nudge), partial(arithmetic.of_weight_nudge, derivation, layer, j, k)
    before = derivation.activations[layer.index - 1]
    yield fixed(before[k], 2), partial(_source, derivation, layer, k)


def _source(derivation: Derivation, layer: Layer, k: int) -> str:
    """Return how an activation that goes into a layer comes about."""
    if layer.index == 1:
        return arithmetic.of_pixel(derivation, k)
    return arithmetic.of_activation(derivation, derivation.layer(layer.index - 1), k)


def _of_gradient(derivation: Derivation) -> Iterator[Told]:
    nudges = derivation.nudges.vector
    most = Place.at(derivation.nudges, largest(nudges))
    layer = derivation.layer(most.layer)
    if most.source is None:
        detail = partial(arithmetic.of_bias_nudge, derivation, layer, most.neuron)
    else:
        detail = partial(arithmetic.of_weight_nudge, derivation, layer, most.neuron, most.source)
    yield wish(most.value_in(derivation.nudges)), detail
    moved = int(np.count_nonzero(nudges))
    still, size = whole(nudges.size - moved), whole(nudges.size)
    words = "all nudges less those that are not exactly 0"
    yield bold(still), lambda: f"{words}<br>= {size} − {whole(moved)} = <b>{still}</b>"
    count = nudges.size - moved
    yield percent(count / nudges.size), partial(of_share, count, nudges.size)


def _of_step(moment: Moment, learning_rate: float) -> Iterator[Told]:
    derivation, after = moment.derivation, moment.after or moment.derivation
    yield bold(written(derivation.cost)), partial(cost_of, derivation, "as they are")
    yield bold(written(after.cost)), partial(cost_of, after, "moved")
    change = abs(derivation.cost - after.cost)
    yield bold(written(change)), partial(of_difference, derivation.cost, after.cost)
    last, label = after.layers[-1], derivation.label
    detail = partial(arithmetic.of_activation, after, last, label)
    yield bold(fixed(after.outputs[label], 3)), detail
    yield fixed(derivation.outputs[label], 3), partial(_labelled, derivation)
    predicted = derivation.cost_after(learning_rate)
    straight = partial(of_straight_line, derivation, predicted, learning_rate)
    yield written(predicted), straight


TOLD: dict[StepKind, Callable[[Moment], Iterator[Told]]] = {
    StepKind.INPUT: _of_input,
    StepKind.FORWARD: _of_forward,
    StepKind.COST: _of_cost,
    StepKind.OUTPUT_DESIRES: _of_output_wishes,
    StepKind.DESIRES: _of_adding,
    StepKind.NUDGES: _of_nudges,
}
