"""Label, answer and cost of an example as large figures, each under its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape

from PyQt6.QtCore import Qt, pyqtSlot
from PyQt6.QtGui import QFont
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.explain.notation import numbers_alone
from gui.theme import Theme
from gui.widgets.number_card import NumberCard
from gui.widgets.numbers import compact, fixed, percent
from gui.widgets.opening_number import OpeningNumber

LARGE = 24
EMPTY = "–"
LARGE_COST, LARGE_ACTIVATION = 1000.0, 100.0
LEAST_COST, SMALL_COST = 0.001, 0.0005  # a smaller one would be written as zero, which it isn't
LABEL, ANSWER, COST = "label", "answer", "cost"
Detail = Callable[[str], str]  # the arithmetic of ANSWER or COST, as rich text


def cost_words(cost: float) -> str:
    """Return a cost in three decimals, if it is neither too large for that nor too small."""
    if 0 < cost < SMALL_COST:
        return f"<{LEAST_COST}"
    return fixed(cost, 3) if cost < LARGE_COST else compact(cost, 2)


@dataclass(frozen=True)
class Answer:
    """What the network answers.

    digit : the most active output, None where all are equally active
    activation : of that output
    is_share : whether activations are shares of one whole, as behind softmax
    correct : whether the digit is the label
    """

    digit: int | None
    activation: float
    is_share: bool
    correct: bool

    @property
    def name(self) -> str:
        """The digit, or a dash."""
        return EMPTY if self.digit is None else str(self.digit)

    @property
    def strength(self) -> str:
        """The activation, in per cent where it is a share."""
        if self.is_share:
            return percent(self.activation)
        many = abs(self.activation) >= LARGE_ACTIVATION
        return compact(self.activation, 2) if many else fixed(self.activation, 2)

    @property
    def words(self) -> str:
        """A sentence about the answer."""
        if self.digit is None:
            return "no answer: all outputs are equally active"
        verdict = "right" if self.correct else "wrong"
        return f"{verdict}: output {self.digit} is the most active, at {self.strength}"


class Figures(QWidget):
    """Shows what the example is, what the network answers, and what that costs.

    Answer and cost open their arithmetic.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._answer: Answer | None = None
        self._detail: Detail | None = None
        self._notation = True
        self.card = NumberCard(theme, self)
        self._heads: list[QLabel] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.label, self.answer, self.cost = QLabel(), OpeningNumber(theme), OpeningNumber(theme)
        self._add(layout, LABEL, self.label, 2)
        for name, value, stretch in ((ANSWER, self.answer, 4), (COST, self.cost, 3)):
            self._add(layout, name, value, stretch)
            value.chosen.connect(partial(self._open, name))
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_label(self, label: int) -> None:
        """Show the digit that the example is, and forget the answer to another one."""
        self.label.setText(str(label))
        self._answer = None
        self.cost.setText(EMPTY)
        self._write_answer()
        self._set_detail(None)

    def set_asked(self, label: int) -> None:
        """Show the label that is asked for, true or not; the answer stays."""
        self.label.setText(str(label))

    def set_answer(self, answer: Answer, cost: float, detail: Detail | None = None) -> None:
        """Show the network's answer, the activation of that output, and the cost C0.

        detail : returns the arithmetic of ANSWER or COST when it is asked for
        """
        self._answer = answer
        self.cost.setText(escape(cost_words(cost)))
        self._write_answer()
        self._set_detail(detail)

    @pyqtSlot(bool)
    def set_notation(self, shown: bool) -> None:
        """Open arithmetic in letters and numbers, or in numbers alone."""
        self._notation = shown
        self.card.hide()

    def set_before_step(self, before: bool) -> None:
        """Say that answer and cost are those of now, where the picture shows what a step makes."""
        for head, name in zip(self._heads[1:], ("answer", "cost"), strict=True):
            head.setText(f"{name} now" if before else name)
            head.setToolTip("before the step that the picture shows" if before else "")

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands over the figures."""
        return tuple(head.text() for head in self._heads)

    def _set_detail(self, detail: Detail | None) -> None:
        self._detail = detail
        self.card.hide()  # it tells of other numbers
        for value in (self.answer, self.cost):
            value.set_opening(detail is not None)

    def _open(self, name: str) -> None:
        """Open the arithmetic of a figure below it."""
        value = self.answer if name == ANSWER else self.cost
        if self._detail is not None:
            told = self._detail(name)
            shown = told if self._notation else numbers_alone(told)
            self.card.show_beside(value, value.rect(), shown)

    def _add(self, layout: QHBoxLayout, name: str, value: QLabel, stretch: int) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QLabel(name)
        value.setText(EMPTY)
        self._heads.append(head)
        head.setProperty("role", "muted")
        value.setAccessibleName(name)
        value.setTextFormat(Qt.TextFormat.RichText)
        column.addWidget(head)
        column.addWidget(value)
        layout.addLayout(column, stretch)

    def _write_answer(self) -> None:
        if self._answer is None:
            self.answer.setText(EMPTY)
            self.answer.setToolTip("")
            return
        answer, colors = self._answer, self._theme.colors
        color = colors.text if answer.correct else colors.negative
        sign, tint = ("✓", colors.good) if answer.correct else ("✗", colors.negative)
        self.answer.setText(
            f'<span style="color: {color}">{answer.name}</span>'
            f'<span style="font-size: 14px; color: {tint}"> {sign}</span>'
            f'<span style="font-size: 12px; font-weight: 400; color: {colors.text_muted}">'
            f"&nbsp; {answer.strength}</span>"
        )
        self.answer.setToolTip(answer.words)

    @pyqtSlot()
    def _restyle(self) -> None:
        for value in (self.label, self.answer, self.cost):
            value.setFont(self._theme.font(LARGE, QFont.Weight.DemiBold))
        self._write_answer()
