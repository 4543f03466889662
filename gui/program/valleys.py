"""Builds the page of the valleys, and lets its starts descend in processes of their own."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject, pyqtSlot
from PyQt6.QtWidgets import QWidget

from core.data.images import Dataset
from core.landscape.survey import End
from core.landscape.valleys import Between, Valley, WayDown, descend, descents, way
from core.network.architecture import Architecture
from gui.landscape.valleys_panel import ValleysPanel
from gui.main_window import scrolling
from gui.process_jobs import ProcessJob
from gui.program.parts import Parts


def valleys_page(parts: Parts) -> QWidget:
    """Return the page of the valleys."""
    panel = ValleysPanel(parts.theme)
    ValleysWiring(parts, panel)
    return scrolling(panel)


class ValleysWiring(QObject):
    """Begins the descents, shows their ends as they come, and the way between two of them."""

    def __init__(self, parts: Parts, panel: ValleysPanel) -> None:
        super().__init__(panel)
        self._parts = parts
        self._panel = panel
        self._jobs: dict[ProcessJob, int] = {}
        self._shares: dict[int, float] = {}
        self._way: ProcessJob | None = None
        self._architecture = Architecture()
        self._dataset: Dataset | None = None
        panel.begin_requested.connect(self.begin)
        panel.cancelled.connect(self.cancel)
        panel.pair_chosen.connect(self.show_way)

    @pyqtSlot(int, int)
    def begin(self, starts: int, most_epochs: int) -> None:
        """Let so many starts descend, with the architecture and the settings of the run."""
        parts, panel = self._parts, self._panel
        if parts.dataset is None:
            panel.say_problem("There are no images yet: they are being read.")
            return
        self._architecture, self._dataset = parts.training.architecture, parts.dataset
        orders = descents(self._architecture, parts.training.settings, starts, most_epochs)
        if self._way is not None:
            self._way.cancel()
            self._way = None  # what it still tells is of ends that are gone
        panel.start([order.settings.seed for order in orders])
        self._shares = dict.fromkeys(range(starts), 0.0)
        panel.set_busy(True)
        for place, order in enumerate(orders):
            job = parts.process_jobs.create(partial(descend, order), parts.dataset)
            self._jobs[job] = place
            job.progressed.connect(self._progress)
            job.told.connect(self._show_way_down)
            job.done.connect(self._arrive)
            job.failed.connect(self._fail)
            job.ended.connect(self._end)
        for job in tuple(self._jobs):
            job.start()

    @pyqtSlot()
    def cancel(self) -> None:
        """Give up the descents that are under way; the ends that are known stay."""
        jobs, self._jobs = self._jobs, {}
        for job, place in jobs.items():
            self._panel.table.set_words(place, "given up")
            job.cancel()
        self._panel.set_busy(False)

    @pyqtSlot(int, int)
    def show_way(self, first: int, second: int) -> None:
        """Measure the cost on the line between two ends."""
        if self._way is not None:
            self._way.cancel()
        ends = self._panel.valleys
        assert self._dataset is not None
        work = partial(way, self._architecture, ends[first], ends[second])
        job = self._way = self._parts.quick_jobs.create(work, self._dataset)
        job.done.connect(self._show_way)
        job.failed.connect(self._panel.say_problem)
        job.start()

    @pyqtSlot(float)
    def _progress(self, share: float) -> None:
        place = self._place_of_sender()
        if place is not None:
            self._shares[place] = share
            self._panel.table.set_share(place, share)
            self._show_share()

    @pyqtSlot(object)
    def _show_way_down(self, told: WayDown) -> None:
        if self._place_of_sender() is not None:
            self._panel.show_way_down(told)

    @pyqtSlot(object)
    def _arrive(self, valley: Valley | None) -> None:
        place = self._place_of_sender()
        if place is None or valley is None:
            return
        self._shares[place] = 1.0
        self._panel.add_valley(place, valley)
        self._parts.run_path.add_end(End(f"valley of seed {valley.seed}", valley.vector))
        if len(self._panel.valleys) == 2:
            self.show_way(0, 1)

    @pyqtSlot(str)
    def _fail(self, text: str) -> None:
        place = self._place_of_sender()
        if place is not None:
            self._panel.table.set_words(place, "failed")
            self._panel.say_problem(text)

    @pyqtSlot(object)
    def _end(self, job: ProcessJob) -> None:
        if self._jobs.pop(job, None) is not None:
            self._panel.set_busy(bool(self._jobs), self._share())

    @pyqtSlot(object)
    def _show_way(self, found: Between | None) -> None:
        if found is not None and self.sender() is self._way:
            self._panel.set_between(found)

    def _place_of_sender(self) -> int | None:
        """Return the row of the job that has told something; None if it was given up."""
        sender = self.sender()
        return self._jobs.get(sender) if isinstance(sender, ProcessJob) else None

    def _share(self) -> float:
        return sum(self._shares.values()) / max(1, len(self._shares))

    def _show_share(self) -> None:
        self._panel.set_busy(True, self._share())
