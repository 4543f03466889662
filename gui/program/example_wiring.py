"""Connects one example's story: choosing it, walking through it, searching, checking."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject, pyqtSlot

from core.explain.check import Check
from core.explain.derivation import Derivation
from gui import errands
from gui.background import Job
from gui.program.parts import Parts


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
            ("check", self._parts.explain.ask_for_check),
        ):
            self._parts.actions[name].triggered.connect(do)

    @pyqtSlot(object)
    def _check(self, derivation: Derivation) -> None:
        if self._check_job is not None:
            self._check_job.cancel()  # it checks other numbers
        explanation = self._parts.explanation
        explanation.set_checking()
        self._check_job = self._parts.jobs.create(partial(errands.check, derivation))
        self._check_job.progressed.connect(explanation.set_check_progress)
        self._check_job.done.connect(self._checked)
        self._check_job.failed.connect(self._check_failed)
        self._check_job.start()

    @pyqtSlot(str)
    def _check_failed(self, text: str) -> None:
        """Say why there is no result, and wait for none."""
        self._parts.explanation.forget_check()
        self._parts.refuse(text)

    @pyqtSlot(object)
    def _checked(self, result: tuple[Derivation, Check] | None) -> None:
        """Show what a check has found, if its example is still the one shown."""
        if result is not None and result[0] is self._parts.explain.derivation:
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
