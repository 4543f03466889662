"""Checks what is shown, and not derivatives alone: every quantity against the cost itself.

For each there is an experiment that says what the number means. A request: move a neuron, let
one neuron of the next layer hear of it, and see the cost move. A partial sum: let the first few
hear of it. A path: let only the neurons along it. None of them uses backpropagation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from core.arrays import FloatArray, IntArray
from core.explain.adding import partial_sums
from core.explain.avenues import avenues
from core.explain.check import (
    OTHER_WIDTHS,
    SMALLEST,
    SMALLEST_SHARE,
    TOLERANCE,
    CheckCancelledError,
    CostProbe,
)
from core.explain.derivation import Derivation
from core.explain.factors import Factor, Term
from core.explain.full_walk import neuron_name
from core.explain.order import Orders, asking_orders
from core.explain.paths import chain, paths_from
from core.explain.places import Place
from core.explain.probe import Experiment, Probe, slopes_of

MOST_COMPARED = 20_000
"""Of a quantity in one layer; of more, so many are taken, evenly spread."""


@dataclass(frozen=True)
class Compared:
    """One quantity of the window against what was measured.

    Attributes
    ----------
    quantity : its name: slopes, desires, nudges, requests, sums, avenues, chains or paths
    count : how many numbers were compared
    worst : the largest relative error, as in the check
    where : which number that is, in words
    shown, measured : its two values
    """

    quantity: str
    count: int
    worst: float
    where: str
    shown: float
    measured: float

    @property
    def agrees(self) -> bool:
        """Whether even the worst error is below the tolerance."""
        return self.worst < TOLERANCE


@dataclass(frozen=True)
class Verification:
    """All quantities, compared."""

    quantities: tuple[Compared, ...]

    @property
    def agrees(self) -> bool:
        """Whether all agree."""
        return all(compared.agrees for compared in self.quantities)

    @property
    def worst(self) -> Compared:
        """The quantity with the largest error."""
        return max(self.quantities, key=_worst_of)

    @property
    def count(self) -> int:
        """How many numbers were compared."""
        return sum(compared.count for compared in self.quantities)


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


def verify(
    derivation: Derivation,
    focus: Mapping[int, int] | None = None,
    progress: Callable[[float], bool] | None = None,
) -> Verification:
    """Compare what the walk shows with differences of the cost.

    Parameters
    ----------
    focus : for a layer, the neuron that asks first, whose avenues, chain and paths are shown
    progress : called with the share done, 0 to 1; returns False to give up

    Raises
    ------
    CheckCancelledError
        If progress returned False.
    """
    probe = Probe(derivation.network, derivation.image, derivation.target)
    claims = list(claims_of(derivation, probe, asking_orders(derivation, focus)))
    found: dict[str, Compared] = {}
    for number, claim in enumerate(claims):
        if progress is not None and not progress(number / len(claims)):
            raise CheckCancelledError
        compared = compare(claim, probe.moves_at_once)
        before = found.get(claim.quantity)
        found[claim.quantity] = compared if before is None else _joined(before, compared)
    return Verification(tuple(found.values()))


def compare(claim: Claim, at_once: int) -> Compared:
    """Measure a claim's numbers; again, with other widths, where they are not clearly right."""
    which = _sample(claim.shown.size)
    shown = claim.shown.ravel()[which]
    measured = claim.sign * slopes_of(claim.experiment, which, at_once)
    doubtful = np.flatnonzero(_errors(shown, measured) > TOLERANCE / 10)
    for width in OTHER_WIDTHS if doubtful.size else ():
        again = claim.sign * slopes_of(claim.experiment, which[doubtful], at_once, width)
        with np.errstate(invalid="ignore"):
            nearer = np.abs(again - shown[doubtful]) < np.abs(measured[doubtful] - shown[doubtful])
        measured[doubtful[nearer]] = again[nearer]
    errors = _errors(shown, measured)
    worst = int(np.argmax(errors))
    place = np.unravel_index(int(which[worst]), claim.shown.shape)
    return Compared(
        quantity=claim.quantity,
        count=which.size,
        worst=float(errors[worst]),
        where=f"{claim.where}, number {', '.join(str(int(number)) for number in place)}",
        shown=float(shown[worst]),
        measured=float(measured[worst]),
    )


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
    """Claim each path from a neuron, and their sum; an output behind softmax has no such path."""
    if layer == derivation.depth and derivation.outputs_compete:
        return
    shown = paths_from(derivation, layer, neuron)
    where = neuron_name(layer, neuron, derivation.depth)
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


def _sample(size: int) -> IntArray:
    """Return which of so many numbers are compared: all, or MOST_COMPARED evenly spread."""
    if size <= MOST_COMPARED:
        return np.arange(size)
    return np.linspace(0, size - 1, MOST_COMPARED).astype(np.intp)


def _errors(shown: FloatArray, measured: FloatArray) -> FloatArray:
    """Return |shown - measured| relative to the larger, with the check's floors, (n,)."""
    size = np.maximum(np.abs(shown), np.abs(measured))
    size = np.maximum(size, max(SMALLEST_SHARE * size.max(), SMALLEST))
    with np.errstate(invalid="ignore"):
        error = np.abs(shown - measured) / size
    return np.where(np.isfinite(error), error, np.inf)


def _joined(first: Compared, second: Compared) -> Compared:
    """Return what two comparisons of a quantity say together."""
    worse = max(first, second, key=_worst_of)
    count = first.count + second.count
    return Compared(worse.quantity, count, worse.worst, worse.where, worse.shown, worse.measured)


def _worst_of(compared: Compared) -> float:
    return compared.worst
