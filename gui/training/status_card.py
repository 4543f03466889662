"""Where the run is: its state, step, epoch, cost, accuracy and speed."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QGridLayout, QWidget

from core.training.bundles import Bundle
from core.training.curves import CurveData
from core.training.records import MiniBatchRecord, Moved
from gui.theme import Theme
from gui.training.labels import labelled, muted_label, set_look
from gui.training.rate import Rate
from gui.widgets.card import Card
from gui.widgets.numbers import THIN, TIMES, compact, percent, whole

ROWS = ("step", "epoch", "cost", "test cost", "accuracy", "batches/s")
NOTHING = "–"
SPACING = 4
MILLION = 1_000_000


class StatusCard(Card):
    """A small table of the run's numbers, as they were last told."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._last: MiniBatchRecord | None = None
        self._epoch = self._step = 0
        self._rate = Rate()
        self._diverged = False
        self.state = labelled("paused", "muted")
        self.values = {name: labelled(NOTHING, "") for name in ROWS}
        table = QWidget()
        layout = QGridLayout(table)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(self.state, 0, 0, 1, 2)
        self._names = {name: muted_label(name) for name in ROWS}
        for row, (name, value) in enumerate(self.values.items(), 1):
            layout.addWidget(self._names[name], row, 0)
            layout.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)
        layout.setRowStretch(len(ROWS) + 1, 1)
        self.add(table)

    @property
    def epoch(self) -> int:
        """The epoch in which the run is, 0 at its start."""
        return self._epoch

    def clear(self) -> None:
        """Forget the numbers of the step at which the run was: it is paused at its start."""
        self._last, self._epoch, self._rate = None, 0, Rate()
        self._diverged = False
        for value in self.values.values():
            value.setText(NOTHING)
        self._set_state("paused")
        self._set_step(0)

    def take(self, bundles: Sequence[Bundle]) -> None:
        """Count the mini-batches made since the last call, at least one, in their order."""
        self._last = bundles[-1].last
        self._epoch = self._last.epoch
        self._rate.count(sum(len(bundle) for bundle in bundles), time.monotonic())

    def arrive(self, moved: Moved) -> None:
        """Show another step of the run, of which no measures are known yet."""
        self._last, self._rate = moved.record, Rate()
        self._set_state("paused")
        for name in ("cost", "test cost", "accuracy", "batches/s"):
            self._set(name, NOTHING)
        self.show_place(moved.snapshot.step, moved.snapshot.epoch)

    def show_place(self, step: int, epoch: int) -> None:
        """Show where the run is: at 0, or where a saved one was left."""
        self._epoch = epoch
        self._set_step(step)
        self._set("epoch", whole(epoch) if epoch else NOTHING)

    def set_running(self, running: bool) -> None:
        """Show that the run goes on, or that it is paused; one that diverged stays diverged."""
        if running:
            self._rate, self._diverged = Rate(), False
        if not self._diverged:
            self._set_state("running" if running else "paused", "good" if running else "muted")

    def show_divergence(self) -> None:
        """Show that the run has diverged, until it goes on."""
        self._diverged = True
        self._set_state("diverged", "warning")

    def end_divergence(self) -> None:
        """Show no divergence any more: the run is another one."""
        if self._diverged:
            self._diverged = False
            self._set_state("paused")

    def write(self, curves: CurveData) -> None:
        """Write the newest numbers, those of the curves among them."""
        test = curves.newest_test
        if self._last is not None:
            self._set_step(self._last.step)
            self._set("epoch", whole(self._last.epoch))
        if curves.mean is not None:
            self._set("cost", short(curves.mean))
        if test is not None:
            self._set("test cost", short(test.cost))
            self._set("accuracy", percent(test.accuracy, 2))
        rate = self._rate.per_second(time.monotonic())
        if rate is not None:
            self._set("batches/s", compact(rate) if rate < 100 else whole(round(rate)))

    def _set_step(self, step: int) -> None:
        """Write the step in full, or in millions where there is no room; never cut."""
        self._step = step
        full, label = whole(step), self.values["step"]
        short_form = step >= MILLION and label.fontMetrics().horizontalAdvance(full) > self._room
        label.setText(millions(step) if short_form else full)
        label.setToolTip(full if short_form else "")

    @property
    def _room(self) -> int:
        """The pixels that are left for a value beside the longest name."""
        margins = self._layout.contentsMargins()
        names = max(name.sizeHint().width() for name in self._names.values())
        return self.width() - margins.left() - margins.right() - names - SPACING

    def _set_state(self, state: str, role: str = "muted") -> None:
        """Show "running", "paused" or "diverged", in the look of a role."""
        self.state.setText(state)
        set_look(self.state, "role", role)

    def _set(self, name: str, text: str) -> None:
        self.values[name].setText(text)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._set_step(self._step)


def millions(step: int) -> str:
    """Return a step in millions, cut to two decimals: 1.62 M."""
    return f"{step // 10_000 / 100:.2f}{THIN}M"


def short(value: float) -> str:
    """Return a number in three figures, or in two with a power of ten, which needs more room."""
    text = compact(value)
    return compact(value, 2) if TIMES in text else text
