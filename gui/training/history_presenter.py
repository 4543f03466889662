"""Goes to other steps of the run, without ever piling up requests.

While the trainer is on its way to one step, only the newest of those asked for meanwhile is kept:
a handle that is dragged shows as many networks as there is time for, and ends at the last.
"""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.training.trainer import Trainer
from gui.training.training_panel import TrainingPanel


@dataclass(frozen=True)
class Destination:
    """A step of a branch; None is the branch that the run is on."""

    step: int
    branch: int | None = None


class HistoryPresenter(QObject):
    """Brings requests for a step to the trainer, the newest first and no other."""

    going = pyqtSignal()  # the run is asked to go elsewhere

    def __init__(
        self, trainer: Trainer, panel: TrainingPanel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._trainer = trainer
        self._panel = panel
        self._under_way = False
        self._next: Destination | None = None
        panel.back_requested.connect(self.step_back)
        panel.step_requested.connect(self.go_to)
        panel.branch_requested.connect(self.go_to_branch)
        trainer.moved.connect(self._arrive)
        trainer.failed.connect(self._give_up)
        trainer.restarted.connect(self._forget)

    @property
    def under_way(self) -> bool:
        """Whether the run is on its way to another step."""
        return self._under_way

    @pyqtSlot()
    def step_back(self) -> None:
        """Take back one mini-batch, if there is one."""
        if self._panel.place.running:
            self._trainer.step_back()
        elif self._panel.place.step > self._panel.place.first:
            self.go_to((self._goal or self._panel.place.step) - 1)

    @pyqtSlot(int)
    def go_to(self, step: int) -> None:
        """Go to a step of the branch that the run is on."""
        self._request(Destination(max(step, self._panel.curves.tree.first_step)))

    @pyqtSlot()
    def to_end(self) -> None:
        """Go to the end of the branch that the run is on."""
        if self._panel.place.past:
            self.go_to(self._panel.place.last)

    @pyqtSlot(int)
    def go_to_branch(self, branch: int) -> None:
        """Go to the end of a branch."""
        self.go_to_place(self._panel.curves.last_step_of(branch), branch)

    def go_to_place(self, step: int, branch: int) -> None:
        """Go to a step of any branch."""
        self._request(Destination(step, branch))

    @property
    def _goal(self) -> int | None:
        """The step that was asked for last, while the run isn't there."""
        return None if self._next is None else self._next.step

    def _request(self, there: Destination) -> None:
        if self._under_way:
            self._next = there
        else:
            self._under_way = True
            self.going.emit()
            self._trainer.go_to(there.step, there.branch)

    @pyqtSlot(object)
    def _arrive(self, _moved: object) -> None:
        """Go on to what was asked for meanwhile, if anything was."""
        self._under_way = False
        there, self._next = self._next, None
        if there is not None:
            self._request(there)

    @pyqtSlot(str)
    def _give_up(self, _why: str) -> None:
        """Go nowhere any more: the run has refused, and the user is told elsewhere."""
        self._under_way, self._next = False, None

    @pyqtSlot(object)
    def _forget(self, _snapshot: object) -> None:
        """Go nowhere any more: the run is another one."""
        self._under_way, self._next = False, None
