"""What can be told of every connection: weights, signals, nudges, changes since the start."""

from __future__ import annotations

from enum import Enum

import numpy as np

from core.arrays import FloatArray, frozen
from core.explain.derivation import Derivation
from core.network.parameters import Parameters

Matrices = tuple[FloatArray, ...]  # per layer l = 1..L, (n_l, n_{l-1})


class Quantity(Enum):
    """A quantity that every connection has one value of."""

    WEIGHTS = "weights"
    SIGNALS = "signals"
    NUDGES = "nudges"
    CHANGES = "changes"


def connection_values(
    quantity: Quantity, derivation: Derivation, initial: Parameters | None = None
) -> Matrices:
    """Return the values of a quantity for all connections, layer by layer.

    Parameters
    ----------
    initial : the run's parameters at step 0, of the same sizes; without them the changes are NaN,
        which is drawn as unknown
    """
    parameters = derivation.network.parameters
    if quantity is Quantity.SIGNALS:
        return signals(derivation)
    if quantity is Quantity.NUDGES:
        return tuple(derivation.nudges.weights)
    if quantity is Quantity.CHANGES:
        return changes(parameters, initial)
    return tuple(parameters.weights)


def signals(derivation: Derivation) -> Matrices:
    """Return what each connection carries for this example: weight x activation before.

    The signals into a neuron and its bias add up to its weighted input.
    """
    return tuple(
        frozen(layer.weights * before)
        for layer, before in zip(derivation.layers, derivation.activations[:-1], strict=True)
    )


def changes(parameters: Parameters, initial: Parameters | None) -> Matrices:
    """Return by how much each weight has moved since the start of its run."""
    if initial is None or initial.sizes != parameters.sizes:
        return tuple(frozen(np.full(w.shape, np.nan)) for w in parameters.weights)
    return tuple(
        frozen(now - start) for now, start in zip(parameters.weights, initial.weights, strict=True)
    )
