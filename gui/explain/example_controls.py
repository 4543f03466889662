"""The controls that lead to another example: neighbours, chance, errors, set, index, digit."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.errors import UsageError
from gui.theme import Theme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.icon_button import IconButton
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import whole

SETS = ("test", "train")
ANY = "any"
BUTTON = QSize(36, 32)


class ExampleControls(QWidget):
    """Asks for examples; it shows the one that was set."""

    example_requested = pyqtSignal(str, int)  # the set's name, the index in it
    random_requested = pyqtSignal(object)  # a digit, or None for any
    wrong_requested = pyqtSignal()
    digit_chosen = pyqtSignal(object)  # a digit, or None for any

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set_name, self._index, self._size = SETS[0], 0, 1
        self.previous = IconButton(theme, "previous", "Previous example", shortcut="P")
        self.next = IconButton(theme, "next", "Next example", shortcut="N")
        self.random = IconButton(theme, "random", "Random example", shortcut="R")
        self.wrong = QPushButton("wrong ones")
        self.wrong.setToolTip("Another example that the network gets wrong (W)")
        self.wrong.setAccessibleName("An example that the network gets wrong")
        self.wrong.setStyleSheet("padding: 5px 4px;")
        self.set_name = ChoiceBox(theme, SETS, "set of examples")
        self.index = NumberField(0, self.check_index, whole=True, name="index of the example")
        digits = (ANY, *map(str, range(10)))
        self.digit = ChoiceBox(theme, digits, "digit of random examples")
        self.digit.setToolTip("Which digit a random example shows")
        self._lay_out()
        self._connect()

    @property
    def chosen_digit(self) -> int | None:
        """The digit that random examples show; None is any."""
        text = self.digit.currentText()
        return None if text == ANY else int(text)

    def set_place(self, set_name: str, index: int, set_size: int) -> None:
        """Show which example of which set is shown, without telling anyone."""
        self._set_name, self._index, self._size = set_name, index, set_size
        self.set_name.set_chosen(set_name)
        self.index.set_value(index)

    def check_index(self, index: float) -> None:
        """Raise UsageError if the set shown has no example of an index."""
        if not 0 <= index < self._size:
            last = whole(self._size - 1)
            name = self.set_name.currentText()
            raise UsageError(f"no example {index:g}: the {name} set has 0 to {last}")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.previous, self.next, self.random):
            button.setFixedSize(BUTTON)
            buttons.addWidget(button)
        buttons.addWidget(self.wrong, 1)
        fields = QHBoxLayout()
        fields.setSpacing(4)
        self.set_name.setFixedWidth(66)
        self.digit.setFixedWidth(58)
        fields.addWidget(self.set_name)
        self.index.setMinimumWidth(48)
        self.index.setAlignment(Qt.AlignmentFlag.AlignRight)
        fields.addWidget(self.index, 1)
        fields.addWidget(self.digit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(buttons)
        layout.addLayout(fields)

    def _connect(self) -> None:
        self.previous.clicked.connect(self._ask_previous)
        self.next.clicked.connect(self._ask_next)
        self.random.clicked.connect(self._ask_random)
        self.digit.activated.connect(self._choose_digit)
        self.wrong.clicked.connect(self.wrong_requested)
        self.set_name.activated.connect(self._ask_set)
        self.index.value_changed.connect(self._ask)

    @pyqtSlot(object)
    def _ask(self, index: int) -> None:
        self.example_requested.emit(self.set_name.currentText(), index)

    @pyqtSlot()
    def _ask_previous(self) -> None:
        self._ask((self._index - 1) % self._size)

    @pyqtSlot()
    def _ask_next(self) -> None:
        self._ask((self._index + 1) % self._size)

    @pyqtSlot()
    def _ask_set(self) -> None:
        """Begin another set; the one that is shown stays where it is."""
        if self.set_name.currentText() != self._set_name:
            self._ask(0)

    @pyqtSlot()
    def _choose_digit(self) -> None:
        """Look for one digit, at once; any digit is looked for when it is asked for."""
        self.digit_chosen.emit(self.chosen_digit)
        if self.chosen_digit is not None:
            self._ask_random()

    @pyqtSlot()
    def _ask_random(self) -> None:
        self.random_requested.emit(self.chosen_digit)
