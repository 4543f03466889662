"""The inspector: one neuron or connection, its values and its sum as text that can be selected."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QColor, QFont, QResizeEvent
from PyQt6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.explain.particulars import Particulars, Quantity, SumLine
from gui.theme import Theme
from gui.widgets.elided import ElidedLabel
from gui.widgets.icon_button import IconButton

PAIRS = 6
LEAST_BODY = 64  # so much is always in view, the rest by scrolling
ROOM_FOR_TWO = 256  # width from which values stand in two columns
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class Inspector(QWidget):
    """Shows particulars; hidden while there are none."""

    closed = pyqtSignal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: Particulars | None = None
        self.title = ElidedLabel()
        self.values = tuple(Value(theme) for _ in range(PAIRS))
        self.sum = text_block()
        self.notes = text_block()
        self._grid = QGridLayout()
        self._columns = 2
        self._scroll = InspectorBody()
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.setAccessibleName("inspector")
        self.hide()

    @property
    def particulars(self) -> Particulars | None:
        """What is shown."""
        return self._shown

    def set_particulars(self, particulars: Particulars | None) -> None:
        """Show other particulars; None hides the inspector."""
        if self._shown is None or particulars is None or particulars.title != self._shown.title:
            self._scroll.to_the_top()
        self._shown = particulars
        if particulars is not None:
            self._write(particulars)
        self.setVisible(particulars is not None)

    def _write(self, particulars: Particulars) -> None:
        self.title.setText(particulars.title)
        for place, value in enumerate(self.values):
            known = place < len(particulars.quantities)
            value.set_quantity(particulars.quantities[place] if known else None)
        colors = self._theme.colors
        table = sum_table(particulars.lines, colors.text_muted)
        show_text(self.sum, table, spoken_sum(particulars))
        notes = "<br>".join(
            f'<span style="color: {colors.text_muted}">{head}</span><br>{text}'
            for head, text in particulars.notes
        )
        show_text(self.notes, notes, "; ".join(head for head, _ in particulars.notes))
        self._scroll.updateGeometry()

    def _lay_out(self) -> None:
        close = IconButton(self._theme, "wrong", "Let go", shortcut="Esc")
        close.setFixedSize(20, 20)
        close.setIconSize(QSize(12, 12))
        close.setStyleSheet("padding: 0; min-height: 0; border: 0; background: transparent;")
        close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        self._scroll.setWidget(self._content())

    def _content(self) -> QWidget:
        content = QWidget()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._arrange(columns=2)
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.setSpacing(8)
        inside.addLayout(self._grid)
        inside.addWidget(self.notes)
        inside.addWidget(self.sum)
        inside.addStretch(1)
        return content

    def _arrange(self, columns: int) -> None:
        """Put the values into so many columns."""
        self._columns = columns
        for place, value in enumerate(self.values):
            self._grid.addWidget(value, place // columns, place % columns)
        for column in (0, 1):
            self._grid.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= ROOM_FOR_TWO else 1
        if columns != self._columns:
            self._arrange(columns)

    @pyqtSlot()
    def _restyle(self) -> None:
        theme = self._theme
        self.title.setFont(theme.font(13, QFont.Weight.DemiBold))
        self.title.set_color(QColor(theme.colors.highlight))
        for label in (self.sum, self.notes):
            label.setFont(theme.font(12))
        if self._shown is not None:
            self._write(self._shown)


class Value(QWidget):
    """A word at the left and a number at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.word, self.number = QLabel(), QLabel()
        self.word.setProperty("role", "muted")
        self.number.setTextInteractionFlags(SELECTABLE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.word, 1)
        layout.addWidget(self.number)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_quantity(self, quantity: Quantity | None) -> None:
        """Show a quantity, or keep the place empty."""
        self.setVisible(quantity is not None)
        if quantity is not None:
            self.word.setText(quantity.word)
            self.word.setToolTip(quantity.spoken)
            self.number.setText(quantity.number)
            self.number.setAccessibleName(quantity.aloud)

    @pyqtSlot()
    def _restyle(self) -> None:
        for label in (self.word, self.number):
            label.setFont(self._theme.font(12))


class InspectorBody(QScrollArea):
    """Takes as much room as there is, up to its content's height."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def to_the_top(self) -> None:
        """Show the beginning."""
        bar = self.verticalScrollBar()
        if bar is not None:
            bar.setValue(0)

    def sizeHint(self) -> QSize:
        return QSize(200, LEAST_BODY)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, LEAST_BODY)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        content = self.widget()
        if content is not None and content.layout() is not None:
            height = max(content.heightForWidth(self.width()), content.sizeHint().height())
            self.setMaximumHeight(max(height, LEAST_BODY))


def text_block() -> QLabel:
    """Return an empty label for rich text that wraps and can be selected."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(SELECTABLE)
    label.setWordWrap(True)
    return label


def show_text(label: QLabel, text: str, spoken: str) -> None:
    """Show rich text, and hide the label where there is none."""
    label.setVisible(bool(text))
    label.setText(text)
    label.setAccessibleName(spoken)


def sum_table(lines: tuple[SumLine, ...], muted: str) -> str:
    """Return a sum as a table: source, product, number; its results below a line."""
    if not lines:
        return ""
    rows = "".join(sum_row(line, muted) for line in lines)
    return f'<table width="100%" cellspacing="0" cellpadding="1">{rows}</table>'


def sum_row(line: SumLine, muted: str) -> str:
    """Return a row of the table of a sum."""
    number = f"<b>{line.number}</b>" if line.result else line.number
    source = f'<span style="color: {muted}">{line.source}</span>'
    return (
        f"<tr><td>{source}</td><td align='right'>{line.product}</td>"
        f"<td align='right' style='padding-left: 8px'>{number}</td></tr>"
    )


def spoken_sum(particulars: Particulars) -> str:
    """Return the sum as one text to be read aloud."""
    lines = "; ".join(line.plain for line in particulars.lines)
    return f"weighted sum: {lines}" if lines else ""
