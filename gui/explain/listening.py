"""Who is heard while requests are added: the user may mute neurons, or listen to one alone."""

from __future__ import annotations

from core.explain.adding import Mask, heard_alone, heard_without


class Listening:
    """Keeps who is muted, layer by layer; it changes no number, only what is added up."""

    def __init__(self) -> None:
        self._muted: dict[int, frozenset[int]] = {}

    def heard(self, layer: int, count: int) -> Mask | None:
        """Return who of a layer's neurons is heard, (count,), or None where everybody is."""
        muted = self._muted.get(layer)
        return heard_without(count, muted) if muted else None

    def toggle_mute(self, layer: int, neuron: int) -> None:
        """Mute a neuron of a layer, or hear it again."""
        self._muted[layer] = self._muted.get(layer, frozenset()) ^ {neuron}

    def toggle_solo(self, layer: int, neuron: int, count: int) -> None:
        """Hear a neuron alone; if it is alone already, hear everybody again."""
        alone = heard_alone(count, [neuron])
        others = frozenset(index for index in range(count) if not alone[index])
        self._muted[layer] = frozenset() if self._muted.get(layer) == others else others

    def hear_all(self, layer: int) -> None:
        """Hear everybody of a layer."""
        self._muted.pop(layer, None)

    def forget(self) -> None:
        """Hear everybody of every layer."""
        self._muted.clear()
