"""Shows noise to the network for its page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.experiments.noise import NoiseFinding, run_noise
from core.network.network import Network
from gui.background import Job, Jobs
from gui.experiments.noise_page import NoisePage
from gui.experiments.study_presenter import NO_IMAGES, Images


class NoisePresenter(QObject):
    """Shows noise to the network as it is now."""

    refused = pyqtSignal(str)
    found = pyqtSignal(object)  # a NoiseFinding

    def __init__(
        self,
        page: NoisePage,
        jobs: Jobs,
        images: Images,
        network: Callable[[], Network | None],
    ) -> None:
        super().__init__(page)
        self.page = page
        self._jobs = jobs
        self._images = images
        self._network = network
        self._seed = 0
        self._asked: Network | None = None
        self._job: Job | None = None
        self._finding: NoiseFinding | None = None
        page.run_requested.connect(self.run)
        page.kind.chosen.connect(self.run)
        page.shown.connect(self._look_again)

    def show(self, finding: NoiseFinding) -> None:
        """Show what was found earlier; the network is asked anew when it has changed."""
        self._asked = self._network()
        self._seed = finding.noise.seed + 1
        self._finding = finding
        self.page.show_finding(finding)

    @pyqtSlot()
    def run(self) -> None:
        """Make new noise and show the answers."""
        dataset, network = self._images(), self._network()
        if self._job is not None:
            return
        if dataset is None or network is None:
            self.refused.emit(NO_IMAGES)
            return
        self._asked = network
        noise = self.page.noise(self._seed)
        self._seed += 1
        self._job = self._jobs.create(partial(run_noise, noise, network, dataset.test))
        self._job.done.connect(self._take)
        self._job.failed.connect(self.refused)
        self._job.ended.connect(self._end)
        self.page.set_running(True)
        self._job.start()

    @pyqtSlot()
    def _look_again(self) -> None:
        """Show noise to a network that hasn't been asked yet."""
        if self._images() is not None and self._network() not in (None, self._asked):
            self.run()

    @pyqtSlot(object)
    def _take(self, finding: NoiseFinding) -> None:
        self._finding = finding
        self.page.show_finding(finding)
        self.found.emit(finding)

    @pyqtSlot(object)
    def _end(self, _job: Job) -> None:
        self._job = None
        self.page.set_running(False)

    def table(self) -> list[tuple[object, ...]]:
        """Return the numbers of the histogram."""
        return [tuple(row) for row in self._finding.table()] if self._finding else []
