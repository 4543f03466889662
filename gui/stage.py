"""What the network's picture shows now, and what moves it: the perspective and the clock."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.errors import UsageError
from core.network.network import Network
from gui.explain.explain_presenter import ExplainPresenter
from gui.frame_clock import FrameClock
from gui.line_choice import DECIDING, LineChoice
from gui.network_view.inputs import InputChoice, Pixels
from gui.network_view.lines import TITLES
from gui.network_view.network_view import NetworkView
from gui.network_view.scene import Scene
from gui.player import Player
from gui.training.replay import replay_steps
from gui.training.training_presenter import TrainingPresenter
from gui.walker import Walker

FORWARD, ONE_EXAMPLE, DESCEND = "forward", "one-example", "descend"
TEXT_SECONDS = 0.25  # numbers change at most four times a second while training
DESCEND_TITLE = "Each mini-batch nudges every weight and bias"


class Stage(QObject):
    """Chooses the scene among the stories told, and lets time pass in them."""

    perspective_changed = pyqtSignal(str)
    timeline_changed = pyqtSignal(bool)  # whether there is something to play
    lines_shown = pyqtSignal(str, str)  # what is chosen, and what a step shows that decides itself
    inputs_changed = pyqtSignal(object)  # InputChoice

    def __init__(
        self,
        view: NetworkView,
        explain: ExplainPresenter,
        walker: Walker,
        training: TrainingPresenter,
        player: Player,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.view = view
        self.explain = explain
        self.walker = walker
        self.training = training
        self.player = player
        self.clock = FrameClock(self)
        self.perspective = ONE_EXAMPLE
        self.lines = LineChoice(ONE_EXAMPLE, self)
        self._since_text = 0.0
        self._closed = False
        self.clock.ticked.connect(self.tick)
        explain.scene_changed.connect(self.show_scene)
        walker.moved.connect(self.pace)
        training.scene_changed.connect(self.show_scene)
        training.network_changed.connect(self.show_network)
        training.running_changed.connect(self.pace)
        training.replay_changed.connect(self.show_timeline)
        explain.steps_changed.connect(self.show_timeline)
        explain.chooser.changed.connect(self._show_descend_title)
        training.trainer.restarted.connect(self.lines.take_start)
        self.lines.changed.connect(self.show_scene)

    @property
    def descending(self) -> bool:
        """Whether the picture is that of training."""
        return self.perspective == DESCEND

    @pyqtSlot(str)
    def set_perspective(self, name: str) -> None:
        """Show the network from another side: forward, one-example or descend."""
        self.perspective = name
        self.lines.set_perspective(name)
        self.explain.active = not self.descending
        self.explain.set_forward_only(name == FORWARD)
        if self.descending:
            self._show_descend_title()
        self.show_timeline()
        self.perspective_changed.emit(name)
        self.explain.refresh()

    @pyqtSlot()
    def show_timeline(self) -> None:
        """Let the transport move what is shown: the walk, or the last mini-batch's replay."""
        if not self.descending:
            self.player.bring(self.walker, self.explain.timeline)
        elif self.player.front is not self.training.replay or not self.training.moving:
            depth = self.training.architecture.depth
            self.player.bring(self.training.replay, replay_steps(depth))
        self.timeline_changed.emit(not self.descending or self.training.replayed is not None)

    @pyqtSlot()
    def _show_descend_title(self) -> None:
        """Say what the picture shows: nudges of a mini-batch, activations of the example."""
        if self.descending:
            chooser = self.explain.chooser
            self.explain.title.set_title(
                f"{DESCEND_TITLE} (neurons: {chooser.set_name} {chooser.index})"
            )

    @pyqtSlot()
    def watch_descent(self) -> None:
        """Show the perspective in which a mini-batch's nudges can be seen."""
        if not self.descending:
            self.set_perspective(DESCEND)

    def go_to_step(self, number: int | None) -> None:
        """Go to a step of the walk, counted from 1; None is the one to begin with.

        Raises
        ------
        UsageError
            If the perspective has no such step.
        """
        count = len(self.explain.steps)
        if number is None:
            number = first_step(self.perspective, count)
        if not 1 <= number <= count:
            raise UsageError(f"step {number}: choose 1 to {count}, the steps of this walk")
        self.walker.go_to(number - 1)

    @pyqtSlot(object)
    def show_network(self, network: Network) -> None:
        """Follow the run: the picture at once; words and tables four times a second."""
        self.explain.follow(network)
        if not self.training.running or self.training.slow:
            self.explain.refresh()

    @pyqtSlot()
    def show_scene(self) -> None:
        """Hand the view what it should show."""
        scene = self._descent() if self.descending else self._step_of_walk()
        if scene is not None:
            self.view.set_scene(replace(scene, input_words=self.explain.inputs.words))
        self.lines_shown.emit(TITLES[self.lines.quantity], self.deciding)
        self.pace()

    @property
    def deciding(self) -> str:
        """What the walk's step shows on the connections itself; nothing if that is chosen."""
        moment = None if self.descending else self.explain.moment
        return "" if moment is None else DECIDING.get(moment.step.kind, "")

    def _descent(self) -> Scene | None:
        """Return the picture of training: what is chosen, and a mini-batch's nudges on it."""
        rest, derivation = self.explain.resting_scene(), self.explain.derivation
        if rest is None or derivation is None:
            return None
        return self.training.scene(self.lines.applied(rest, derivation))

    def _step_of_walk(self) -> Scene | None:
        """Return the picture of the walk's step, with what is chosen where it leaves the choice."""
        scene, derivation = self.explain.scene(), self.explain.derivation
        if scene is None or derivation is None or self.deciding:
            return scene
        return self.lines.applied(scene, derivation)

    @pyqtSlot(bool)
    def show_all_inputs(self, everything: bool) -> None:
        """Draw all inputs and their connections, or 16 of them."""
        self._set_inputs(replace(self.explain.inputs, everything=everything))

    def choose_pixels(self, pixels: Pixels) -> None:
        """Draw 16 inputs of another kind."""
        self._set_inputs(replace(self.explain.inputs, everything=False, pixels=pixels))

    @pyqtSlot(int)
    def set_region(self, index: int) -> None:
        """Draw the inputs round a pixel that was clicked, if it is a region that is drawn."""
        if self.explain.inputs.pixels is Pixels.REGION:
            self._set_inputs(InputChoice(False, Pixels.REGION, index))

    def _set_inputs(self, inputs: InputChoice) -> None:
        self.explain.set_inputs(inputs)
        self.inputs_changed.emit(inputs)

    @pyqtSlot(float)
    def tick(self, seconds: float) -> None:
        """Let a frame's time pass."""
        self.training.advance(seconds)
        if not self.descending:
            self.walker.advance(seconds)
        self._since_text += seconds
        if self._since_text >= TEXT_SECONDS:
            self._since_text = 0.0
            if self.training.running and not self.training.slow:
                self.explain.refresh()
        self.pace()

    @pyqtSlot()
    def pace(self) -> None:
        """Let the clock run while anything moves."""
        walks = self.walker.moving and not self.descending
        self.clock.keep_running("walk", walks and not self._closed)
        self.clock.keep_running("training", self.training.moving and not self._closed)

    @pyqtSlot(bool)
    def set_reduced_motion(self, reduced: bool) -> None:
        """Jump instead of moving."""
        self.walker.reduced_motion = reduced
        self.training.reduced_motion = reduced
        self.training.replay.reduced_motion = reduced

    def close(self) -> None:
        """Stop the clock for good, whatever is still told."""
        self._closed = True
        self.pace()


def first_step(perspective: str, count: int) -> int:
    """Return the step that a picture of a perspective shows unless told otherwise.

    The whole forward pass, or the middle of the way back, where the most is to be seen.
    """
    return count // 2 + 4 if perspective == ONE_EXAMPLE and count > 8 else count
