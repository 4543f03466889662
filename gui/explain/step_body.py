"""The body of a step: the ledger, the desires, the avenues, what adds up, or a table."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from core.explain.derivation import Derivation
from core.explain.full_walk import Part
from core.explain.walk import StepKind, WalkStep
from gui.explain.adding_view import AddingView
from gui.explain.avenues_view import AvenuesView
from gui.explain.backward_tables import desires_table, nudges_table, output_desires_table
from gui.explain.desires_view import DesiresView
from gui.explain.forward_tables import cost_table, forward_table, input_table, step_table
from gui.explain.gradient_table import gradient_table
from gui.explain.ledger_view import LedgerView
from gui.explain.moment import Moment
from gui.explain.table_view import TableView
from gui.explain.tables import Table
from gui.theme import Theme

AVENUES = (Part.BIAS, Part.WEIGHTS, Part.BEFORE)


class StepBody(QWidget):
    """Shows the one view that belongs to a step; the others are hidden and draw nothing."""

    focus_requested = pyqtSignal(int)  # another neuron of the step's layer
    neuron_hovered = pyqtSignal(object)  # NeuronId or None
    label_chosen = pyqtSignal(int)
    label_reset = pyqtSignal()
    muted_toggled = pyqtSignal(int)  # a neuron of the layer that asks
    solo_toggled = pyqtSignal(int)
    all_heard = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment: Moment | None = None
        self.table = TableView(theme)
        self.ledger = LedgerView(theme)
        self.desires = DesiresView(theme)
        self.avenues = AvenuesView(theme)
        self.adding = AddingView(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for view in self._views():
            layout.addWidget(view, 1)
        self._bring(self.table)
        self._connect()

    @property
    def current(self) -> QWidget:
        """The view that is shown."""
        return next(view for view in self._views() if not view.isHidden())

    def show_moment(self, moment: Moment) -> None:
        """Show what belongs to a moment's step."""
        self._moment = moment
        view = self._view_of(moment)
        if view is self.ledger:
            true = moment.true_label
            label = moment.derivation.label if true is None else true
            self.ledger.set_ledger(moment.derivation, label)
        elif view is self.desires:
            self.desires.set_desires(moment.derivation, moment.step.layer, moment.focus)
        elif view is self.table:
            table = table_of(moment.derivation, moment.step, moment.focus, moment.after)
            self.table.set_table(table, moment.focus or 0)
        self.set_alpha(moment.alpha)
        self._bring(view)

    def set_alpha(self, alpha: float) -> None:
        """Let what is new at this step have grown so far, from 0 to 1."""
        moment = self._moment
        if moment is None:
            return
        view = self._view_of(moment)
        if view is self.avenues:
            self.avenues.set_avenues(moment.derivation, moment.avenues, moment.part, alpha)
        elif view is self.adding:
            self.adding.set_adding(
                moment.derivation,
                moment.requests,
                moment.neuron,
                moment.added,
                moment.heard,
                alpha if moment.newest else 1.0,
                len(moment.newest),
            )

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        for view in (self.table, self.ledger, self.desires, self.avenues, self.adding):
            view.set_notation(shown)

    def _views(self) -> tuple[QWidget, ...]:
        return (self.table, self.ledger, self.desires, self.avenues, self.adding)

    def _view_of(self, moment: Moment) -> QWidget:
        """Return the view that belongs to a step."""
        if moment.part in AVENUES:
            return self.avenues
        match moment.step.kind:
            case StepKind.COST:
                return self.ledger
            case StepKind.OUTPUT_DESIRES:
                return self.desires
            case StepKind.DESIRES:
                return self.adding
            case _:
                return self.table

    def _bring(self, shown: QWidget) -> None:
        for view in self._views():
            if view is not shown:
                view.hide()
        shown.show()

    def _connect(self) -> None:
        for view in (self.table, self.ledger, self.desires, self.avenues, self.adding):
            view.neuron_hovered.connect(self.neuron_hovered)
        self.table.focus_requested.connect(self.focus_requested)
        self.avenues.focus_requested.connect(self.focus_requested)
        self.ledger.label_chosen.connect(self.label_chosen)
        self.ledger.label_reset.connect(self.label_reset)
        self.adding.receiver_chosen.connect(self.focus_requested)
        self.adding.muted_toggled.connect(self.muted_toggled)
        self.adding.solo_toggled.connect(self.solo_toggled)
        self.adding.all_heard.connect(self.all_heard)
        self.desires.neuron_chosen.connect(self._choose)

    @pyqtSlot(int)
    def _choose(self, neuron: int) -> None:
        self.focus_requested.emit(neuron)


def table_of(
    derivation: Derivation, step: WalkStep, focus: int | None, after: Derivation | None
) -> Table:
    """Return the table that belongs to a step; no focus is the first neuron."""
    match step.kind:
        case StepKind.INPUT:
            return input_table(derivation)
        case StepKind.FORWARD:
            return forward_table(derivation, step.layer, focus)
        case StepKind.COST:
            return cost_table(derivation)
        case StepKind.OUTPUT_DESIRES:
            return output_desires_table(derivation)
        case StepKind.NUDGES:
            return nudges_table(derivation, step.layer, focus or 0)
        case StepKind.DESIRES:
            return desires_table(derivation, step.layer, focus or 0)
        case StepKind.STEP:
            gradient = getattr(step, "part", Part.WHOLE) is Part.GRADIENT
            return gradient_table(derivation) if gradient else step_table(derivation, after)
