"""The fields of the next network: they change nothing until "New network" is pressed."""

from __future__ import annotations

import secrets

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.errors import NudgesError, UsageError
from core.network.activations import ACTIVATIONS
from core.network.architecture import INPUTS, OUTPUTS, Architecture, parse_hidden
from core.network.costs import COSTS
from core.training.settings import TrainingSettings, check_seed
from core.training.suggestions import concern, next_learning_rate
from gui.theme import Theme
from gui.training.labels import heading, muted_label, set_look
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.elided import ElidedLabel
from gui.widgets.icon_button import IconButton
from gui.widgets.number_field import NumberField

SEEDS_TO_DRAW = 10_000
LINE = 15
LOW = "QLineEdit, QComboBox, QPushButton { min-height: 18px; }"
AS_IT_IS = "the network of this run"


class NetworkFields(QWidget):
    """Hidden layers, activation, cost and seed of the next network, and the button that makes it.

    The run goes on with its own network meanwhile; the line below the button says what it will do,
    and the one below that how large it is, or what may go wrong with it.
    """

    network_requested = pyqtSignal(object, int)  # Architecture, seed
    new_start_requested = pyqtSignal()  # the run's network with another seed

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._architecture, self._seed = Architecture(), 0
        self._rate = TrainingSettings().learning_rate
        self.hidden = QLineEdit("16,16")
        self.activation = choice(
            theme, [a.title for a in ACTIVATIONS.values()], "activation function"
        )
        self.cost = choice(theme, [c.title for c in COSTS.values()], "cost function")
        self.seed = NumberField(0, check_whole_seed, whole=True, name="seed")
        self.new_start = IconButton(
            theme, "random", "New start: another seed, other random parameters", shortcut="F9"
        )
        self.apply = QPushButton("New network")
        self.plan, self.remark = ElidedLabel(), ElidedLabel()
        self._lay_out()
        self._connect()
        self._describe()

    @property
    def pending(self) -> tuple[Architecture, int]:
        """What the fields ask for.

        Raises
        ------
        UsageError
            If the hidden layers or the seed can't be used.
        """
        sizes = (INPUTS, *parse_hidden(self.hidden.text()), OUTPUTS)
        activation = list(ACTIVATIONS)[self.activation.currentIndex()]
        cost = list(COSTS)[self.cost.currentIndex()]
        if self.seed.hint:
            raise UsageError(self.seed.hint)
        return Architecture(sizes, activation, cost), int(self.seed.typed())

    def learning_rate_for(self, architecture: Architecture) -> float:
        """Return the learning rate of a new run: what was set by hand stays, a suggestion goes."""
        return next_learning_rate(self._rate, self._architecture, architecture)

    @pyqtSlot(object)
    def set_learning_rate(self, rate: float) -> None:
        """Take the learning rate of the run."""
        self._rate = rate
        self._describe()

    def show_network(self, architecture: Architecture, seed: int) -> None:
        """Show the network of a run that has begun."""
        self._architecture, self._seed = architecture, seed
        self.hidden.setText(",".join(str(size) for size in architecture.hidden) or "none")
        for box, names, name in (
            (self.activation, ACTIVATIONS, architecture.activation),
            (self.cost, COSTS, architecture.cost),
        ):
            box.blockSignals(True)
            box.setCurrentIndex(list(names).index(name))
            box.blockSignals(False)
        self.seed.set_value(seed)
        self._describe()

    def another_seed(self) -> int:
        """Return a seed other than the run's, drawn at random."""
        drawn = secrets.randbelow(SEEDS_TO_DRAW)
        return drawn if drawn != self._seed else drawn + 1

    def _lay_out(self) -> None:
        self.hidden.setAccessibleName("hidden layers")
        self.hidden.setToolTip("Sizes of the hidden layers, such as 16,16, or none")
        self.hidden.setMaxLength(60)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(3)
        layout.addWidget(heading("NETWORK"), 0, 0, 1, 2)
        rows = (
            ("hidden", self.hidden),
            ("activation", self.activation),
            ("cost", self.cost),
            ("seed", self._seed_row()),
        )
        for row, (name, field) in enumerate(rows, 1):
            layout.addWidget(muted_label(name), row, 0)
            layout.addWidget(field, row, 1)
            field.setStyleSheet(field.styleSheet() + LOW)
        self.new_start.setStyleSheet("padding: 4px 0; min-height: 18px;")
        self.apply.setStyleSheet(LOW + "QPushButton { padding: 4px 12px; }")
        layout.addWidget(self.apply, 5, 0, 1, 2)
        layout.addLayout(self._lines(), 6, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(7, 1)

    def _seed_row(self) -> QWidget:
        """Return the seed, and beside it what draws another."""
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.seed, 1)
        self.new_start.setFixedWidth(32)
        layout.addWidget(self.new_start)
        return row

    def _lines(self) -> QVBoxLayout:
        """Return the lines below the button, which take their room whether they say anything."""
        lines = QVBoxLayout()
        lines.setSpacing(0)
        self.remark.setStyleSheet("font-size: 12px")
        for line in (self.plan, self.remark):
            line.setProperty("role", "faint")
            line.setFixedHeight(LINE)
            lines.addWidget(line)
        return lines

    def _connect(self) -> None:
        self.hidden.textChanged.connect(self._describe)
        self.hidden.returnPressed.connect(self.request)
        self.activation.currentIndexChanged.connect(self._describe)
        self.cost.currentIndexChanged.connect(self._describe)
        self.seed.textChanged.connect(self._describe)
        self.apply.clicked.connect(self.request)
        self.new_start.clicked.connect(self.new_start_requested)

    @pyqtSlot()
    def _describe(self) -> None:
        """Say what the button will do, or why it can do nothing."""
        try:
            architecture, seed = self.pending
        except NudgesError as error:
            self._show_plan(False, str(error))
            self._remark("", "faint")
            set_look(self.hidden, "state", "good" if self.seed.hint else "bad")
            return
        set_look(self.hidden, "state", "good")
        self._describe_network(architecture)
        if architecture == self._architecture and seed == self._seed:
            self._show_plan(False, AS_IT_IS)
        else:
            rate = self.learning_rate_for(architecture)
            self._show_plan(True, f"new run, learning rate {rate:g}")

    def _describe_network(self, architecture: Architecture) -> None:
        """Say what may go wrong with a network, or else how large it is."""
        worry = concern(architecture)
        count = f"{architecture.parameter_count:,} parameters"
        self._remark(worry or count, "warning" if worry else "faint")

    def _remark(self, text: str, role: str) -> None:
        set_look(self.remark, "role", role)
        self.remark.setText(text)

    def _show_plan(self, possible: bool, text: str) -> None:
        self.apply.setEnabled(possible)
        self.plan.setText(text)
        self.apply.setToolTip(text)
        set_look(self.apply, "role", "primary" if possible else "")

    @pyqtSlot()
    def request(self) -> None:
        """Ask for the network that the fields describe, if it is another one."""
        if self.apply.isEnabled():
            self.network_requested.emit(*self.pending)


def choice(theme: Theme, titles: list[str], name: str) -> ChoiceBox:
    """Return a choice of titles that may be narrow."""
    box = ChoiceBox(theme, titles, name)
    box.setToolTip(name)
    box.setMinimumContentsLength(6)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def check_whole_seed(value: float) -> None:
    """Raise UsageError unless a number is a seed."""
    check_seed(int(value))
