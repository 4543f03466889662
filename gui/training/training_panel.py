"""The panel at the bottom: training's controls, its curves and its state."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QSize, QTimer, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLayout, QWidget

from core.network.architecture import Architecture
from core.training.bundles import Bundle
from core.training.curves import CurveData
from core.training.records import Divergence, EpochRecord, Measure, MiniBatchRecord
from core.training.saved_curves import SavedCurves
from core.training.settings import TrainingSettings
from gui.theme import Theme
from gui.training.banner import Banner
from gui.training.curve_card import AccuracyCard, CostCard, CurveCard
from gui.training.fields import TrainingFields
from gui.training.rate import Rate
from gui.training.status_card import StatusCard, short
from gui.widgets.numbers import compact, percent, whole

NUMBERS_MILLISECONDS = 250
CURVES_MILLISECONDS = 100  # one of the two plots after the other
NARROW, ROOM_FOR_STATUS, ROOM_FOR_ACCURACY = 1200, 1016, 868
ROOM_FOR_BOTH = 688  # for the fields of training and of the network beside a plot


class TrainingPanel(QWidget):
    """Asks for training and shows how it goes; it trains nothing itself."""

    run_requested = pyqtSignal(object, object)  # Architecture, TrainingSettings: replace the run
    start_requested = pyqtSignal()
    pause_requested = pyqtSignal()
    batch_requested = pyqtSignal()
    epoch_requested = pyqtSignal()
    rewind_requested = pyqtSignal()
    learning_rate_changed = pyqtSignal(float)
    batch_size_changed = pyqtSignal(int)
    measure_added = pyqtSignal(object)  # Measure: another one is shown
    speed_changed = pyqtSignal(object)  # mini-batches a second, or None: as fast as it goes

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data = CurveData()
        self._architecture, self._settings = Architecture(), TrainingSettings()
        self._last: MiniBatchRecord | None = None
        self._rate = Rate()
        self._diverged = False
        self.fields = TrainingFields(theme)
        self.controls, self.network = self.fields.controls, self.fields.network
        self.cost = CostCard(theme, self.data)
        self.accuracy = AccuracyCard(theme, self.data)
        self._cards: tuple[CurveCard, ...] = (self.cost, self.accuracy)
        self._waiting: list[CurveCard] = []  # to be redrawn
        self.status = StatusCard(theme)
        self.warning = Banner(theme, self)
        self._numbers_timer = single_shot(self, NUMBERS_MILLISECONDS)
        self._curves_timer = single_shot(self, CURVES_MILLISECONDS)
        self._lay_out()
        self._connect()

    def show_run(self, architecture: Architecture, settings: TrainingSettings) -> None:
        """Show the network and the settings of a run that begins, without telling anyone."""
        self._architecture, self._settings = architecture, settings
        self.controls.show_settings(settings)
        self.network.set_learning_rate(settings.learning_rate)
        self.network.show_network(architecture, settings.seed)

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show settings of the run that have changed, without telling anyone."""
        self._settings = settings
        self.controls.show_settings(settings)

    def clear(self) -> None:
        """Forget curves and numbers: the run begins again."""
        self.data.clear()
        self._last = None
        self._rate = Rate()
        self.warning.hide()
        self._diverged = False
        self.status.clear()
        self.status.set_state("paused")
        self.status.set_value("step", "0")
        self._redraw()

    def restore(self, curves: SavedCurves) -> None:
        """Show the curves of a saved run, and the newest numbers among them."""
        self.data.restore(curves)
        self._redraw()

    def show_place(self, step: int, epoch: int) -> None:
        """Show where a run begins: at 0, or where a saved one was left."""
        self.status.set_value("step", whole(step))
        self.status.set_value("epoch", whole(epoch) if epoch else "–")

    def add_bundles(self, bundles: Sequence[Bundle]) -> None:
        """Take the mini-batches made since the last call, at least one, in their order."""
        steps = np.concatenate([bundle.steps for bundle in bundles])
        self.data.extend(steps.astype(float), np.concatenate([bundle.costs for bundle in bundles]))
        self._last = bundles[-1].last
        self._rate.count(len(steps), time.monotonic())
        self._schedule()

    def add_measure(self, measure: Measure) -> None:
        """Take a measure of the test images."""
        self.data.add_measure(measure)
        self._schedule()
        self.measure_added.emit(measure)

    def add_epoch(self, record: EpochRecord) -> None:
        """Take the measures of an epoch's end."""
        self.data.add_epoch(record)
        self._schedule()

    def set_running(self, running: bool) -> None:
        """Show that training runs, or that it is paused."""
        self.controls.set_running(running)
        if running:
            self.warning.hide()
            self._rate = Rate()
        if running:
            self._diverged = False
        if not self._diverged:
            self.status.set_state(
                "running" if running else "paused", "good" if running else "muted"
            )

    def show_divergence(self, divergence: Divergence) -> None:
        """Say that the run diverged, and why."""
        self._diverged = True
        self.status.set_state("diverged", "warning")
        self.say(f"{divergence.reason[:1].upper()}{divergence.reason[1:]}.")

    def say(self, text: str, role: str = "warning", offer: str = "") -> None:
        """Show a message over the plots, and a button with the words of an offer."""
        self.warning.say(text, role, offer)
        self._place_warning()

    def prepare(self) -> None:
        """Build the plots now, for a picture of the window."""
        for card in self._cards:
            card.build()
        self._redraw()

    @pyqtSlot()
    def toggle_running(self) -> None:
        """Ask for a pause where it runs, else for a run."""
        self.controls.toggle()

    @pyqtSlot()
    def request_new_start(self) -> None:
        """Ask for the same network with other random initial parameters."""
        self._request(self._architecture, self.network.another_seed())

    def _lay_out(self) -> None:
        curves = QHBoxLayout()
        curves.setSpacing(8)
        curves.addWidget(self.cost, 3)
        curves.addWidget(self.accuracy, 2)
        layout = QHBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self.fields)
        layout.addLayout(curves, 1)
        layout.addWidget(self.status)
        self._fit_widths(narrow=False)

    def _fit_widths(self, narrow: bool) -> None:
        """Give the blocks beside the curves their widths."""
        gap = 12 if narrow else 16
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(gap, 12, gap, 12)
            layout.setSpacing(gap)
        self.fields.fit(gap, narrow, folded=self.width() < ROOM_FOR_BOTH)
        self.status.setFixedWidth(150 if narrow else 168)

    def _connect(self) -> None:
        controls = self.controls
        controls.start_requested.connect(self.start_requested)
        controls.pause_requested.connect(self.pause_requested)
        controls.batch_requested.connect(self.batch_requested)
        controls.epoch_requested.connect(self.epoch_requested)
        controls.rewind_requested.connect(self.rewind_requested)
        controls.new_start_requested.connect(self.request_new_start)
        controls.learning_rate.value_changed.connect(self._change_learning_rate)
        controls.batch_size.value_changed.connect(self._change_batch_size)
        controls.speed.speed_changed.connect(self.speed_changed)
        self.network.network_requested.connect(self._request)
        self._numbers_timer.timeout.connect(self._write_numbers)
        self._curves_timer.timeout.connect(self._draw_next)

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

    def _schedule(self) -> None:
        """Let numbers change four times a second at most, and each plot five times."""
        self._waiting += [card for card in self._cards if card not in self._waiting]
        for timer in (self._numbers_timer, self._curves_timer):
            if not timer.isActive():
                timer.start()

    def _redraw(self) -> None:
        self._write_numbers()
        for card in self._cards:
            card.redraw()

    @pyqtSlot()
    def _draw_next(self) -> None:
        """Draw the plot that has waited longest; one at a time, so that no frame waits for two."""
        self._waiting.pop(0).redraw()
        if self._waiting:
            self._curves_timer.start()

    @pyqtSlot()
    def _write_numbers(self) -> None:
        for card in self._cards:
            card.write_value()
        status, test = self.status, self.data.newest_test
        if self._last is not None:
            status.set_value("step", whole(self._last.step))
            status.set_value("epoch", whole(self._last.epoch))
        if len(self.data.means):
            status.set_value("cost", short(float(self.data.means[-1])))
        if test is not None:
            status.set_value("test cost", short(test.cost))
            status.set_value("accuracy", percent(test.accuracy, 2))
        rate = self._rate.per_second(time.monotonic())
        if rate is not None:
            status.set_value("batches/s", compact(rate) if rate < 100 else whole(round(rate)))

    def _place_warning(self) -> None:
        """Lay the warning over the plots, below the line of their legends."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        plots = self.cost.geometry()
        if not self.accuracy.isHidden():
            plots = plots.united(self.accuracy.geometry())
        self.warning.lie_over(plots.adjusted(0, self.cost.header_height, 0, 0))

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


def single_shot(parent: QWidget, milliseconds: int) -> QTimer:
    """Return a timer that fires once after each start."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
