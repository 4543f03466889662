"""What is explained: a network and an example, their derivation, and the one after a step."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.explain.derivation import Derivation, derive
from core.explain.relabel import relabelled
from core.network.network import Network
from gui.explain.example_chooser import ExampleChooser


class Explained:
    """Holds the derivation of the example that is chosen, for the network of now."""

    def __init__(self, chooser: ExampleChooser) -> None:
        self._chooser = chooser
        self.network: Network | None = None
        self.derivation: Derivation | None = None
        self._asked: int | None = None
        self._after: Derivation | None = None

    @property
    def label(self) -> int | None:
        """The digit that is asked for, once there is an example."""
        if self.derivation is None or self._chooser.images is None:
            return None
        return self.derivation.label

    @property
    def true_label(self) -> int | None:
        """The digit that the example is, once there is one."""
        images = self._chooser.images
        return None if images is None else int(images.labels[self._chooser.index])

    def is_like(self, network: Network) -> bool:
        """Return whether a network has the architecture of the one explained."""
        return self.network is not None and self.network.architecture == network.architecture

    def derive(self) -> None:
        """Derive the example, or a dark picture before there are data."""
        if self.network is None:
            return
        images, index = self._chooser.images, self._chooser.index
        image: FloatArray = np.zeros(self.network.architecture.sizes[0])
        if images is not None:
            image = images.activations(index)
        label = self._asked if self._asked is not None else self.true_label or 0
        self.derivation = derive(self.network, image, label)
        self._after = None

    def ask_for(self, label: int) -> bool:
        """Ask for another label of the same example; return whether that is another one."""
        true = self.true_label
        if true is None or self.derivation is None or self.derivation.label == label:
            return False
        self._asked = None if label == true else label
        self.derivation = relabelled(self.derivation, label)
        self._after = None
        return True

    def forget_label(self) -> None:
        """Ask for the true label again, from the next derivation on."""
        self._asked = None

    def after(self, learning_rate: float) -> Derivation | None:
        """Return the same example after one step along its nudges; it is computed once."""
        if self._after is None and self.derivation is not None:
            self._after = self.derivation.stepped(learning_rate)
        return self._after

    def forget_step(self) -> None:
        """Forget the step made: it was one of another learning rate."""
        self._after = None
