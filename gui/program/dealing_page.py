"""Connects the page of dealing: with the run's state, and work off the GUI thread."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject, pyqtSlot
from PyQt6.QtWidgets import QWidget

from core.average.dealing import Dealt, DealTask, measure_in, without_images
from gui.average.dealing_panel import DealingPanel
from gui.average.dealing_presenter import DealingPresenter
from gui.main_window import scrolling
from gui.program.newest_job import NewestJob
from gui.program.parts import Parts

# The next mini-batch, and then many; a job's end may be heard in another round than its news.
MOST_JOBS = 6


def dealing_page(parts: Parts) -> QWidget:
    """Return the page of dealing, connected."""
    panel = DealingPanel(parts.theme)
    wiring = DealingWiring(parts, panel)
    parts.settling.append(partial(wiring.job.settle, MOST_JOBS))
    return scrolling(panel)


class DealingWiring(QObject):
    """Brings the run's state to the page, and its tasks to the background."""

    def __init__(self, parts: Parts, panel: DealingPanel) -> None:
        super().__init__(panel)
        self._parts = parts
        self.job = NewestJob(parts, self)
        self._task: DealTask | None = None
        self.presenter = DealingPresenter(panel, parts.clock.in_turn, self)
        presenter = self.presenter
        presenter.state_wanted.connect(self._ask_for_state)
        presenter.wanted.connect(self._carry_out)
        presenter.given_up.connect(self.job.give_up)
        self.job.told.connect(self._receive)
        self.job.ended.connect(presenter.end)
        parts.trainer.session_captured.connect(presenter.take_state)
        parts.training.restarted.connect(presenter.begin_again)
        parts.training.running_changed.connect(self._tell_running)
        parts.training.advanced.connect(presenter.look)
        parts.training.replaced.connect(presenter.look)
        parts.training.settled.connect(presenter.look)
        self._tell_running()

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
        self._task = task
        self.job.begin(partial(measure_in, without_images(task)))

    @pyqtSlot(object)
    def _receive(self, dealt: Dealt) -> None:
        """Hand on what is told, as that of its whole task."""
        if self._task is not None:
            self.presenter.receive(dealt.of(self._task))
