"""The picture lent to a place of the cost surface: the network there, and the way back."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QObject, pyqtSlot

from core.landscape.sample import mean_cost
from core.network.parameters import Parameters
from gui.landscape.surface_panel import SurfacePanel
from gui.landscape.surface_words import visit_words
from gui.program.parts import Parts


class SurfaceVisit(QObject):
    """Shows the network at a place of the map; nothing of the run is changed."""

    def __init__(self, parts: Parts, panel: SurfacePanel) -> None:
        super().__init__(panel)
        self._parts = parts
        self._panel = panel
        self._visiting = False

    @pyqtSlot(float, float)
    def go_to(self, a: float, b: float) -> None:
        """Let the picture show the network at a place of the map."""
        made = self._panel.map.survey
        if made is None or self._parts.training.running:
            self._panel.say_in_passing("Pause the run to look at a place of the map.")
            return
        vector = made.plane.point(a, b).astype(np.float32)
        sizes = made.order.network.parameters.sizes
        network = made.order.network.with_parameters(Parameters(vector, sizes))
        with np.errstate(all="ignore"):
            cost = mean_cost(network, made.order.sample)
        if not np.isfinite(cost):
            self._panel.say_in_passing("The cost isn't finite there: there is nothing to show.")
            return
        self._visiting = True
        self._parts.explain.set_network(network)
        self._panel.visit_place((a, b), visit_words(made, a, b, cost))

    @pyqtSlot()
    def leave(self) -> None:
        """Let the picture show the run's network again."""
        if self._visiting:
            self.end()
            network = self._parts.run_path.network
            if network is not None:
                self._parts.explain.set_network(network)

    def end(self) -> None:
        """Say no more whose network is shown: it is the run's."""
        if self._visiting:
            self._visiting = False
            self._panel.leave_place()
