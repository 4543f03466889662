"""The walk through one example on the stage: forward only, or all the way back and to the step."""

from __future__ import annotations

from gui.explain.explain_presenter import ExplainPresenter
from gui.line_choice import LineChoice, deciding_of
from gui.network_view.scene import Scene
from gui.player import Player
from gui.story import Story
from gui.walker import Walker


class WalkStory(Story):
    """Shows the step at which the walk stands."""

    def __init__(
        self,
        explain: ExplainPresenter,
        walker: Walker,
        player: Player,
        lines: LineChoice,
        *,
        forward_only: bool,
    ) -> None:
        self._explain = explain
        self._walker = walker
        self._player = player
        self._lines = lines
        self._forward_only = forward_only

    @property
    def deciding(self) -> str:
        """What the walk's step shows on the connections itself; nothing if that is chosen."""
        moment = self._explain.moment
        return "" if moment is None else deciding_of(moment.step.kind, moment.part)

    @property
    def moving(self) -> bool:
        """Whether the walk plays, or a step unfolds."""
        return self._walker.moving

    def enter(self) -> None:
        """Walk as far as this story goes."""
        self._explain.active = True
        self._explain.set_forward_only(self._forward_only)

    def bring_timeline(self) -> bool:
        """Let the transport move the walk."""
        self._player.bring(self._walker, self._explain.timeline)
        return True

    def scene(self) -> Scene | None:
        """Return the picture of the step, with what is chosen where the step leaves the choice."""
        scene, derivation = self._explain.scene(), self._explain.derivation
        if scene is None or derivation is None or self.deciding:
            return scene
        return self._lines.applied(scene, derivation)

    def advance(self, seconds: float) -> None:
        """Let the walk go on."""
        self._walker.advance(seconds)
