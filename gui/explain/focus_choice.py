"""Which neuron of a step's layer is looked at: the user's choice, or the one with most to say."""

from __future__ import annotations

from core.explain.derivation import Derivation
from core.explain.focus import default_focus
from core.explain.walk import WalkStep
from gui.network_view.at_rest import Shown


class FocusChoice:
    """Keeps a focus for each place of the walk.

    The user's choice stays with its place. The default one stays while the network learns, so
    that what is read keeps its place, and is looked for anew when the walk moves on.
    """

    def __init__(self) -> None:
        self._chosen: dict[int, int] = {}
        self._by_default: dict[int, int | None] = {}

    def of(self, place: int, derivation: Derivation, step: WalkStep, shown: Shown) -> int | None:
        """Return the index of the neuron in focus at a place of the walk, if there is one.

        shown : the indices of the drawn neurons, layer by layer: the default is one of them
        """
        if place in self._chosen:
            return self._chosen[place]
        if place not in self._by_default:
            self._by_default[place] = default_focus(derivation, step, shown[step.layer])
        return self._by_default[place]

    def choose(self, place: int, index: int) -> None:
        """Put a neuron in focus at a place of the walk."""
        self._chosen[place] = index

    def free(self, place: int) -> None:
        """Let a place have its default focus again."""
        self._chosen.pop(place, None)

    def look_anew(self) -> None:
        """Look for the default focus anew; the user's choices stay."""
        self._by_default.clear()

    def forget(self) -> None:
        """Forget every focus: they were those of another example or network."""
        self._chosen.clear()
        self._by_default.clear()
