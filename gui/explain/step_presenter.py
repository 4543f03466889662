"""The story of the step: keeps its panel at the example, the network and the rate of now."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.data.images import ImageSet
from core.errors import DivergedError
from core.explain.derivation import Derivation
from core.explain.one_step import ListenToOne, OneStep, one_step
from core.explain.walk import StepKind
from core.network.network import Network
from gui.explain.explain_presenter import ExplainPresenter
from gui.explain.step_panel import StepPanel
from gui.explain.step_words import place_words


class StepPresenter(QObject):
    """Shows what a step would do to the example, while the walk stands at its last step."""

    example_changed = pyqtSignal()  # another picture, label or network than that shown before
    answers_wanted = pyqtSignal(object)  # Network whose answers should be counted

    def __init__(
        self, explain: ExplainPresenter, panel: StepPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.explain = explain
        self.panel = panel
        self._shown: tuple[Derivation, float] | None = None
        self._counted: Network | None = None
        explain.told.connect(self.show)
        panel.rate_changed.connect(explain.set_learning_rate)

    @property
    def place(self) -> str:
        """Which example is shown, and as what."""
        chooser, derivation = self.explain.chooser, self.explain.derivation
        label = 0 if derivation is None else derivation.label
        return place_words(chooser.set_name, chooser.index, label)

    @property
    def standing_there(self) -> bool:
        """Whether the walk stands at the step, and there are images."""
        explain = self.explain
        if not explain.active or explain.chooser.images is None or not explain.steps:
            return False
        moment = explain.moment if explain.step.kind is StepKind.STEP else None
        return moment is not None and moment.after is not None

    def step(self) -> OneStep | None:
        """Return the step on the example, or None where it leads to no finite numbers.

        Raises
        ------
        DivergedError
            If it does.
        """
        network, derivation = self.explain.network, self.explain.derivation
        if network is None or derivation is None:
            return None
        rate = self.explain.learning_rate
        return one_step(network, derivation.image, derivation.label, rate)

    def listening(self, images: ImageSet) -> ListenToOne | None:
        """Return the repetition of the step, with the answers over these images."""
        network, derivation = self.explain.network, self.explain.derivation
        if network is None or derivation is None:
            return None
        rate = self.explain.learning_rate
        return ListenToOne(network, derivation.image, derivation.label, images, rate)

    def forget_answers(self) -> None:
        """Ask for the answers again next time, whatever network it is then."""
        self._counted = None

    @pyqtSlot()
    def show(self) -> None:
        """Show the step if the walk stands there and anything has changed."""
        derivation = self.explain.derivation
        if derivation is None or not self.standing_there:
            return
        self.panel.set_rate(self.explain.learning_rate)
        now = (derivation, self.explain.learning_rate)
        if self._shown is not None and self._shown[0] is now[0] and self._shown[1] == now[1]:
            return
        self._show_step(derivation)
        self._shown = now
        self._ask_for_answers()

    def _show_step(self, derivation: Derivation) -> None:
        before = None if self._shown is None else self._shown[0]
        try:
            self.panel.set_step(self.step())
        except DivergedError as error:
            self.panel.set_step(None, str(error))
        if before is None or not alike(before, derivation):
            self.example_changed.emit()

    def _ask_for_answers(self) -> None:
        """Ask for the answers of a network whose answers aren't known."""
        network = self.explain.network
        if network is not None and (self._counted is None or not same(self._counted, network)):
            self._counted = network
            self.answers_wanted.emit(network)


def alike(one: Derivation, other: Derivation) -> bool:
    """Return whether two derivations are of the same picture, label and network, bit for bit."""
    return (
        one.label == other.label
        and np.array_equal(one.image, other.image)
        and same(one.network, other.network)
    )


def same(one: Network, other: Network) -> bool:
    """Return whether two networks are the same, bit for bit."""
    return one.architecture == other.architecture and np.array_equal(
        one.parameters.vector, other.parameters.vector
    )
