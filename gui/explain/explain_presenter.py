"""One example's story: keeps panels, timeline and picture at the same place of the walk."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.arrays import FloatArray
from core.explain.derivation import Derivation, derive
from core.explain.focus import default_focus
from core.explain.walk import StepKind, WalkStep, walk
from core.network.network import Network
from gui.explain.captions import caption_of
from gui.explain.example_chooser import ExampleChooser
from gui.explain.example_panel import ExamplePanel
from gui.explain.explanation_panel import ExplanationPanel
from gui.explain.figures import Answer
from gui.explain.scenes import Moment, scene_of
from gui.explain.step_title import StepTitle
from gui.network_view.at_rest import Shown, choose_shown, scene_at_rest
from gui.network_view.inputs import InputChoice
from gui.network_view.scene import NeuronId, Scene
from gui.walker import Walker

FORWARD_KINDS = (StepKind.INPUT, StepKind.FORWARD, StepKind.COST)
GROUPS = {
    StepKind.INPUT: "forward",
    StepKind.FORWARD: "forward",
    StepKind.COST: "cost",
    StepKind.OUTPUT_DESIRES: "back",
    StepKind.NUDGES: "back",
    StepKind.DESIRES: "back",
    StepKind.STEP: "step",
}


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
        self.network: Network | None = None
        self.derivation: Derivation | None = None
        self.learning_rate = 1.0
        self.active = True
        self.inputs = InputChoice()
        self._after: Derivation | None = None
        self._focus: dict[int, int] = {}
        self._default_focus: dict[int, int | None] = {}
        self._told: Scene | None = None
        self._follows = False
        self._forward_only = False
        self._steps: tuple[WalkStep, ...] = ()
        self._shown_place = -1
        self._connect()

    @property
    def steps(self) -> tuple[WalkStep, ...]:
        """The steps of the walk that this perspective shows."""
        return self._steps

    @property
    def timeline(self) -> list[tuple[str, str]]:
        """Names and groups of the steps."""
        return [(step.name, GROUPS[step.kind]) for step in self._steps]

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
            label=self._label,
        )

    @property
    def focus(self) -> int | None:
        """The neuron in focus: the user's choice for this step, or the default one.

        The default one stays while the network learns, so that what is read keeps its place.
        """
        if self.derivation is None:
            return None
        place = self.walker.index
        if place in self._focus:
            return self._focus[place]
        if place not in self._default_focus:
            drawn = self._shown_neurons(self.derivation)[self.step.layer]
            self._default_focus[place] = default_focus(self.derivation, self.step, drawn)
        return self._default_focus[place]

    @property
    def after(self) -> Derivation | None:
        """The same example after one step along its nudges."""
        if self._after is None and self.derivation is not None:
            self._after = self.derivation.stepped(self.learning_rate)
        return self._after

    def scene(self) -> Scene | None:
        """Return what the network view should show."""
        moment = self.moment
        return None if moment is None else self._with_told_numbers(scene_of(moment))

    def resting_scene(self) -> Scene | None:
        """Return the network with this example's activations, all computed, and its weights."""
        derivation = self.derivation
        if derivation is None:
            return None
        rest = scene_at_rest(
            derivation.network.parameters,
            derivation.activations,
            derivation.network.architecture,
            self._shown_neurons(derivation),
        )
        return self._with_told_numbers(replace(rest, label=self._label))

    def set_network(self, network: Network) -> None:
        """Explain another network, or the same one with other parameters."""
        if self.network is None or self.network.architecture != network.architecture:
            self.network = network
            self._forget_focus()
            self._set_steps()
        self.network = network
        self._derive()

    def follow(self, network: Network) -> None:
        """Let the picture show a network while it trains; words and tables wait for `refresh`."""
        if self.network is None or self.network.architecture != network.architecture:
            self.set_network(network)
            return
        self.network = network
        self._compute()
        self._follows = True
        self.scene_changed.emit()

    def set_learning_rate(self, learning_rate: float) -> None:
        """Take the last step of the walk with another learning rate."""
        self.learning_rate = learning_rate
        self._after = None
        self._show()

    def set_inputs(self, inputs: InputChoice) -> None:
        """Draw other pixels as input neurons."""
        if inputs != self.inputs:
            self.inputs = inputs
            self._told = None  # the numbers told were those of other neurons
            self._default_focus.clear()
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
        self._forget_focus()
        self._derive()

    @pyqtSlot(object)
    def choose_focus(self, neuron: NeuronId | None) -> None:
        """Put a neuron of the step's layer in focus; a click on nothing frees it."""
        if neuron is None:
            self._focus.pop(self.walker.index, None)
        elif neuron.layer == self.step.layer:
            self._focus[self.walker.index] = neuron.index
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

    @property
    def _label(self) -> int | None:
        """The digit that is asked for, once there is an example."""
        if self.derivation is None or self.chooser.images is None:
            return None
        return self.derivation.label

    def _shown_neurons(self, derivation: Derivation) -> Shown:
        return choose_shown(derivation.network.architecture, derivation.image, self.inputs)

    def _forget_focus(self) -> None:
        self._focus.clear()
        self._default_focus.clear()

    def _with_told_numbers(self, scene: Scene) -> Scene:
        """Return the scene with the numbers that were told last, while it follows a run.

        Light follows every frame; what is read changes with the panels, four times a second, and so
        does the value at full light, which is written beside the lines.
        """
        told = self._told
        if self._follows and told is not None and told.sizes == scene.sizes:
            return replace(
                scene,
                values=told.values,
                weighted_inputs=told.weighted_inputs,
                answer=told.answer,
                connection_scales=told.connection_scales,
            )
        self._told = scene
        return scene

    def _set_steps(self) -> None:
        """Take the steps that this network and perspective have."""
        if self.network is None:
            return
        steps = walk(self.network.architecture)
        if self._forward_only:
            steps = tuple(step for step in steps if step.kind in FORWARD_KINDS)
        self._steps = steps
        self.walker.set_count(len(steps))
        self.steps_changed.emit()

    def _derive(self) -> None:
        """Compute the derivation and show it."""
        self._compute()
        self._show()

    def _compute(self) -> None:
        """Compute the derivation of the example, or of a dark picture before there are data."""
        if self.network is None:
            return
        images, index = self.chooser.images, self.chooser.index
        image: FloatArray = np.zeros(self.network.architecture.sizes[0])
        label = 0
        if images is not None:
            image, label = images.activations(index), int(images.labels[index])
        self.derivation = derive(self.network, image, label)
        self._after = None

    @pyqtSlot()
    def _moved(self) -> None:
        if self.walker.index != self._shown_place:
            self._default_focus.clear()
            self._show()
        elif self.active:
            self.scene_changed.emit()

    def _show(self) -> None:
        """Hand the moment to the panels and ask for the picture."""
        moment = self.moment
        if moment is None:
            return
        self._follows = False
        self._show_answer(moment)
        self._shown_place = self.walker.index
        if self.active and self.chooser.images is not None:
            self.title.set_step(self.walker.index + 1, len(self._steps), moment.step.title)
            self.explanation.show_step(
                moment.derivation,
                moment.step,
                moment.focus,
                caption_of(moment, self.learning_rate),
                moment.after,
            )
        self.told.emit()
        self.scene_changed.emit()

    def _show_answer(self, moment: Moment) -> None:
        if self.chooser.images is None:
            return
        shown = moment.derivation
        answer = Answer(
            digit=None if shown.undecided else shown.answer,
            activation=float(shown.outputs[shown.answer]),
            is_share=shown.outputs_compete,
            correct=shown.correct,
        )
        self.example.set_answer(answer, shown.cost)
        self.example.set_marked(moment.shown[0].tolist(), self.inputs.words)
        asked = moment.step.kind is StepKind.DESIRES and moment.step.layer == 0
        self.example.set_lit(moment.focus if asked and self.active else None)
