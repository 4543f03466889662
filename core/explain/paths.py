"""The chain rule made visible: a derivative's factors, and all paths from a neuron to the cost.

A nudge of neuron j in layer l reaches the cost through every neuron of every later layer. One way
through is a path; what it carries is the product of w s'(z) along it and of dC0/da of the output
it ends at. The products of all paths add up to dC0/da_j.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from core.explain.factors import Factor, Factors, Term, product
from core.explain.places import Place

MOST_PATHS = 256
STRONGEST = 64


@dataclass(frozen=True)
class Chain:
    """dC0/d(parameter) as a product.

    Attributes
    ----------
    place : the parameter
    factors : for a weight a_k first; then s'(z_j) and dC0/da_j, or, behind softmax, dC0/dz_j
    derivative : their product
    """

    place: Place
    factors: Factors
    derivative: float


@dataclass(frozen=True)
class Path:
    """One way from a neuron to the cost.

    Attributes
    ----------
    neurons : from the neuron itself to an output, one a layer
    factors : for each layer passed w and s'(z), and at the end dC0/da of the output; behind
        softmax its dC0/dz in place of the last s'(z) and dC0/da
    value : their product
    """

    neurons: tuple[int, ...]
    factors: Factors
    value: float


@dataclass(frozen=True)
class Paths:
    """The paths from a neuron of layer l to the cost.

    Attributes
    ----------
    layer, neuron : where they begin
    count : how many there are, the product of the sizes of all later layers
    strongest : all of them if they are few, else those that carry most; the largest first
    total : what all together carry, dC0/da_j; of an output behind softmax dC0/dz_j
    """

    layer: int
    neuron: int
    count: int
    strongest: tuple[Path, ...]
    total: float

    @property
    def shown(self) -> float:
        """What the strongest carry together."""
        return math.fsum(path.value for path in self.strongest)

    @property
    def rest(self) -> float:
        """What all the others carry together; exactly 0 where there are none."""
        return 0.0 if self.complete else self.total - self.shown

    @property
    def complete(self) -> bool:
        """Whether all paths are among the strongest."""
        return len(self.strongest) == self.count


def chain(derivation: Derivation, place: Place) -> Chain:
    """Return the factors of one parameter's derivative."""
    layer, j = place.layer, place.neuron
    factors = _last_factors(derivation, layer, j)
    if place.source is not None:
        a = float(derivation.activations[layer - 1][place.source])
        factors = (Factor(Term.ACTIVATION, layer - 1, place.source, a), *factors)
    return Chain(place, factors, product(factors))


def path_count(derivation: Derivation, layer: int) -> int:
    """Return the number of paths from one neuron of a layer to the cost; 1 from an output."""
    return math.prod(derivation.network.architecture.sizes[layer + 1 :])


def paths_from(derivation: Derivation, layer: int, neuron: int, most: int | None = None) -> Paths:
    """Return the paths from a neuron of layer 0 to L to the cost.

    Parameters
    ----------
    most : how many to name; without it all up to MOST_PATHS, and of more the STRONGEST
    """
    count = path_count(derivation, layer)
    if most is None:
        most = count if count <= MOST_PATHS else STRONGEST
    if layer == derivation.depth:  # the output itself: no connection to pass
        return _own_path(derivation, neuron)
    total = 0.0 - float(derivation.desires[layer][neuron])
    ways = _strongest(_edges(derivation, layer), neuron, most)
    strongest = tuple(_path(derivation, layer, way) for way in ways)
    return Paths(layer, neuron, count, strongest, total)


def _own_path(derivation: Derivation, neuron: int) -> Paths:
    """Return the one path of an output; behind softmax, through which all hear, its dC0/dz."""
    last = _last_factors(derivation, derivation.depth, neuron)[-1]
    path = Path((neuron,), (last,), last.value)
    return Paths(derivation.depth, neuron, 1, (path,), last.value)


def _last_factors(derivation: Derivation, layer: int, j: int) -> Factors:
    """Return s'(z_j) and dC0/da_j of a neuron, or dC0/dz_j behind softmax."""
    own = derivation.layer(layer)
    if layer == derivation.depth and derivation.outputs_compete:
        return (Factor(Term.ERROR, layer, j, float(own.errors[j])),)
    return (
        Factor(Term.SLOPE, layer, j, float(own.slopes[j])),
        Factor(Term.COST_SLOPE, layer, j, 0.0 - float(own.desires[j])),
    )


def _path(derivation: Derivation, layer: int, neurons: tuple[int, ...]) -> Path:
    """Return a path with its factors."""
    factors: list[Factor] = []
    for number, (k, j) in enumerate(pairwise(neurons), layer + 1):
        own = derivation.layer(number)
        factors.append(Factor(Term.WEIGHT, number, j, float(own.weights[j, k]), k))
        if number == derivation.depth:
            factors += _last_factors(derivation, number, j)
        else:
            factors.append(Factor(Term.SLOPE, number, j, float(own.slopes[j])))
    return Path(neurons, tuple(factors), product(tuple(factors)))


def _edges(derivation: Derivation, layer: int) -> list[FloatArray]:
    """Return |w s'(z)| for each layer after a layer, (n_l, n_{l-1}); of the last, |w dC0/dz|."""
    sizes = []
    for own in derivation.layers[layer:]:
        passed = own.errors if own.index == derivation.depth else own.slopes
        sizes.append(np.abs(own.weights * passed[:, np.newaxis]))
    return sizes


def _strongest(edges: list[FloatArray], start: int, most: int) -> list[tuple[int, ...]]:
    """Return the ways with the largest products of edges, the largest first.

    A best-first search: a way that is not at its end is valued by the largest product that any
    end of it can have, so the first ways to be complete are the strongest of all.
    """
    best = _best_ends(edges)
    heap: list[tuple[float, tuple[int, ...], float]] = [(-float(best[0][start]), (start,), 1.0)]
    found: list[tuple[int, ...]] = []
    while heap and len(found) < most:
        _, way, value = heapq.heappop(heap)
        depth = len(way) - 1
        if depth == len(edges):
            found.append(way)
            continue
        values = value * edges[depth][:, way[-1]]
        bounds = values * best[depth + 1]
        for j in np.argsort(-bounds, kind="stable")[:most]:
            heapq.heappush(heap, (-float(bounds[j]), (*way, int(j)), float(values[j])))
    return found


def _best_ends(edges: list[FloatArray]) -> list[FloatArray]:
    """Return, for each layer from the start on, the largest product from each neuron to an end."""
    best: list[FloatArray] = [np.ones(len(edges[-1]))]
    for sizes in reversed(edges):
        best.append((sizes * best[-1][:, np.newaxis]).max(axis=0))
    return best[::-1]
