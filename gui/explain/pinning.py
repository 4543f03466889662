"""The neuron or connection that is pinned: in the inspector, and over the pixels, till let go."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.arrays import FloatArray
from core.explain.derivation import Derivation
from gui.explain.example_panel import ExamplePanel
from gui.explain.explain_presenter import ExplainPresenter
from gui.explain.explanation_panel import ExplanationPanel
from gui.explain.grid_values import cell_values, grid_values
from gui.explain.particulars import Target, exists, particulars_of
from gui.explain.reach import Reach
from gui.network_view.scene import NeuronId


class Pinning(QObject):
    """Tells the panels what is pinned, anew whenever they are told of a moment.

    It is inspected in the panel that explains, beside the step's words; where the network is seen
    without a walk, that panel is hidden, and the example's takes its place.
    """

    changed = pyqtSignal(object)  # NeuronId, ConnectionId or None

    def __init__(
        self,
        explain: ExplainPresenter,
        panel: ExamplePanel,
        explanation: ExplanationPanel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._explain = explain
        self._panel = panel
        self._explanation = explanation
        self.pinned: Target | None = None
        explain.told.connect(self.refresh)
        for inspector in (panel.inspector, explanation.inspector):
            inspector.closed.connect(self.free)

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
        asked = self._asked_of_pixels()
        self._panel.set_grid(grid_values(derivation, step, focus, self.pinned, asked))
        self._panel.cells.set_cells(cell_values(derivation, step, self.pinned))
        self._inspect(derivation)

    def _asked_of_pixels(self) -> FloatArray | None:
        """Return the sums of what the pixels have been asked for so far, while they are asked."""
        moment = self._explain.moment if self._explain.active else None
        if moment is None or not moment.adds or moment.step.layer:
            return None
        if moment.all_heard and moment.added == len(moment.requests.order):
            return None
        return moment.requests.running_of(moment.audible)[moment.added]

    def _inspect(self, derivation: Derivation) -> None:
        """Show the particulars of what is pinned, as far as the walk has reached them."""
        explain, told = self._explain, None
        if self.pinned is not None:
            reach = Reach(explain.steps, explain.walker.index) if explain.active else Reach()
            told = particulars_of(derivation, self.pinned, reach)
        self._explanation.set_particulars(told if explain.active else None)
        self._panel.set_particulars(None if explain.active else told)
