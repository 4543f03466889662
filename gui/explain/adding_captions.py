"""The captions under which requests are added, one neuron's after another's, into desires."""

from __future__ import annotations

import numpy as np

from core.explain.walk import layer_name
from gui.explain.caption_words import dead, drawn_in_part, neuron_words, wish
from gui.explain.moment import Moment
from gui.explain.notation import formal
from gui.explain.tables import short_name, titled
from gui.widgets.numbers import signed, whole

MOST_NAMED = 3


def adding_caption(moment: Moment) -> str:
    """Tell what the neurons of this step ask of the one in focus, and the sum so far."""
    sums, k = moment.requests, moment.neuron
    before = float(sums.after(moment.added - len(moment.newest))[k])
    after = float(sums.after(moment.added)[k])
    so_far = (
        f"so the sum begins with {wish(after)}"
        if moment.added == len(moment.newest)
        else f"and the sum goes from {wish(before)} to {wish(after)}"
    )
    return (
        f"{_who_asks(moment, after - before)}, {so_far}: {whole(moment.added)} of "
        f"{whole(len(sums.order))} added. Requests of before are dimmer."
        + _without(moment)
        + drawn_in_part(moment, moment.step.layer)
    )


def desires_caption(moment: Moment) -> str:
    """Tell how the requests to the neuron in focus add up."""
    derivation, index, k = moment.derivation, moment.step.layer, moment.neuron
    above = derivation.layer(index + 1)
    requests = above.contributions[:, k]
    loud = int(np.argmax(np.abs(requests)))
    asker = "output" if above.index == derivation.depth else f"layer {above.index} neuron"
    count = len(requests)
    adding = f"all {whole(count)} requests add up" if count > 1 else "its request is all: it comes"
    return (
        f"Every {asker} asks: weight times how much it wants and can move. "
        f"{titled(short_name(index, k, derivation.depth))} hears most from "
        f"{short_name(above.index, loud, derivation.depth)}, {wish(requests[loud])}; "
        f"{adding} to {wish(derivation.desires[index][k])}."
        + ("" if index else " Nothing can change a pixel, though.")
        + _without(moment)
        + drawn_in_part(moment, index)
    )


def _who_asks(moment: Moment, asked: float) -> str:
    """Return who asks at this step, and for what."""
    derivation, sums = moment.derivation, moment.requests
    whom = short_name(moment.step.layer, moment.neuron, derivation.depth)
    if len(moment.newest) != 1:
        others = layer_name(sums.layer, derivation.depth)
        return f"{whole(len(moment.newest))} more of {others} ask {whom} for {wish(asked)}"
    j = moment.newest[0]
    weight = float(derivation.layer(sums.layer).weights[j, moment.neuron])
    how = formal(f", weight {signed(weight, 2)} times what it wants and can move")
    name = neuron_words(moment, sums.layer, j)
    words = f"{name} asks {whom} for {wish(asked)}{how}"
    note = dead(derivation, sums.layer, j).strip()
    return f"{note[:-1]}: it asks {whom} for {wish(asked)}" if note else words


def _without(moment: Moment) -> str:
    """Return what the sum is without those who are muted, beside the true one."""
    if moment.all_heard:
        return ""
    sums, layer = moment.requests, moment.requests.layer
    heard = float(sums.running_of(moment.audible)[moment.added][moment.neuron])
    depth = moment.derivation.depth
    muted = [int(j) for j in np.flatnonzero(~moment.audible)]
    if len(muted) == len(moment.audible) - 1:
        alone = int(np.flatnonzero(moment.audible)[0])
        return f" {titled(short_name(layer, alone, depth))} alone: {wish(heard)}."
    named = ", ".join(short_name(layer, j, depth) for j in muted[:MOST_NAMED])
    more = f" and {len(muted) - MOST_NAMED} more" if len(muted) > MOST_NAMED else ""
    return f" Without {named}{more}: {wish(heard)}."
