"""Wiggle two parameters by the same small amount, and see which the cost hears more of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.explain.derivation import Derivation
from core.explain.number_lines import recomputed
from core.explain.places import Place, derivative_at

WIDTH = 1e-3
"""How far a parameter is moved, up and down.

Half the difference of both costs misses the straight line by about C''' h^3 / 6, so a smaller
width is better, until the rounding of the cost is as large as a hundredth of what is measured.
Tried from 1e-4 to 3e-2 on fresh and trained networks: at 1e-3 every wiggle that stands out from
the rounding is within 0.3 % of its prediction for smooth activation functions; wider moves miss
it by curvature, and meet the kinks of rectifiers more often, where the line bends.
"""
ROUNDINGS = 4


@dataclass(frozen=True)
class Wiggle:
    """What one parameter's wiggle does to the cost.

    Attributes
    ----------
    place : the parameter
    width : h, by how much it was moved up and down
    measured : (C0(+h) - C0(-h)) / 2, from forward passes alone
    predicted : dC0/d(parameter) x h
    noise : a change of the cost as small as this drowns in its rounding
    costs : C0(+h) and C0(-h)
    """

    place: Place
    width: float
    measured: float
    predicted: float
    noise: float
    costs: tuple[float, float] = (0.0, 0.0)

    @property
    def error(self) -> float:
        """|measured - predicted| relative to the larger of both; 0 where both are 0."""
        size = max(abs(self.measured), abs(self.predicted))
        return abs(self.measured - self.predicted) / size if size else 0.0

    @property
    def measurable(self) -> bool:
        """Whether the change stands out a hundredfold from the cost's rounding."""
        return max(abs(self.measured), abs(self.predicted)) > 100 * self.noise


@dataclass(frozen=True)
class Pair:
    """Two wiggles of the same width, and how many times as much the first one does."""

    first: Wiggle
    second: Wiggle

    @property
    def measured_ratio(self) -> float | None:
        """|first| / |second| as measured; None where the second does nothing."""
        return _ratio(self.first.measured, self.second.measured)

    @property
    def predicted_ratio(self) -> float | None:
        """|first| / |second| by the derivatives; None where the second is 0."""
        return _ratio(self.first.predicted, self.second.predicted)


def wiggle(derivation: Derivation, place: Place, width: float = WIDTH) -> Wiggle:
    """Move one parameter up and down, and return what is measured beside what is predicted."""
    value = place.value_in(derivation.network.parameters)
    _, _, costs = recomputed(derivation, place, np.array([value + width, value - width]))
    return Wiggle(
        place=place,
        width=width,
        measured=float(costs[0] - costs[1]) / 2,
        predicted=derivative_at(derivation, place) * width,
        noise=rounding_of_the_cost(derivation),
        costs=(float(costs[0]), float(costs[1])),
    )


def rounding_of_the_cost(derivation: Derivation) -> float:
    """Return what the cost may be off by rounding: its own, and that of the outputs it hears of."""
    heard = float(np.abs(derivation.desires[-1] * derivation.outputs).sum())
    return ROUNDINGS * float(np.finfo(np.float64).eps) * (derivation.cost + heard)


def wiggled_pair(derivation: Derivation, first: Place, second: Place, width: float = WIDTH) -> Pair:
    """Move two parameters, one after the other, by the same small amount."""
    return Pair(wiggle(derivation, first, width), wiggle(derivation, second, width))


def _ratio(first: float, second: float) -> float | None:
    return abs(first) / abs(second) if second else None
