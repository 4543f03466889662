"""The row of choices that says which plane is shown, with the fields that each plane needs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.errors import NudgesError, UsageError
from core.explain.places import Place
from core.landscape.line import REACH
from core.landscape.survey import End, Kind
from core.training.settings import SEEDS
from gui.landscape.labels import line, name_of, row
from gui.theme import Theme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.number_field import NumberField

PLACE = re.compile(r"\s*(\d{1,4})\s*,\s*(\d{1,5})\s*(?:,\s*(\d{1,5})\s*)?")
LEAST_ZOOM, MOST_ZOOM = 1 / 64, 4096.0


class PlaneChoice(QWidget):
    """Says which plane is wanted; `changed` tells that another one is.

    Two parameters are written as "layer, neuron, input", a bias without the input, or pinned in
    the picture: they go into the two fields by turns.
    """

    changed = pyqtSignal()
    refused = pyqtSignal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends: tuple[End, ...] = ()
        self._turn = 0
        self._on_line = False
        self.zoom = 1.0
        self.kinds = ChoiceBox(theme, [kind.value for kind in Kind], "Plane of the cost surface")
        self.seed = NumberField(0, check_seed, whole=True, name="Seed of the random direction")
        self.seed.setFixedWidth(56)
        self.kinds.setMinimumContentsLength(12)
        self.kinds.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.fields = (place_field("First parameter"), place_field("Second parameter"))
        self.ends = ChoiceBox(theme, [], "Other end")
        self.races = ChoiceBox(theme, [], "Race")
        self.races.setMinimumContentsLength(12)
        self.races.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.nearer = zoom_button("+", "Show half as much of the plane")
        self.farther = zoom_button("−", "Show twice as much of the plane")
        self._seed_name = name_of("seed")
        self._place_row = row(*self.fields)
        self._end_row = row(name_of("other end"), self.ends, stretch=self.ends)
        self._race_row = row(name_of("race"), self.races, stretch=self.races)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._space = line("faint")
        first = (self.kinds, self._space, self._seed_name, self.seed, self.farther, self.nearer)
        layout.addWidget(row(*first, stretch=self.kinds))
        for each in (self._place_row, self._end_row, self._race_row):
            layout.addWidget(each)
        self._show_fields()
        self.kinds.currentIndexChanged.connect(self._choose)
        self.seed.value_changed.connect(self._tell)
        self.ends.currentIndexChanged.connect(self._tell)
        self.races.currentIndexChanged.connect(self._tell)
        for field in self.fields:
            field.editingFinished.connect(self._tell_places)
        self.nearer.clicked.connect(self._go_nearer)
        self.farther.clicked.connect(self._go_farther)

    @property
    def kind(self) -> Kind:
        """Which plane."""
        return list(Kind)[self.kinds.currentIndex()]

    @property
    def places(self) -> tuple[Place | None, Place | None]:
        """The two parameters that are written; None where nothing is.

        Raises
        ------
        UsageError
            If a text is no place.
        """
        first, second = (place_in(field.text()) for field in self.fields)
        return first, second

    @property
    def end(self) -> End | None:
        """The other end that is chosen."""
        index = self.ends.currentIndex()
        return self._ends[index] if 0 <= index < len(self._ends) else None

    def show_line(self, on_line: bool) -> None:
        """Offer only nearer and farther, where a line is shown."""
        self._on_line, self.zoom = on_line, 1.0
        self.kinds.setVisible(not on_line)
        self._space.setVisible(on_line)
        self._say_steps()
        self._show_fields()

    def set_ends(self, ends: tuple[End, ...]) -> None:
        """Offer other ends; the one that was chosen stays if it is still there."""
        chosen = self.ends.currentText()
        self._ends = ends
        self.ends.blockSignals(True)
        self.ends.clear()
        self.ends.addItems([end.name for end in ends])
        if chosen in [end.name for end in ends]:
            self.ends.setCurrentText(chosen)
        self.ends.blockSignals(False)

    @property
    def race(self) -> int:
        """The place of the race that is chosen, among those offered; -1 without any."""
        return self.races.currentIndex()

    def set_races(self, names: Sequence[str], chosen: int) -> None:
        """Offer races, with one of them chosen; nothing is told."""
        self.races.blockSignals(True)
        self.races.clear()
        self.races.addItems([f"{number}. {name}" for number, name in enumerate(names, 1)])
        self.races.setCurrentIndex(chosen)
        self.races.blockSignals(False)

    def choose_kind(self, kind: Kind) -> None:
        """Choose a plane; nothing is told."""
        self.kinds.blockSignals(True)
        self.kinds.setCurrentIndex(list(Kind).index(kind))
        self.kinds.blockSignals(False)
        self.zoom = 1.0
        self._show_fields()

    def take_pinned(self, place: Place) -> None:
        """Take a parameter that was pinned in the picture, if two are asked for."""
        if self.kind is Kind.PARAMETERS and place not in self._written():
            self.fields[self._turn].setText(text_of(place))
            self._turn = 1 - self._turn
            self.changed.emit()

    def _written(self) -> tuple[Place | None, ...]:
        try:
            return self.places
        except UsageError:
            return ()

    def _show_fields(self) -> None:
        shown = None if self._on_line else self.kind
        for each in (self._seed_name, self.seed):
            each.setVisible(shown is Kind.GRADIENT)
        self._place_row.setVisible(shown is Kind.PARAMETERS)
        self._end_row.setVisible(shown is Kind.ENDS)
        self._race_row.setVisible(shown is Kind.RACE)

    @pyqtSlot()
    def _choose(self) -> None:
        self.zoom = 1.0
        self._show_fields()
        self.changed.emit()

    @pyqtSlot()
    def _tell(self) -> None:
        self.changed.emit()

    @pyqtSlot()
    def _tell_places(self) -> None:
        field = self.sender()
        if isinstance(field, QLineEdit) and field.isModified():
            field.setModified(False)
            self.changed.emit()

    @pyqtSlot()
    def _go_nearer(self) -> None:
        self._zoom_by(2.0)

    @pyqtSlot()
    def _go_farther(self) -> None:
        self._zoom_by(0.5)

    def _zoom_by(self, factor: float) -> None:
        zoom = self.zoom * factor
        if LEAST_ZOOM <= zoom <= MOST_ZOOM:
            self.zoom = zoom
            self._say_steps()
            self.changed.emit()

    def _say_steps(self) -> None:
        """Say how far the line goes."""
        self._space.setText(f"{REACH / self.zoom:.3g} steps of the learning rate ahead")


def place_in(text: str) -> Place | None:
    """Return the place written as "layer, neuron, input" or "layer, neuron"; None for nothing.

    Raises
    ------
    UsageError
        If it is written otherwise.
    """
    if not text.strip():
        return None
    found = PLACE.fullmatch(text)
    if found is None:
        raise UsageError(
            f"{text!r} is no parameter: write layer, neuron, input for a weight, such as 2, 5, 11,"
            " or layer, neuron for a bias"
        )
    layer, neuron, source = found.groups()
    return Place(int(layer), int(neuron), None if source is None else int(source))


def text_of(place: Place) -> str:
    """Return a place as it is written in a field."""
    parts = (place.layer, place.neuron, place.source)
    return ", ".join(str(part) for part in parts if part is not None)


def check_seed(value: float) -> None:
    """Raise NudgesError unless a number is a seed."""
    if not 0 <= value < SEEDS:
        raise NudgesError(f"seed {value:g}: choose a whole number from 0 to {SEEDS - 1}")


def place_field(name: str) -> QLineEdit:
    """Return a field for one parameter."""
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText("layer, neuron, input")
    field.setToolTip(
        f"{name}: layer, neuron, input, or layer, neuron for a bias; or click a connection in the"
        " picture. Empty: the one with the largest derivative"
    )
    field.setMaxLength(24)
    return field


def zoom_button(text: str, spoken: str) -> QPushButton:
    """Return a small button."""
    button = QPushButton(text)
    button.setToolTip(spoken)
    button.setAccessibleName(spoken)
    button.setFixedWidth(36)
    button.setStyleSheet("QPushButton { padding: 5px 0; }")
    return button
