"""Which planes there are: by the gradient, by two parameters, by the path, by its two ends."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.errors import UsageError
from core.explain.places import Place
from core.landscape.plane import Plane, plane_through
from core.network.parameters import Parameters

LEAST_POINTS = 3
LEAST_SPREAD = 1e-10  # of the largest squared spread, which counts as none


def random_direction(parameters: Parameters, rng: np.random.Generator) -> FloatArray:
    """Return a random direction, (n,), in which each layer moves as far as it is long.

    Normal numbers, scaled layer by layer to the length of the layer's parameters: a plain one would
    hardly move anything but the many weights of the first layer (compare Li, Xu, Taylor, Studer and
    Goldstein, "Visualizing the Loss Landscape of Neural Nets", 2018, who scale filter by filter).
    """
    direction = Parameters(rng.standard_normal(parameters.vector.size), parameters.sizes)
    for part, layer in zip(direction.layers, parameters.layers, strict=True):
        length = float(np.linalg.norm(layer.astype(float))) or 1.0
        part[:] = part * (length / np.linalg.norm(part))
    return direction.vector


def gradient_plane(parameters: Parameters, gradient: FloatArray, seed: int) -> Plane:
    """Return the plane of minus the gradient and of a seed's random direction.

    Raises
    ------
    UsageError
        If the gradient is zero or not finite.
    """
    if not gradient.any():
        raise UsageError(
            "the gradient is zero here, so nothing says which way is down: choose another plane"
        )
    random = random_direction(parameters, np.random.default_rng(seed))
    names = ("minus the gradient", f"random direction {seed}")
    return plane_through(parameters.vector, -gradient, random, names)


def parameter_plane(parameters: Parameters, first: Place, second: Place) -> Plane:
    """Return the plane in which two parameters change and all others stay.

    Raises
    ------
    UsageError
        If both are the same.
    """
    if first == second:
        raise UsageError(
            f"both directions are the {first.name}: choose another parameter for one of them"
        )
    directions = np.zeros((2, parameters.vector.size))
    for row, place in zip(directions, (first, second), strict=True):
        row[place.index_in(parameters.sizes)] = 1
    return plane_through(parameters.vector, directions[0], directions[1], (first.name, second.name))


def path_plane(here: FloatArray, points: FloatArray) -> Plane:
    """Return the plane through ``here`` of the two directions in which a path is longest.

    They are the principal directions of the points as seen from here. The path's first point lies
    at positive coordinates.

    Parameters
    ----------
    here : (n,)
    points : (k, n)

    Raises
    ------
    UsageError
        If the path has fewer than three points, or they lie on one line.
    """
    if len(points) < LEAST_POINTS:
        raise UsageError("there is no path yet: train some mini-batches, then its plane is shown")
    away = points.astype(float) - here.astype(float)
    directions = main_directions(away, away[0])
    if directions is None:
        raise UsageError("the path is one straight line so far: train on, then it spans a plane")
    names = ("longest direction of the path", "second direction of the path")
    return plane_through(here, *directions, names)


def main_directions(away: FloatArray, positive: FloatArray) -> tuple[FloatArray, FloatArray] | None:
    """Return the two principal directions of differences, (n,) each; None if they are on a line.

    Eigenvectors of D D^T, with D (k, n) the differences, carried back by D^T.

    Parameters
    ----------
    away : (k, n)
    positive : (n,), which both directions are turned towards
    """
    squares, sides = np.linalg.eigh(away @ away.T)
    if len(squares) < 2 or squares[-2] <= LEAST_SPREAD * max(squares[-1], np.finfo(float).tiny):
        return None
    first, second = (sides[:, place] @ away for place in (-1, -2))
    turned = [each if positive @ each >= 0 else -each for each in (first, second)]
    return turned[0], turned[1]


def ends_plane(here: FloatArray, start: FloatArray, end: FloatArray, name: str) -> Plane:
    """Return the plane through here, the run's start and another end of that name.

    Raises
    ------
    UsageError
        If two of the three are the same, or all lie on one line.
    """
    if np.array_equal(here, start):
        raise UsageError("the run is at its start: train some mini-batches first")
    names = ("towards the start", f"towards {name}")
    start, end, here = (each.astype(float) for each in (start, end, here))
    return plane_through(here, start - here, end - here, names)
