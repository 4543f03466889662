"""The arithmetic of the numbers that stand in bold in a caption, so that each opens it.

A caption is words; its numbers are found again among those that its step can tell of, by what is
written. A digit that is named (a label, an answer) was read or chosen and has no arithmetic.
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
from gui.explain import arithmetic
from gui.explain.caption_words import bold, largest, wish
from gui.explain.moment import Moment
from gui.explain.notation import numbers_alone
from gui.explain.outcome_details import cost_of
from gui.explain.step_words import written
from gui.widgets.numbers import fixed, whole

Detail = Callable[[], str]
Told = tuple[str, Detail]  # a number as the captions write it, and its arithmetic
BOLD = re.compile(r"<b>.+?</b>")
AVENUES = (Part.BIAS, Part.WEIGHTS, Part.BEFORE)


def details_in(caption: str, moment: Moment, notation: bool) -> dict[str, Detail]:
    """Return for each bold number of a moment's caption, as it is written, its arithmetic."""
    found = set(BOLD.findall(caption))
    details: dict[str, Detail] = {}
    for number, detail in told_at(moment):
        if number in found and number not in details:
            details[number] = detail if notation else partial(in_numbers, detail)
    return details


def in_numbers(detail: Detail) -> str:
    """Return arithmetic without its letters."""
    return numbers_alone(detail())


def told_at(moment: Moment) -> Iterator[Told]:
    """Yield the numbers that a step's caption may tell, in bold; those meant first come first."""
    if moment.part in AVENUES:
        return _of_avenues(moment)
    if moment.part is Part.GRADIENT:
        return _of_gradient(moment.derivation)
    return TOLD[moment.step.kind](moment)


def _of_input(moment: Moment) -> Iterator[Told]:
    image = moment.derivation.image
    lit = int(np.count_nonzero(image))
    empty = whole(image.size - lit)
    words = "all pixels less those that are not exactly 0"
    numbers = f"{whole(image.size)} − {whole(lit)}"
    yield bold(empty), lambda: f"{words}<br>= {numbers} = <b>{empty}</b>"


def _of_forward(moment: Moment) -> Iterator[Told]:
    derivation = moment.derivation
    layer = derivation.layer(moment.step.layer)
    for j in np.argsort(-layer.activations, kind="stable").tolist():
        detail = partial(arithmetic.of_activation, derivation, layer, j)
        yield bold(fixed(layer.activations[j], 3)), detail


def _of_cost(moment: Moment) -> Iterator[Told]:
    derivation = moment.derivation
    yield bold(written(derivation.cost)), partial(_whole_cost, derivation)
    for j, term in enumerate(derivation.cost_terms.tolist()):
        yield bold(written(term)), partial(arithmetic.of_cost_term, derivation, j)


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
    yield from _of_nudges_of(derivation, layer, j)
    if moment.part is Part.BEFORE:
        k = largest(ways.requests)
        yield wish(ways.requests[k]), partial(arithmetic.of_contribution, derivation, layer, j, k)


def _of_adding(moment: Moment) -> Iterator[Told]:
    """Yield what is asked at this step, and the sums before and after it."""
    derivation, sums, k = moment.derivation, moment.requests, moment.neuron
    layer = derivation.layer(moment.step.layer + 1)
    begun = moment.added - len(moment.newest)
    if moment.part is not Part.ADDING:
        begun = 0
    asked = sums.contributions[begun : moment.added, k]
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


def _of_step(moment: Moment) -> Iterator[Told]:
    derivation, after = moment.derivation, moment.after or moment.derivation
    yield bold(written(derivation.cost)), partial(cost_of, derivation, "as they are")
    yield bold(written(after.cost)), partial(cost_of, after, "moved")
    last, label = after.layers[-1], derivation.label
    detail = partial(arithmetic.of_activation, after, last, label)
    yield bold(fixed(after.outputs[label], 3)), detail


TOLD: dict[StepKind, Callable[[Moment], Iterator[Told]]] = {
    StepKind.INPUT: _of_input,
    StepKind.FORWARD: _of_forward,
    StepKind.COST: _of_cost,
    StepKind.OUTPUT_DESIRES: _of_output_wishes,
    StepKind.DESIRES: _of_adding,
    StepKind.NUDGES: _of_nudges,
    StepKind.STEP: _of_step,
}
