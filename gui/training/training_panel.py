"""The panel at the bottom: training's controls, its curves and its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QSize, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from core.network.architecture import Architecture
from core.training.branch_curves import BranchCurves
from core.training.bundles import Bundle
from core.training.records import (
    Branches,
    Divergence,
    EpochRecord,
    Measure,
    Moved,
    Snapshot,
)
from core.training.saved_curves import SavedCurves
from core.training.settings import TrainingSettings
from gui.frame_clock import InTurn, at_once
from gui.theme import Theme
from gui.timers import single_shot
from gui.training.banner import Banner
from gui.training.fields import TrainingFields
from gui.training.history_bar import HistoryBar
from gui.training.history_words import Place, marks_on_way
from gui.training.record_feed import Item
from gui.training.run_plots import RunPlots
from gui.training.status_card import StatusCard

NUMBERS_MILLISECONDS = 250
NARROW, ROOM_FOR_STATUS, ROOM_FOR_ACCURACY = 1200, 1016, 868
ROOM_FOR_WARNING = 420  # beside the cost
ROOM_FOR_BOTH = 688  # for the fields of training and of the network beside a plot


class TrainingPanel(QWidget):
    """Asks for training and shows how it goes; it trains nothing itself."""

    run_requested = pyqtSignal(object, object)  # Architecture, TrainingSettings: replace the run
    start_requested = pyqtSignal()
    pause_requested = pyqtSignal()
    batch_requested = pyqtSignal()
    epoch_requested = pyqtSignal()
    rewind_requested = pyqtSignal()
    back_requested = pyqtSignal()  # to one mini-batch before
    step_requested = pyqtSignal(int)  # to another step of this branch
    branch_requested = pyqtSignal(int)  # to the end of another branch
    learning_rate_changed = pyqtSignal(float)
    batch_size_changed = pyqtSignal(int)
    measure_added = pyqtSignal(object)  # Measure: another one is shown
    speed_changed = pyqtSignal(object)  # mini-batches a second, or None: as fast as it goes

    def __init__(
        self, theme: Theme, in_turn: InTurn = at_once, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._in_turn = in_turn
        self.curves = BranchCurves()
        self.data = self.curves.line
        self._words_of_edits: dict[tuple[int, int], str] = {}  # by branch and step
        self._history_shown = ""
        self._running = False
        self._architecture, self._settings = Architecture(), TrainingSettings()
        self.fields = TrainingFields(theme)
        self.controls, self.network = self.fields.controls, self.fields.network
        self.plots = RunPlots(theme, self.curves, in_turn, self)
        self.choice, self.accuracy = self.plots.choice, self.plots.accuracy
        self.cost = self.plots.cost
        self.history = HistoryBar(theme)
        self.status = StatusCard(theme)
        self.warning = Banner(theme, self)
        self._numbers_timer = single_shot(self, NUMBERS_MILLISECONDS, self._write_in_turn)
        self._lay_out()
        self._connect()

    def show_run(self, architecture: Architecture, settings: TrainingSettings) -> None:
        """Show the network and the settings of a run that begins, without telling anyone."""
        self._architecture, self._settings = architecture, settings
        self.controls.show_settings(settings)
        self.network.set_learning_rate(settings.learning_rate)
        self.network.show_network(architecture, settings.seed)
        self.plots.set_depth(architecture.depth)

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show settings of the run that have changed, without telling anyone."""
        self._settings = settings
        self.controls.show_settings(settings)

    def clear(self) -> None:
        """Forget curves and numbers: another run begins."""
        self.curves.clear()
        self._words_of_edits.clear()
        self.clear_numbers()

    def clear_numbers(self) -> None:
        """Forget the numbers of the step at which the run was."""
        self.warning.hide()
        self.status.clear()
        self._redraw()

    def restore(self, curves: SavedCurves) -> None:
        """Show the curves of a saved run, and the newest numbers among them."""
        last = int(curves.steps[-1]) if len(curves.steps) else 0
        self.curves.restore(curves, last)
        self._redraw()

    def follow(self, items: Sequence[Item]) -> None:
        """Take all that came from the run, in its order."""
        for item in items:
            if isinstance(item, Bundle):
                self.add_bundles([item])
            elif isinstance(item, Measure):
                self.add_measure(item)
            elif isinstance(item, EpochRecord):
                self.add_epoch(item)
            elif isinstance(item, Branches):
                self._take_branches(item)
            elif isinstance(item, Moved):
                self._move(item)
            elif isinstance(item, Snapshot):
                self.curves.go_to(item.step)
        if items and not self._running:
            self._write_history()

    def _take_branches(self, told: Branches) -> None:
        """Show other branches; those of another run in place of all that was known."""
        if told.history != self._history_shown:
            self._history_shown = told.history
            self.clear()
        self.curves.set_branches(told)
        self._schedule()

    def _move(self, moved: Moved) -> None:
        """Show the curves and numbers of another step of the run."""
        self.curves.go_to(moved.snapshot.step, moved.branch)
        self.warning.hide()
        self.status.arrive(moved)
        self._write_numbers()
        self._schedule()

    def show_place(self, step: int, epoch: int) -> None:
        """Show where a run is: at 0, or where a saved one was left."""
        self.status.show_place(step, epoch)

    def add_bundles(self, bundles: Sequence[Bundle]) -> None:
        """Take the mini-batches made since the last call, at least one, in their order."""
        steps = np.concatenate([bundle.steps for bundle in bundles])
        costs = np.concatenate([bundle.costs for bundle in bundles])
        gradients = np.concatenate([bundle.gradient_sizes for bundle in bundles])
        self.curves.extend(steps.astype(float), costs, gradients)
        self.status.take(bundles)
        self._schedule()

    def add_measure(self, measure: Measure) -> None:
        """Take a measure of the test images."""
        self.curves.add_measure(measure)
        self._schedule()
        self.measure_added.emit(measure)

    def add_epoch(self, record: EpochRecord) -> None:
        """Take the measures of an epoch's end."""
        self.curves.add_epoch(record)
        self._schedule()

    def name_edit(self, branch: int, step: int, words: str) -> None:
        """Say what was done by hand at a step of a branch; nothing if it was undone."""
        self._words_of_edits[branch, step] = words
        self._write_history()
        self.plots.redraw()

    @property
    def place(self) -> Place:
        """Where the run stands in its history."""
        curves = self.curves
        return Place(
            first=curves.tree.first_step,
            step=int(self.data.here),
            last=max(curves.last_step, int(self.data.here)),
            epoch=self.status.epoch,
            running=self._running,
            marks=tuple(marks_on_way(curves.tree, curves.current, self._words_of_edits)),
            branches=len(curves.tree.branches),
        )

    def set_running(self, running: bool) -> None:
        """Show that training runs, or that it is paused."""
        self.controls.set_running(running)
        self._running = running
        self._write_history()
        if running:
            self.warning.hide()
        self.status.set_running(running)

    def show_divergence(self, divergence: Divergence) -> None:
        """Say that the run diverged, and why."""
        self.status.show_divergence()
        self.say(f"{divergence.reason[:1].upper()}{divergence.reason[1:]}.")

    def end_divergence(self) -> None:
        """Say no more of a divergence: the run is another one."""
        self.warning.hide()
        self.status.end_divergence()

    def say(self, text: str, role: str = "warning", offer: str = "") -> None:
        """Show a message over the plots, and a button with the words of an offer."""
        self.warning.say(text, role, offer)
        self._place_warning()

    def prepare(self) -> None:
        """Build the plots now, for a picture of the window."""
        self.plots.build()
        self._redraw()

    @pyqtSlot()
    def request_new_start(self) -> None:
        """Ask for the same network with other random initial parameters."""
        self._request(self._architecture, self.network.another_seed())

    def _lay_out(self) -> None:
        curves = QHBoxLayout()
        curves.setSpacing(8)
        curves.addWidget(self.choice, 3)
        curves.addWidget(self.accuracy, 2)
        self._curves_and_status = QHBoxLayout()
        self._curves_and_status.addLayout(curves, 1)
        self._curves_and_status.addWidget(self.status)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addLayout(self._curves_and_status, 1)
        right.addWidget(self.history)
        layout = QHBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self.fields)
        layout.addLayout(right, 1)
        self._fit_widths(narrow=False)

    def _fit_widths(self, narrow: bool) -> None:
        """Give the blocks beside the curves their widths."""
        gap = 12 if narrow else 16
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(gap, 12, gap, 12)
            layout.setSpacing(gap)
        self._curves_and_status.setSpacing(gap)
        self.fields.fit(gap, narrow, folded=self.width() < ROOM_FOR_BOTH)
        self.status.setFixedWidth(150 if narrow else 168)

    def _connect(self) -> None:
        controls = self.controls
        controls.start_requested.connect(self.start_requested)
        controls.pause_requested.connect(self.pause_requested)
        controls.batch_requested.connect(self.batch_requested)
        controls.epoch_requested.connect(self.epoch_requested)
        controls.rewind_requested.connect(self.rewind_requested)
        controls.back_requested.connect(self.back_requested)
        self.history.step_requested.connect(self.step_requested)
        self.history.branch_requested.connect(self.branch_requested)
        self.history.menu_opening.connect(self._list_branches)
        self.history.branch_pointed.connect(self.plots.compare)
        self.plots.step_requested.connect(self._ask_for_step)
        self.network.new_start_requested.connect(self.request_new_start)
        controls.learning_rate.value_changed.connect(self._change_learning_rate)
        controls.batch_size.value_changed.connect(self._change_batch_size)
        controls.speed.speed_changed.connect(self.speed_changed)
        self.network.network_requested.connect(self._request)

    @pyqtSlot(object, int)
    def _request(self, architecture: Architecture, seed: int) -> None:
        """Ask for a run with the learning rate that fits the network and the field's batch size."""
        self.network.set_learning_rate(self.controls.learning_rate.value)
        settings = replace(
            self._settings,
            learning_rate=self.network.learning_rate_for(architecture),
            batch_size=int(self.controls.batch_size.value),
            seed=seed,
        )
        self.run_requested.emit(architecture, settings)

    @pyqtSlot(object)
    def _change_learning_rate(self, value: float) -> None:
        self.network.set_learning_rate(float(value))
        self.learning_rate_changed.emit(float(value))

    @pyqtSlot(object)
    def _change_batch_size(self, value: float) -> None:
        self.batch_size_changed.emit(int(value))

    @pyqtSlot(int)
    def _ask_for_step(self, step: int) -> None:
        """Ask for the step that was pointed at in a plot, the nearest that there is."""
        first, last = self.curves.tree.first_step, self.curves.last_step
        self.step_requested.emit(min(max(step, first), last))

    @pyqtSlot()
    def _list_branches(self) -> None:
        self.history.set_branches(self.curves.summaries(), self.curves.current)

    def _write_history(self) -> None:
        """Show where the run stands."""
        place = self.place
        self.history.set_place(place)
        self.controls.set_can_go_back(place.step > place.first)
        here = None if place.running or place.last == place.first else float(place.step)
        self.plots.set_place(here, place.marks)

    def _schedule(self) -> None:
        """Let numbers change four times a second at most, and each plot five times."""
        self.plots.redraw_soon()
        if not self._numbers_timer.isActive():
            self._numbers_timer.start()

    def _redraw(self) -> None:
        self._write_numbers()
        self.plots.redraw()

    @pyqtSlot()
    def _write_in_turn(self) -> None:
        self._in_turn(self._write_numbers)

    def _write_numbers(self) -> None:
        self._write_history()
        self.plots.write_values()
        self.status.write(self.data)

    def _place_warning(self) -> None:
        """Lay the warning beside the cost, whose curve shows what it speaks of, or over it."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        place = self.status.geometry().united(self.accuracy.geometry())
        if self.status.isHidden() or place.width() < ROOM_FOR_WARNING:
            cards = [card for card in (self.choice, self.accuracy) if not card.isHidden()]
            place = cards[0].geometry().united(cards[-1].geometry())
        self.warning.lie_over(place.adjusted(0, self.choice.card.header_height, 0, 0))

    def sizeHint(self) -> QSize:
        return QSize(1440, 232)

    def minimumSizeHint(self) -> QSize:
        return QSize(640, 228)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fit_widths(narrow=self.width() < NARROW)
        self.status.setVisible(self.width() >= ROOM_FOR_STATUS)
        self.accuracy.setVisible(self.width() >= ROOM_FOR_ACCURACY)
        self._place_warning()
