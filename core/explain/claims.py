"""The numbers that the walk shows, each with the experiment that says what it means.

A request: move a neuron, let one neuron of the next layer hear of it, and see the cost move. A
partial sum: let the first few hear of it. A path: let only the neurons along it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from core.arrays import FloatArray, IntArray
from core.explain.adding import partial_sums
from core.explain.avenues import avenues
from core.explain.check import CostProbe
from core.explain.derivation import Derivation
from core.explain.factors import Factor, Term
from core.explain.full_walk import neuron_name
from core.explain.order import Orders
from core.explain.paths import chain, paths_from
from core.explain.places import Place
from core.explain.probe import Experiment, Probe


@dataclass(frozen=True)
class Claim:
    """Numbers that are shown, and the experiment that measures them.

    Attributes
    ----------
    quantity, where : its name, and what the numbers belong to
    shown : array of any shape
    experiment : moves the i-th of them, counted row by row
    sign : -1 where the number shown is a wish, the slope of the cost with its sign turned
    """

    quantity: str
    where: str
    shown: FloatArray
    experiment: Experiment
    sign: int = -1


def claims_of(derivation: Derivation, probe: Probe, orders: Orders) -> Iterator[Claim]:
    """Yield all claims, quantity by quantity."""
    layers = range(1, derivation.depth + 1)
    for layer in layers:
        yield _slopes(derivation, probe, layer)
    for layer in range(derivation.depth, -1, -1):
        yield _desires(derivation, probe, layer)
    for layer in layers:
        yield from _nudges_and_requests(derivation, probe, layer)
        yield _sums(derivation, probe, layer, orders[layer - 1])
    for layer in layers:
        first = int(orders[layer - 1][0])
        yield from _avenues(derivation, probe, layer, first)
        yield from _chain(derivation, probe, Place(layer, first))
        brightest = int(np.argmax(np.abs(derivation.activations[layer - 1])))
        yield from _chain(derivation, probe, Place(layer, first, brightest))
        yield from _paths(derivation, probe, layer, first)


def _slopes(derivation: Derivation, probe: Probe, layer: int) -> Claim:
    shown = derivation.layer(layer).slopes
    return Claim("slopes", f"layer {layer}", shown, partial(probe.slope_of, layer), 1)


def _desires(derivation: Derivation, probe: Probe, layer: int) -> Claim:
    """Claim the desires of layer 0 to L; for softmax outputs, their weighted inputs' wishes."""
    where = f"layer {layer}"
    if layer == derivation.depth and derivation.outputs_compete:
        wishes = derivation.output_wishes
        every, ones = np.arange(wishes.size), np.ones(wishes.size)
        experiment = partial(probe.move_weighted_input, layer, every, ones)
        return Claim("desires", where, wishes, experiment)
    shown = derivation.desires[layer]
    return Claim("desires", where, shown, partial(probe.move_activation, layer))


def _nudges_and_requests(derivation: Derivation, probe: Probe, layer: int) -> Iterator[Claim]:
    own = derivation.layer(layer)
    n_out, n_in = own.weights.shape
    every = np.arange(n_out)
    neurons = np.repeat(every, n_in)
    move = partial(probe.move_weighted_input, layer)
    before = np.tile(probe.activations[layer - 1], n_out)
    weights = probe.parameters.weights[layer - 1].ravel()
    where = f"weights of layer {layer}"
    yield Claim("nudges", where, own.weight_nudges, partial(move, neurons, before))
    where = f"biases of layer {layer}"
    yield Claim("nudges", where, own.bias_nudges, partial(move, every, np.ones(n_out)))
    where = f"layer {layer} to layer {layer - 1}"
    yield Claim("requests", where, own.contributions, partial(move, neurons, weights))


def _sums(derivation: Derivation, probe: Probe, layer: int, order: IntArray) -> Claim:
    """Claim the sums after 1, 2, ... n_l contributors."""
    running = partial_sums(derivation, layer, order).running[1:]
    ranks = np.empty_like(order)
    ranks[order] = np.arange(order.size)
    counts, receivers = np.divmod(np.arange(running.size), running.shape[1])
    experiment = partial(probe.move_for_some, layer, ranks, counts + 1, receivers)
    return Claim("sums", f"layer {layer} to layer {layer - 1}", running, experiment)


def _avenues(derivation: Derivation, probe: Probe, layer: int, neuron: int) -> Iterator[Claim]:
    """Claim the three avenues of one neuron."""
    shown = avenues(derivation, layer, neuron)
    where = neuron_name(layer, neuron, derivation.depth)
    before, weights = probe.activations[layer - 1], probe.parameters.weights[layer - 1][neuron]
    neurons = np.full(before.size, neuron)
    for word, numbers, amounts in (
        ("bias", np.array([shown.bias_nudge]), np.ones(1)),
        ("weights", shown.weight_nudges, before),
        ("requests", shown.requests, weights),
    ):
        experiment = partial(probe.move_weighted_input, layer, neurons, amounts)
        yield Claim("avenues", f"{word} of {where}", numbers, experiment)


def _chain(derivation: Derivation, probe: Probe, place: Place) -> Iterator[Claim]:
    """Claim each factor of a parameter's derivative, and their product."""
    shown = chain(derivation, place)
    for factor in shown.factors:
        experiment = _experiment_of(factor, place, probe)
        where = f"{factor.term.value}, {place.name}"
        yield Claim("chains", where, np.array([factor.value]), experiment, 1)
    cost = CostProbe(derivation.network, derivation.image, derivation.target)
    index = place.index_in(derivation.network.architecture.sizes)
    yield Claim(
        "chains", place.name, np.array([shown.derivative]), partial(_cost_with, cost, index), 1
    )


def _experiment_of(factor: Factor, place: Place, probe: Probe) -> Experiment:
    """Return the experiment that a factor of a chain is the slope of."""
    if factor.term is Term.ACTIVATION:
        return partial(probe.weighted_input_of, place)
    neuron = np.array([factor.neuron])
    if factor.term is Term.SLOPE:
        return partial(_for_one, partial(probe.slope_of, factor.layer), neuron)
    if factor.term is Term.COST_SLOPE:
        return partial(_for_one, partial(probe.move_activation, factor.layer), neuron)
    return partial(probe.move_weighted_input, factor.layer, neuron, np.ones(1))


def _paths(derivation: Derivation, probe: Probe, layer: int, neuron: int) -> Iterator[Claim]:
    """Claim each path from a neuron, and their sum; of an output behind softmax, from its z."""
    shown = paths_from(derivation, layer, neuron)
    where = neuron_name(layer, neuron, derivation.depth)
    if layer == derivation.depth and derivation.outputs_compete:
        move = partial(probe.move_weighted_input, layer, np.array([neuron]), np.ones(1))
        yield Claim("paths", f"all from {where}", np.array([shown.total]), move, 1)
        return
    ways = [path.neurons for path in shown.strongest]
    values = np.array([path.value for path in shown.strongest])
    yield Claim("paths", f"from {where}", values, partial(probe.move_along, layer, ways), 1)
    everything = partial(_for_one, partial(probe.move_activation, layer), np.array([neuron]))
    total = np.array([shown.shown + shown.rest])
    yield Claim("paths", f"all from {where}", total, everything, 1)


def _for_one(
    experiment: Experiment, neuron: IntArray, which: IntArray, change: float
) -> FloatArray:
    """Make an experiment with one neuron, whatever the number of the number in the claim."""
    return experiment(neuron[which], change)


def _cost_with(probe: CostProbe, index: int, which: IntArray, change: float) -> FloatArray:
    """Return C0 with one parameter of the whole network moved."""
    return np.full(len(which), probe.cost_at(index, change))
