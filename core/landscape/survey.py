"""Everything that a map of the cost surface shows, computed from coarse to fine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np

from core.arrays import FloatArray
from core.errors import UsageError
from core.explain.places import Place
from core.landscape.costs import PlaneCosts
from core.landscape.grid import Extent, Grid, grids
from core.landscape.path import Path, PathOnPlane, path_on_plane
from core.landscape.plane import Plane
from core.landscape.planes import ends_plane, gradient_plane, parameter_plane, path_plane
from core.landscape.sample import Sample, sample_gradient
from core.landscape.walked import Walked, walked_plane
from core.network.network import Network

REACH_SHARE = 0.12  # of the length of all parameters
LEAST_STEPS = 2.5  # steps of the learning rate that are in view, at least
LEAST_WEIGHT_REACH = 2.0
MARGIN = 1.25
ASPECT = 1.9  # width of a map by its height
PATH_SHARE = 0.15  # of the work, about what the path takes


class Kind(Enum):
    """Which plane."""

    GRADIENT = "Gradient and a random direction"
    PARAMETERS = "Two parameters"
    PATH = "The path's two main directions"
    ENDS = "Start, now, another end"
    RACE = "The paths of a race"


@dataclass(frozen=True, eq=False)
class End:
    """Parameters at which some run stopped, and what they are called."""

    name: str
    vector: FloatArray


@dataclass(frozen=True, eq=False)
class Order:
    """What a survey is asked for.

    Attributes
    ----------
    network : of the run, now; for a race, the one from which all walkers went
    step : mini-batches that led there
    path : of the run up to now; it may have one point only
    seed : of the random direction
    places : of the two parameters; None is the two with the largest derivatives
    end : the other end
    walked : the ways of a race's walkers
    zoom : 1 shows the usual part of the plane, 2 half as much to each side
    """

    kind: Kind
    network: Network
    step: int
    sample: Sample
    path: Path = field(default_factory=Path)
    learning_rate: float = 1.0
    seed: int = 0
    places: tuple[Place | None, Place | None] = (None, None)
    end: End | None = None
    walked: tuple[Walked, ...] = ()
    zoom: float = 1.0


@dataclass(frozen=True, eq=False)
class Survey:
    """A map: plane, costs on its grid, and the path on it once that is measured.

    Attributes
    ----------
    gradient_size : length of the gradient at the plane's origin
    gradient_inside : (2,) its components along u and v
    end : the coordinates of the order's other end, or None
    walked : the ways of a race on the plane, one of each walker that has points
    """

    order: Order
    plane: Plane
    grid: Grid
    cost: float
    gradient_size: float
    gradient_inside: FloatArray
    path: PathOnPlane | None = None
    end: tuple[float, float] | None = None
    walked: tuple[PathOnPlane, ...] = ()
    complete: bool = False


def survey(order: Order, tell: Callable[[Survey], bool], go_on: Callable[[float], bool]) -> bool:
    """Tell a map of the order, ever finer, at last with its path; return whether it was completed.

    Raises
    ------
    UsageError
        If the plane doesn't exist, with what to do.
    """
    gradient, cost = sample_gradient(order.network, order.sample)
    plane = plane_of(order, gradient)
    costs = PlaneCosts(order.network.architecture, plane, order.sample, np.float32)
    inside = np.array([gradient @ plane.u, gradient @ plane.v])
    size = float(np.linalg.norm(gradient))
    end = place_of_end(order, plane)
    extent = extent_of(order, plane, size)
    shown: Survey | None = None
    for grid in grids(costs, extent, lambda share: go_on((1 - PATH_SHARE) * share)):
        shown = Survey(order, plane, grid, cost, size, inside, end=end)
        if not tell(shown):
            return False
    if shown is None or not go_on(1 - PATH_SHARE):
        return False
    return _tell_paths(shown, costs, tell, go_on)


def _tell_paths(
    shown: Survey,
    costs: PlaneCosts,
    tell: Callable[[Survey], bool],
    go_on: Callable[[float], bool],
) -> bool:
    order, found = shown.order, []
    if shown.grid.count != 41:
        return False
    racing = order.kind is Kind.RACE
    ways = [each for each in paths_of(order) if len(each)]
    for place, way in enumerate(ways):
        first = 1 - PATH_SHARE + PATH_SHARE * place / len(ways)

        def report(share: float, first: float = first) -> bool:
            return go_on(first + PATH_SHARE * share / len(ways))

        path = path_on_plane(order.network, way, shown.plane, costs, order.sample, report)
        if path is None:
            return False
        found.append(path)
    if racing:
        return tell(replace(shown, walked=tuple(found), complete=True))
    return tell(replace(shown, path=found[0] if found else None, complete=True))


def paths_of(order: Order) -> tuple[Path, ...]:
    """Return the ways that an order's plane shows: the run's, or those of a race."""
    if order.kind is Kind.RACE:
        return tuple(each.path for each in order.walked)
    return (order.path,)


def plane_of(order: Order, gradient: FloatArray) -> Plane:
    """Return the plane that is asked for, or raise UsageError."""
    here = order.network.parameters
    if not np.isfinite(gradient).all():
        raise UsageError(
            "the cost or its gradient isn't finite here: the run has diverged; rewind it, and"
            " choose a lower learning rate"
        )
    if order.kind is Kind.GRADIENT:
        return gradient_plane(here, gradient, order.seed)
    if order.kind is Kind.PARAMETERS:
        return parameter_plane(here, *chosen_places(order, gradient))
    if order.kind is Kind.PATH:
        return path_plane(here.vector, order.path.array if len(order.path) else np.zeros((0, 1)))
    if order.kind is Kind.RACE:
        return walked_plane(here.vector, order.walked)
    if order.end is None:
        raise UsageError(
            "there is no other end yet: train from several starts on the page Valleys, or rewind"
            " and begin a run with another seed"
        )
    start = order.path.vectors[0] if len(order.path) else here.vector
    if order.end.vector.shape != here.vector.shape:
        raise UsageError(f"{order.end.name} belongs to a network of another shape")
    return ends_plane(here.vector, start, order.end.vector, order.end.name)


def chosen_places(order: Order, gradient: FloatArray) -> tuple[Place, Place]:
    """Return the two parameters: those chosen, else those with the largest derivatives.

    Raises
    ------
    UsageError
        If the network has no such parameter.
    """
    parameters = order.network.parameters
    steepest = [Place.at(parameters, index) for index in np.argsort(-np.abs(gradient))[:3]]
    free = [place for place in steepest if place not in order.places]
    chosen = [place if place is not None else free.pop(0) for place in order.places]
    for place in chosen:
        require_existing(place, parameters.sizes)
    return chosen[0], chosen[1]


def require_existing(place: Place, sizes: tuple[int, ...]) -> None:
    """Raise UsageError unless a network of these sizes has a parameter."""
    if not 1 <= place.layer < len(sizes):
        raise UsageError(f"layer {place.layer}: choose 1 to {len(sizes) - 1}")
    if not 0 <= place.neuron < sizes[place.layer]:
        last = sizes[place.layer] - 1
        raise UsageError(f"neuron {place.neuron} of layer {place.layer}: choose 0 to {last}")
    if place.source is not None and not 0 <= place.source < sizes[place.layer - 1]:
        last = sizes[place.layer - 1] - 1
        raise UsageError(f"neuron {place.source} of layer {place.layer - 1}: choose 0 to {last}")


def place_of_end(order: Order, plane: Plane) -> tuple[float, float] | None:
    """Return the coordinates of the order's other end, where the plane goes through it."""
    if order.end is None or order.kind is not Kind.ENDS:
        return None
    a, b = plane.coordinates(order.end.vector[None])[0]
    return float(a), float(b)


def extent_of(order: Order, plane: Plane, gradient_size: float) -> Extent:
    """Return which part of a plane is shown; both axes have the same unit."""
    if order.kind in (Kind.PATH, Kind.ENDS, Kind.RACE):
        return extent_round(marks_of(order, plane)).scaled(1 / order.zoom)
    here = order.network.parameters.vector.astype(float)
    if order.kind is Kind.PARAMETERS:
        places = np.abs(here[(plane.u != 0) | (plane.v != 0)])
        reach = max(LEAST_WEIGHT_REACH, 1.5 * float(places.max()))
    else:
        step = order.learning_rate * gradient_size
        reach = max(LEAST_STEPS * step, REACH_SHARE * float(np.linalg.norm(here)))
    return Extent(reach=(reach * ASPECT, reach)).scaled(1 / order.zoom)


def marks_of(order: Order, plane: Plane) -> FloatArray:
    """Return the coordinates of all that should be in view, (k, 2)."""
    vectors = [order.network.parameters.vector]
    for path in paths_of(order):
        vectors += path.vectors
    if order.kind is Kind.ENDS and order.end is not None:
        vectors.append(order.end.vector)
    return plane.coordinates(np.stack(vectors))


def extent_round(places: FloatArray) -> Extent:
    """Return an extent that holds all places, with a margin, of the map's shape."""
    low, high = places.min(axis=0), places.max(axis=0)
    half = (high - low) / 2 * MARGIN
    reach = max(float(half[0]) / ASPECT, float(half[1]), 1e-6)
    middle = (low + high) / 2
    return Extent((float(middle[0]), float(middle[1])), (reach * ASPECT, reach))
