"""What a neuron behind the first layer has for each of its inputs, as cells under a caption."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from gui.explain.grid_values import Detail, GridValues
from gui.explain.notation import numbers_alone
from gui.network_view.scene import NeuronId
from gui.theme import Theme
from gui.widgets.fitting import FittingLabel
from gui.widgets.number_card import NumberCard
from gui.widgets.signed_cells import SignedCells
from gui.widgets.signed_scale import SignedScale


class CellsOfNeuron(QWidget):
    """Shows caption, cells and scale; hidden while there is nothing to show."""

    neuron_hovered = pyqtSignal(object)  # NeuronId or None

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layer = 0
        self._detail: Detail | None = None
        self._notation = True
        self.card = NumberCard(theme, self)
        self.caption = FittingLabel()
        self.caption.setProperty("role", "faint")
        self.cells = SignedCells(theme)
        self.scale = SignedScale(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        for part in (self.caption, self.cells, self.scale):
            layout.addWidget(part)
        self.cells.cell_hovered.connect(self._tell_neuron)
        self.cells.cell_chosen.connect(self._open)
        self.hide()

    def set_cells(self, grid: GridValues | None) -> None:
        """Show values of the neurons of a layer, or nothing."""
        self.card.hide()  # it tells of other values
        self._detail = None if grid is None else grid.detail
        self.setVisible(grid is not None)
        self.cells.set_values(None if grid is None else grid.values)
        if grid is not None:
            self._layer = grid.layer
            self.caption.set_forms(*grid.captions)
            self.scale.set_scale(grid.values.scale, grid.largest)

    @pyqtSlot(bool)
    def set_notation(self, shown: bool) -> None:
        """Open arithmetic in letters and numbers, or in numbers alone."""
        self._notation = shown

    @pyqtSlot(int)
    def _open(self, index: int) -> None:
        """Open the arithmetic of a cell beside it."""
        if self._detail is not None:
            told = self._detail(index)
            shown = told if self._notation else numbers_alone(told)
            place = self.cells.cell_rectangle(index).toAlignedRect()
            self.card.show_beside(self.cells, place, shown)

    @pyqtSlot(object)
    def _tell_neuron(self, index: int | None) -> None:
        self.neuron_hovered.emit(None if index is None else NeuronId(self._layer, index))
