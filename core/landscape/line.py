"""The cost along a straight line: down the gradient, or from one end to another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, frozen
from core.errors import UsageError
from core.landscape.costs import PlaneCosts
from core.landscape.grid import GoOn
from core.landscape.plane import Plane
from core.landscape.sample import Sample, sample_gradient
from core.network.network import Network

POINTS = 81
BEHIND = 0.25  # of the way ahead, how much is shown behind the present point
REACH = 12.0  # steps of the learning rate that are in view


@dataclass(frozen=True, eq=False)
class Slice:
    """The cost along minus the gradient through the parameters of now.

    Attributes
    ----------
    distances : (count,) array, how far from the parameters of now; positive is downhill
    costs : (count,) array
    cost : at distance 0
    slope : dC/d(distance) at 0 by backpropagation: minus the gradient's length
    step : how far the learning rate goes, eta times the gradient's length
    cost_after : measured there
    """

    distances: FloatArray
    costs: FloatArray
    cost: float
    slope: float
    step: float
    cost_after: float
    sample_name: str

    @property
    def predicted(self) -> float:
        """The cost after the step if the surface were as straight as its slope at 0."""
        return self.cost + self.slope * self.step


def descent_slice(
    network: Network,
    sample: Sample,
    learning_rate: float,
    zoom: float = 1.0,
    go_on: GoOn = lambda _share: True,
) -> Slice | None:
    """Return the cost along minus the gradient, or None if it is given up.

    Parameters
    ----------
    zoom : 1 shows twelve steps of the learning rate ahead, 2 shows six

    Raises
    ------
    UsageError
        If the gradient is zero or not finite.
    """
    gradient, cost = sample_gradient(network, sample)
    length = float(np.linalg.norm(gradient))
    if not np.isfinite(length):
        raise UsageError("the gradient isn't finite: the run has diverged; rewind, lower its rate")
    if length == 0:
        raise UsageError("the gradient is zero here: the cost is level, and no way leads down")
    here = network.parameters.vector.astype(float)
    along = -gradient / length
    line = Plane(here, along, np.zeros_like(along), ("minus the gradient", ""))
    costs = PlaneCosts(network.architecture, line, sample)
    step = learning_rate * length
    distances = line_points(REACH * step / zoom)
    measured = costs_along(costs, distances, go_on)
    if measured is None:
        return None
    after = costs.at(step, 0.0)
    return Slice(distances, measured, cost, -length, step, after, sample.name)


def line_points(reach: float) -> FloatArray:
    """Return distances from a little behind, through exactly 0, to ``reach``."""
    ahead = round(POINTS / (1 + BEHIND))
    steps = np.arange(-round(BEHIND * ahead), ahead + 1)
    return frozen(steps * (reach / ahead))


def costs_along(costs: PlaneCosts, distances: FloatArray, go_on: GoOn) -> FloatArray | None:
    """Return the costs at distances along u, or None if it is given up."""
    found = np.empty(len(distances))
    for place, distance in enumerate(distances):
        if not go_on(place / len(distances)):
            return None
        found[place] = costs.at(float(distance), 0.0)
    return frozen(found)
