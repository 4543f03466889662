"""Training on the stage: the network as it is, and a mini-batch's nudges on it."""

from __future__ import annotations

from gui.explain.explain_presenter import ExplainPresenter
from gui.line_choice import LineChoice
from gui.network_view.scene import Scene
from gui.player import Player
from gui.story import Story
from gui.training.replay import replay_steps
from gui.training.training_presenter import TrainingPresenter

TITLE = "Each mini-batch nudges every weight and bias"


class DescentStory(Story):
    """Shows the run. The stage lets its time pass in every perspective, for training goes on."""

    def __init__(
        self,
        explain: ExplainPresenter,
        training: TrainingPresenter,
        player: Player,
        lines: LineChoice,
    ) -> None:
        self._explain = explain
        self._training = training
        self._player = player
        self._lines = lines

    def enter(self) -> None:
        """Let the example rest, whose activations are shown."""
        self._explain.active = False
        self._explain.set_forward_only(False)
        self.show_title()

    def show_title(self) -> None:
        """Say what the picture shows: nudges of a mini-batch, activations of the example."""
        chooser = self._explain.chooser
        self._explain.title.set_title(f"{TITLE} (neurons: {chooser.set_name} {chooser.index})")

    def bring_timeline(self) -> bool:
        """Let the transport move the last mini-batch's replay, once there is one."""
        training = self._training
        if self._player.front is not training.replay or not training.moving:
            self._player.bring(training.replay, replay_steps(training.architecture.depth))
        return training.replayed is not None

    def scene(self) -> Scene | None:
        """Return what is chosen on the network, and a mini-batch's nudges over it."""
        rest, derivation = self._explain.resting_scene(), self._explain.derivation
        if rest is None or derivation is None:
            return None
        return self._training.scene(self._lines.applied(rest, derivation))
