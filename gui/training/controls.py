"""The block of training buttons and of the fields that act at once."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from core.training.endings import StopRules
from core.training.settings import (
    MOST_EXAMPLES,
    TrainingSettings,
    check_batch_size,
    check_learning_rate,
)
from gui.theme import Theme
from gui.training.active_words import active_words
from gui.training.labels import heading, muted_label
from gui.training.more_card import MoreCard
from gui.training.speed import SpeedSlider
from gui.widgets.elided import ElidedLabel
from gui.widgets.icon_button import IconButton
from gui.widgets.number_field import NumberField

BUTTON = 32
WORD = 67  # width of a button with a word


class TrainingControls(QWidget):
    """Run or pause, one mini-batch back or on, one epoch, rewind; rate, mini-batch, speed."""

    start_requested = pyqtSignal()
    pause_requested = pyqtSignal()
    batch_requested = pyqtSignal()
    epoch_requested = pyqtSignal()
    rewind_requested = pyqtSignal()
    back_requested = pyqtSignal()  # to one mini-batch before

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._running = False
        self._train_size = MOST_EXAMPLES
        self.run = IconButton(
            theme, "run", "Run the training", shortcut="F5", text="Run", role="primary"
        )
        self.batch = IconButton(
            theme, "step", "Train on one mini-batch", shortcut="F6", text="1 batch"
        )
        self.epoch = IconButton(
            theme, "epoch", "Train to the end of the epoch", shortcut="F7", text="1 epoch"
        )
        self.back = IconButton(
            theme, "previous", "Step back one mini-batch", shortcut="Shift+F6, Shift+B"
        )
        self.rewind = IconButton(theme, "rewind", "Rewind to the same initial parameters")
        self.learning_rate = NumberField(1.0, check_learning_rate, name="learning rate")
        self.batch_size = NumberField(
            10, self._check_batch_size, whole=True, name="examples in a mini-batch"
        )
        self.speed = SpeedSlider()
        self.card = MoreCard(theme, self)
        self.more = QPushButton("More …")
        self.more.setToolTip("Momentum, L2, decay, training images, when to pause by itself")
        self.active = ElidedLabel()
        self._settings, self._rules = TrainingSettings(), StopRules()
        self._lay_out()
        self._connect()

    def show_settings(self, settings: TrainingSettings) -> None:
        """Show the settings of a run without telling anyone."""
        self._train_size = settings.train_size
        self._settings = settings
        self.card.show_settings(settings)
        self._tell_active()
        self.learning_rate.set_value(settings.learning_rate)
        self.batch_size.set_value(settings.batch_size)

    @property
    def rules(self) -> StopRules:
        """When a run is to pause by itself."""
        return self._rules

    def show_rules(self, rules: StopRules) -> None:
        """Show when a run is to pause by itself, without telling anyone."""
        self._rules = rules
        self.card.show_rules(rules)
        self._tell_active()

    def _tell_active(self) -> None:
        """Say beside the button what is not as at first."""
        words = " · ".join(active_words(self._settings, self._rules))
        self.active.setText(words)
        self.active.setAccessibleName(words)

    def set_running(self, running: bool) -> None:
        """Offer to pause, or to run."""
        self._running = running
        self.run.setText("Pause" if running else "Run")
        spoken = "Pause the training" if running else "Run the training"
        self.run.set_icon("pause" if running else "run", spoken)

    def set_can_go_back(self, possible: bool) -> None:
        """Offer to step back one mini-batch, where there is one."""
        self.back.setEnabled(possible)

    def _check_batch_size(self, value: float) -> None:
        check_batch_size(int(value), self._train_size)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(4)
        layout.addWidget(heading("TRAINING"), 0, 0, 1, 2)
        layout.addWidget(self._buttons(), 1, 0, 1, 2)
        for row, (name, field) in enumerate(
            (
                ("learning rate", self.learning_rate),
                ("mini-batch", self.batch_size),
                ("speed", self.speed),
            ),
            2,
        ):
            layout.addWidget(muted_label(name), row, 0)
            layout.addWidget(field, row, 1)
        self.more.setStyleSheet("QPushButton { min-height: 18px; padding: 3px 8px; }")
        self.active.setProperty("role", "faint")
        layout.addWidget(self.more, 5, 0)
        layout.addWidget(self.active, 5, 1)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(6, 1)

    def _buttons(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.run.setFixedSize(76, BUTTON)
        self.run.setStyleSheet("padding: 5px 4px")
        for button in (self.batch, self.epoch):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFixedSize(WORD, BUTTON)
            button.setStyleSheet("padding: 5px 0")
        for button in (self.back, self.rewind):
            button.setFixedSize(BUTTON, BUTTON)
            button.setIconSize(QSize(18, 18))
            button.setStyleSheet("padding: 5px 0")
        self.back.setEnabled(False)
        for button in (self.run, self.back, self.batch, self.epoch, self.rewind):
            layout.addWidget(button)
        layout.addStretch(1)
        return row

    def _connect(self) -> None:
        self.run.clicked.connect(self._toggle)
        self.batch.clicked.connect(self.batch_requested)
        self.epoch.clicked.connect(self.epoch_requested)
        self.back.clicked.connect(self.back_requested)
        self.rewind.clicked.connect(self.rewind_requested)

    @pyqtSlot()
    def _toggle(self) -> None:
        """Ask for a pause where it runs, else for a run."""
        if self._running:
            self.pause_requested.emit()
        else:
            self.start_requested.emit()
