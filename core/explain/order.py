"""The order in which the neurons of a layer ask the layer before for changes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from core.arrays import IntArray, frozen
from core.explain.derivation import Derivation

Orders = tuple[IntArray, ...]  # per layer l = 1..L, a permutation (n_l,)


def asking_order(derivation: Derivation, layer: int, focus: int | None = None) -> IntArray:
    """Return all neurons of layer 1 to L in the order in which they ask, (n_l,), read-only.

    First the focus, if there is one, else the labelled output; then those with most to say, the
    largest |delta| first, which is the size of what they pass on for each unit of a weight. Equal
    ones stay in the order of the layer; those that are not a number come first.
    """
    sizes = np.abs(derivation.layer(layer).errors)
    order = np.argsort(-np.where(np.isnan(sizes), np.inf, sizes), kind="stable")
    first = first_to_ask(derivation, layer, focus)
    if first is not None:
        order = np.concatenate([[first], order[order != first]])
    return frozen(order.astype(np.intp))


def first_to_ask(derivation: Derivation, layer: int, focus: int | None = None) -> int | None:
    """Return the neuron that asks first whatever it has to say, or None where none is set."""
    if focus is not None:
        return focus
    return derivation.label if layer == derivation.depth else None


def asking_orders(derivation: Derivation, focus: Mapping[int, int] | None = None) -> Orders:
    """Return the orders of layers 1 to L.

    Parameters
    ----------
    focus : for a layer, the neuron that the user wants to see first
    """
    chosen = focus or {}
    return tuple(
        asking_order(derivation, layer, chosen.get(layer))
        for layer in range(1, derivation.depth + 1)
    )
