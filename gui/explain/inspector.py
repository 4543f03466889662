"""The inspector: one neuron or connection, its values and its sum as text that can be selected."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt, pyqtSignal, pyqtSlot
from PyQt6.QtGui import QColor, QFont, QResizeEvent
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.explain.particulars import SUM, SUM_IN_WORDS, Particulars, waiting_forms, without_letters
from gui.explain.value_rows import SELECTABLE, Value, ValueRows
from gui.explain.written_sum import SumLine
from gui.theme import Theme
from gui.widgets.elided import ElidedLabel
from gui.widgets.icon_button import IconButton

ROOM_FOR_WORDS = 272  # width below which the way back has one word
LEAST_BODY = 64  # so much is always in view, the rest by scrolling


class Inspector(QWidget):
    """Shows particulars; hidden while there are none."""

    closed = pyqtSignal()
    edit_requested = pyqtSignal()  # the weight or bias is to be set by hand

    def __init__(
        self, theme: Theme, way_back: str = "release", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.back = WayBack(theme, way_back)
        self.edit = SetButton(theme)
        self._shown: Particulars | None = None
        self._notation = True
        self.title = ElidedLabel()
        self.rows = ValueRows(theme)
        self.sum_head = ElidedLabel(SUM)
        self.sum = text_block()
        self.notes = text_block()
        self._scroll = InspectorBody()
        self.back.clicked.connect(self.closed)
        self.edit.clicked.connect(self.edit_requested)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.setAccessibleName("inspector")
        self.hide()

    @property
    def values(self) -> tuple[Value, ...]:
        """The places of the values."""
        return self.rows.values

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

    def set_notation(self, shown: bool) -> None:
        """Show letters and formulas, or words and numbers alone."""
        self._notation = shown
        if self._shown is not None:
            self._write(self._shown)

    def _write(self, particulars: Particulars) -> None:
        if not self._notation:
            particulars = without_letters(particulars)
        self.title.setText(particulars.title)
        self.edit.setVisible(particulars.has_parameter)
        self.rows.set_quantities(particulars.quantities)
        colors = self._theme.colors
        table = sum_table(particulars.lines, colors.text_muted, colors.line)
        waits = particulars.lines_missing
        if waits:
            table = f'<span style="color: {colors.text_faint}">{waiting_forms(waits)[0]}</span>'
        self.sum_head.setText(SUM if self._notation else SUM_IN_WORDS)
        self.sum_head.setVisible(bool(table))
        show_text(self.sum, table, spoken_sum(particulars))
        notes = "".join(
            f'<p style="margin: 0 0 8px 0"><span style="color: {colors.text_muted}">{head}</span>'
            f"<br>{text}</p>"
            for head, text in particulars.notes
        )
        show_text(self.notes, notes, "; ".join(head for head, _ in particulars.notes))
        self._scroll.updateGeometry()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.edit)
        head.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1000)
        layout.addStretch(1)
        self._scroll.setWidget(self._content())

    def _content(self) -> QWidget:
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.setSpacing(8)
        inside.addWidget(self.rows)
        self.sum_head.setProperty("role", "faint")
        inside.addWidget(self.sum_head)
        inside.addWidget(self.sum)
        inside.addWidget(self.notes)
        inside.addStretch(1)
        return content

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self.back.set_short(self.width() < ROOM_FOR_WORDS)

    @pyqtSlot()
    def _restyle(self) -> None:
        theme = self._theme
        self.title.setFont(theme.font(13, QFont.Weight.DemiBold))
        self.title.set_color(QColor(theme.colors.highlight))
        for label in (self.sum, self.notes):
            label.setFont(theme.font(12))
        if self._shown is not None:
            self._write(self._shown)


class WayBack(IconButton):
    """The button that lets go of what is pinned, no wider than its words."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__(theme, "wrong", "Let go of what is pinned", shortcut="Esc", text=words)
        self._words = words
        self.setIconSize(QSize(12, 12))
        self.setStyleSheet("padding: 1px 4px; min-height: 16px;")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_short(self, short: bool) -> None:
        """Show the first word alone, where there is little room."""
        self.setText(self._words.split()[0] if short else self._words)


class SetButton(IconButton):
    """The button that opens the card in which the weight or bias is set by hand."""

    def __init__(self, theme: Theme) -> None:
        spoken = "Set the weight of this connection, or the bias of this neuron, by hand"
        super().__init__(theme, "edit", spoken, shortcut="V")
        self.setIconSize(QSize(14, 14))
        self.setStyleSheet("padding: 1px 4px; min-height: 16px;")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)


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


def sum_table(lines: tuple[SumLine, ...], muted: str, rule: str) -> str:
    """Return a sum as a table: source, product, number; its results below a line."""
    if not lines:
        return ""
    first = next((place for place, line in enumerate(lines) if line.result), -1)
    rows = "".join(
        sum_row(line, muted, f"border-top: 1px solid {rule}" if place == first else "")
        for place, line in enumerate(lines)
    )
    layout = 'width="100%" cellspacing="0" cellpadding="1" style="font-size: 12px"'
    return f"<table {layout}>{rows}</table>"


def sum_row(line: SumLine, muted: str, style: str = "") -> str:
    """Return a row of the table of a sum; style : CSS of its cells."""
    number = f"<b>{line.number}</b>" if line.result else line.number
    source = f'<span style="color: {muted}">{line.source}</span>'
    return (
        f"<tr><td style='{style}'>{source}</td>"
        f"<td align='right' style='{style}'>{line.product}</td>"
        f"<td align='right' style='padding-left: 8px; {style}'>{number}</td></tr>"
    )


def spoken_sum(particulars: Particulars) -> str:
    """Return the sum as one text to be read aloud."""
    if particulars.lines_missing:
        return f"weighted sum: {waiting_forms(particulars.lines_missing)[0]}"
    lines = "; ".join(line.plain for line in particulars.lines)
    return f"weighted sum: {lines}" if lines else ""
