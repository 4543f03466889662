"""Connects the page of dealing: with the run's state, and work off the GUI thread."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QCoreApplication, QObject, pyqtSlot
from PyQt6.QtWidgets import QWidget

from core.average.dealing import Dealt, DealTask, measure_in, without_images
from gui.average.dealing_panel import DealingPanel
from gui.average.dealing_presenter import DealingPresenter
from gui.main_window import scrolling
from gui.process_jobs import ProcessJob
from gui.program.parts import Parts

LONGEST_WAIT = 10.0
MOST_JOBS = 6  # the end of a job may be heard in another round of events than its news


def dealing_page(parts: Parts) -> QWidget:
    """Return the page of dealing, connected."""
    panel = DealingPanel(parts.theme)
    wiring = DealingWiring(parts, panel)
    parts.settling.append(wiring.settle)
    return scrolling(panel)


class DealingWiring(QObject):
    """Brings the run's state to the page, and its tasks to the background."""

    def __init__(self, parts: Parts, panel: DealingPanel) -> None:
        super().__init__(panel)
        self._parts = parts
        self._job: ProcessJob | None = None
        self._task: DealTask | None = None
        self.presenter = DealingPresenter(panel, parts.clock.in_turn, self)
        presenter = self.presenter
        presenter.state_wanted.connect(self._ask_for_state)
        presenter.wanted.connect(self._carry_out)
        presenter.given_up.connect(self._give_up)
        parts.trainer.session_captured.connect(presenter.take_state)
        parts.training.restarted.connect(presenter.begin_again)
        parts.training.running_changed.connect(self._tell_running)
        parts.training.advanced.connect(presenter.look)
        parts.training.replaced.connect(presenter.look)
        parts.training.settled.connect(presenter.look)
        self._tell_running()

    def settle(self) -> None:
        """Wait until what is asked for is told, for a picture of the window."""
        for _ in range(MOST_JOBS):  # the next mini-batch, and then many of them
            if self._job is None:
                return
            self._job.wait(LONGEST_WAIT)
            QCoreApplication.processEvents()

    @pyqtSlot()
    def _tell_running(self) -> None:
        self.presenter.set_training(self._parts.training.running)

    @pyqtSlot()
    def _ask_for_state(self) -> None:
        parts = self._parts
        if parts.dataset is None:
            return
        self.presenter.set_images(parts.dataset.train)
        if parts.standing is not None:
            self.presenter.take_state(parts.standing)
        else:
            parts.trainer.capture_session()

    @pyqtSlot(object)
    def _carry_out(self, task: DealTask) -> None:
        self._give_up()
        assert self._parts.dataset is not None
        work = partial(measure_in, without_images(task))
        job = self._job = self._parts.quick_jobs.create(work, self._parts.dataset)
        self._task = task
        job.told.connect(self._receive)
        job.failed.connect(self._parts.refuse)
        job.ended.connect(self._ended)
        job.start()

    @pyqtSlot(object)
    def _receive(self, dealt: Dealt) -> None:
        """Hand on what the newest job has told, as that of its whole task."""
        if self.sender() is self._job and self._task is not None:
            self.presenter.receive(dealt.of(self._task))

    @pyqtSlot()
    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @pyqtSlot(object)
    def _ended(self, job: ProcessJob) -> None:
        if job is self._job:
            self._job = None
            self.presenter.end()
