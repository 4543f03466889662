"""A mini-batch's step in slow motion: where it stands, as steps that can be walked.

The steps are those of the transport's timeline: the mini-batch, each layer's nudges from the last
to the first, and the network as it is after the step.
"""

from __future__ import annotations

from core.training.records import Snapshot
from gui.network_view.scene import Scene
from gui.training.scenes import BACKWARD, descend_scene
from gui.walker import Walker

JUST_BEFORE = 1e-9  # the next turn begins: a layer's nudges are all there


def replay_steps(depth: int) -> list[tuple[str, str]]:
    """Return names and groups of the steps, for a network of so many layers."""
    layers = [(f"nudges {layer}", "nudges") for layer in range(depth, 0, -1)]
    return [("mini-batch", "start"), *layers, ("updated", "end")]


def alpha_at(position: float, depth: int) -> float:
    """Return the alpha of `descend_scene` at a position among the steps, 0 to depth + 1."""
    if position <= depth:
        return max(position / depth * BACKWARD - JUST_BEFORE, 0.0)
    return BACKWARD + (position - depth) * (1 - BACKWARD)


class Replay(Walker):
    """Walks through the steps of a mini-batch; one follows the other without a rest.

    Attributes
    ----------
    snapshot : the network after the mini-batch, and its nudges; None where there is none to replay
    """

    def __init__(self, depth: int) -> None:
        super().__init__(dwell_seconds=0.0)
        self.forget(depth)

    @property
    def alpha_shown(self) -> float:
        """The alpha of `descend_scene`: 1 when all is over."""
        return 1.0 if self.over else alpha_at(self.position, self.count - 2)

    @property
    def over(self) -> bool:
        """Whether the last step is complete."""
        return self.position >= self.count - 1

    def forget(self, depth: int) -> None:
        """Have nothing to replay; mini-batches to come are of a network of so many layers."""
        self.snapshot: Snapshot | None = None
        self.set_count(depth + 2)
        self._skip()

    def play(self, snapshot: Snapshot, seconds: float) -> None:
        """Play a mini-batch from its start; all of it takes so many seconds."""
        self.snapshot = snapshot
        self.play_seconds = seconds / (self.count - 1)
        self.play_from_start()

    def stand_after(self, snapshot: Snapshot | None) -> None:
        """Be at the end of a mini-batch, which may be walked through by hand."""
        self.snapshot = snapshot
        self._skip()

    def scene(self, rest: Scene) -> Scene:
        """Return the network at rest, or the mini-batch's nudges on it."""
        if self.snapshot is None:
            return rest
        return descend_scene(rest, self.snapshot, self.alpha_shown)

    def _skip(self) -> None:
        """Be over, unless it is already."""
        if not self.over or self.playing:
            self.last()
