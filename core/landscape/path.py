"""The way of a run through the space of its parameters: points kept as they come, thinned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, frozen
from core.landscape.costs import PlaneCosts
from core.landscape.grid import GoOn
from core.landscape.plane import Plane
from core.landscape.sample import Sample, mean_cost
from core.network.network import Network
from core.network.parameters import Parameters

MOST_POINTS = 120
MOST_BYTES = 64_000_000
LEAST_KEPT = 8


@dataclass(frozen=True, eq=False)
class Path:
    """Points of a run's way, in order.

    Attributes
    ----------
    steps : mini-batches made at each point
    vectors : (n,) arrays, the parameters at each
    """

    steps: tuple[int, ...] = ()
    vectors: tuple[FloatArray, ...] = ()

    def __len__(self) -> int:
        return len(self.steps)

    @property
    def array(self) -> FloatArray:
        """All points, (k, n) float64."""
        return np.stack([vector.astype(float) for vector in self.vectors])


class PathKeeper:
    """Keeps points of a run: the first, the last, and between them no more than memory allows.

    When there are too many, every second one is dropped, and from then on they are kept half as
    often.
    """

    def __init__(self, most_points: int = MOST_POINTS) -> None:
        self._most = most_points
        self._steps: list[int] = []
        self._vectors: list[FloatArray] = []
        self._apart = 1
        self._sizes: tuple[int, ...] = ()

    @property
    def path(self) -> Path:
        """The points that are kept."""
        return Path(tuple(self._steps), tuple(self._vectors))

    def begin(self, step: int, parameters: Parameters) -> None:
        """Forget everything: the way begins here."""
        self._steps, self._vectors = [step], [parameters.vector]
        self._apart, self._sizes = 1, parameters.sizes

    def add(self, step: int, parameters: Parameters) -> None:
        """Go on to a step's parameters; an earlier step takes back what was kept after it."""
        if parameters.sizes != self._sizes or not self._steps or step < self._steps[0]:
            self.begin(step, parameters)
            return
        while len(self._steps) > 1 and self._steps[-1] > step:
            self._drop_last()
        if self._steps[-1] == step and np.array_equal(self._vectors[-1], parameters.vector):
            return
        if len(self._steps) > 1 and self._steps[-1] - self._steps[-2] < self._apart:
            self._drop_last()
        self._steps.append(step)
        self._vectors.append(parameters.vector)
        self._thin(parameters.vector.nbytes)

    def _drop_last(self) -> None:
        self._steps.pop()
        self._vectors.pop()

    def _thin(self, bytes_each: int) -> None:
        """Drop every second point where there are too many; the first and the last stay."""
        most = min(self._most, max(LEAST_KEPT, MOST_BYTES // bytes_each))
        if len(self._steps) <= most:
            return
        kept = sorted({*range(0, len(self._steps), 2), len(self._steps) - 1})
        self._steps = [self._steps[place] for place in kept]
        self._vectors = [self._vectors[place] for place in kept]
        whole = self._steps[-1] - self._steps[0]
        self._apart = max(2 * self._apart, whole // most)


@dataclass(frozen=True, eq=False)
class PathOnPlane:
    """A path seen on a plane.

    Attributes
    ----------
    steps : (k,) of its points
    places : (k, 2), the coordinates of the points of the plane that are nearest
    distances : (k,), how far the points are from the plane
    costs : (k,), mean cost at the points themselves, not at their places on the plane
    below : (k,), the cost of the plane at their places
    share_inside : of the path's movement, 0 to 1; NaN for a path of one point
    """

    steps: tuple[int, ...]
    places: FloatArray
    distances: FloatArray
    costs: FloatArray
    below: FloatArray
    share_inside: float

    @property
    def farthest(self) -> int:
        """The place of the point that is farthest from the plane."""
        return int(np.argmax(self.distances))


def path_on_plane(
    network: Network,
    path: Path,
    plane: Plane,
    surface: PlaneCosts,
    sample: Sample,
    go_on: GoOn,
) -> PathOnPlane | None:
    """Return a path on a plane with its true costs, or None if it is given up."""
    vectors = path.array
    places = plane.coordinates(vectors)
    costs, below = np.empty(len(path)), np.empty(len(path))
    for place, vector in enumerate(vectors):
        if not go_on(place / len(path)):
            return None
        parameters = Parameters(vector, network.architecture.sizes)
        with np.errstate(all="ignore"):
            costs[place] = mean_cost(network.with_parameters(parameters), sample)
        below[place] = surface.at(*places[place].tolist())
    distances, share = plane.distances(vectors), plane.share_inside(vectors)
    return PathOnPlane(path.steps, frozen(places), frozen(distances), frozen(costs), below, share)
