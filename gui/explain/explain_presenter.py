"""One example's story: keeps panels, timeline and picture at the same place of the walk."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.explain.derivation import Derivation
from core.explain.walk import StepKind, WalkStep
from core.network.network import Network
from gui.explain.example_chooser import ExampleChooser
from gui.explain.example_panel import ExamplePanel
from gui.explain.explained import Explained
from gui.explain.explanation_panel import ExplanationPanel
from gui.explain.focus_choice import FocusChoice
from gui.explain.panel_writer import PanelWriter
from gui.explain.scenes import Moment, resting_scene, scene_of
from gui.explain.step_title import StepTitle
from gui.explain.told_numbers import ToldNumbers
from gui.explain.walk_steps import steps_of, timeline_of
from gui.network_view.at_rest import Shown, choose_shown
from gui.network_view.inputs import InputChoice
from gui.network_view.scene import NeuronId, Scene
from gui.walker import Walker


class ExplainPresenter(QObject):
    """Shows one example's derivation at one step of the walk.

    It is given a network and an example, computes the derivation by core, and hands the same
    moment to everything that shows it. `scene_changed` says that the picture should follow.
    """

    scene_changed = pyqtSignal()
    steps_changed = pyqtSignal()
    told = pyqtSignal()  # the panels have been told of the moment
    check_wanted = pyqtSignal(object)  # Derivation

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
        self._told = ToldNumbers()
        self._forward_only = False
        self._steps: tuple[WalkStep, ...] = ()
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
    def steps(self) -> tuple[WalkStep, ...]:
        """The steps of the walk that this perspective shows."""
        return self._steps

    @property
    def timeline(self) -> list[tuple[str, str]]:
        """Names and groups of the steps."""
        return timeline_of(self._steps)

    @property
    def step(self) -> WalkStep:
        """The step at which the walk stands."""
        return self._steps[self.walker.index]

    @property
    def moment(self) -> Moment | None:
        """The place of the walk with all that it shows; None before there is a network."""
        if self.derivation is None or not self._steps:
            return None
        return Moment(
            derivation=self.derivation,
            step=self.step,
            alpha=self.walker.alpha,
            shown=self._shown_neurons(self.derivation),
            focus=self.focus,
            after=self.after if self.step.kind is StepKind.STEP else None,
            label=self._explained.label,
        )

    @property
    def focus(self) -> int | None:
        """The neuron in focus: the user's choice for this step, or the default one."""
        derivation = self.derivation
        if derivation is None:
            return None
        shown = self._shown_neurons(derivation)
        return self._focus.of(self.walker.index, derivation, self.step, shown)

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
        known = self._explained.is_like(network)
        self._explained.network = network
        if not known:
            self._focus.forget()
            self._set_steps()
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
        """Show what a comparison with central differences has found."""
        self.explanation.set_check_result(text, good)

    def refresh(self) -> None:
        """Show everything anew, as after a time of not being active."""
        self._show()

    @pyqtSlot()
    def show_example(self) -> None:
        """Show the example that was chosen, and derive it."""
        images = self.chooser.images
        if images is None:
            return
        index = self.chooser.index
        self.example.set_example(
            self.chooser.set_name,
            index,
            images.activations(index),
            int(images.labels[index]),
            len(images),
        )
        self._focus.forget()
        self._derive()

    @pyqtSlot(object)
    def choose_focus(self, neuron: NeuronId | None) -> None:
        """Put a neuron of the step's layer in focus; a click on nothing frees it."""
        if neuron is None:
            self._focus.free(self.walker.index)
        elif neuron.layer == self.step.layer:
            self._focus.choose(self.walker.index, neuron.index)
        self._show()

    @pyqtSlot(int)
    def choose_focus_index(self, index: int) -> None:
        """Put the neuron with an index in the step's layer in focus."""
        self.choose_focus(NeuronId(self.step.layer, index))

    @pyqtSlot()
    def ask_for_check(self) -> None:
        """Ask for a comparison of every derivative with central differences."""
        if self.derivation is not None:
            self.check_wanted.emit(self.derivation)

    def _connect(self) -> None:
        self.chooser.changed.connect(self.show_example)
        self.walker.moved.connect(self._moved)
        self.example.example_requested.connect(self.chooser.choose)
        self.example.random_requested.connect(self.chooser.choose_random)
        self.example.wrong_requested.connect(self.chooser.ask_for_wrong)
        self.example.digit_chosen.connect(self.chooser.set_digit)
        self.explanation.check_requested.connect(self.ask_for_check)

    def _shown_neurons(self, derivation: Derivation) -> Shown:
        return choose_shown(derivation.network.architecture, derivation.image, self.inputs)

    def _set_steps(self) -> None:
        """Take the steps that this network and perspective have."""
        if self.network is None:
            return
        self._steps = steps_of(self.network.architecture, self._forward_only)
        self.walker.set_count(len(self._steps))
        self.steps_changed.emit()

    def _derive(self) -> None:
        """Derive the example and show it."""
        self._explained.derive()
        self._show()

    @pyqtSlot()
    def _moved(self) -> None:
        if self.walker.index != self._shown_place:
            self._focus.look_anew()
            self._show()
        elif self.active:
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
            number, count = self.walker.index + 1, len(self._steps)
            self._writer.write_step(moment, number, count, self.learning_rate)
