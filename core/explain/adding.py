"""Adding up desires: what the neurons of a layer ask for, one after another, and their sum."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core.arrays import FloatArray, IntArray, frozen
from core.explain.derivation import Derivation
from core.explain.order import asking_order

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class PartialSums:
    """The requests of a layer's n_out neurons to the n_in before, in an order. Arrays read-only.

    Attributes
    ----------
    layer : l, the layer that asks, 1 to L; layer l - 1 is asked
    order : the neurons as they ask, (n_out,)
    contributions : their requests in that order, (n_out, n_in)
    """

    layer: int
    order: IntArray
    contributions: FloatArray

    @cached_property
    def running(self) -> FloatArray:
        """The sums after 0, 1, ... n_out contributors, (n_out + 1, n_in)."""
        return self.running_of(self.everybody)

    @property
    def total(self) -> FloatArray:
        """The sum of all requests: the desires of layer l - 1, (n_in,)."""
        return self.after(len(self.order))

    @property
    def everybody(self) -> Mask:
        """Who is heard where nobody is muted, (n_out,), by neuron."""
        return np.ones(len(self.order), dtype=bool)

    def after(self, count: int) -> FloatArray:
        """Return the sums after so many contributors, (n_in,)."""
        return self.running[count]

    def running_of(self, heard: Mask) -> FloatArray:
        """Return the running sums where some are muted, (n_out + 1, n_in).

        Parameters
        ----------
        heard : who is heard, (n_out,), by neuron and not by place in the order
        """
        rows = np.where(heard[self.order, np.newaxis], self.contributions, 0.0)
        nothing = np.zeros((1, self.contributions.shape[1]))
        return frozen(np.concatenate([nothing, np.cumsum(rows, axis=0)]))

    def sum_of(self, heard: Mask) -> FloatArray:
        """Return the sums of those who are heard alone, (n_in,); heard as for running_of."""
        return frozen(self.contributions[heard[self.order]].sum(axis=0))

    def steps(self, receiver: int, heard: Mask | None = None) -> FloatArray:
        """Return where each contribution to one receiver begins and ends, (n_out, 2).

        They stand in the order of asking: each begins where the one before has ended, the first
        at 0, and the last ends at the sum. One who is muted ends where it begins.
        """
        running = self.running if heard is None else self.running_of(heard)
        return frozen(np.stack([running[:-1, receiver], running[1:, receiver]], axis=1))


def partial_sums(derivation: Derivation, layer: int, order: IntArray | None = None) -> PartialSums:
    """Return the requests of layer 1 to L in an order; without one, in the default order."""
    if order is None:
        order = asking_order(derivation, layer)
    rows = derivation.layer(layer).contributions[order]
    return PartialSums(layer, frozen(np.asarray(order, dtype=np.intp)), frozen(rows))


def heard_without(count: int, muted: Collection[int]) -> Mask:
    """Return who of so many neurons is heard when some are muted, (count,)."""
    heard = np.ones(count, dtype=bool)
    heard[list(muted)] = False
    return heard


def heard_alone(count: int, soloists: Collection[int]) -> Mask:
    """Return who of so many neurons is heard when only some may speak, (count,)."""
    return ~heard_without(count, soloists)
