"""Connects the panel of the step: making it, listening to one example, counting the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from PyQt6.QtCore import QCoreApplication, QObject, pyqtSlot

from core.errors import DivergedError
from core.explain.listening import Ending, Listened
from core.explain.one_step import Heard
from core.network.network import Network
from gui import errands
from gui.background import Job
from gui.explain.outcome_details import cost_of, made_details, of_answers
from gui.explain.step_words import KNOWN, ending_words, listening_words, made_words, step_words
from gui.perspectives import ONE_EXAMPLE
from gui.program.edit_orders import EditOrders
from gui.program.parts import Parts
from gui.program.rest import Rest
from gui.widgets.number_words import without_links

LONGEST_COUNT = 10.0  # seconds
STOPPED = "Listening stopped: nothing has been changed."
MOVED_ON = "Listening stopped, for the example or the network is another one now."


class StepWiring(QObject):
    """Brings the panel's requests to the run and to the background."""

    def __init__(self, parts: Parts, edits: EditOrders) -> None:
        super().__init__(parts)
        self._parts = parts
        self._edits = edits
        self._rest = Rest(parts)
        self._listening: Job | None = None
        self._counting: Job | None = None
        self._words, self._cost = "", 0.0  # of the listening under way
        self._details: dict[str, str] = {}  # the arithmetic of the numbers that will be told
        self._offered = False  # another example, where the listening has come to little
        self._connect()

    @property
    def listening(self) -> bool:
        """Whether the step is being repeated."""
        return self._listening is not None

    @property
    def waiting(self) -> bool:
        """Whether answers are still to be counted."""
        return self._counting is not None

    def _connect(self) -> None:
        parts, panel, edits = self._parts, self._parts.step_panel, self._edits
        panel.step_requested.connect(self.make_step)
        panel.listen_requested.connect(self.listen)
        panel.cancel_requested.connect(self.cancel)
        panel.undo_requested.connect(edits.undo)
        panel.wrong_requested.connect(parts.chooser.ask_for_wrong)
        parts.actions["make_step"].triggered.connect(self.make_step)
        parts.actions["listen"].triggered.connect(self.listen)
        parts.actions["to_the_step"].triggered.connect(self.show_step)
        parts.step.answers_wanted.connect(self._count)
        parts.step.example_changed.connect(self._move_on)
        edits.changed.connect(self._show_undo)
        edits.carried_out.connect(self._say)

    @pyqtSlot()
    def show_step(self) -> None:
        """Show the panel, from whatever perspective."""
        if self._parts.stage.perspective != ONE_EXAMPLE:
            self._parts.stage.set_perspective(ONE_EXAMPLE)
        self._parts.walker.last()

    @pyqtSlot()
    def make_step(self) -> None:
        """Make the step of the example that is shown."""
        self._when_paused(self._make_step)

    @pyqtSlot()
    def listen(self) -> None:
        """Repeat that step until nothing more changes."""
        self._when_paused(self._listen)

    @pyqtSlot()
    def cancel(self) -> None:
        """Listen no more, and leave everything as it was."""
        self._stop(STOPPED)

    def _when_paused(self, do: Callable[[], None]) -> None:
        """Do something to the network of a run that is at rest, now or as soon as it is."""
        if self._parts.dataset is not None and not self.listening and not self._edits.busy:
            self._rest.then(do)

    def _make_step(self) -> None:
        try:
            step = self._parts.step.step()
        except DivergedError as error:
            self._parts.refuse(str(error))
            return
        if step is not None:
            words = step_words(self._parts.step.place)
            before, after = step.before.parameters, step.after.parameters
            self._details = made_details(step)
            self._edits.make(words, before, after, made_words(words, step))

    def _listen(self) -> None:
        parts, dataset = self._parts, self._parts.dataset
        derivation = parts.explain.derivation
        task = None if dataset is None else parts.step.listening(dataset.test)
        if task is None or derivation is None:
            return
        self.show_step()
        self._words, self._cost = parts.step.place, derivation.cost
        self._details = {"cost": cost_of(derivation, "as they were")}
        self._cancel_counting()
        parts.step_panel.set_listening(True)
        parts.step_panel.set_outcome("")
        self._listening = parts.jobs.create(partial(errands.listen_to_one, task))
        self._listening.told.connect(self._heard)
        self._listening.done.connect(self._listened)
        self._listening.failed.connect(self._failed)
        self._listening.start()

    @pyqtSlot(object)
    def _heard(self, heard: Heard) -> None:
        if self.sender() is self._listening:
            self._parts.step_panel.set_heard(heard)

    @pyqtSlot(object)
    def _listened(self, listened: Listened | None) -> None:
        """Let the run go on from where the listening has led: one edit, whatever it took."""
        if listened is None or self.sender() is not self._listening:
            return
        self._end_listening()
        said = ending_words(listened, self._cost)
        told = listened.label, listened.called, listened.total
        self._details = {**self._details, "called": of_answers(*told)}
        before, after = listened.before.parameters, listened.after.parameters
        self._offered = listened.ending is not Ending.EVERYTHING and self._cost < KNOWN
        if np.array_equal(before.vector, after.vector):
            self._say(said)
            return
        self._edits.make(listening_words(self._words, listened.steps), before, after, said)

    @pyqtSlot(str)
    def _failed(self, why: str) -> None:
        self._stop("")
        self._parts.refuse(why)

    @pyqtSlot()
    def _move_on(self) -> None:
        """Forget what was said of another example; a listening to it is of no use any more."""
        if self.listening:
            self._stop(MOVED_ON)
        else:
            self._parts.step_panel.set_outcome("")

    def _stop(self, words: str) -> None:
        if self._listening is not None:
            self._listening.cancel()
            self._end_listening()
            self._parts.step_panel.set_outcome(words)
            self._recount()

    def _end_listening(self) -> None:
        self._listening = None
        self._parts.step_panel.set_listening(False)

    def _recount(self) -> None:
        network = self._parts.explain.network
        if network is not None:
            self._count(network)

    @pyqtSlot(object)
    def _count(self, network: Network) -> None:
        """Count the answers of the network shown; while training they would be old at once."""
        parts, dataset = self._parts, self._parts.dataset
        self._cancel_counting()
        if dataset is None or self.listening:
            return
        parts.step_panel.set_counts(None, len(dataset.test))
        if parts.training.running:
            parts.step.forget_answers()
            return
        task = parts.step.listening(dataset.test)
        if task is None:
            return
        counting = partial(errands.count_answers, replace(task, network=network, most=0))
        self._counting = parts.jobs.create(counting)
        self._counting.done.connect(self._counted)
        self._counting.start()

    def settle(self) -> None:
        """Wait until the answers are counted, for a picture of the window."""
        if self._counting is not None:
            self._counting.wait(LONGEST_COUNT)
            QCoreApplication.processEvents()

    def _cancel_counting(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None

    @pyqtSlot(object)
    def _counted(self, heard: Heard | None) -> None:
        if heard is not None and self.sender() is self._counting:
            self._counting = None
            self._parts.step_panel.set_counts(heard.counts, heard.total)

    @pyqtSlot()
    def _show_undo(self) -> None:
        edit = self._edits.to_undo
        self._parts.step_panel.set_undo("" if edit is None else edit.words)

    @pyqtSlot(str)
    def _say(self, words: str) -> None:
        """Say what was done: in the panel where it is seen, else in passing."""
        offered, self._offered = self._offered, False
        if self._parts.step.standing_there:
            self._parts.step_panel.set_outcome(words, self._details, offer_wrong=offered)
        elif words:
            self._parts.notice(without_links(words))
