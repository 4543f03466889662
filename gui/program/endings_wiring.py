"""Connects how runs end: the card of further settings and rules, the banner, its jobs and marks."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QObject, QPoint, pyqtSlot

from core.training.endings import StopRules
from gui.program.parts import Parts
from gui.training.endings_presenter import EndingsPresenter

GAP = 4


class EndingsWiring(QObject):
    """Brings the card's orders to the run, and the endings' work to the jobs."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._parts = parts
        self.endings = EndingsPresenter(parts.trainer, parts.training, parts.training_panel, self)
        self.endings.work_wanted.connect(self._do)
        self.endings.neurons_shown.connect(parts.view.set_noted)
        controls = parts.training_panel.controls
        controls.more.clicked.connect(self._toggle_card)
        card = controls.card
        card.descent_changed.connect(self._change_descent)
        card.size_requested.connect(self._begin_with)
        card.rules_changed.connect(self.use_rules)
        parts.training.begun.connect(self._show_settings)

    @pyqtSlot(object)
    def use_rules(self, rules: StopRules) -> None:
        """Let every run stop by these rules."""
        use_rules(self._parts, rules)

    @pyqtSlot()
    def _toggle_card(self) -> None:
        """Open the card above the panel, or close it."""
        panel, window = self._parts.training_panel, self._parts.window
        card = panel.controls.card
        if card.isVisible():
            card.dismiss()
            return
        corner = panel.mapTo(window, QPoint(panel.controls.x(), -GAP))
        card.open_at(window, corner)

    @pyqtSlot(float, float, float)
    def _change_descent(self, momentum: float, l2: float, decay: float) -> None:
        self._parts.training.change_descent(momentum, l2, decay)
        self._show_settings()

    @pyqtSlot(int)
    def _begin_with(self, size: int) -> None:
        """Begin a run of the same network on another part of the training images."""
        training = self._parts.training
        settings = training.settings
        batch = min(settings.batch_size, size)
        training.begin(training.architecture, replace(settings, train_size=size, batch_size=batch))

    @pyqtSlot()
    def _show_settings(self) -> None:
        """Say beside the button what is not as at first."""
        self._parts.training_panel.show_settings(self._parts.training.settings)

    @pyqtSlot(object)
    def _do(self, work: object) -> None:
        """Let a job do work, and bring back what it finds; what goes wrong is told."""
        job = self._parts.jobs.create(work)  # type: ignore[arg-type]
        job.done.connect(self.endings.take)
        job.failed.connect(self._parts.refuse)
        job.start()


def use_rules(parts: Parts, rules: StopRules) -> None:
    """Let every run stop by these rules, and show them."""
    parts.training_panel.controls.show_rules(rules)
    parts.trainer.set_stop_rules(rules)
