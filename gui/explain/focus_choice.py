"""Which neuron of a layer is looked at: the user's choice, or the one with most to say."""

from __future__ import annotations

from enum import Enum, auto

from core.explain.derivation import Derivation
from core.explain.focus import default_focus
from core.explain.walk import StepKind, WalkStep
from gui.network_view.at_rest import Shown


class Role(Enum):
    """What a layer does at a step: a neuron may be chosen for each."""

    COMPUTED = auto()
    ASKING = auto()  # it wishes, is nudged, asks: one neuron is first
    ASKED = auto()


ROLES = {
    StepKind.OUTPUT_DESIRES: Role.ASKING,
    StepKind.NUDGES: Role.ASKING,
    StepKind.DESIRES: Role.ASKED,
}


def role_of(step: WalkStep) -> Role:
    """Return what a step's layer does at it."""
    return ROLES.get(step.kind, Role.COMPUTED)


class FocusChoice:
    """Keeps a focus for each layer and what it does.

    The user's choice stays with it. The default one stays while the network learns, so that what
    is read keeps its place, and is looked for anew when the walk moves on.
    """

    def __init__(self) -> None:
        self._chosen: dict[tuple[Role, int], int] = {}
        self._by_default: dict[tuple[Role, int], int | None] = {}

    @property
    def first(self) -> dict[int, int]:
        """For a layer, the neuron that was chosen to ask first."""
        asking = self._chosen.items()
        return {layer: index for (role, layer), index in asking if role is Role.ASKING}

    def of(self, derivation: Derivation, step: WalkStep, shown: Shown) -> int | None:
        """Return the index of the neuron in focus at a step, if there is one.

        shown : the indices of the drawn neurons, layer by layer: the default is one of them
        """
        place = role_of(step), step.layer
        if place in self._chosen:
            return self._chosen[place]
        if place not in self._by_default:
            self._by_default[place] = default_focus(derivation, step, shown[step.layer])
        return self._by_default[place]

    def choose(self, step: WalkStep, index: int) -> None:
        """Put a neuron of a step's layer in focus."""
        self._chosen[role_of(step), step.layer] = index

    def free(self, step: WalkStep) -> None:
        """Let a step's layer have its default focus again."""
        self._chosen.pop((role_of(step), step.layer), None)

    def look_anew(self) -> None:
        """Look for the default focus anew; the user's choices stay."""
        self._by_default.clear()

    def forget(self) -> None:
        """Forget every focus: they were those of another example or network."""
        self._chosen.clear()
        self._by_default.clear()
