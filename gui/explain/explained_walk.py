"""One example's walk: what is explained, as it is planned, and what is chosen at its steps."""

from __future__ import annotations

from core.explain.derivation import Derivation
from core.explain.full_walk import FullStep, Part
from core.explain.walk import StepKind
from gui.explain.example_chooser import ExampleChooser
from gui.explain.explained import Explained
from gui.explain.focus_choice import FocusChoice, Role, role_of
from gui.explain.listening import Listening
from gui.explain.moment import Moment
from gui.explain.walk_plan import WalkPlan
from gui.network_view.at_rest import Shown, choose_shown
from gui.network_view.inputs import InputChoice

AVENUES = (Part.BIAS, Part.WEIGHTS, Part.BEFORE)


class ExplainedWalk:
    """Makes the moment at any place of the walk; it knows neither panels nor signals.

    Attributes
    ----------
    explained : network, example and their derivation
    focus : which neuron of a layer is looked at
    listening : who is heard while requests are added
    inputs : which pixels are drawn as neurons
    learning_rate : that of the walk's last step
    forward_only : whether the walk ends at the cost
    """

    def __init__(self, chooser: ExampleChooser) -> None:
        self.explained = Explained(chooser)
        self.focus = FocusChoice()
        self.listening = Listening()
        self.inputs = InputChoice()
        self.learning_rate = 1.0
        self.forward_only = False
        self._plan = WalkPlan()
        self._shown: tuple[Derivation, InputChoice, Shown] | None = None

    @property
    def steps(self) -> tuple[FullStep, ...]:
        """The steps that are planned."""
        return self._plan.steps

    @property
    def is_planned(self) -> bool:
        """Whether the steps are those of the very derivation of now."""
        derivation = self.explained.derivation
        return derivation is not None and self._plan.is_of(derivation)

    @property
    def shown(self) -> Shown:
        """The indices of the neurons that are drawn, layer by layer; none without a derivation."""
        derivation, kept = self.explained.derivation, self._shown
        if derivation is None:
            return ()
        if kept is None or kept[0] is not derivation or kept[1] != self.inputs:
            chosen = choose_shown(derivation.network.architecture, derivation.image, self.inputs)
            kept = self._shown = derivation, self.inputs, chosen
        return kept[2]

    @property
    def after(self) -> Derivation | None:
        """The same example after one step along its nudges."""
        return self.explained.after(self.learning_rate)

    def set_learning_rate(self, learning_rate: float) -> None:
        """Take the last step of the walk with another learning rate."""
        self.learning_rate = learning_rate
        self.explained.forget_step()

    def set_inputs(self, inputs: InputChoice) -> None:
        """Draw other pixels as input neurons: the default focus is one of those drawn."""
        self.inputs = inputs
        self.focus.look_anew()

    def forget_choices(self) -> None:
        """Forget who was looked at and who was heard: that was another example or network."""
        self.focus.forget()
        self.listening.forget()

    def plan_anew(self) -> bool:
        """Plan the walk through what is derived; return whether its steps are others now."""
        derivation = self.explained.derivation
        if derivation is None:
            return False
        return self._plan.plan(derivation, self.focus.first, self.forward_only)

    def focus_at(self, place: int) -> int | None:
        """Return the neuron in focus at a place of the walk, if there is one."""
        derivation = self.explained.derivation
        if derivation is None or not self.steps:
            return None
        step = self.steps[place]
        if role_of(step) is Role.ASKING:
            return self._plan.first_to_ask(step.layer)
        return self.focus.of(derivation, step, self.shown)

    def moment_at(self, place: int, alpha: float) -> Moment | None:
        """Return a place of the walk with all that it shows; None without network or steps.

        alpha : how far what is new at this step has grown, from 0 to 1
        """
        derivation, focus = self.explained.derivation, self.focus_at(place)
        if derivation is None or not self.steps:
            return None
        step, plan = self.steps[place], self._plan
        asked = step.kind is StepKind.DESIRES
        about_one = step.part in AVENUES and focus is not None
        last = step.kind is StepKind.STEP and step.part is Part.WHOLE
        count = len(derivation.layer(step.layer + 1).biases) if asked else 0
        return Moment(
            derivation=derivation,
            step=step,
            alpha=alpha,
            shown=self.shown,
            focus=focus,
            after=self.after if last else None,
            label=self.explained.label,
            sums=plan.sums(derivation, step.layer + 1) if asked else None,
            heard=self.listening.heard(step.layer + 1, count) if asked else None,
            ways=plan.avenues(derivation, step.layer, focus or 0) if about_one else None,
            true_label=self.explained.true_label,
        )
