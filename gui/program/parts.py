"""The parts of the program: panels, stories and helpers, built and not yet connected."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PyQt6.QtCore import QObject, pyqtSlot

from core.data.images import Dataset
from core.storage.session import Session
from core.training.trainer import Trainer
from gui.actions import Actions
from gui.background import Jobs
from gui.explain.example_chooser import ExampleChooser
from gui.explain.example_panel import ExamplePanel
from gui.explain.explain_presenter import ExplainPresenter
from gui.explain.explanation_panel import ExplanationPanel
from gui.explain.pinning import Pinning
from gui.explain.step_panel import StepPanel
from gui.explain.step_presenter import StepPresenter
from gui.explain.step_title import StepTitle
from gui.explain.transport import TransportBar
from gui.explain.value_card import ValueCard
from gui.frame_clock import FrameClock
from gui.main_window import MainWindow
from gui.messages import Messages
from gui.network_view.network_view import NetworkView
from gui.network_view.view_controls import ViewControls
from gui.player import Player
from gui.process_jobs import ProcessJobs
from gui.program.kept_results import KeptResults
from gui.program.run_path import RunPath
from gui.stage import Stage
from gui.theme import Theme
from gui.training.descend_panel import DescendPanel
from gui.training.history_presenter import HistoryPresenter
from gui.training.latest_answers import LatestAnswers
from gui.training.record_feed import RecordFeed
from gui.training.training_panel import TrainingPanel
from gui.training.training_presenter import TrainingPresenter
from gui.walker import Walker
from gui.widgets.escape import EscapeWatcher


class Parts(QObject):
    """Everything that the modules of this folder connect, by name."""

    def __init__(self, theme: Theme, trainer: Trainer | None = None) -> None:
        super().__init__()
        self.theme = theme
        self.window = MainWindow(theme)
        self.messages = Messages(self.window)
        self.actions = Actions(self.window, self.window.menus)
        self.jobs = Jobs(self)
        self.process_jobs = ProcessJobs(self)
        # for what is shown as soon as it is known: it doesn't wait behind an experiment's minutes
        self.quick_jobs = ProcessJobs(self, at_once=1)
        self.trainer = trainer or Trainer()
        self.trainer.setParent(self)
        self.dataset: Dataset | None = None
        # what waits for work off the GUI thread, before a picture of the window is taken
        self.settling: list[Callable[[], None]] = []
        self.clock = FrameClock(self)
        self.standing: Session | None = None  # the run of a picture of the window: none takes it up
        self.visiting = False  # whether the picture shows a place of a map, not the run's network
        self._build_panels()
        self._build_stories()

    def _build_panels(self) -> None:
        theme = self.theme
        self.view = NetworkView(theme)
        self.title = StepTitle()
        self.view_controls = ViewControls(theme)
        self.example = ExamplePanel(theme)
        self.explanation = ExplanationPanel(theme)
        self.step_panel = StepPanel(theme)
        self.explanation.add_step_panel(self.step_panel)
        self.value_card = ValueCard(theme, self.window)
        self.transport = TransportBar(theme)
        self.training_panel = TrainingPanel(theme, self.clock.in_turn)
        self.descend = DescendPanel(theme)

    def _build_stories(self) -> None:
        self.chooser = ExampleChooser(np.random.default_rng(), self)
        self.walker = Walker(self)
        self.explain = ExplainPresenter(
            self.chooser,
            self.walker,
            self.example,
            self.explanation,
            self.title,
            self,
        )
        self.step = StepPresenter(self.explain, self.step_panel, self)
        self.pinning = Pinning(self.explain, self.example, self.explanation, self)
        self.escape = EscapeWatcher(self.window)
        self.feed = RecordFeed()
        self.answers = LatestAnswers(self.trainer, self)
        self.training = TrainingPresenter(
            self.trainer, self.feed, self.training_panel, self.descend, self
        )
        self.run_path = RunPath(self.training, self)
        self.results = KeptResults(self)
        self.history = HistoryPresenter(self.trainer, self.training_panel, self)
        self.player = Player(self.transport, self.walker)
        self.stage = Stage(
            self.view, self.explain, self.walker, self.training, self.player, self.clock, self
        )

    @pyqtSlot(str)
    def refuse(self, text: str) -> None:
        """Show what can't be done, and why."""
        self.messages.error(text)

    @pyqtSlot(object)
    def notice(self, text: str) -> None:
        """Say something in passing."""
        self.messages.notice(text)
