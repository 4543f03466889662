"""What the table of all parameters shows, and in which order: a line to type in, and lists."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import Qt, pyqtSignal, pyqtSlot
from PyQt6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from core.explain.sensitivity import Wanted
from gui.explain.parameter_model import DERIVATIVE, NAME, SIZE, VALUE
from gui.theme import Theme
from gui.widgets.choice_box import ChoiceBox

KINDS = {"kinds": None, "weights": False, "biases": True}
SIGNS = {"signs": None, "not 0": None, "↑ up": 1, "↓ down": -1}
NOT_ZERO = "not 0"
DOWN, UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
ORDERS = {
    "size ↓": (SIZE, DOWN),
    "size ↑": (SIZE, UP),
    "value ↓": (VALUE, DOWN),
    "value ↑": (VALUE, UP),
    "derivative ↓": (DERIVATIVE, DOWN),
    "derivative ↑": (DERIVATIVE, UP),
    "layer ↑": (NAME, UP),
}
ALL_LAYERS = "layers"
NARROW = ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class ParameterFilters(QWidget):
    """Lets the user find parameters; the list of orders stands in for headers that are left out."""

    changed = pyqtSignal()
    order_chosen = pyqtSignal(int, Qt.SortOrder)  # a column of the table, and which way

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit()
        self.layer = ChoiceBox(theme, [ALL_LAYERS], "layer")
        self.kind = ChoiceBox(theme, list(KINDS), "kind")
        self.sign = ChoiceBox(theme, list(SIGNS), "sign")
        self.order = ChoiceBox(theme, list(ORDERS), "order")
        self.order.hide()
        self._lay_out()
        self._connect()

    def set_depth(self, depth: int) -> None:
        """Offer so many layers."""
        if self.layer.count() != depth + 1:
            self.layer.blockSignals(True)
            self.layer.clear()
            self.layer.addItems([ALL_LAYERS, *(f"layer {n}" for n in range(1, depth + 1))])
            self.layer.blockSignals(False)

    def set_spacing(self, spacing: int) -> None:
        """Leave so much room between the two lines."""
        self._lines.setSpacing(spacing)

    def wanted(self, before: Wanted) -> Wanted:
        """Return which rows are wanted now, instead of those before."""
        layer = self.layer.currentIndex()
        return replace(
            before,
            text=self.text.text(),
            layer=layer if layer > 0 else None,
            bias=KINDS[self.kind.currentText()],
            sign=SIGNS[self.sign.currentText()],
            not_zero=self.sign.currentText() == NOT_ZERO,
        )

    @pyqtSlot(int, Qt.SortOrder)
    def show_order(self, column: int, order: Qt.SortOrder) -> None:
        """Show in the list by what the table is sorted, if the list has a name for it."""
        orders = list(ORDERS.values())
        known = (column, order) in orders
        self.order.blockSignals(True)
        self.order.setCurrentIndex(orders.index((column, order)) if known else -1)
        self.order.blockSignals(False)

    def _lay_out(self) -> None:
        self.text.setPlaceholderText("find: layer 2, neuron 3, from 406, bias …")
        self.text.setAccessibleName("find parameters")
        self.text.setClearButtonEnabled(True)
        self.order.setToolTip("Sort by this: ↓ the largest first, ↑ the smallest")
        finding, filters = QHBoxLayout(), QHBoxLayout()
        finding.addWidget(self.text, 1)
        finding.addWidget(self.order)
        for box in (self.layer, self.kind, self.sign):
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(NARROW)
            filters.addWidget(box, 1)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        for line in (finding, filters):
            line.setSpacing(4)
            self._lines.addLayout(line)

    def _connect(self) -> None:
        self.text.textChanged.connect(self.changed)
        for box in (self.layer, self.kind, self.sign):
            box.currentIndexChanged.connect(self.changed)
        self.order.currentIndexChanged.connect(self._sort)

    @pyqtSlot(int)
    def _sort(self, choice: int) -> None:
        self.order_chosen.emit(*list(ORDERS.values())[choice])
