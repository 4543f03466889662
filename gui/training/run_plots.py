"""The plots of a run, and when each of them is drawn anew."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal, pyqtSlot

from core.training.branch_curves import BranchCurves
from gui.frame_clock import InTurn
from gui.theme import Theme
from gui.timers import single_shot
from gui.training.accuracy_card import AccuracyCard
from gui.training.cost_card import CostCard
from gui.training.curve_card import CurveCard
from gui.training.curve_choice import CurveChoice
from gui.training.history_words import Mark
from gui.training.layer_cards import ChangeCard, GradientCard

CURVES_MILLISECONDS = 100  # one of the two plots after the other


class RunPlots(QObject):
    """Draws cost, gradient and change, of which one is seen at a time, and the accuracy.

    Who owns this lays out `choice` and `accuracy`.
    """

    step_requested = pyqtSignal(int)  # a plot was clicked there

    def __init__(
        self, theme: Theme, curves: BranchCurves, in_turn: InTurn, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._in_turn = in_turn
        self.cost = CostCard(theme, curves)
        self.gradient = GradientCard(theme, curves)
        self.change = ChangeCard(theme, curves)
        self.choice = CurveChoice((self.cost, self.gradient, self.change))
        self.accuracy = AccuracyCard(theme, curves)
        self._cards: tuple[CurveCard, ...] = (*self.choice.cards, self.accuracy)
        self._waiting: list[CurveCard] = []  # to be drawn anew
        self._timer = single_shot(self, CURVES_MILLISECONDS, self._draw_in_turn)
        for card in self._cards:
            card.step_requested.connect(self.step_requested)

    @property
    def waiting(self) -> tuple[CurveCard, ...]:
        """The plots that are about to be drawn anew, the next one first."""
        return tuple(self._waiting)

    def set_depth(self, depth: int) -> None:
        """Draw a curve for each layer of a network."""
        for card in (self.gradient, self.change):
            card.set_depth(depth)

    def set_place(self, here: float | None, marks: tuple[Mark, ...]) -> None:
        """Mark where the run stands (None: nowhere) and what was changed on the way."""
        for card in self._cards:
            card.set_place(here, marks)

    def write_values(self) -> None:
        """Write the newest values above the plots."""
        for card in self._cards:
            card.write_value()

    def build(self) -> None:
        """Build the plots now, for a picture of the window."""
        for card in self._cards:
            card.build()

    def redraw(self) -> None:
        """Draw all plots anew, now."""
        for card in self._cards:
            card.redraw()

    def redraw_soon(self) -> None:
        """Draw those that are seen anew, each five times a second at most."""
        seen = [card for card in self._cards if not card.isHidden()]
        self._waiting += [card for card in seen if card not in self._waiting]
        if not self._timer.isActive():
            self._timer.start()

    @pyqtSlot(object)
    def compare(self, branch: int | None) -> None:
        """Let one branch stand out among the others, or none."""
        for card in self._cards:
            card.compare(branch)

    @pyqtSlot()
    def _draw_in_turn(self) -> None:
        self._in_turn(self._draw_next)

    def _draw_next(self) -> None:
        """Draw the plot that has waited longest; one at a time, so that no frame waits for two."""
        if self._waiting:
            self._waiting.pop(0).redraw()
        if self._waiting:
            self._timer.start()
