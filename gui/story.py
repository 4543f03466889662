"""What a perspective puts on the stage: a scene, a timeline, and what time does to them."""

from __future__ import annotations

from gui.network_view.scene import Scene


class Story:
    """One side of the network, as the stage shows it; this one shows nothing and rests.

    A new perspective overrides what it needs and is given to the stage by `Stage.add_story`.
    """

    @property
    def deciding(self) -> str:
        """What it shows on the connections itself; nothing where that is chosen."""
        return ""

    @property
    def moving(self) -> bool:
        """Whether it needs frames."""
        return False

    def enter(self) -> None:
        """Come on the stage."""

    def bring_timeline(self) -> bool:
        """Let the transport move it; return whether there is something to play."""
        return False

    def scene(self) -> Scene | None:
        """Return the picture, or None while there is nothing to show."""
        return None

    def advance(self, seconds: float) -> None:
        """Let a frame's time pass."""
