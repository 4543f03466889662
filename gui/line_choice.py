"""The user's choice of what the connections show, one for each perspective."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.explain.derivation import Derivation
from core.explain.full_walk import Part
from core.explain.signals import Quantity, connection_values
from core.explain.walk import StepKind
from core.network.parameters import Parameters
from core.training.records import Snapshot
from gui.network_view.lines import TITLES, with_lines
from gui.network_view.scene import Scene
from gui.perspectives import PERSPECTIVES

DECIDING = {
    StepKind.NUDGES: "nudges",
    StepKind.DESIRES: "requests",
    StepKind.STEP: "nudges",
}
PARTS = {Part.BIAS: "", Part.BEFORE: "requests"}


def deciding_of(kind: StepKind, part: Part) -> str:
    """Return what a step shows on the connections itself; nothing if that is chosen."""
    return PARTS.get(part, DECIDING.get(kind, ""))


class LineChoice(QObject):
    """Knows what is chosen, and puts it on a scene's connections."""

    changed = pyqtSignal()

    def __init__(self, perspective: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen = {each.name: each.lines for each in PERSPECTIVES}
        self._perspective = perspective
        self._initial: Parameters | None = None

    @property
    def quantity(self) -> Quantity:
        """What is chosen in the perspective shown."""
        return self._chosen[self._perspective]

    def set_perspective(self, name: str) -> None:
        """Take the choice of another perspective."""
        self._perspective = name
        self.changed.emit()

    def choose(self, quantity: Quantity) -> None:
        """Show something else in this perspective."""
        if quantity is not self.quantity:
            self._chosen[self._perspective] = quantity
            self.changed.emit()

    @pyqtSlot(str)
    def choose_title(self, title: str) -> None:
        """Show what has a title."""
        for quantity, its_title in TITLES.items():
            if its_title == title:
                self.choose(quantity)

    def set_initial(self, parameters: Parameters) -> None:
        """Measure changes from these parameters on: those of a run's step 0."""
        self._initial = parameters
        self.changed.emit()

    @pyqtSlot(object)
    def take_start(self, snapshot: Snapshot) -> None:
        """Measure changes from a run's start on; a run that is resumed started elsewhere."""
        if snapshot.step == 0:
            self.set_initial(snapshot.parameters)

    def applied(self, scene: Scene, derivation: Derivation) -> Scene:
        """Return a scene of weights with what is chosen on its connections.

        It stays as it is while the start is unknown from which changes are measured.
        """
        start = self._initial
        unknown = start is None or start.sizes != derivation.network.parameters.sizes
        if self.quantity is Quantity.WEIGHTS or (self.quantity is Quantity.CHANGES and unknown):
            return scene
        values = connection_values(self.quantity, derivation, self._initial)
        return with_lines(scene, self.quantity, values)
