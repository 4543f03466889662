"""Builds the page of the cost surface, and connects it with the run, the picture and the jobs."""

from __future__ import annotations

from functools import partial

import numpy as np
from PyQt6.QtCore import QCoreApplication, QObject, pyqtSlot
from PyQt6.QtWidgets import QWidget

from core.errors import UsageError
from core.experiments.race import RaceResult
from core.explain.places import Place as ParameterPlace
from core.landscape.line import Slice
from core.landscape.path import Path
from core.landscape.sample import SAMPLE_SIZE, Sample, sample_of
from core.landscape.sketch import Sketch, sketch_line, sketch_map
from core.landscape.survey import Kind, Order, Survey
from core.landscape.walked import start_of, walked_in
from core.network.network import Network
from core.training.job_worker import Work
from gui.experiments.race_page import color_of
from gui.landscape.surface_panel import SurfacePanel
from gui.landscape.surface_words import moved_words
from gui.main_window import scrolling
from gui.network_view.scene import ConnectionId, NeuronId, Target
from gui.perspectives import DESCEND
from gui.process_jobs import ProcessJob
from gui.program.parts import Parts
from gui.program.surface_visit import SurfaceVisit
from gui.timers import single_shot

LIVE_MILLISECONDS = 120
LONGEST_WAIT = 10.0
MOST_LIVE = 400


def surface_page(parts: Parts) -> QWidget:
    """Return the page of the cost surface."""
    panel = SurfacePanel(parts.theme)
    wiring = SurfaceWiring(parts, panel)
    parts.settling.append(wiring.settle)
    return scrolling(panel)


class SurfaceWiring(QObject):
    """Asks for maps when they are wanted, and shows what comes."""

    def __init__(self, parts: Parts, panel: SurfacePanel) -> None:
        super().__init__(panel)
        self._parts = parts
        self._panel = panel
        self._path = parts.run_path
        self._job: ProcessJob | None = None
        self._asked: Order | None = None
        self._sample: tuple[object, Sample] | None = None
        self._survey: Survey | None = None
        self._made_of: Network | None = None
        self._places: list[tuple[float, float]] = []
        self._races: tuple[RaceResult, ...] = ()
        self._visit = SurfaceVisit(parts, panel)
        self._live = single_shot(self, LIVE_MILLISECONDS, self._show_live)
        panel.wanted.connect(self.compute)
        panel.cancelled.connect(self.cancel)
        panel.shown.connect(self._appear)
        panel.left.connect(self._disappear)
        panel.place_chosen.connect(self._visit.go_to)
        panel.left_place.connect(self._visit.leave)
        panel.choice.set_ends(self._path.ends)
        parts.results.changed.connect(self._offer_races)
        parts.results.race_wanted.connect(self._show_wanted_race)
        self._offer_races()
        if parts.results.wanted_race is not None:
            self._show_wanted_race()
        self._path.changed.connect(self._move)
        self._path.begun.connect(self._begin_again)
        self._path.ends_changed.connect(self._offer_ends)
        parts.training.settled.connect(self._rest)
        parts.pinning.changed.connect(self._take_pinned)

    @pyqtSlot()
    def compute(self) -> None:
        """Begin the map or the line that is chosen, in the background; the last one is given up."""
        self.cancel()
        network, sample = self._path.network, self._take_sample()
        if network is None or sample is None:
            self._panel.say_problem("There are no images yet: they are being read.")
            return
        try:
            order = self._order(network, sample)
        except UsageError as error:
            self._panel.say_problem(str(error))
            return
        self._made_of = network
        on_line = self._panel.on_line
        self._asked = order
        self._start(partial(sketch_line if on_line else sketch_map, order))

    @pyqtSlot()
    def cancel(self) -> None:
        """Give up what is being computed; what is shown stays."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        self._panel.set_busy(False)

    def settle(self) -> None:
        """Wait until the map or the line is complete, for a picture of the window."""
        if self._job is not None:
            self._job.wait(LONGEST_WAIT)
            QCoreApplication.processEvents()

    def _take_sample(self) -> Sample | None:
        """Return the images that costs are measured on: the first of those that the run uses."""
        dataset = self._parts.dataset
        if dataset is None:
            return None
        size = min(SAMPLE_SIZE, self._parts.training.settings.train_size)
        key = (dataset.sha256, size)
        if self._sample is None or self._sample[0] != key:
            self._sample = key, sample_of(dataset.train, size)
        return self._sample[1]

    def _order(self, network: Network, sample: Sample) -> Order:
        """Return what is chosen, or raise UsageError."""
        choice = self._panel.choice
        if choice.kind is Kind.RACE and not self._panel.on_line:
            return self._race_order(sample)
        return Order(
            choice.kind,
            network,
            self._path.step,
            sample,
            self._path.path,
            self._parts.training.settings.learning_rate,
            int(choice.seed.value),
            choice.places,
            choice.end,
            zoom=choice.zoom,
        )

    def _race_order(self, sample: Sample) -> Order:
        """Return what is asked for the race that is chosen, or raise UsageError."""
        race = self._race
        if race is None:
            raise UsageError("there is no race yet: start one on the page Race")
        start, rate = start_of(race), race.race.walkers[0].learning_rate
        choice, walked = self._panel.choice, walked_in(race)
        return Order(choice.kind, start, 0, sample, Path(), rate, walked=walked, zoom=choice.zoom)

    @property
    def _race(self) -> RaceResult | None:
        """The race that is chosen."""
        place = self._panel.choice.race
        return self._races[place] if 0 <= place < len(self._races) else None

    def _start(self, work: Work) -> None:
        job = self._job = self._parts.quick_jobs.create(work)
        job.told.connect(self._show_map)
        job.done.connect(self._show_line)
        job.progressed.connect(self._progress)
        job.failed.connect(self._fail)
        job.ended.connect(self._end)
        self._panel.set_busy(True)
        job.start()

    @pyqtSlot(object)
    def _show_map(self, sketch: Sketch) -> None:
        if self.sender() is self._job and self._asked is not None:
            whole = sketch.of(self._asked)
            self._panel.map.set_walkers(self._colors())
            self._survey, self._places = whole.survey, []
            self._panel.set_sketch(whole)

    @pyqtSlot(object)
    def _show_line(self, found: object) -> None:
        if self.sender() is self._job and self._asked is not None and isinstance(found, Slice):
            self._panel.set_slice(found, self._asked.learning_rate, self._asked.step)

    @pyqtSlot(float)
    def _progress(self, share: float) -> None:
        if self.sender() is self._job:
            self._panel.set_busy(True, share)

    @pyqtSlot(str)
    def _fail(self, text: str) -> None:
        if self.sender() is self._job:
            self._survey = None
            self._panel.say_problem(text)

    @pyqtSlot(object)
    def _end(self, job: ProcessJob) -> None:
        if job is self._job:
            self._job = None
            self._panel.set_busy(False)

    @pyqtSlot()
    def _appear(self) -> None:
        """Compute when the page is opened on another network than it shows."""
        if self._made_of is not self._path.network or self._path.network is None:
            self.compute()

    @pyqtSlot()
    def _disappear(self) -> None:
        self.cancel()
        self._visit.leave()

    @pyqtSlot()
    def _rest(self) -> None:
        """Show the surface where the run has paused."""
        racing = self._panel.choice.kind is Kind.RACE and not self._panel.on_line
        if self._panel.isVisible() and self._made_of is not self._path.network and not racing:
            self.compute()

    @pyqtSlot()
    def _begin_again(self) -> None:
        """Forget what was shown: it is of another run."""
        self._survey, self._places = None, []
        self._panel.map.set_sketch(None)
        if self._panel.isVisible():
            self.compute()

    @pyqtSlot()
    def _move(self) -> None:
        """Let the point follow the run, whose network is now the one in the picture."""
        self._visit.end()
        if self._panel.isVisible() and not self._live.isActive():
            self._live.start()

    @pyqtSlot()
    def _show_live(self) -> None:
        """Draw where the run is now, and say how far from the plane."""
        made, network = self._survey, self._path.network
        if made is None or network is None or network is made.order.network:
            return
        if made.order.kind is Kind.RACE:
            return  # its plane has nothing to do with the run
        vector = network.parameters.vector[None]
        if vector.shape[1] != made.plane.origin.size or not np.isfinite(vector).all():
            return
        a, b = made.plane.coordinates(vector)[0]
        self._places = [*self._places, (float(a), float(b))][-MOST_LIVE:]
        off = float(made.plane.distances(vector)[0])
        self._panel.set_live(tuple(self._places), moved_words(made, self._path.step, off))

    @pyqtSlot()
    def _offer_ends(self) -> None:
        self._panel.choice.set_ends(self._path.ends)

    @pyqtSlot()
    def _offer_races(self) -> None:
        """Offer all races; the one that was chosen stays, or else the newest is."""
        chosen = self._race
        self._races = self._parts.results.races
        places = [place for place, race in enumerate(self._races) if race is chosen]
        names = [race.race.name for race in self._races]
        self._panel.choice.set_races(names, places[0] if places else len(names) - 1)

    @pyqtSlot()
    def _show_wanted_race(self) -> None:
        """Show the paths of the race that is asked for."""
        wanted, choice = self._parts.results.wanted_race, self._panel.choice
        places = [place for place, race in enumerate(self._races) if race is wanted]
        if not places:
            return
        self._panel.show_map()
        choice.choose_kind(Kind.RACE)
        choice.set_races([race.race.name for race in self._races], places[0])
        self._made_of = None
        if self._panel.isVisible():
            self.compute()

    def _colors(self) -> tuple[str, ...]:
        """Return the colours of the walkers whose paths are shown."""
        race, asked = self._race, self._asked
        if race is None or asked is None or asked.kind is not Kind.RACE:
            return ()
        pairs = zip(race.race.walkers, asked.walked, strict=True)
        return tuple(color_of(race.race, walker) for walker, way in pairs if len(way.path))

    @pyqtSlot(object)
    def _take_pinned(self, target: Target | None) -> None:
        """Take a weight or bias that is pinned in the picture as a direction."""
        if not self._panel.isVisible() or self._parts.stage.perspective != DESCEND:
            return
        if isinstance(target, ConnectionId):
            place = ParameterPlace(target.layer, target.neuron, target.source)
            self._panel.choice.take_pinned(place)
        elif isinstance(target, NeuronId) and target.layer:
            self._panel.choice.take_pinned(ParameterPlace(target.layer, target.index))
