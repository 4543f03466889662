"""The captions under which requests are added, one neuron's after another's, into desires."""

from __future__ import annotations

import numpy as np

from core.explain.walk import layer_name
from gui.explain.caption_words import dead, drawn_in_part, figures, largest, plain_wish, wish
from gui.explain.moment import Moment
from gui.explain.notation import formal
from gui.explain.tables import neuron_name, short_name, titled
from gui.network_view.shown import robust_scale
from gui.widgets.numbers import whole

HARDLY_SEEN = 0.05  # the share of full light below which a line is lost among others


def adding_caption(moment: Moment) -> str:
    """Tell what the neurons of this step ask of the one in focus, and the sum so far."""
    sums, k = moment.requests, moment.neuron
    begun = moment.added - len(moment.newest)
    before, after = float(sums.after(begun)[k]), float(sums.after(moment.added)[k])
    asked = float(sums.contributions[begun : moment.added, k].sum())  # not the sums' difference
    return f"{_who_asks(moment, asked)}, {_so_far(before, after, begun)}." + (
        _without(moment) or _beside_others(moment, begun)
    )


def _beside_others(moment: Moment, begun: int) -> str:
    """Return what is said of the lines; it makes room where someone is muted: nothing may move."""
    return _beside_earlier(moment) if begun else f"{_too_dim(moment)}{_beginning(moment)}"


def _beside_earlier(moment: Moment) -> str:
    """Return how this step's requests stand out among those drawn before, if they can be seen."""
    return _too_dim(moment) or " Earlier requests are dimmer."


def _too_dim(moment: Moment) -> str:
    """Say so where this step's requests are so small that their lines can't be seen."""
    layer, receivers = moment.requests.layer, moment.shown[moment.step.layer]
    requests = np.abs(moment.derivation.layer(layer).contributions[:, receivers])
    full_light = robust_scale(requests[moment.shown[layer]])
    if requests[list(moment.newest)].max(initial=0.0) >= HARDLY_SEEN * full_light:
        return ""
    whose = "Its" if len(moment.newest) == 1 else "Their"
    return f" {whose} lines are too dim to see."


def _beginning(moment: Moment) -> str:
    """Return what has to be said once, as the first one asks."""
    if moment.step.layer == 0:
        return drawn_in_part(moment, 0)
    if len(moment.requests.order) == 1:
        return ""
    competes = (
        moment.derivation.outputs_compete and moment.requests.layer == moment.derivation.depth
    )
    return f" The others follow, by {'wish' if competes else 'desire times leeway'}."


def _so_far(before: float, after: float, begun: int) -> str:
    """Return what the sum has come to, in the digits that are told."""
    if not begun:
        return f"and the sum begins with {wish(after)}"
    if wish(before) == wish(after):
        return f"and the sum stays at {wish(after)}"
    return f"and the sum goes from {wish(before)} to {wish(after)}"


def desires_caption(moment: Moment) -> str:
    """Tell how the requests to the neuron in focus add up."""
    derivation, index, k = moment.derivation, moment.step.layer, moment.neuron
    asker = "output" if index + 1 == derivation.depth else f"neuron of layer {index + 1}"
    without = _without(moment)  # in place of other words, so that nothing below moves
    ends = "" if without else ": each sum is a desire, a hollow arrow"
    return (
        f"Every {asker} has asked{ends}. "
        f"{titled(short_name(index, k, derivation.depth))} {_heard_most(moment)}."
        + ("" if index else " Nothing can change a pixel, though.")
        + without
        + drawn_in_part(moment, index)
    )


def _heard_most(moment: Moment) -> str:
    """Return whom the neuron in focus hears most, and what all that it hears adds up to."""
    derivation, index, k = moment.derivation, moment.step.layer, moment.neuron
    requests = derivation.layer(index + 1).contributions[:, k]
    if not requests.any():
        return "is asked for nothing"
    loud = short_name(index + 1, largest(requests), derivation.depth)
    total, count = wish(derivation.desires[index][k]), len(requests)
    if count == 1:
        return f"hears {loud} alone: {total}"
    most = wish(requests[largest(requests)])
    return f"hears most from {loud}, {most}; all {whole(count)} requests add up to {total}"


def _who_asks(moment: Moment, asked: float) -> str:
    """Return who asks at this step, and for what."""
    derivation, sums = moment.derivation, moment.requests
    whom = neuron_name(moment.step.layer, moment.neuron, derivation.depth)
    if len(moment.newest) != 1:
        others = layer_name(sums.layer, derivation.depth)
        return f"{whole(len(moment.newest))} more of {others} ask {whom} for {wish(asked)}"
    j = moment.newest[0]
    weight = float(derivation.layer(sums.layer).weights[j, moment.neuron])
    wanted = 0.0 - float(derivation.layer(sums.layer).errors[j])
    note = dead(derivation, sums.layer, j).strip()
    if note:
        return f"{note[:-1]}: it asks {whom} for {wish(asked)}"
    competes = derivation.outputs_compete and sums.layer == derivation.depth
    pull = "its wish" if competes else "its desire times its leeway"
    how = formal(f" (weight {figures(weight)} times {plain_wish(wanted)}, {pull})")
    return (
        f"{titled(neuron_name(sums.layer, j, derivation.depth))} asks {whom} for {wish(asked)}{how}"
    )


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
    few = len(muted) == 1
    named = short_name(layer, muted[0], depth) if few else f"the {whole(len(muted))} muted"
    return f" Without {named}: {wish(heard)}."
