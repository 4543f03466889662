"""Changes of the network by hand: how they reach the run, and how they are undone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.network.parameters import Parameters
from core.training.edits import Edit, Edits
from core.training.records import Snapshot
from gui.actions import REDO, UNDO
from gui.program.parts import Parts

GONE_ON = " (training has gone on since)"


@dataclass(frozen=True)
class Wanted:
    """What the run was asked to take, and what can be undone once it has."""

    parameters: Parameters
    edits: Edits
    said: str


class EditOrders(QObject):
    """Carries out edits one at a time: the next one waits for the run's answer to the last.

    The stack says at every moment what is true of the run, for it changes only when the run has
    said that it has taken the parameters.
    """

    changed = pyqtSignal()  # what can be undone or redone
    carried_out = pyqtSignal(str)  # the network is another one; in words, or empty

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._parts = parts
        self._wanted: Wanted | None = None
        self.edits = Edits()
        parts.actions["undo"].triggered.connect(self.undo)
        parts.actions["redo"].triggered.connect(self.redo)
        parts.training.replaced.connect(self._take)
        parts.training.advanced.connect(self._end)
        parts.training.restarted.connect(self._forget)
        parts.training.refused.connect(self._give_up)
        self._name(UNDO)

    @property
    def busy(self) -> bool:
        """Whether the run has not yet answered."""
        return self._wanted is not None

    def make(self, words: str, before: Parameters, after: Parameters, said: str = "") -> None:
        """Let the run go on from other parameters, as one edit of these words."""
        edit = Edit(words, before, after, self._parts.training.step)
        self._ask(Wanted(after, self.edits.made(edit), said))

    @pyqtSlot()
    def undo(self) -> None:
        """Go back to the parameters before the last edit, bit for bit."""
        edit = self.edits.to_undo
        if edit is not None:
            said = f"Undone: {edit.words}. All weights and biases have the bits they had."
            self._ask(Wanted(edit.before, self.edits.after_undo(), said))

    @pyqtSlot()
    def redo(self) -> None:
        """Do again what was undone last."""
        edit = self.edits.to_redo
        if edit is not None:
            self._ask(Wanted(edit.after, self.edits.after_redo(), f"Done again: {edit.words}."))

    def _ask(self, wanted: Wanted) -> None:
        if self._wanted is None and not self._parts.training.still:
            self._wanted = wanted
            trainer, step = self._parts.trainer, self._parts.training.step
            trainer.replace_parameters(wanted.parameters, step)

    @pyqtSlot(object)
    def _take(self, snapshot: Snapshot) -> None:
        """Note what can be undone, now that the run has taken what it was asked to take."""
        wanted, self._wanted = self._wanted, None
        taken = snapshot.parameters.vector
        if wanted is not None and np.array_equal(taken, wanted.parameters.vector):
            self._set(wanted.edits)
            self.carried_out.emit(wanted.said)

    @pyqtSlot(str)
    def _give_up(self, _why: str) -> None:
        """Wait no more for a run that has refused; the user is told elsewhere."""
        self._wanted = None

    @pyqtSlot()
    def _end(self) -> None:
        """Keep no edit that mini-batches have been built on: to undo it would undo them too."""
        had_some = self.edits != Edits()
        self._wanted = None
        if had_some:
            self._set(Edits(), UNDO + GONE_ON)

    @pyqtSlot()
    def _forget(self) -> None:
        """Keep nothing of another run."""
        self._wanted = None
        self._set(Edits())

    def _set(self, edits: Edits, otherwise: str = UNDO) -> None:
        self.edits = edits
        self._name(otherwise)
        self.changed.emit()

    def _name(self, otherwise: str) -> None:
        """Let the menu say what would be undone and what done again."""
        for name, text, edit, instead in (
            ("undo", UNDO, self.edits.to_undo, otherwise),
            ("redo", REDO, self.edits.to_redo, REDO),
        ):
            action = self._parts.actions[name]
            action.setText(instead if edit is None else f"{text} {edit.words}")
            action.setEnabled(edit is not None)
