"""The table of all parameters as Qt's views read it: row numbers into a few arrays."""

from __future__ import annotations

from PyQt6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from core.arrays import IntArray
from core.explain.places import Place
from core.explain.sensitivity import Column, Sensitivity, Wanted
from core.explain.sensitivity_words import advice
from gui.explain.arithmetic import exact
from gui.explain.parameter_words import short_name
from gui.widgets.numbers import fixed

HEADERS = ("parameter", "value", "derivative", "size", "should")
TIPS = (
    "layer · to ← from: a weight into a neuron, from one of the layer before; or its bias",
    "the weight or bias itself",
    "how fast the cost rises with it",
    "the size of the derivative, beside the largest",
    "what would lower the cost, and how much it matters",
)
KEYS = (Column.LAYER, Column.VALUE, Column.DERIVATIVE, Column.SIZE, Column.NUDGE)
NAME, VALUE, DERIVATIVE, SIZE, ADVICE = range(5)
SHARE = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()
ARROWS = {"increase": "↑", "decrease": "↓"}


class ParameterModel(QAbstractTableModel):
    """Offers the rows that are wanted, in the order that is wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Sensitivity | None = None
        self._rows: IntArray | None = None
        self._wanted = Wanted()
        self._column, self._descending = SIZE, True
        self.whole_words = False  # whether there is room for the whole advice

    @property
    def table(self) -> Sensitivity | None:
        """All parameters; None before there are any."""
        return self._table

    @property
    def wanted(self) -> Wanted:
        """Which rows are shown."""
        return self._wanted

    def set_table(self, table: Sensitivity | None) -> None:
        """Show other parameters or derivatives, filtered and sorted as before."""
        self._table = table
        self._arrange()

    def set_wanted(self, wanted: Wanted) -> None:
        """Show other rows."""
        self._wanted = wanted
        self._arrange()

    def place(self, row: int) -> Place:
        """Return the parameter in a row."""
        assert self._table is not None
        assert self._rows is not None
        return self._table.place(int(self._rows[row]))

    def row_of(self, index: int) -> int | None:
        """Return where the parameter at an index of the flat vector stands, None if left out."""
        if self._rows is None:
            return None
        found = (self._rows == index).nonzero()[0]
        return int(found[0]) if len(found) else None

    def _arrange(self) -> None:
        self.beginResetModel()
        table = self._table
        if table is None:
            self._rows = None
        else:
            rows = table.rows(self._wanted)
            self._rows = table.sorted_rows(KEYS[self._column], self._descending, rows)
        self.endResetModel()

    def _text(self, row: int, column: int) -> str:
        table = self._table
        assert table is not None
        match column:
            case 0:
                return short_name(table.place(row))
            case 1:
                return fixed(float(table.values[row]))
            case 2:
                return exact(float(table.derivatives[row]))
            case 4:
                told = advice(float(table.nudges[row]), table.largest)
                return told if self.whole_words else short_advice(told)
        return ""

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() or self._rows is None else len(self._rows)

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._table is None or self._rows is None or not index.isValid():
            return None
        row = int(self._rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == SHARE:
            largest = self._table.largest
            return float(self._table.sizes[row]) / largest if largest > 0 else 0.0
        if role == Qt.ItemDataRole.ToolTipRole:
            told = advice(float(self._table.nudges[row]), self._table.largest)
            return f"{self._table.place(row).name}: {told}"
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == SIZE:
            return exact(float(self._table.sizes[row]))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = index.column() in (VALUE, DERIVATIVE)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return TIPS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = section in (VALUE, DERIVATIVE)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()


def short_advice(words: str) -> str:
    """Return the advice as a column has room for it: "↑ a lot"."""
    for way, arrow in ARROWS.items():
        if words.startswith(f"should {way}, "):
            return f"{arrow} {words.split(', ')[1]}"
    return "–"
