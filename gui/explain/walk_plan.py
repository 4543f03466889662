"""The walk as it is planned for one example: its steps, who asks when, what then adds up."""

from __future__ import annotations

from collections.abc import Mapping

from core.explain.adding import PartialSums, partial_sums
from core.explain.avenues import Avenues, avenues
from core.explain.derivation import Derivation
from core.explain.full_walk import FullStep, full_walk
from core.explain.order import Orders, asking_orders
from gui.explain.walk_steps import steps_of


class WalkPlan:
    """Holds the order in which neurons ask, and what follows from it.

    While the network learns, the order stays as it was planned, so that what is read keeps its
    place; sums and avenues are always those of the derivation that is shown.
    """

    def __init__(self) -> None:
        self.steps: tuple[FullStep, ...] = ()
        self.orders: Orders = ()
        self._planned: Derivation | None = None
        self._sums: tuple[Derivation, PartialSums] | None = None
        self._avenues: tuple[Derivation, Avenues] | None = None

    def plan(self, derivation: Derivation, chosen: Mapping[int, int], forward_only: bool) -> bool:
        """Plan the walk anew; return whether its steps are others now, or told otherwise.

        Parameters
        ----------
        chosen : for a layer, the neuron that the user wants to see first
        """
        self._planned = derivation
        self.orders = asking_orders(derivation, chosen)
        self._sums = self._avenues = None
        before = self.steps
        steps = full_walk(derivation.network.architecture, self.orders)
        self.steps = steps_of(steps, forward_only)
        return self.steps != before

    def is_of(self, derivation: Derivation) -> bool:
        """Return whether it was planned for this very derivation."""
        return derivation is self._planned

    def first_to_ask(self, layer: int) -> int:
        """Return the neuron of layer 1 to L that asks first."""
        return int(self.orders[layer - 1][0])

    def sums(self, derivation: Derivation, layer: int) -> PartialSums:
        """Return the requests of layer 1 to L in their order."""
        kept = self._sums
        if kept is None or kept[0] is not derivation or kept[1].layer != layer:
            kept = derivation, partial_sums(derivation, layer, self.orders[layer - 1])
            self._sums = kept
        return kept[1]

    def avenues(self, derivation: Derivation, layer: int, neuron: int) -> Avenues:
        """Return the avenues of a neuron of layer 1 to L."""
        kept = self._avenues
        same = kept is not None and kept[0] is derivation
        if kept is None or not same or (kept[1].layer, kept[1].neuron) != (layer, neuron):
            kept = self._avenues = derivation, avenues(derivation, layer, neuron)
        return kept[1]
