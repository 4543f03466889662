"""Carries out what the user wants to hear while requests are added: mute, solo, everybody."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.explain.walk import StepKind
from gui.explain.explained_walk import ExplainedWalk
from gui.explain.explanation_panel import ExplanationPanel
from gui.walker import Walker


class HearingOrders(QObject):
    """Mutes neurons of the layer that asks at the walk's step; elsewhere nobody can be muted."""

    changed = pyqtSignal()  # others are heard now

    def __init__(
        self,
        walk: ExplainedWalk,
        walker: Walker,
        panel: ExplanationPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._walk = walk
        self._walker = walker
        panel.muted_toggled.connect(self.toggle_mute)
        panel.solo_toggled.connect(self.toggle_solo)
        panel.all_heard.connect(self.hear_all)

    @property
    def _asking(self) -> int | None:
        """The layer that asks at the step of now, if one does."""
        steps = self._walk.steps
        step = steps[self._walker.index] if steps else None
        return step.layer + 1 if step is not None and step.kind is StepKind.DESIRES else None

    @pyqtSlot(int)
    def toggle_mute(self, neuron: int) -> None:
        """Mute a neuron of the layer that asks, or hear it again."""
        layer = self._asking
        if layer is not None:
            self._walk.listening.toggle_mute(layer, neuron)
            self.changed.emit()

    @pyqtSlot(int)
    def toggle_solo(self, neuron: int) -> None:
        """Hear one neuron of the layer that asks alone, or everybody again."""
        layer, derivation = self._asking, self._walk.explained.derivation
        if layer is not None and derivation is not None:
            count = len(derivation.layer(layer).biases)
            self._walk.listening.toggle_solo(layer, neuron, count)
            self.changed.emit()

    @pyqtSlot()
    def hear_all(self) -> None:
        """Hear every neuron of the layer that asks."""
        layer = self._asking
        if layer is not None:
            self._walk.listening.hear_all(layer)
            self.changed.emit()
