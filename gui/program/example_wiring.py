"""Connects one example's story: choosing it, walking through it, searching, checking."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject, pyqtSlot

from core.explain.verify import Verification
from core.training.records import Measure
from gui import errands
from gui.background import Job
from gui.command_palette import CommandPalette
from gui.explain.check_request import CheckRequest
from gui.program.parts import Parts
from gui.widgets.command_list import Command


class ExampleWiring(QObject):
    """Brings the example's panels to the stories, and long work to the background."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._parts = parts
        self._check_job: Job | None = None
        parts.explain.check_wanted.connect(self._check)
        parts.chooser.wrong_wanted.connect(self._find_wrong)
        parts.chooser.refused.connect(parts.refuse)
        parts.example.pixel_clicked.connect(parts.pinning.pin_pixel)
        parts.escape.pressed.connect(parts.pinning.free)
        parts.explanation.focus_requested.connect(parts.explain.choose_focus_index)
        parts.explanation.check_cancelled.connect(self._give_up_check)
        parts.training_panel.measure_added.connect(self._show_mean)
        self.steps = CommandPalette(
            parts.theme, parts.window, "Which step of the walk?", "No step is called that."
        )
        self.steps.chosen.connect(self._go_to)
        parts.title.steps_wanted.connect(self._offer_steps)
        parts.explain.told.connect(self._show_label)
        self._connect_actions()

    def _connect_actions(self) -> None:
        chooser, player = self._parts.chooser, self._parts.player
        for name, do in (
            ("next_example", chooser.next),
            ("previous_example", chooser.previous),
            ("random_example", chooser.random),
            ("wrong_example", chooser.ask_for_wrong),
            ("walk_play", player.toggle),
            ("walk_forward", player.forward),
            ("walk_back", player.back),
            ("walk_first", player.first),
            ("walk_last", player.last),
            ("walk_next_group", player.next_group),
            ("walk_previous_group", player.previous_group),
            ("walk_jump", self._offer_steps),
            ("neuron_before", partial(self._look_at_next, -1)),
            ("neuron_after", partial(self._look_at_next, 1)),
            ("check", self._parts.explain.ask_for_check),
            ("label_true", self._parts.explain.ask_for_true_label),
        ):
            self._parts.actions[name].triggered.connect(do)
        for digit in range(10):
            ask = partial(self._parts.explain.ask_for_label, digit)
            self._parts.actions[f"label_{digit}"].triggered.connect(ask)
        self._parts.actions["notation"].setChecked(True)
        self._parts.actions["notation"].toggled.connect(self._parts.explain.set_notation)
        for each in (
            self._parts.example.cells,
            self._parts.example.figures,
            self._parts.example.inspector,
            self._parts.explanation.inspector,
            self._parts.step_panel,
        ):
            self._parts.actions["notation"].toggled.connect(each.set_notation)

    def _look_at_next(self, by: int) -> None:
        """Look at another neuron of the step's layer, the so-manieth after the one in focus."""
        explain = self._parts.explain
        derivation, focus = explain.derivation, explain.focus
        if explain.active and derivation is not None and focus is not None:
            count = derivation.network.architecture.sizes[explain.step.layer]
            explain.choose_focus_index((focus + by) % count)

    @pyqtSlot()
    def _offer_steps(self) -> None:
        """List the steps of the walk, by name and by title."""
        explain = self._parts.explain
        if not explain.active:
            return
        here = explain.walker.index
        self.steps.offer(
            [
                Command(step.name, f"{place}  {step.name} · {step.title}", step.group)
                for place, step in enumerate(explain.steps, 1)
            ],
            here,
        )

    @pyqtSlot(str)
    def _go_to(self, name: str) -> None:
        self._parts.stage.go_to_step(name)

    @pyqtSlot(object)
    def _show_mean(self, measure: Measure) -> None:
        """Show the mean cost over unseen images beside that of the example."""
        if measure.set_name == "test":
            ledger = self._parts.explanation.body.ledger
            ledger.set_mean(measure.cost, measure.examples, measure.step)

    @pyqtSlot()
    def _show_label(self) -> None:
        """Mark the label that is asked for in the menu."""
        derivation = self._parts.explain.derivation
        if derivation is not None and derivation.label < 10:
            self._parts.actions[f"label_{derivation.label}"].setChecked(True)

    @pyqtSlot(object)
    def _check(self, request: CheckRequest) -> None:
        self._give_up_check()  # it checks other numbers
        explanation = self._parts.explanation
        explanation.set_checking()
        self._check_job = self._parts.jobs.create(partial(errands.check, request))
        self._check_job.progressed.connect(explanation.set_check_progress)
        self._check_job.done.connect(self._checked)
        self._check_job.failed.connect(self._check_failed)
        self._check_job.start()

    @pyqtSlot()
    def _give_up_check(self) -> None:
        """Stop the check that is at work, if there is one."""
        if self._check_job is not None:
            self._check_job.cancel()
            self._check_job = None
            self._parts.explanation.forget_check()

    @pyqtSlot(str)
    def _check_failed(self, text: str) -> None:
        """Say why there is no result, and wait for none."""
        self._parts.explanation.forget_check()
        self._parts.refuse(text)

    @pyqtSlot(object)
    def _checked(self, result: tuple[CheckRequest, Verification] | None) -> None:
        """Show what a check has found, if its example is still the one shown."""
        if result is not None and result[0].derivation is self._parts.explain.derivation:
            found = result[1]
            text = errands.check_text(found)
            self._parts.explanation.set_check_result(text, found.agrees)

    @pyqtSlot(object)
    def _find_wrong(self, digit: int | None) -> None:
        chooser, network = self._parts.chooser, self._parts.explain.network
        if chooser.images is None or network is None:
            return
        work = partial(errands.find_wrong, network, chooser.images, chooser.index, digit)
        job = self._parts.jobs.create(work)
        job.done.connect(self._found_wrong)
        job.failed.connect(self._parts.refuse)
        job.start()

    @pyqtSlot(object)
    def _found_wrong(self, index: int | None) -> None:
        chooser = self._parts.chooser
        if index is None:
            which = "images" if chooser.digit is None else f"images of a {chooser.digit}"
            self._parts.notice(f"It gets all {chooser.set_name} {which} right.")
        else:
            chooser.choose(chooser.set_name, index)
