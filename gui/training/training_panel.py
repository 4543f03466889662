"""The panel at the bottom: training's controls, its curves and its state."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PyQt6.QtCore import QSize, QTimer, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from core.network.architecture import Architecture
from core.training.curves import CurveData
from core.training.records import Divergence, EpochRecord, Measure, MiniBatchRecord
from core.training.settings import TrainingSettings
from gui.theme import Theme
from gui.training.controls import TrainingControls
from gui.training.curve_card import AccuracyCard, CostCard
from gui.training.labels import labelled
from gui.training.network_fields import NetworkFields
from gui.training.rate import Rate
from gui.training.status_card import StatusCard
from gui.widgets.numbers import compact, percent, whole

NUMBERS_MILLISECONDS = 250
CURVES_MILLISECONDS = 100
NARROW, ROOM_FOR_STATUS, ROOM_FOR_ACCURACY = 1200, 1016, 868


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
    speed_changed = pyqtSignal(object)  # mini-batches a second, or None: as fast as it goes

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data = CurveData()
        self._architecture, self._settings = Architecture(), TrainingSettings()
        self._last: MiniBatchRecord | None = None
        self._rate = Rate()
        self.controls = TrainingControls(theme)
        self.network = NetworkFields()
        self.cost = CostCard(theme, self.data)
        self.accuracy = AccuracyCard(theme, self.data)
        self.status = StatusCard(theme)
        self.warning = labelled("", "warning")
        self._numbers_timer = single_shot(self, NUMBERS_MILLISECONDS)
        self._curves_timer = single_shot(self, CURVES_MILLISECONDS)
        self._lay_out()
        self._connect()

    def show_run(self, architecture: Architecture, settings: TrainingSettings) -> None:
        """Show the network and the settings of a run that begins, without telling anyone."""
        self._architecture, self._settings = architecture, settings
        self.controls.show_settings(settings)
        self.network.show_network(architecture, settings.seed)

    def clear(self) -> None:
        """Forget curves and numbers: the run begins again."""
        self.data.clear()
        self._last = None
        self._rate = Rate()
        self.warning.hide()
        self.status.clear()
        self.status.set_state("paused")
        self.status.set_value("step", "0")
        self._redraw()

    def show_place(self, step: int, epoch: int) -> None:
        """Show where a run begins: at 0, or where a saved one was left."""
        self.status.set_value("step", whole(step))
        self.status.set_value("epoch", whole(epoch) if epoch else "–")

    def add_records(self, records: Sequence[MiniBatchRecord]) -> None:
        """Take the mini-batches made since the last call, in their order."""
        if not records:
            return
        self.data.append(records)
        self._last = records[-1]
        self._rate.count(len(records), time.monotonic())
        self._schedule()

    def add_measure(self, measure: Measure) -> None:
        """Take a measure of the test images."""
        self.data.add_measure(measure)
        self._schedule()

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
        if running or self.warning.isHidden():
            self.status.set_state(
                "running" if running else "paused", "good" if running else "muted"
            )

    def show_divergence(self, divergence: Divergence) -> None:
        """Say that the run diverged, and why."""
        self.status.set_state("diverged", "warning")
        self.warning.setText(f"{divergence.reason[:1].upper()}{divergence.reason[1:]}.")
        self.warning.show()

    def prepare(self) -> None:
        """Build the plots now, for a picture of the window."""
        for card in (self.cost, self.accuracy):
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
        self.warning.setWordWrap(True)
        self.warning.hide()
        curves = QHBoxLayout()
        curves.setSpacing(8)
        curves.addWidget(self.cost, 3)
        curves.addWidget(self.accuracy, 2)
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(self.warning)
        middle.addLayout(curves, 1)
        layout = QHBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self.controls)
        layout.addWidget(self.network)
        layout.addLayout(middle, 1)
        layout.addWidget(self.status)
        self._fit_widths(narrow=False)

    def _fit_widths(self, narrow: bool) -> None:
        """Give the blocks beside the curves their widths."""
        gap = 12 if narrow else 16
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(gap, 12, gap, 12)
            layout.setSpacing(gap)
        self.controls.setFixedWidth(292)
        self.network.setFixedWidth(168 if narrow else 196)
        self.status.setFixedWidth(144 if narrow else 168)

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
        self._curves_timer.timeout.connect(self._draw_curves)

    @pyqtSlot(object, int)
    def _request(self, architecture: Architecture, seed: int) -> None:
        """Ask for a run with the fields' learning rate and batch size."""
        settings = TrainingSettings(
            learning_rate=self.controls.learning_rate.value,
            batch_size=int(self.controls.batch_size.value),
            seed=seed,
            train_size=self._settings.train_size,
        )
        self.run_requested.emit(architecture, settings)

    @pyqtSlot(object)
    def _change_learning_rate(self, value: float) -> None:
        self.learning_rate_changed.emit(float(value))

    @pyqtSlot(object)
    def _change_batch_size(self, value: float) -> None:
        self.batch_size_changed.emit(int(value))

    def _schedule(self) -> None:
        """Let numbers change four times a second at most, and curves ten times."""
        if not self._numbers_timer.isActive():
            self._numbers_timer.start()
        if not self._curves_timer.isActive():
            self._curves_timer.start()

    def _redraw(self) -> None:
        self._write_numbers()
        self._draw_curves()

    @pyqtSlot()
    def _draw_curves(self) -> None:
        self.cost.redraw()
        self.accuracy.redraw()

    @pyqtSlot()
    def _write_numbers(self) -> None:
        status, test = self.status, self.data.newest_test
        if self._last is not None:
            status.set_value("step", whole(self._last.step))
            status.set_value("epoch", whole(self._last.epoch))
            status.set_value("cost", compact(float(self.data.means[-1])))
        if test is not None:
            status.set_value("test cost", compact(test.cost))
            status.set_value("accuracy", percent(test.accuracy, 2))
        rate = self._rate.per_second(time.monotonic())
        if rate is not None:
            status.set_value("batches/s", compact(rate) if rate < 100 else whole(round(rate)))

    def sizeHint(self) -> QSize:
        return QSize(1440, 232)

    def minimumSizeHint(self) -> QSize:
        return QSize(640, 216)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._fit_widths(narrow=self.width() < NARROW)
        self.status.setVisible(self.width() >= ROOM_FOR_STATUS)
        self.accuracy.setVisible(self.width() >= ROOM_FOR_ACCURACY)


def single_shot(parent: QWidget, milliseconds: int) -> QTimer:
    """Return a timer that fires once after each start."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
