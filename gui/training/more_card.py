"""What else decides how a run goes: momentum, L2, decay; which images; when it stops by itself."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.training.endings import (
    StopRules,
    check_stop_accuracy,
    check_stop_cost,
    check_stop_epochs,
    check_stop_seconds,
)
from core.training.settings import (
    MOST_EXAMPLES,
    TrainingSettings,
    check_decay,
    check_l2,
    check_momentum,
    check_train_size,
)
from gui.theme import Theme
from gui.training.labels import heading, labelled, muted_label
from gui.training.stepped_field import LimitField, SteppedField
from gui.widgets.floating_card import FloatingCard
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import whole

MOMENTA = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99)
PENALTIES = (0.0, 1e-5, 1e-4, 1e-3, 0.01, 0.1)
DECAYS = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
FIELD_WIDTH = 92
LOW = "min-height: 18px;"


class MoreCard(FloatingCard):
    """Fields for what isn't changed every minute; it lies over the window."""

    descent_changed = pyqtSignal(float, float, float)  # momentum, L2, decay: from now on
    size_requested = pyqtSignal(int)  # a new run on so many images
    rules_changed = pyqtSignal(object)  # StopRules

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._size = MOST_EXAMPLES
        self.momentum = SteppedField(0, check_momentum, MOMENTA, "momentum, 0 is none")
        self.l2 = SteppedField(0, check_l2, PENALTIES, "L2 penalty on the weights, 0 is none")
        self.decay = SteppedField(
            0, check_decay, DECAYS, "share of the learning rate lost with each epoch, 0 is none"
        )
        self.images = NumberField(
            MOST_EXAMPLES, check_whole_size, whole=True, name="training images used"
        )
        self.begin = QPushButton("New run")
        self.accuracy = LimitField(check_percent, "test accuracy in per cent at which to stop")
        self.cost = LimitField(check_stop_cost, "test cost at which to stop")
        self.epochs = LimitField(
            check_whole_epochs, "epochs after which to stop, from each press of Run", whole=True
        )
        self.seconds = LimitField(
            check_stop_seconds, "seconds after which to stop, from each press of Run"
        )
        self._lay_out()
        self._connect()

    @property
    def rules(self) -> StopRules:
        """The rules that the fields hold."""
        accuracy, epochs = self.accuracy.limit, self.epochs.limit
        return StopRules(
            accuracy=None if accuracy is None else accuracy / 100,
            cost=self.cost.limit,
            epochs=None if epochs is None else int(epochs),
            seconds=self.seconds.limit,
        )

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show the settings of a run without telling anyone."""
        self._size = settings.train_size
        self.momentum.set_value(settings.momentum)
        self.l2.set_value(settings.l2)
        self.decay.set_value(settings.decay)
        self.images.set_value(settings.train_size)
        self._offer_run()

    def show_rules(self, rules: StopRules) -> None:
        """Show rules without telling anyone."""
        self.accuracy.set_limit(None if rules.accuracy is None else 100 * rules.accuracy)
        self.cost.set_limit(rules.cost)
        self.epochs.set_limit(rules.epochs)
        self.seconds.set_limit(rules.seconds)

    def first_field(self) -> QWidget:
        return self.momentum

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(self._steps())
        row.addLayout(self._stops())
        self._layout.addLayout(row)
        note = labelled("From the next mini-batch on; rules hold for every run.", "faint")
        self._layout.addWidget(note)

    def _steps(self) -> QVBoxLayout:
        column = titled("EACH STEP")
        rows = (("momentum", self.momentum), ("L2 penalty", self.l2), ("decay", self.decay))
        column.addLayout(table(rows))
        column.addSpacing(4)
        column.addWidget(heading("TRAINING IMAGES"))
        images = QHBoxLayout()
        images.setSpacing(8)
        self.images.setFixedWidth(72)
        self.images.setStyleSheet("QLineEdit {" + LOW + "}")
        self.begin.setStyleSheet("QPushButton {" + LOW + " padding: 3px 8px; }")
        images.addWidget(self.images)
        images.addWidget(muted_label(f"of {whole(MOST_EXAMPLES)}"))
        images.addWidget(self.begin)
        column.addLayout(images)
        column.addStretch(1)
        return column

    def _stops(self) -> QVBoxLayout:
        column = titled("PAUSE BY ITSELF AT")
        rows = (
            ("accuracy %", self.accuracy),
            ("test cost", self.cost),
            ("epochs", self.epochs),
            ("seconds", self.seconds),
        )
        column.addLayout(table(rows))
        column.addStretch(1)
        return column

    def _connect(self) -> None:
        for field in (self.momentum, self.l2, self.decay):
            field.value_changed.connect(self._tell_descent)
        for limit in (self.accuracy, self.cost, self.epochs, self.seconds):
            limit.limit_changed.connect(self._tell_rules)
        self.images.textChanged.connect(self._offer_run)
        self.begin.clicked.connect(self._ask_for_run)
        self._offer_run()

    @pyqtSlot(object)
    def _tell_descent(self, _value: object) -> None:
        self.descent_changed.emit(
            float(self.momentum.value), float(self.l2.value), float(self.decay.value)
        )

    @pyqtSlot()
    def _tell_rules(self) -> None:
        self.rules_changed.emit(self.rules)

    @pyqtSlot()
    def _offer_run(self) -> None:
        """Offer a new run where another number of images is typed."""
        other = not self.images.hint and int(self.images.typed()) != self._size
        self.begin.setEnabled(other)
        self.begin.setToolTip("A run keeps the images that it began with: begin another one")

    @pyqtSlot()
    def _ask_for_run(self) -> None:
        if not self.images.hint:
            self.size_requested.emit(int(self.images.typed()))


def titled(title: str) -> QVBoxLayout:
    """Return a column with a heading."""
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addWidget(heading(title))
    return column


def table(rows: tuple[tuple[str, QWidget], ...]) -> QGridLayout:
    """Return fields with their names, one below the other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for row, (name, field) in enumerate(rows):
        label: QLabel = muted_label(name)
        grid.addWidget(label, row, 0)
        field.setFixedWidth(FIELD_WIDTH)
        field.setStyleSheet("QLineEdit {" + LOW + "}")
        grid.addWidget(field, row, 1)
    grid.setColumnStretch(0, 1)
    return grid


def check_percent(value: float) -> None:
    """Raise UsageError unless an accuracy in per cent is above 0 and at most 100."""
    check_stop_accuracy(value / 100)


def check_whole_epochs(value: float) -> None:
    """Raise UsageError unless a number of epochs is in range."""
    check_stop_epochs(int(value))


def check_whole_size(value: float) -> None:
    """Raise UsageError unless there are so many training images."""
    check_train_size(int(value))
