"""Which parameters the table of wishes shows."""

from __future__ import annotations

import numpy as np

from core.explain.places import Place
from core.network.parameters import Parameters


def most_sensitive(gradient: Parameters, count: int) -> list[Place]:
    """Return the places of the largest derivatives of the mean cost, largest first."""
    sizes = np.abs(np.nan_to_num(gradient.vector, nan=0.0))
    count = min(count, len(sizes))
    largest = np.argsort(-sizes, kind="stable")[:count]
    return [Place.at(gradient, int(index)) for index in largest]


def random_places(parameters: Parameters, count: int, rng: np.random.Generator) -> list[Place]:
    """Return different parameters, each as likely as any other, by their layer's order."""
    total = len(parameters.vector)
    chosen = np.sort(rng.choice(total, min(count, total), replace=False))
    return [Place.at(parameters, int(index)) for index in chosen]
