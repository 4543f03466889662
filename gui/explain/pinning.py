"""The neuron or connection that is pinned: in the inspector, and over the pixels, till let go."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from gui.explain.example_panel import ExamplePanel
from gui.explain.explain_presenter import ExplainPresenter
from gui.explain.grid_values import grid_values
from gui.explain.particulars import Target, exists, particulars_of
from gui.network_view.scene import NeuronId


class Pinning(QObject):
    """Tells the example's panel what is pinned, anew whenever the panels are told of a moment."""

    changed = pyqtSignal(object)  # NeuronId, ConnectionId or None

    def __init__(
        self, explain: ExplainPresenter, panel: ExamplePanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._explain = explain
        self._panel = panel
        self.pinned: Target | None = None
        explain.told.connect(self.refresh)
        panel.inspector.closed.connect(self.free)

    @pyqtSlot(object)
    def pin(self, target: Target | None) -> None:
        """Keep a neuron or connection in view; None lets go."""
        if target != self.pinned:
            self.pinned = target
            self.refresh()
            self.changed.emit(self.pinned)

    @pyqtSlot()
    def free(self) -> None:
        """Let go of what is pinned."""
        self.pin(None)

    @pyqtSlot(int)
    def pin_pixel(self, index: int) -> None:
        """Keep a pixel in view."""
        self.pin(NeuronId(0, index))

    @pyqtSlot()
    def refresh(self) -> None:
        """Show the values of now; what another network doesn't have is let go."""
        explain = self._explain
        derivation = explain.derivation
        if derivation is None:
            return
        if self.pinned is not None and not exists(
            self.pinned, derivation.network.architecture.sizes
        ):
            self.free()
            return
        step = explain.step if explain.active else None
        focus = explain.focus if explain.active else None
        self._panel.set_grid(grid_values(derivation, step, focus, self.pinned))
        pinned = self.pinned
        self._panel.set_particulars(None if pinned is None else particulars_of(derivation, pinned))
