"""Label, answer and cost of an example as large figures, each under its name."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSlot
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.theme import Theme
from gui.widgets.numbers import fixed, percent

LARGE = 24
EMPTY = "–"


class Figures(QWidget):
    """Shows what the example is, what the network answers, and what that costs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._answer: tuple[int, float, bool] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.label = self._add(layout, "label", 2)
        self.answer = self._add(layout, "answer", 4)
        self.cost = self._add(layout, "cost", 3)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_label(self, label: int) -> None:
        """Show the digit that the example is, and forget the answer to another one."""
        self.label.setText(str(label))
        self._answer = None
        self.cost.setText(EMPTY)
        self._write_answer()

    def set_answer(self, answer: int, confidence: float, cost: float, correct: bool) -> None:
        """Show the network's answer, the activation of that output, and the cost C0."""
        self._answer = (answer, confidence, correct)
        self.cost.setText(fixed(cost, 3))
        self._write_answer()

    def _add(self, layout: QHBoxLayout, name: str, stretch: int) -> QLabel:
        column = QVBoxLayout()
        column.setSpacing(0)
        head, value = QLabel(name), QLabel(EMPTY)
        head.setProperty("role", "muted")
        value.setAccessibleName(name)
        value.setTextFormat(Qt.TextFormat.RichText)
        column.addWidget(head)
        column.addWidget(value)
        layout.addLayout(column, stretch)
        return value

    def _write_answer(self) -> None:
        if self._answer is None:
            self.answer.setText(EMPTY)
            return
        answer, confidence, correct = self._answer
        colors = self._theme.colors
        color = colors.text if correct else colors.negative
        sign, tint = ("✓", colors.good) if correct else ("✗", colors.negative)
        self.answer.setText(
            f'<span style="color: {color}">{answer}</span>'
            f'<span style="font-size: 14px; color: {tint}"> {sign}</span>'
            f'<span style="font-size: 12px; font-weight: 400; color: {colors.text_muted}">'
            f"&nbsp; {percent(confidence)}</span>"
        )
        verdict = "right" if correct else "wrong"
        self.answer.setToolTip(f"{verdict}: its output is at {percent(confidence, 1)}")

    @pyqtSlot()
    def _restyle(self) -> None:
        for value in (self.label, self.answer, self.cost):
            value.setFont(self._theme.font(LARGE, QFont.Weight.DemiBold))
        self._write_answer()
