"""The picture lent to a place of the cost surface: the network there, and the way back."""

from __future__ import annotations

import numpy as np
from PyQt6.QtCore import QObject, pyqtSlot

from core.landscape.sample import mean_cost
from core.landscape.survey import Survey
from core.network.parameters import Parameters
from gui.background import Job
from gui.landscape.surface_panel import SurfacePanel
from gui.landscape.surface_words import visit_words
from gui.program.parts import Parts


class Visit:
    """The network at a place of a map."""

    def __init__(self, made: Survey, a: float, b: float) -> None:
        self._made = made
        self.a, self.b = a, b
        vector = made.plane.point(a, b).astype(np.float32)
        here = made.order.network
        self.network = here.with_parameters(Parameters(vector, here.parameters.sizes))

    def cost(self, _job: Job) -> float:
        """Return its mean cost on the images of the map; called in a job's thread."""
        with np.errstate(all="ignore"):
            return mean_cost(self.network, self._made.order.sample)

    def words(self, cost: float) -> str:
        """Return whose network it is."""
        return visit_words(self._made, self.a, self.b, cost)


class SurfaceVisit(QObject):
    """Shows the network at a place of the map; nothing of the run is changed."""

    def __init__(self, parts: Parts, panel: SurfacePanel) -> None:
        super().__init__(panel)
        self._parts = parts
        self._panel = panel
        self._visited: Visit | None = None
        self._job: Job | None = None
        self._wanted: Visit | None = None

    @pyqtSlot(float, float)
    def go_to(self, a: float, b: float) -> None:
        """Let the picture show the network at a place of the map, as soon as its cost is known."""
        made = self._panel.map.survey
        if made is None or self._parts.training.running:
            self._panel.say_in_passing("Pause the run to look at a place of the map.")
            return
        now = self._parts.run_path.network
        if now is None or made.order.network.architecture != now.architecture:
            self._panel.say_in_passing(
                "The race was run with another network than the picture shows: there is no way to"
                " look at a place of its map."
            )
            return
        self._give_up()
        visit = Visit(made, a, b)
        job = self._job = self._parts.jobs.create(visit.cost)
        self._wanted = visit
        job.done.connect(self._arrive)
        job.start()

    @pyqtSlot(object)
    def _arrive(self, cost: float) -> None:
        """Show the network whose cost is told, if it is still wanted."""
        visit = self._wanted
        if visit is None or self.sender() is not self._job:
            return
        self._give_up()
        if not np.isfinite(cost):
            self._panel.say_in_passing("The cost isn't finite there: there is nothing to show.")
            return
        self._visited, self._parts.visiting = visit, True
        self._panel.visit_place((visit.a, visit.b), visit.words(cost))
        self._parts.clock.in_turn(self._show)  # not in the frame in which the map is drawn

    def _show(self) -> None:
        """Let the picture show the network at the place, or the run's again."""
        visit, now = self._visited, self._parts.run_path.network
        network = now if visit is None else visit.network
        if network is not None:
            self._parts.explain.set_network(network)
        self._parts.visiting = visit is not None

    def _give_up(self) -> None:
        """Want no place any more that isn't shown yet."""
        job, self._job, self._wanted = self._job, None, None
        if job is not None:
            job.cancel()

    @pyqtSlot()
    def leave(self) -> None:
        """Let the picture show the run's network again."""
        self._give_up()
        if self._visited is not None:
            self.end()
            self._parts.visiting = True  # until the run's network is shown
            self._parts.clock.in_turn(self._show)

    def end(self) -> None:
        """Say no more whose network is shown: it is the run's."""
        self._give_up()
        if self._visited is not None:
            self._visited, self._parts.visiting = None, False
            self._panel.leave_place()
