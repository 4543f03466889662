"""Changes by hand, of the network or of the label asked for: one stack, undone one by one.

A change of the network is an entry of the run's history. To undo it, the run goes back to where it
was made, if it has gone on since; what came of it stays as a branch, to which doing it again
leads back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.network.parameters import Parameters
from core.training.edits import AnyEdit, Edit, Edits, LabelEdit
from core.training.records import Snapshot
from gui.actions import REDO, UNDO
from gui.program.parts import Parts
from gui.widgets.numbers import whole

UNDONE = "Undone: {}. All weights and biases have the bits they had."
WAY_KEPT = " What came of it stays as a branch; Redo leads back there."


@dataclass(frozen=True)
class Wanted:
    """What the run was asked to take, and what can be undone once it has.

    made : an edit whose place in the history is known only then
    """

    parameters: Parameters
    edits: Edits
    said: str
    made: Edit | None = None


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
        self._there: Callable[[], None] | None = None  # what to do when the run has come there
        self._label: int | None = None  # asked for, as far as is known here
        self.edits = Edits()
        self._connect()
        self._name()

    @property
    def busy(self) -> bool:
        """Whether the run has not yet answered."""
        return self._wanted is not None or self._there is not None

    @property
    def to_undo(self) -> AnyEdit | None:
        """The newest edit on the way to where the run is."""
        return self.edits.newest(self._holds)

    def make(self, words: str, before: Parameters, after: Parameters, said: str = "") -> None:
        """Let the run go on from other parameters, as one edit of these words."""
        edit = Edit(words, before, after, self._parts.training.step)
        self._ask(Wanted(after, self.edits, said, edit))

    @pyqtSlot()
    def undo(self) -> None:
        """Take back the newest edit; parameters are those before it, bit for bit."""
        edit = self.to_undo
        if self.busy or edit is None:
            return
        if isinstance(edit, LabelEdit):
            self._ask_for_label(edit.before, self.edits.after_undo(edit))
        else:
            self._go(edit.step, edit.branch, partial(self._undo, edit, self._place))

    @pyqtSlot()
    def redo(self) -> None:
        """Do again what was undone last, or go back to what came of it."""
        edit = self.edits.to_redo
        if self.busy or edit is None:
            return
        if isinstance(edit, LabelEdit):
            self._ask_for_label(edit.after, self.edits.after_redo())
        elif edit.left is not None:
            self._go(*edit.left, partial(self._be_back, edit))
        else:
            self._go(edit.step, edit.branch, partial(self._redo, edit))

    def _connect(self) -> None:
        parts = self._parts
        parts.actions["undo"].triggered.connect(self.undo)
        parts.actions["redo"].triggered.connect(self.redo)
        parts.training.replaced.connect(self._take)
        parts.training.moved.connect(self._arrive)
        parts.training.advanced.connect(self._go_on)
        parts.training.restarted.connect(self._forget)
        parts.training.refused.connect(self._give_up)
        parts.explain.label_changed.connect(self._note_label)
        parts.chooser.changed.connect(self._forget_labels)

    @property
    def _place(self) -> tuple[int, int]:
        """Step and branch at which the run is."""
        return self._parts.training.step, self._parts.training_panel.curves.current

    def _holds(self, edit: AnyEdit) -> bool:
        """Return whether an edit lies on the way to where the run is."""
        if isinstance(edit, LabelEdit):
            return True
        step, branch = self._place
        led_here = self._parts.training_panel.curves.tree.led_here(branch, step)
        return edit.step <= led_here.get(edit.branch, -1)

    def _go(self, step: int, branch: int, then: Callable[[], None]) -> None:
        """Do something at a place of the history, as soon as the run is there."""
        if self._parts.training.still:
            return
        if self._place == (step, branch) and self._parts.training.at_rest:
            then()
        else:
            self._there = then
            self._parts.history.go_to_place(step, branch)

    def _undo(self, edit: Edit, place: tuple[int, int]) -> None:
        left = None if place == (edit.step, edit.branch) else place
        said = UNDONE.format(edit.words) + ("" if left is None else WAY_KEPT)
        self._ask(Wanted(edit.before, self.edits.after_undo(edit, left), said))

    def _redo(self, edit: Edit) -> None:
        self._ask(Wanted(edit.after, self.edits.after_redo(), f"Done again: {edit.words}."))

    def _be_back(self, edit: Edit) -> None:
        """Note that the run is again where it was before an edit was undone."""
        done = (*self.edits.done, replace(edit, left=None))
        self._set(Edits(done, self.edits.undone[:-1]))
        self.carried_out.emit(f"Done again: {edit.words}, and all that came of it.")

    def _ask(self, wanted: Wanted) -> None:
        if self._wanted is None and not self._parts.training.still:
            self._wanted = wanted
            trainer, step = self._parts.trainer, self._parts.training.step
            trainer.replace_parameters(wanted.parameters, step)

    @pyqtSlot(object)
    def _arrive(self, _moved: object) -> None:
        """Do what was to be done here; where one is, other edits hold."""
        then, self._there = self._there, None
        if then is not None:
            then()
        self._name()
        self.changed.emit()

    @pyqtSlot(object)
    def _take(self, snapshot: Snapshot) -> None:
        """Note what can be undone, now that the run has taken what it was asked to take."""
        wanted, self._wanted = self._wanted, None
        taken = snapshot.parameters.vector
        if wanted is None or not np.array_equal(taken, wanted.parameters.vector):
            return
        edits = wanted.edits
        if wanted.made is not None:
            step, branch = self._place
            edits = edits.made(replace(wanted.made, step=step, branch=branch))
        self._set(self._moved_here(edits))
        self._mark()
        self.carried_out.emit(wanted.said)

    def _moved_here(self, edits: Edits) -> Edits:
        """Return edits of which the one undone in place can be done again here."""
        last = edits.to_redo
        step, branch = self._place
        if not isinstance(last, Edit) or last.left is not None or last.step != step:
            return edits
        return replace(edits, undone=(*edits.undone[:-1], replace(last, branch=branch)))

    def _mark(self) -> None:
        """Let the curves say what was done by hand here; nothing if it was undone."""
        step, branch = self._place
        words = next(
            (
                edit.words
                for edit in reversed(self.edits.done)
                if isinstance(edit, Edit) and edit.step == step and self._holds(edit)
            ),
            "",
        )
        self._parts.training_panel.name_edit(branch, step, words)

    def _ask_for_label(self, label: int, edits: Edits) -> None:
        """Ask for a label that was asked for before."""
        self.edits, self._label = edits, label
        self._parts.explain.ask_for_label(label)
        self._set(edits)

    @pyqtSlot()
    def _note_label(self) -> None:
        """Take a label that somebody asks for as an edit."""
        chooser, derivation = self._parts.chooser, self._parts.explain.derivation
        if derivation is None:
            return
        before = self._parts.explain.true_label if self._label is None else self._label
        self._label = derivation.label
        if before is not None and before != self._label:
            words = f"label {self._label} for {chooser.set_name} {whole(chooser.index)}"
            self._set(self.edits.made(LabelEdit(words, before, self._label)))

    @pyqtSlot()
    def _forget_labels(self) -> None:
        """Keep no label of an example that isn't shown any more."""
        self._label = None
        if self.edits != self.edits.without_labels():
            self._set(self.edits.without_labels())

    @pyqtSlot(str)
    def _give_up(self, _why: str) -> None:
        """Wait no more for a run that has refused; the user is told elsewhere."""
        self._wanted = self._there = None

    @pyqtSlot()
    def _go_on(self) -> None:
        """Wait no more for a run that has gone on; to undo leads back from now on."""
        self._wanted = None
        if self.edits != Edits():
            self._name()
            self.changed.emit()

    @pyqtSlot()
    def _forget(self) -> None:
        """Keep nothing of another run."""
        self._wanted = self._there = None
        self._set(Edits())

    def _set(self, edits: Edits) -> None:
        self.edits = edits
        self._name()
        self.changed.emit()

    def _name(self) -> None:
        """Let the menu say what would be undone and what done again, and where that leads."""
        for name, text, edit in (
            ("undo", UNDO, self.to_undo),
            ("redo", REDO, self.edits.to_redo),
        ):
            action = self._parts.actions[name]
            action.setText(text if edit is None else f"{text} {edit.words}{self._way(edit)}")
            action.setEnabled(edit is not None)

    def _way(self, edit: AnyEdit) -> str:
        """Return where the run goes to undo an edit or do it again; nothing if it stays."""
        if isinstance(edit, LabelEdit):
            return ""
        step, _ = edit.left or (edit.step, edit.branch)
        return "" if step == self._parts.training.step else f" (goes to mini-batch {whole(step)})"
