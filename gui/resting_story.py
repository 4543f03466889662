"""The network at rest under a title: for perspectives that tell their story in the panel."""

from __future__ import annotations

from gui.explain.explain_presenter import ExplainPresenter
from gui.line_choice import LineChoice
from gui.network_view.scene import Scene
from gui.story import Story


class RestingStory(Story):
    """Shows the example's activations and what is chosen on the connections."""

    def __init__(self, title: str, explain: ExplainPresenter, lines: LineChoice) -> None:
        self._title = title
        self._explain = explain
        self._lines = lines

    def enter(self) -> None:
        """Let the walk rest, and say what is shown."""
        self._explain.active = False
        self._explain.set_forward_only(False)
        self._explain.title.set_title(self._title)

    def scene(self) -> Scene | None:
        """Return the network at rest."""
        rest, derivation = self._explain.resting_scene(), self._explain.derivation
        if rest is None or derivation is None:
            return None
        return self._lines.applied(rest, derivation)
