"""What the network's picture shows now, and what moves it: the perspective and the clock."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.errors import UsageError
from core.explain.full_walk import FullStep, Part, step_named
from core.explain.walk import StepKind
from core.network.network import Network
from gui.descent_story import DescentStory
from gui.explain.explain_presenter import ExplainPresenter
from gui.frame_clock import FrameClock
from gui.line_choice import LineChoice
from gui.network_view.inputs import InputChoice, Pixels
from gui.network_view.lines import TITLES
from gui.network_view.network_view import NetworkView
from gui.perspectives import DESCEND, FORWARD, ONE_EXAMPLE
from gui.player import Player
from gui.story import Story
from gui.training.training_presenter import TrainingPresenter
from gui.walk_story import WalkStory
from gui.walker import Walker

TEXT_SECONDS = 0.25  # numbers change at most four times a second while training


class Stage(QObject):
    """Chooses the scene among the stories told, and lets time pass in them."""

    perspective_opening = pyqtSignal(str)  # before its story is needed
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
        clock: FrameClock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.view = view
        self.explain = explain
        self.walker = walker
        self.training = training
        self.player = player
        self.clock = clock
        self.perspective = ONE_EXAMPLE
        self.lines = LineChoice(ONE_EXAMPLE, self)
        self.descent = DescentStory(explain, training, player, self.lines)
        self._stories: dict[str, Story] = {DESCEND: self.descent}
        for name in (FORWARD, ONE_EXAMPLE):
            walk = WalkStory(explain, walker, player, self.lines, forward_only=name == FORWARD)
            self.add_story(name, walk)
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
    def story(self) -> Story:
        """What is told in the perspective shown."""
        return self._stories[self.perspective]

    @property
    def descending(self) -> bool:
        """Whether the picture is that of training."""
        return self.perspective == DESCEND

    def add_story(self, perspective: str, story: Story) -> None:
        """Tell a story whenever its perspective is chosen."""
        self._stories[perspective] = story

    @pyqtSlot(str)
    def set_perspective(self, name: str) -> None:
        """Show the network from another side, by the name of its perspective."""
        self.perspective_opening.emit(name)
        self.perspective = name
        self.lines.set_perspective(name)
        self.story.enter()
        self.show_timeline()
        self.perspective_changed.emit(name)
        self.explain.refresh()

    @pyqtSlot()
    def show_timeline(self) -> None:
        """Let the transport move what is shown."""
        self.timeline_changed.emit(self.story.bring_timeline())

    @pyqtSlot()
    def _show_descend_title(self) -> None:
        """Name another example under whose activations training is shown."""
        if self.descending:
            self.descent.show_title()

    @pyqtSlot()
    def watch_descent(self) -> None:
        """Show the perspective in which a mini-batch's nudges can be seen."""
        if not self.descending:
            self.set_perspective(DESCEND)

    def go_to_step(self, wanted: int | str | None) -> None:
        """Go to a step of the walk, by its number from 1 or its name; None is the default one.

        Raises
        ------
        UsageError
            If the perspective has no such step.
        """
        steps = self.explain.steps
        count = len(steps)
        if isinstance(wanted, str):
            number = place_of(wanted, steps) + 1
        else:
            number = first_step(self.perspective, steps) if wanted is None else wanted
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
        scene = self.story.scene()
        if scene is not None:
            self.view.set_scene(replace(scene, input_words=self.explain.inputs.words))
        self.lines_shown.emit(TITLES[self.lines.quantity], self.deciding)
        self.pace()

    @property
    def deciding(self) -> str:
        """What the story's step shows on the connections itself; nothing if that is chosen."""
        return self.story.deciding

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
        inputs = self.explain.inputs
        if inputs.pixels is Pixels.REGION and not inputs.everything:
            self._set_inputs(InputChoice(False, Pixels.REGION, index))

    def _set_inputs(self, inputs: InputChoice) -> None:
        self.explain.set_inputs(inputs)
        self.inputs_changed.emit(inputs)

    @pyqtSlot(float)
    def tick(self, seconds: float) -> None:
        """Let a frame's time pass."""
        self.training.advance(seconds, picture=not self.clock.turn_taken)
        self.story.advance(seconds)
        self._since_text += seconds
        if self._since_text >= TEXT_SECONDS:
            self._since_text = 0.0
            self.clock.in_turn(self._refresh_words)
        self.pace()

    def _refresh_words(self) -> None:
        """Let words and tables follow the run."""
        if self.training.running and not self.training.slow:
            self.explain.tell()

    @pyqtSlot()
    def pace(self) -> None:
        """Let the clock run while anything moves."""
        self.clock.keep_running("story", self.story.moving and not self._closed)
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


def first_step(perspective: str, steps: tuple[FullStep, ...]) -> int:
    """Return the step that a picture of a perspective shows unless told otherwise, from 1.

    The whole forward pass, or where the outputs' desires have been added up.
    """
    if perspective == ONE_EXAMPLE:
        kinds = [(step.kind, step.part) for step in steps]
        return kinds.index((StepKind.DESIRES, Part.WHOLE)) + 1
    return len(steps)


def place_of(name: str, steps: tuple[FullStep, ...]) -> int:
    """Return the place of the step of a name.

    Raises
    ------
    UsageError
        If no step is called that; it names those that are nearest.
    """
    place = step_named(steps, name.strip().lower())
    if place is None:
        names = [step.name for step in steps]
        near = get_close_matches(name.strip().lower(), names, 3, 0.4) or names[:3]
        nearest = ", ".join(repr(each) for each in near)
        raise UsageError(f"step {name!r}: there is none of that name; nearest are {nearest}")
    return place
