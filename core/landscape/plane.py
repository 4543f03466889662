"""A plane through the space of all parameters: a point and two directions at right angles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.arrays import FloatArray, frozen
from core.errors import UsageError

LEAST_ANGLE = 1e-6  # of a direction, what is left of its length beside the first one


@dataclass(frozen=True, eq=False)
class Plane:
    """The points origin + a u + b v.

    Attributes
    ----------
    origin : (n,) float64, the parameters at a = b = 0
    u, v : (n,) float64, of length 1 and at right angles, so that a and b are distances
    names : what u and v are called
    """

    origin: FloatArray
    u: FloatArray
    v: FloatArray
    names: tuple[str, str] = ("a", "b")

    def point(self, a: float, b: float) -> FloatArray:
        """Return the parameters at (a, b), (n,)."""
        return self.origin + a * self.u + b * self.v

    def coordinates(self, vectors: FloatArray) -> FloatArray:
        """Return (a, b) of the points of the plane that are nearest to (k, n) vectors, (k, 2)."""
        away = np.atleast_2d(vectors).astype(float) - self.origin
        return np.stack([away @ self.u, away @ self.v], axis=1)

    def distances(self, vectors: FloatArray) -> FloatArray:
        """Return how far (k, n) vectors are from the plane, (k,).

        What remains is measured itself; as the square root of a difference of squares (Pythagoras)
        it would lose half of its figures near the plane.
        """
        away = np.atleast_2d(vectors).astype(float) - self.origin
        rest = away - np.outer(away @ self.u, self.u) - np.outer(away @ self.v, self.v)
        return np.linalg.norm(rest, axis=1)

    def share_inside(self, vectors: FloatArray) -> float:
        """Return the length of a path's shadow on the plane as a share of its length, 0 to 1.

        The path goes straight from each of (k, n) vectors to the next; NaN without movement.
        """
        pieces = np.diff(vectors.astype(float), axis=0)
        whole = float(np.linalg.norm(pieces, axis=1).sum())
        inside = float(np.hypot(pieces @ self.u, pieces @ self.v).sum())
        return min(1.0, inside / whole) if whole > 0 else float("nan")


def plane_through(
    origin: FloatArray, first: FloatArray, second: FloatArray, names: tuple[str, str]
) -> Plane:
    """Return the plane of two directions; the second one is made upright to the first.

    Raises
    ------
    UsageError
        If a direction has no length or isn't finite, or if both are the same.
    """
    u = unit(first, names[0])
    second = unit(second, names[1])
    rest = second - (second @ u) * u
    if np.linalg.norm(rest) < LEAST_ANGLE:
        raise UsageError(
            f"{names[0]} and {names[1]} are the same direction, so they span a line and no plane: "
            "choose another second direction"
        )
    v = rest / np.linalg.norm(rest)
    v -= (v @ u) * u  # once more: the first time leaves what rounding has left
    return Plane(frozen(origin.astype(float)), frozen(u), frozen(v / np.linalg.norm(v)), names)


def unit(direction: FloatArray, name: str) -> FloatArray:
    """Return a direction with length 1, float64.

    Raises
    ------
    UsageError
        If it has no length, or one that isn't finite.
    """
    direction = direction.astype(float)
    with np.errstate(over="ignore", invalid="ignore"):
        length = float(np.linalg.norm(direction))
    if not np.isfinite(length):
        raise UsageError(f"{name} isn't finite: the run has diverged; rewind it, lower its rate")
    if length == 0:
        raise UsageError(f"{name} has no length, so it points nowhere: choose another direction")
    return direction / length
