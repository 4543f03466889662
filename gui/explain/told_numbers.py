"""The numbers in the picture while the network learns: they wait until they can be read."""

from __future__ import annotations

from dataclasses import replace

from gui.network_view.scene import Scene


class ToldNumbers:
    """Holds the numbers that were told last, while the picture follows a run.

    Light follows every frame; what is read changes with the panels, four times a second,
    and so does the value at full light, which is written beside the lines.
    """

    def __init__(self) -> None:
        self._told: Scene | None = None
        self._waiting = False
        self._due = False  # those of the next picture, whether it follows a run or not

    def wait(self) -> None:
        """Let the numbers wait from now on: the network changes faster than one reads."""
        self._waiting = True

    def tell(self) -> None:
        """Tell the numbers of the next picture."""
        self._waiting, self._due = False, True

    def forget(self) -> None:
        """Forget the numbers told: they were those of other neurons."""
        self._told = None

    def on(self, scene: Scene) -> Scene:
        """Return a scene with the numbers that may be told now."""
        told = self._told
        held = self._waiting and not self._due
        if held and told is not None and told.sizes == scene.sizes:
            return replace(
                scene,
                values=told.values,
                weighted_inputs=told.weighted_inputs,
                answer=told.answer,
                weights=told.weights,
                biases=told.biases,
                weight_nudges=told.weight_nudges,
                connection_scales=told.connection_scales,
            )
        self._told, self._due = scene, False
        return scene
