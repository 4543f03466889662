"""The fields of the next network: they change nothing until "New network" is pressed."""

from __future__ import annotations

import secrets

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QWidget

from core.errors import NudgesError, UsageError
from core.network.activations import ACTIVATIONS
from core.network.architecture import INPUTS, OUTPUTS, Architecture, parse_hidden
from core.network.costs import COSTS
from core.training.settings import check_seed
from gui.training.labels import heading, muted_label, set_look
from gui.widgets.elided import ElidedLabel
from gui.widgets.number_field import NumberField

SEEDS_TO_DRAW = 10_000


class NetworkFields(QWidget):
    """Hidden layers, activation, cost and seed of the next network, and the button that makes it.

    The run goes on with its own network meanwhile; the line below the button says what it will do.
    """

    network_requested = pyqtSignal(object, int)  # Architecture, seed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._architecture, self._seed = Architecture(), 0
        self.hidden = QLineEdit("16,16")
        self.activation = combo([a.title for a in ACTIVATIONS.values()], "activation function")
        self.cost = combo([c.title for c in COSTS.values()], "cost function")
        self.seed = NumberField(0, check_whole_seed, whole=True, name="seed")
        self.apply = QPushButton("New network")
        self.plan = ElidedLabel()
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
        layout.setVerticalSpacing(4)
        layout.addWidget(heading("NETWORK"), 0, 0, 1, 2)
        rows = (
            ("hidden", self.hidden),
            ("activation", self.activation),
            ("cost", self.cost),
            ("seed", self.seed),
        )
        for row, (name, field) in enumerate(rows, 1):
            layout.addWidget(muted_label(name), row, 0)
            layout.addWidget(field, row, 1)
        layout.addWidget(self.apply, 5, 0, 1, 2)
        self.plan.setProperty("role", "faint")
        layout.addWidget(self.plan, 6, 0, 1, 2)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(7, 1)

    def _connect(self) -> None:
        self.hidden.textChanged.connect(self._describe)
        self.hidden.returnPressed.connect(self.request)
        self.activation.currentIndexChanged.connect(self._describe)
        self.cost.currentIndexChanged.connect(self._describe)
        self.seed.textChanged.connect(self._describe)
        self.apply.clicked.connect(self.request)

    @pyqtSlot()
    def _describe(self) -> None:
        """Say what the button will do, or why it can do nothing."""
        try:
            architecture, seed = self.pending
        except NudgesError as error:
            self._show_plan(False, str(error))
            set_look(self.hidden, "state", "good" if self.seed.hint else "bad")
            return
        set_look(self.hidden, "state", "good")
        if architecture == self._architecture and seed == self._seed:
            self._show_plan(False, f"{architecture.parameter_count:,} parameters")
            return
        count = f"{architecture.parameter_count:,} parameters"
        self._show_plan(True, f"new run, {count}")

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


def combo(titles: list[str], name: str) -> QComboBox:
    """Return a choice of titles."""
    box = QComboBox()
    box.addItems(titles)
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def check_whole_seed(value: float) -> None:
    """Raise UsageError unless a number is a seed."""
    check_seed(int(value))
