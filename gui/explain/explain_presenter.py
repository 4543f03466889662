"""One example's story: keeps panels, timeline and picture at the same place of the walk."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.explain.derivation import Derivation
from core.explain.full_walk import FullStep, Part
from core.explain.walk import StepKind
from core.network.network import Network
from gui.explain.check_request import CheckRequest
from gui.explain.example_chooser import ExampleChooser
from gui.explain.example_panel import ExamplePanel
from gui.explain.explained import Explained
from gui.explain.explanation_panel import ExplanationPanel
from gui.explain.focus_choice import FocusChoice, Role, role_of
from gui.explain.listening import Listening
from gui.explain.moment import Moment
from gui.explain.panel_writer import PanelWriter
from gui.explain.scenes import resting_scene, scene_of
from gui.explain.step_title import StepTitle
from gui.explain.told_numbers import ToldNumbers
from gui.explain.walk_plan import WalkPlan
from gui.explain.walk_steps import paces_of, timeline_of
from gui.network_view.at_rest import Shown, choose_shown
from gui.network_view.inputs import InputChoice
from gui.network_view.scene import NeuronId, Scene
from gui.walker import Walker
from gui.widgets.timeline_names import Tick

AVENUES = (Part.BIAS, Part.WEIGHTS, Part.BEFORE)


class ExplainPresenter(QObject):
    """Shows one example's derivation at one step of the walk.

    It is given a network and an example, computes the derivation by core, and hands the same
    moment to everything that shows it. `scene_changed` says that the picture should follow.
    """

    scene_changed = pyqtSignal()
    steps_changed = pyqtSignal()
    label_changed = pyqtSignal()  # the one asked for is another
    told = pyqtSignal()  # the panels have been told of the moment
    check_wanted = pyqtSignal(object)  # CheckRequest

    def __init__(
        self,
        chooser: ExampleChooser,
        walker: Walker,
        example: ExamplePanel,
        explanation: ExplanationPanel,
        title: StepTitle,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.chooser = chooser
        self.walker = walker
        self.example = example
        self.explanation = explanation
        self.title = title
        self.learning_rate = 1.0
        self.active = True
        self.inputs = InputChoice()
        self._explained = Explained(chooser)
        self._writer = PanelWriter(example, explanation, title)
        self._focus = FocusChoice()
        self._listening = Listening()
        self._plan = WalkPlan()
        self._told = ToldNumbers()
        self._forward_only = False
        self._notation = True
        self._shown_place = -1
        self._connect()

    @property
    def network(self) -> Network | None:
        """The network that is explained."""
        return self._explained.network

    @property
    def derivation(self) -> Derivation | None:
        """The derivation of the example."""
        return self._explained.derivation

    @property
    def steps(self) -> tuple[FullStep, ...]:
        """The steps of the walk that this perspective shows."""
        return self._plan.steps

    @property
    def timeline(self) -> list[Tick]:
        """The steps as they stand on the timeline."""
        return timeline_of(self.steps)

    @property
    def step(self) -> FullStep:
        """The step at which the walk stands."""
        return self.steps[self.walker.index]

    @property
    def true_label(self) -> int | None:
        """The digit that the example is, whatever is asked for."""
        return self._explained.true_label

    @property
    def moment(self) -> Moment | None:
        """The place of the walk with all that it shows; None before there is a network."""
        derivation, focus = self.derivation, self.focus
        if derivation is None or not self.steps:
            return None
        step, plan = self.step, self._plan
        asked = step.kind is StepKind.DESIRES
        about_one = step.part in AVENUES and focus is not None
        last = step.kind is StepKind.STEP and step.part is Part.WHOLE
        count = len(derivation.layer(step.layer + 1).biases) if asked else 0
        return Moment(
            derivation=derivation,
            step=step,
            alpha=self.walker.alpha,
            shown=self._shown_neurons(derivation),
            focus=focus,
            after=self.after if last else None,
            label=self._explained.label,
            sums=plan.sums(derivation, step.layer + 1) if asked else None,
            heard=self._listening.heard(step.layer + 1, count) if asked else None,
            ways=plan.avenues(derivation, step.layer, focus or 0) if about_one else None,
            true_label=self.true_label,
        )

    @property
    def focus(self) -> int | None:
        """The neuron in focus: the user's choice for this step, or the default one."""
        derivation = self.derivation
        if derivation is None or not self.steps:
            return None
        if role_of(self.step) is Role.ASKING:
            return self._plan.first_to_ask(self.step.layer)
        return self._focus.of(derivation, self.step, self._shown_neurons(derivation))

    @property
    def after(self) -> Derivation | None:
        """The same example after one step along its nudges."""
        return self._explained.after(self.learning_rate)

    def scene(self) -> Scene | None:
        """Return what the network view should show."""
        moment = self.moment
        return None if moment is None else self._told.on(scene_of(moment))

    def resting_scene(self) -> Scene | None:
        """Return the network with this example's activations, all computed, and its weights."""
        derivation = self.derivation
        if derivation is None:
            return None
        shown = self._shown_neurons(derivation)
        return self._told.on(resting_scene(derivation, shown, self._explained.label))

    def set_network(self, network: Network) -> None:
        """Explain another network, or the same one with other parameters."""
        if not self._explained.is_like(network):
            self._focus.forget()
            self._listening.forget()
        self._explained.network = network
        self._derive()

    def follow(self, network: Network) -> None:
        """Let the picture show a network while it trains; words and tables wait for `refresh`."""
        if not self._explained.is_like(network):
            self.set_network(network)
            return
        self._explained.network = network
        self._explained.derive()
        self._told.wait()
        self.scene_changed.emit()

    def set_learning_rate(self, learning_rate: float) -> None:
        """Take the last step of the walk with another learning rate."""
        self.learning_rate = learning_rate
        self._explained.forget_step()
        self._show()

    def set_inputs(self, inputs: InputChoice) -> None:
        """Draw other pixels as input neurons."""
        if inputs != self.inputs:
            self.inputs = inputs
            self._told.forget()
            self._focus.look_anew()
            self._show()

    def set_forward_only(self, forward_only: bool) -> None:
        """Walk forward to the cost and no further, or all the way back and to the step."""
        if forward_only != self._forward_only:
            self._forward_only = forward_only
            self._set_steps()
            self._show()

    def set_check_result(self, text: str, good: bool) -> None:
        """Show what a comparison with finite differences has found."""
        self.explanation.set_check_result(text, good)

    def refresh(self) -> None:
        """Show everything anew, as after a time of not being active."""
        self._show()

    @pyqtSlot(bool)
    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and pictures only."""
        self._notation = shown
        self.explanation.set_notation(shown)
        self._show()

    @pyqtSlot()
    def show_example(self) -> None:
        """Show the example that was chosen, and derive it."""
        images = self.chooser.images
        if images is None:
            return
        index = self.chooser.index
        self._explained.forget_label()
        self.example.set_example(
            self.chooser.set_name,
            index,
            images.activations(index),
            int(images.labels[index]),
            len(images),
        )
        self._focus.forget()
        self._listening.forget()
        self._derive()

    @pyqtSlot(int)
    def ask_for_label(self, label: int) -> None:
        """Ask the same picture to be another digit: everything from the cost on turns to it."""
        if self._explained.ask_for(label):
            self._focus.look_anew()
            self._set_steps()
            self._show()
            self.label_changed.emit()

    @pyqtSlot()
    def ask_for_true_label(self) -> None:
        """Ask for the digit that the example is."""
        if self.true_label is not None:
            self.ask_for_label(self.true_label)

    @pyqtSlot(object)
    def choose_focus(self, neuron: NeuronId | None) -> None:
        """Put a neuron of the step's layer in focus; a click on nothing frees it."""
        if not self.steps or self.derivation is None:
            return
        step = self.step
        if neuron is None:
            self._focus.free(step)
        elif neuron.layer == step.layer:
            self._focus.choose(step, neuron.index)
        if role_of(step) is Role.ASKING:
            self._set_steps()
        self._show()

    @pyqtSlot(int)
    def choose_focus_index(self, index: int) -> None:
        """Put the neuron with an index in the step's layer in focus."""
        self.choose_focus(NeuronId(self.step.layer, index))

    @pyqtSlot(int)
    def toggle_mute(self, neuron: int) -> None:
        """Mute a neuron of the layer that asks, or hear it again."""
        if self.step.kind is StepKind.DESIRES:
            self._listening.toggle_mute(self.step.layer + 1, neuron)
            self._show()

    @pyqtSlot(int)
    def toggle_solo(self, neuron: int) -> None:
        """Hear one neuron of the layer that asks alone, or everybody again."""
        if self.step.kind is StepKind.DESIRES and self.derivation is not None:
            layer = self.step.layer + 1
            count = len(self.derivation.layer(layer).biases)
            self._listening.toggle_solo(layer, neuron, count)
            self._show()

    @pyqtSlot()
    def hear_all(self) -> None:
        """Hear every neuron of the layer that asks."""
        if self.step.kind is StepKind.DESIRES:
            self._listening.hear_all(self.step.layer + 1)
            self._show()

    @pyqtSlot()
    def ask_for_check(self) -> None:
        """Ask for a comparison of all that the walk shows with finite differences."""
        if self.derivation is not None:
            self.check_wanted.emit(CheckRequest(self.derivation, self._focus.first))

    def _connect(self) -> None:
        self.chooser.changed.connect(self.show_example)
        self.walker.moved.connect(self._moved)
        example, explanation = self.example, self.explanation
        example.example_requested.connect(self.chooser.choose)
        example.random_requested.connect(self.chooser.choose_random)
        example.wrong_requested.connect(self.chooser.ask_for_wrong)
        example.digit_chosen.connect(self.chooser.set_digit)
        example.label_reset.connect(self.ask_for_true_label)
        explanation.check_requested.connect(self.ask_for_check)
        explanation.wrong_requested.connect(self.chooser.ask_for_wrong)
        explanation.label_chosen.connect(self.ask_for_label)
        explanation.label_reset.connect(self.ask_for_true_label)
        explanation.muted_toggled.connect(self.toggle_mute)
        explanation.solo_toggled.connect(self.toggle_solo)
        explanation.all_heard.connect(self.hear_all)

    def _shown_neurons(self, derivation: Derivation) -> Shown:
        return choose_shown(derivation.network.architecture, derivation.image, self.inputs)

    def _set_steps(self) -> None:
        """Plan the walk through what is derived; it stays at the same place."""
        derivation = self.derivation
        if derivation is None:
            return
        if self._plan.plan(derivation, self._focus.first, self._forward_only):
            self.walker.set_paces(paces_of(self.steps))
            self.walker.set_count(len(self.steps))
            self.steps_changed.emit()

    def _derive(self) -> None:
        """Derive the example and show it."""
        self._explained.derive()
        self._set_steps()
        self._show()

    @pyqtSlot()
    def _moved(self) -> None:
        if not self.steps or self.derivation is None:
            return
        if self.walker.index != self._shown_place:
            self._focus.look_anew()
            if not self._plan.is_of(self.derivation):
                self._set_steps()
            self._show()
        elif self.active:
            self.explanation.set_alpha(self.walker.alpha)
            self.scene_changed.emit()

    def _show(self) -> None:
        """Hand the moment to the panels and ask for the picture."""
        moment = self.moment
        if moment is None:
            return
        self._told.tell()
        self._shown_place = self.walker.index
        if self.chooser.images is not None:
            self._write(moment)
        self.told.emit()
        self.scene_changed.emit()

    def _write(self, moment: Moment) -> None:
        """Write the moment into the panels; the step only where the walk is seen."""
        self._writer.write_answer(moment, self.inputs, self.active)
        if self.active:
            number, count = self.walker.index + 1, len(self.steps)
            self._writer.write_step(moment, number, count, self.learning_rate, self._notation)
