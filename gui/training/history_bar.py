"""The row under the curves: the run's history, where one stands in it, and its branches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PyQt6.QtCore import QPoint, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QActionGroup
from PyQt6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from core.training.branch_curves import BranchSummary
from gui.theme import Theme
from gui.training.history_track import HistoryTrack
from gui.training.history_words import Place, branch_words, place_words
from gui.training.labels import small_button
from gui.widgets.fitting import FittingLabel


class HistoryBar(QWidget):
    """Asks for steps and branches; goes nowhere itself."""

    step_requested = pyqtSignal(int)
    branch_requested = pyqtSignal(int)
    branch_pointed = pyqtSignal(object)  # the branch to compare with, or None
    menu_opening = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.track = HistoryTrack(theme)
        self.words = FittingLabel(*place_words(Place()))
        self.words.setProperty("role", "muted")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.to_end = small_button("to the end", "Go back to the end of this branch (Shift+F7)")
        self.branches = small_button("branches", "Other futures of this run")
        self.menu = QMenu(self)
        self._last = 0
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.track, 2)
        layout.addWidget(self.words, 5)
        layout.addWidget(self.to_end)
        layout.addWidget(self.branches)
        self.to_end.hide()
        self.branches.hide()
        self.setFixedHeight(20)
        self.track.step_requested.connect(self.step_requested)
        self.to_end.clicked.connect(self._ask_for_end)
        self.branches.clicked.connect(self._open)
        self.menu.aboutToHide.connect(self._point_at_none)

    def set_place(self, place: Place) -> None:
        """Show where the run stands."""
        self._last = place.last
        self.track.set_place(place)
        self.words.set_forms(*place_words(place))
        self.to_end.setVisible(place.past)
        self.branches.setVisible(place.branches > 1)
        self.branches.setText(f"{place.branches} branches")

    def set_branches(self, summaries: Sequence[BranchSummary], current: int) -> None:
        """List the branches, the one that the run is on marked."""
        self.menu.clear()
        group = QActionGroup(self.menu)
        for summary in summaries:
            action = self.menu.addAction(branch_words(summary).replace("&", "&&"))
            if action is None:
                continue
            action.setCheckable(True)
            group.addAction(action)
            action.setChecked(summary.branch.id == current)
            action.hovered.connect(partial(self.branch_pointed.emit, summary.branch.id))
            action.triggered.connect(partial(self._choose, summary.branch.id))

    def _choose(self, branch: int, _checked: bool = False) -> None:
        self.branch_requested.emit(branch)

    @pyqtSlot()
    def _open(self) -> None:
        """Open the list above its button."""
        self.menu_opening.emit()
        corner = self.branches.mapToGlobal(self.branches.rect().topRight())
        size = self.menu.sizeHint()
        self.menu.popup(corner - QPoint(size.width(), size.height()))

    @pyqtSlot()
    def _ask_for_end(self) -> None:
        self.step_requested.emit(self._last)

    @pyqtSlot()
    def _point_at_none(self) -> None:
        self.branch_pointed.emit(None)
