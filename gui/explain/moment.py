"""A place in the walk, with everything that scene, caption and tables are made of."""

from __future__ import annotations

from dataclasses import dataclass

from core.explain.adding import Mask, PartialSums, partial_sums
from core.explain.avenues import Avenues, avenues
from core.explain.derivation import Derivation
from core.explain.focus import default_focus
from core.explain.full_walk import FullStep, Part
from core.explain.walk import StepKind, WalkStep
from gui.network_view.at_rest import Shown


@dataclass(frozen=True)
class Moment:
    """A place in the walk: what is explained, how far it is, and what is in focus.

    after : the derivation of the same example after the step, for the last step alone
    focus : the index of the neuron in focus, in the layer of the step
    label : the output to mark, None while there is no example
    sums : where requests are added, those of the layer that asks, in its order
    heard : who of that layer is heard, (n_l,); None is everybody
    ways : the avenues of the neuron in focus, where it is about them
    true_label : the label that the example has, where another one is asked for
    """

    derivation: Derivation
    step: WalkStep
    alpha: float
    shown: Shown
    focus: int | None = None
    after: Derivation | None = None
    label: int | None = None
    sums: PartialSums | None = None
    heard: Mask | None = None
    ways: Avenues | None = None
    true_label: int | None = None

    @property
    def part(self) -> Part:
        """What part of its kind the step shows."""
        return self.step.part if isinstance(self.step, FullStep) else Part.WHOLE

    @property
    def neuron(self) -> int:
        """The neuron in focus, the default one if none was chosen."""
        if self.focus is not None:
            return self.focus
        return default_focus(self.derivation, self.step) or 0

    @property
    def requests(self) -> PartialSums:
        """What is added at this step: the requests to its layer."""
        return self.sums or partial_sums(self.derivation, self.step.layer + 1)

    @property
    def audible(self) -> Mask:
        """Who is heard, by neuron of the layer that asks."""
        return self.requests.everybody if self.heard is None else self.heard

    @property
    def all_heard(self) -> bool:
        """Whether nobody is muted."""
        return self.heard is None or bool(self.heard.all())

    @property
    def added(self) -> int:
        """How many requests have been added by the end of the step."""
        if isinstance(self.step, FullStep) and self.part is Part.ADDING:
            return self.step.added
        return len(self.requests.order)

    @property
    def newest(self) -> tuple[int, ...]:
        """The neurons that ask at this very step."""
        return self.step.neurons if isinstance(self.step, FullStep) else ()

    @property
    def avenues(self) -> Avenues:
        """The avenues of the neuron in focus."""
        return self.ways or avenues(self.derivation, self.step.layer, self.neuron)

    @property
    def adds(self) -> bool:
        """Whether requests are added at this step."""
        return self.step.kind is StepKind.DESIRES
