"""Connects the page of the average: with the run, the picture, and work off the GUI thread."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject, pyqtSlot
from PyQt6.QtWidgets import QWidget

from core.average.streaming import Begun, More, StreamTask, stream_in, without_images
from core.network.network import Network
from gui.average.average_panel import AveragePanel
from gui.average.average_presenter import AveragePresenter
from gui.main_window import scrolling
from gui.perspectives import ONE_EXAMPLE
from gui.program.newest_job import NewestJob
from gui.program.parts import Parts


def average_page(parts: Parts) -> QWidget:
    """Return the page of the average, connected."""
    panel = AveragePanel(parts.theme)
    wiring = AverageWiring(parts, panel)
    parts.settling.append(wiring.job.settle)
    return scrolling(panel)


class AverageWiring(QObject):
    """Brings the run and the picture to the page, and its tasks to the background."""

    def __init__(self, parts: Parts, panel: AveragePanel) -> None:
        super().__init__(panel)
        self._parts = parts
        self.job = NewestJob(parts, self)
        self._task: StreamTask | None = None
        self.presenter = AveragePresenter(panel, parts.clock.in_turn, self)
        presenter, training = self.presenter, parts.training
        self.job.told.connect(self._receive)
        self.job.ended.connect(presenter.end)
        presenter.wanted.connect(self._carry_out)
        presenter.given_up.connect(self.job.give_up)
        presenter.example_opened.connect(self._open)
        presenter.target_chosen.connect(parts.pinning.pin)
        parts.pinning.changed.connect(presenter.pick)
        training.running_changed.connect(self._tell_running)
        training.begun.connect(self._take_data)
        parts.explain.told.connect(self._take_data)
        panel.shown.connect(self._take_data)
        self._network: Network | None = None
        self._seen: tuple[object, int, int] | None = None
        self._take_data()

    @pyqtSlot()
    def _take_data(self) -> None:
        """Hand over the images and the network of now, where they are others."""
        training, dataset = self._parts.training, self._parts.dataset
        network = self._parts.explain.network
        if dataset is None or network is None:
            return
        settings = training.settings
        now = (dataset, settings.train_size, settings.seed)
        if network is not self._network:
            self._network = network
            self.presenter.set_network(network)
        if now != self._seen:
            self._seen = now
            self.presenter.set_images(dataset.train, settings.train_size, settings.seed)

    @pyqtSlot()
    def _tell_running(self) -> None:
        self.presenter.set_training(self._parts.training.running)

    @pyqtSlot(object)
    def _carry_out(self, task: StreamTask) -> None:
        self._task = task
        self.job.begin(partial(stream_in, without_images(task)))

    @pyqtSlot(object)
    def _receive(self, told: Begun | More) -> None:
        """Hand on what is told, as that of its whole task."""
        if self._task is not None:
            self.presenter.receive(told.of(self._task))

    @pyqtSlot(int)
    def _open(self, index: int) -> None:
        """Open a training image's walk-through."""
        self._parts.chooser.choose("train", index)
        self._parts.stage.set_perspective(ONE_EXAMPLE)
