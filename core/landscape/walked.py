"""The ways of a race's walkers through the space of parameters, and the plane that holds most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray
from core.errors import UsageError
from core.experiments.race import RaceResult
from core.landscape.path import Path
from core.landscape.plane import Plane, plane_through
from core.landscape.planes import main_directions
from core.network.network import Network
from core.network.parameters import Parameters

MOST_POINTS = 60  # of each walker: every one's cost is measured


@dataclass(frozen=True, eq=False)
class Walked:
    """What a walker is called, and its way; there may be no points."""

    name: str
    path: Path


def walked_in(result: RaceResult, most: int = MOST_POINTS) -> tuple[Walked, ...]:
    """Return the ways of all walkers of a race, each thinned evenly to at most so many points.

    The first and the last point stay. Points that aren't finite, as after a divergence, are left
    out.
    """
    found = []
    for walker, path in zip(result.race.walkers, result.paths, strict=True):
        rows = np.flatnonzero(np.isfinite(path.parameters).all(axis=1))
        if len(rows) > most:
            rows = rows[np.round(np.linspace(0, len(rows) - 1, most)).astype(int)]
        steps = tuple(int(path.steps[path.kept[row]]) for row in rows)
        points = Path(steps, tuple(path.parameters[row] for row in rows))
        found.append(Walked(result.race.name_of(walker), points))
    return tuple(found)


def start_of(result: RaceResult) -> Network:
    """Return the network from which all walkers of a race went.

    Raises
    ------
    UsageError
        If the race has kept no parameters.
    """
    architecture = result.race.architecture
    for path in result.paths:
        if len(path.parameters):
            return Network(architecture, Parameters(path.parameters[0], architecture.sizes))
    raise UsageError(
        "this race has kept no points of its paths: race with a smaller network to see them"
    )


def walked_plane(start: FloatArray, walked: Sequence[Walked]) -> Plane:
    """Return the plane through the start that holds most of all walkers' ways.

    Its directions are the principal ones of all points as seen from the start; each walker weighs
    the same, however many points are known of it.

    Parameters
    ----------
    start : (n,)

    Raises
    ------
    UsageError
        If nobody has walked, or all on one line.
    """
    ways = [each.path.array - start.astype(float) for each in walked if len(each.path) > 1]
    if not ways:
        raise UsageError("nobody has walked in this race: its walkers made no step")
    away = np.concatenate([way / np.sqrt(len(way)) for way in ways])
    directions = main_directions(away, ways[0][-1])
    if directions is None:
        raise UsageError(
            "all walkers of this race went along one straight line: race with more steps, then"
            " their paths span a plane"
        )
    names = ("longest direction of the paths", "second direction of the paths")
    return plane_through(start, *directions, names)
