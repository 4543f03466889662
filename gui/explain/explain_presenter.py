"""One example's story: keeps panels, timeline and picture at the same place of the walk."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.explain.derivation import Derivation
from core.explain.full_walk import FullStep
from core.network.network import Network
from gui.explain.caption_kin import CaptionKin
from gui.explain.check_request import CheckRequest
from gui.explain.example_chooser import ExampleChooser
from gui.explain.example_panel import ExamplePanel
from gui.explain.explained_walk import ExplainedWalk
from gui.explain.explanation_panel import ExplanationPanel
from gui.explain.focus_choice import Role, role_of
from gui.explain.hearing_orders import HearingOrders
from gui.explain.moment import Moment
from gui.explain.panel_writer import PanelWriter
from gui.explain.scenes import resting_scene, scene_of
from gui.explain.step_title import StepTitle
from gui.explain.told_numbers import ToldNumbers
from gui.explain.walk_steps import paces_of, timeline_of
from gui.network_view.inputs import InputChoice
from gui.network_view.scene import NeuronId, Scene
from gui.walker import Walker
from gui.widgets.timeline_names import Tick


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
        self.active = True
        self.walk = ExplainedWalk(chooser)
        self._hearing = HearingOrders(self.walk, walker, explanation, self)
        self._writer = PanelWriter(example, explanation, title)
        self._kin = CaptionKin(self.walk)
        self._told = ToldNumbers()
        self._notation = True
        self._shown_place = -1
        self._connect()

    @property
    def network(self) -> Network | None:
        """The network that is explained."""
        return self.walk.explained.network

    @property
    def derivation(self) -> Derivation | None:
        """The derivation of the example."""
        return self.walk.explained.derivation

    @property
    def steps(self) -> tuple[FullStep, ...]:
        """The steps of the walk that this perspective shows."""
        return self.walk.steps

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
        return self.walk.explained.true_label

    @property
    def inputs(self) -> InputChoice:
        """Which pixels are drawn as input neurons."""
        return self.walk.inputs

    @property
    def learning_rate(self) -> float:
        """The learning rate of the walk's last step."""
        return self.walk.learning_rate

    @property
    def moment(self) -> Moment | None:
        """The place of the walk with all that it shows; None before there is a network."""
        return self.walk.moment_at(self.walker.index, self.walker.alpha)

    @property
    def focus(self) -> int | None:
        """The neuron in focus: the user's choice for this step, or the default one."""
        return self.walk.focus_at(self.walker.index)

    @property
    def after(self) -> Derivation | None:
        """The same example after one step along its nudges."""
        return self.walk.after

    def scene(self) -> Scene | None:
        """Return what the network view should show."""
        moment = self.moment
        return None if moment is None else self._told.on(scene_of(moment))

    def resting_scene(self) -> Scene | None:
        """Return the network with this example's activations, all computed, and its weights."""
        derivation = self.derivation
        if derivation is None:
            return None
        scene = resting_scene(derivation, self.walk.shown, self.walk.explained.label)
        return self._told.on(scene)

    def set_network(self, network: Network) -> None:
        """Explain another network, or the same one with other parameters."""
        if not self.walk.explained.is_like(network):
            self.walk.forget_choices()
        self.walk.explained.network = network
        self._derive()

    def follow(self, network: Network) -> None:
        """Let the picture show a network while it trains; words and tables wait for `tell`."""
        if not self.walk.explained.is_like(network):
            self.set_network(network)
            return
        self.walk.explained.network = network
        self.walk.explained.derive()
        self._told.wait()
        self.scene_changed.emit()

    def set_learning_rate(self, learning_rate: float) -> None:
        """Take the last step of the walk with another learning rate."""
        self.walk.set_learning_rate(learning_rate)
        self._show()

    def set_inputs(self, inputs: InputChoice) -> None:
        """Draw other pixels as input neurons."""
        if inputs != self.inputs:
            self.walk.set_inputs(inputs)
            self._told.forget()
            self._show()

    def set_forward_only(self, forward_only: bool) -> None:
        """Walk forward to the cost and no further, or all the way back and to the step."""
        if forward_only != self.walk.forward_only:
            self.walk.forward_only = forward_only
            self._set_steps()
            self._show()

    def set_check_result(self, text: str, good: bool) -> None:
        """Show what a comparison with finite differences has found."""
        self.explanation.set_check_result(text, good)

    @pyqtSlot()
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
        self.walk.explained.forget_label()
        self.example.set_example(
            self.chooser.set_name,
            index,
            images.activations(index),
            int(images.labels[index]),
            len(images),
        )
        self.walk.forget_choices()
        self._derive()

    @pyqtSlot(int)
    def ask_for_label(self, label: int) -> None:
        """Ask the same picture to be another digit: everything from the cost on turns to it."""
        if self.walk.explained.ask_for(label):
            self.walk.focus.look_anew()
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
            self.walk.focus.free(step)
        elif neuron.layer == step.layer:
            self.walk.focus.choose(step, neuron.index)
        if role_of(step) is Role.ASKING:
            self._set_steps()
        self._show()

    @pyqtSlot(int)
    def choose_focus_index(self, index: int) -> None:
        """Put the neuron with an index in the step's layer in focus."""
        self.choose_focus(NeuronId(self.step.layer, index))

    @pyqtSlot()
    def ask_for_check(self) -> None:
        """Ask for a comparison of all that the walk shows with finite differences."""
        if self.derivation is not None:
            self.check_wanted.emit(CheckRequest(self.derivation, self.walk.focus.first))

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
        self._hearing.changed.connect(self.refresh)

    def _set_steps(self) -> None:
        """Plan the walk through what is derived; it stays at the same place."""
        if self.walk.plan_anew():
            self.walker.set_paces(paces_of(self.steps))
            self.walker.set_count(len(self.steps))
            self.steps_changed.emit()

    def _derive(self) -> None:
        """Derive the example and show it."""
        self.walk.explained.derive()
        self._set_steps()
        self._show()

    @pyqtSlot()
    def _moved(self) -> None:
        if not self.steps or self.derivation is None:
            return
        if self.walker.index != self._shown_place:
            self.walk.focus.look_anew()
            if not self.walk.is_planned:
                self._set_steps()
            self._show()
        elif self.active:
            self.explanation.set_alpha(self.walker.alpha)
            self.scene_changed.emit()

    def _show(self) -> None:
        """Hand the moment to the panels and ask for the picture."""
        if self.moment is not None:
            self.tell()
            self.scene_changed.emit()

    def tell(self) -> None:
        """Let words and tables follow the network; the picture's numbers do so when it is drawn."""
        moment = self.moment
        if moment is None:
            return
        self._told.tell()
        self._shown_place = self.walker.index
        if self.chooser.images is not None:
            self._write(moment)
        self.told.emit()

    def _write(self, moment: Moment) -> None:
        """Write the moment into the panels; the step only where the walk is seen."""
        self._writer.write_answer(moment, self.inputs, self.active)
        if self.active:
            number, count = self.walker.index + 1, len(self.steps)
            kin = self._kin.of(moment, self.walker.index, self._notation)
            self.explanation.set_kin(kin)
            self._writer.write_step(moment, number, count, self.learning_rate, self._notation)
