"""A product with its factors named, so that a number can open its arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum


class Term(Enum):
    """What a factor is, by the name it has in formulas."""

    ACTIVATION = "a"
    WEIGHT = "w"
    SLOPE = "s'(z)"
    DESIRE = "d = −dC0/da"
    COST_SLOPE = "dC0/da"
    ERROR = "dC0/dz"
    WISH = "−dC0/dz"


@dataclass(frozen=True)
class Factor:
    """One factor of a product.

    Attributes
    ----------
    term : what it is
    layer, neuron : what it belongs to: a neuron of layer 0 to L
    value : its number
    source : for a weight, the neuron of the layer before that it comes from
    """

    term: Term
    layer: int
    neuron: int
    value: float
    source: int | None = None


Factors = tuple[Factor, ...]


def product(factors: Factors) -> float:
    """Return the product of all factors, from left to right; 1 of none, and never -0."""
    return math.prod(factor.value for factor in factors) + 0.0
