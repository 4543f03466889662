"""The card in which a weight or a bias is set by hand."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from core.explain.places import Place
from core.training.edits import check_value
from gui.explain.labels import words
from gui.explain.parameter_words import long_name
from gui.theme import Theme
from gui.widgets.floating_card import FloatingCard
from gui.widgets.number_field import NumberField
from gui.widgets.numbers import fixed

WIDTH, FIELD_WIDTH = 340, 108
NOTE = "An entry of the run's history: Undo (Ctrl+Z) brings back the same bits."
LOW = "min-height: 18px; padding: 3px 10px;"


class ValueCard(FloatingCard):
    """Asks for another value of one parameter; `value_wanted` carries its place and the value."""

    value_wanted = pyqtSignal(object, float)  # Place, the value

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.place: Place | None = None
        self._now = 0.0
        self._touched = False  # whether the field holds what somebody typed
        self.name = words("")
        self.now = words("muted")
        self.field = NumberField(0.0, check_value, name="new value")
        self.set_button = QPushButton("Set")
        self.zero = QPushButton("0")
        self.sign = QPushButton("× −1")
        self._lay_out()
        self.field.textEdited.connect(self._touch)
        self.field.value_changed.connect(self._touch)
        self.field.textChanged.connect(self._offer)  # after the field has judged it
        self.field.returnPressed.connect(self._ask)
        self.set_button.clicked.connect(self._ask)
        self.zero.clicked.connect(self._ask_for_zero)
        self.sign.clicked.connect(self._ask_for_sign)

    def first_field(self) -> QWidget:
        self.field.selectAll()
        return self.field

    def show_parameter(self, place: Place, value: float, depth: int) -> None:
        """Show a parameter and its value; what is being typed for the same one stays."""
        self._touched = self._touched and place == self.place
        self.place, self._now = place, value
        name = long_name(place, depth)
        self.name.setText(f"{name[:1].upper()}{name[1:]}")
        self.now.setText(f"now {fixed(value)}")
        if not self._touched:
            self.field.set_value(value)
        self._offer()

    def _lay_out(self) -> None:
        heading = QLabel("SET BY HAND")
        heading.setProperty("role", "heading")
        row = QHBoxLayout()
        row.setSpacing(8)
        self.field.setFixedWidth(FIELD_WIDTH)
        self.set_button.setProperty("role", "primary")
        self.zero.setToolTip("Set it to 0: as if it were not there")
        self.sign.setToolTip("Turn its sign")
        row.addWidget(self.field)
        for button in (self.set_button, self.zero, self.sign):
            button.setStyleSheet(LOW)
            row.addWidget(button)
        row.addStretch(1)
        note = words("faint")
        note.setText(NOTE)
        self.add(heading)
        self.add(self.name)
        self.add(self.now)
        self._layout.addLayout(row)
        self.add(note)
        self.setFixedWidth(WIDTH)

    @pyqtSlot(str)
    @pyqtSlot(object)
    def _touch(self, _typed: object) -> None:
        """Note that the field holds what somebody typed."""
        self._touched = True
        self._offer()

    @pyqtSlot()
    def _offer(self) -> None:
        """Offer what would change something."""
        self.set_button.setEnabled(self._touched and not self.field.hint)
        self.zero.setEnabled(self._now != 0)
        self.sign.setEnabled(self._now != 0)

    @pyqtSlot()
    def _ask(self) -> None:
        """Ask for what was typed."""
        if self._touched and not self.field.hint:
            self._ask_for(self.field.typed())

    @pyqtSlot()
    def _ask_for_zero(self) -> None:
        self._ask_for(0.0)

    @pyqtSlot()
    def _ask_for_sign(self) -> None:
        self._ask_for(-self._now)

    def _ask_for(self, value: float) -> None:
        self._touched = False
        if self.place is not None:
            self.value_wanted.emit(self.place, value)
