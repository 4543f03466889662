"""The panel on the left: the example, what the network says to it, and the way to others."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from core.arrays import FloatArray
from gui.explain.asked_label import AskedLabel
from gui.explain.cells_of_neuron import CellsOfNeuron
from gui.explain.example_controls import ExampleControls
from gui.explain.figures import Answer, Detail, Figures
from gui.explain.grid_values import GridValues
from gui.explain.input_caption import InputCaption
from gui.explain.inspector import Inspector
from gui.explain.particulars import Particulars
from gui.network_view.inputs import InputChoice
from gui.theme import Theme
from gui.widgets.digit_view import BOTH, LARGEST, PICTURE, VALUES, DigitView
from gui.widgets.fitting import FittingLabel
from gui.widgets.segments import Segments
from gui.widgets.signed_scale import SignedScale

LEAST_WIDTH = 240
MARGIN = 16
SMALLER = 168  # the digit's side while something is inspected
ROOM_FOR_BOTH = 760  # height from which the inspector takes no room from the digit
PLAIN = ("the picture: a pixel's brightness is its activation", "brightness is activation")
ROOM_FOR_CONTROLS = 640  # and below which it takes that of the controls


class ExamplePanel(QWidget):
    """Shows one example and asks for others."""

    example_requested = pyqtSignal(str, int)  # the set's name, the index in it
    random_requested = pyqtSignal(object)  # a digit, or None for any
    wrong_requested = pyqtSignal()
    digit_chosen = pyqtSignal(object)  # a digit, or None for any
    label_reset = pyqtSignal()  # the true label is to be asked for again
    pixel_hovered = pyqtSignal(object)  # the pixel's index, or None
    pixel_clicked = pyqtSignal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = QLabel()
        self._place.setProperty("role", "muted")
        self.digit = DigitView(theme)
        self.inputs = InputCaption(theme)
        self._caption = FittingLabel()
        self._caption.setProperty("role", "faint")
        self.scale = SignedScale(theme)
        self.cells = CellsOfNeuron(theme)
        self.modes = Segments([PICTURE, VALUES, BOTH])
        self.modes.set_chosen(BOTH)
        self.figures = Figures(theme)
        self.asked = AskedLabel(theme)
        self.controls = ExampleControls(theme)
        self.inspector = Inspector(theme)
        self._lay_out()
        self._connect()

    def set_example(
        self, set_name: str, index: int, pixels: FloatArray, label: int, set_size: int
    ) -> None:
        """Show an example.

        Parameters
        ----------
        set_name : "train" or "test"
        index : its index in the set, from 0
        pixels : (784,) activations from 0 to 1
        label : the digit it is
        set_size : the number of examples in the set
        """
        self._place.setText(f"{set_name} {index}")
        self.digit.set_pixels(pixels)
        self.digit.setAccessibleName(f"picture of a {label}, {set_name} {index}")
        self.figures.set_label(label)
        self.asked.set_true_label(label)
        self.controls.set_place(set_name, index, set_size)

    def set_answer(self, answer: Answer, cost: float, detail: Detail | None = None) -> None:
        """Show the network's answer and the cost of the example, with their arithmetic."""
        self.figures.set_answer(answer, cost, detail)

    def set_asked(self, label: int | None) -> None:
        """Show which label is asked for; another than the true one is said, with the way back."""
        self.asked.set_asked(label)
        if label is not None:
            self.figures.set_asked(label)

    def set_marked(self, indices: Sequence[int], inputs: InputChoice) -> None:
        """Mark the pixels that are drawn as neurons, and say which they are."""
        total = 28 * 28
        self.digit.set_marked(indices if len(indices) < total else ())  # all would hide it
        self.inputs.set_inputs(inputs)

    def set_lit(self, index: int | None) -> None:
        """Light up the pixel whose neuron is pointed at."""
        self.digit.set_lit(index)

    def set_kept(self, index: int | None) -> None:
        """Keep the pixel of a chosen weight marked."""
        self.digit.set_kept(index)

    def set_grid(self, grid: GridValues | None) -> None:
        """Lay values over the pixels and say what they are, or show the picture alone."""
        self.digit.set_values(None if grid is None else grid.values)
        for part in (self.modes, self.scale):
            part.setVisible(grid is not None)
        if grid is None:
            self._caption.set_forms(*PLAIN)
        else:
            self._caption.set_forms(*grid.captions)
            self.scale.set_scale(grid.values.scale, grid.largest)

    def set_particulars(self, particulars: Particulars | None) -> None:
        """Show a neuron or connection in the inspector, or none."""
        self.inspector.set_particulars(particulars)
        self._share_room()

    @property
    def grid_caption(self) -> str:
        """The line over the pixels."""
        return self._caption.text()

    @pyqtSlot(str)
    def _choose_mode(self, name: str) -> None:
        self.digit.set_mode(name)

    def _share_room(self) -> None:
        """Give the inspector room: from the digit, and in a low window from the controls."""
        frame = self.parentWidget()
        height = self.height() if frame is None else frame.height()
        inspecting = self.inspector.particulars is not None
        self.digit.set_largest(SMALLER if inspecting and height < ROOM_FOR_BOTH else LARGEST)
        low = inspecting and height < ROOM_FOR_CONTROLS
        self.digit.setMinimumHeight(SMALLER + 2 if inspecting and not low else 0)
        for part in (self.figures, self.controls):
            part.setVisible(not low)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _lay_out(self) -> None:
        heading = QLabel("EXAMPLE")
        heading.setProperty("role", "heading")
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self._place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._caption)
        layout.addWidget(self.digit, 100)
        layout.addWidget(self.scale)
        layout.addWidget(self.modes)
        layout.addWidget(self.inputs)
        layout.addWidget(self.figures)
        layout.addWidget(self.asked)
        layout.addWidget(self.controls)
        layout.addWidget(self.cells)
        layout.addWidget(self.inspector, 1000)
        layout.addStretch(1)
        self.modes.setStyleSheet("QPushButton { padding: 1px 8px; min-height: 16px; }")
        self.set_grid(None)
        self.setMinimumWidth(LEAST_WIDTH)

    def _connect(self) -> None:
        self.digit.pixel_hovered.connect(self.pixel_hovered)
        self.digit.pixel_clicked.connect(self.pixel_clicked)
        self.modes.chosen.connect(self._choose_mode)
        self.asked.reset_requested.connect(self.label_reset)
        self.controls.example_requested.connect(self.example_requested)
        self.controls.random_requested.connect(self.random_requested)
        self.controls.wrong_requested.connect(self.wrong_requested)
        self.controls.digit_chosen.connect(self.digit_chosen)
